"""The rows of a table of a database, written as the tables of a register are."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np

import shapely
from pyproj import Transformer
from pyproj.exceptions import CRSError

from geodata.cog import WGS84
from ptce_map.origins.address import Origin
from ptce_map.register.files.bounds import BOUNDS, MOST_BYTES, MOST_ROWS
from ptce_map.register.files.workbook import cell_text
from ptce_map.register.schema import SEPARATOR

Row = Sequence[object]
LONGITUDE, LATITUDE = "longitude", "latitude"
DECIMALS = 6
MIDNIGHT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]00:00:00(?:[+-][0-9:]+)?")
"""The beginning of a day, as a database writes it."""


@dataclass(frozen=True, eq=False)
class Records:
    """Rows as a driver gives them.

    Attributes
    ----------
    columns
        Names of the columns.
    rows
        Values, in the order of the columns.
    shapes
        Column of geometries (WKB, as bytes or in hexadecimal) -> its CRS, empty if it says none.
    """

    columns: Sequence[str]
    rows: Sequence[Row]
    shapes: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> list[int]:
        """Positions of the columns that hold no geometry."""
        return [at for at, name in enumerate(self.columns) if name not in self.shapes]

    def geometries(self) -> list[Any]:
        """Return the geometries of the first column of them, in WGS 84; none if there is none."""
        name = next(iter(self.shapes), None)
        if name is None:
            return []
        at = list(self.columns).index(name)
        found = shapely.from_wkb([_wkb(row[at]) for row in self.rows], on_invalid="ignore")
        crs = self.shapes[name] or _own_crs(found)
        return list(_in_degrees(found, crs))


def bounded(origin: Origin, rows: Iterable[Row]) -> list[Row]:
    """Return rows, up to the bounds of a register.

    Raises
    ------
    ptce_map.errors.UnusableRegisterError
        If there are more, or if they are larger.
    """
    taken: list[Row] = []
    size = 0
    for row in rows:
        size += sum(len(value) if isinstance(value, str | bytes) else 8 for value in row)
        if len(taken) == MOST_ROWS or size > MOST_BYTES:
            raise origin.fault("heavy", **BOUNDS)
        taken.append(row)
    return taken


def _wkb(value: object) -> Any:
    return bytes(value) if isinstance(value, bytearray | memoryview) else value


def _own_crs(shapes: Any) -> str:
    """Return the CRS that EWKB says."""
    codes = {int(code) for code in shapely.get_srid(shapes) if code > 0}
    return f"EPSG:{codes.pop()}" if len(codes) == 1 else ""


def _in_degrees(shapes: Any, crs: str) -> Any:
    if not crs:
        return shapes
    try:
        transformer = Transformer.from_crs(crs, WGS84, always_xy=True)
    except CRSError:
        return shapes
    return shapely.transform(shapes, _moved(transformer))


def _moved(transformer: Transformer) -> Callable[[Any], Any]:
    def move(places: Any) -> Any:
        return np.column_stack(transformer.transform(places[:, 0], places[:, 1]))

    return move


def cell_of(value: object) -> str:
    """Write a value as a cell: nothing for NULL, ISO days, the values of a list apart by bars."""
    match value:
        case None:
            return ""
        case float() | Decimal():
            return _number(value)
        case str():
            return _text(value)
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
        case list() | tuple() | set():
            cells = (cell_of(part).replace(SEPARATOR, "/") for part in value)
            return SEPARATOR.join(cell for cell in cells if cell)
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
    return cell_text(value)


def _text(value: str) -> str:
    """Write a text: the day of midnight, the texts of a list that is written as JSON."""
    if MIDNIGHT.fullmatch(value):
        return value[:10]
    if value[:1] == "[" and value[-1:] == "]":
        with suppress(ValueError):
            parts = json.loads(value)
            if all(isinstance(part, str) for part in parts):
                return cell_of(parts)
    return value


def _number(value: float | Decimal) -> str:
    """Write a number without the zeros that say nothing; what is none is nothing."""
    if not math.isfinite(value):
        return ""
    written = format(value, "f") if isinstance(value, Decimal) else repr(value)
    return written.rstrip("0").rstrip(".") if "." in written and "e" not in written else written


def to_csv(records: Records) -> str:
    """Write a table as CSV; points become the columns ``longitude`` and ``latitude``.

    Other shapes are left out: the territory of a pole is said by codes.
    """
    plain = records.plain
    columns = [records.columns[at] for at in plain]
    points = _points(records.geometries()) if LONGITUDE not in columns else []
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*columns, *((LONGITUDE, LATITUDE) if points else ())])
    for at, row in enumerate(records.rows):
        cells = [cell_of(row[place]) for place in plain]
        writer.writerow([*cells, *(points[at] if points else ())])
    return text.getvalue()


def _points(shapes: Sequence[Any]) -> list[tuple[str, str]]:
    """Return longitude and latitude of each shape, if all that are there are points."""
    there = [shape for shape in shapes if shape is not None and not shape.is_empty]
    if not there or any(shape.geom_type != "Point" for shape in there):
        return []
    return [
        ("", "") if shape is None or shape.is_empty else (_degree(shape.x), _degree(shape.y))
        for shape in shapes
    ]


def _degree(value: float) -> str:
    return f"{round(value, DECIMALS):.{DECIMALS}f}"


def to_geojson(records: Records) -> str:
    """Write a table that has shapes as GeoJSON, its cells as texts."""
    plain, shapes = records.plain, records.geometries()
    features = []
    for row, shape in zip(records.rows, shapes):
        cells = {str(records.columns[at]): cell_of(row[at]) for at in plain}
        drawn = None if shape is None else json.loads(shapely.to_geojson(shape))
        features.append({"type": "Feature", "properties": cells, "geometry": drawn})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
