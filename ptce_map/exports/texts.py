"""Formats made of text: GeoJSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

import shapely

from ptce_map.exports.download import Download, cited_sources, table_schema
from ptce_map.exports.orders import Rings, Separator
from ptce_map.layers.features import collection
from ptce_map.layers.layer import PLACES, Geometry

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would run as a formula."""


@dataclass(frozen=True)
class Dialect:
    """How a CSV is written: what parts its cells, its decimals and its lines, and its encoding."""

    delimiter: str
    decimal: str
    end: str
    encoding: str


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        Separator.COMMA: Dialect(",", ".", "\n", "utf-8"),
        Separator.SEMICOLON: Dialect(";", ",", "\r\n", "utf-8-sig"),
    }
)
"""Separator -> the CSV of programs, and the one that an Excel in French opens by a double click."""


def to_geojson(download: Download) -> bytes:
    """Write an RFC 7946 feature collection: true coordinates (WGS 84, six decimals).

    Outer rings are anticlockwise, unless the order turns them for d3. Rows are in the order of the
    register, an empty list is null. Further members say what the file is, ``sources`` are those
    that the poles cite by id, ``schema`` describes the properties.
    """
    bbox = download.bbox
    members = {
        "name": download.layer.name,
        **download.notes,
        **({"bbox": bbox} if bbox else {}),
        "sources": cited_sources(download),
        "schema": table_schema(
            download.layer.fields, download.catalog, download.order.lang, joined=False
        ),
    }
    return collection(members, _features(download))


def to_json_lines(download: Download) -> bytes:
    """Write one GeoJSON feature a line (newline-delimited GeoJSON)."""
    return b"".join(feature + b"\n" for feature in _features(download))


def _features(download: Download) -> list[bytes]:
    order = download.order
    is_turned = order.rings == Rings.D3
    return download.layer.features(order.geometry, download.rows, clockwise=is_turned)


def to_csv(download: Download) -> bytes:
    """Write a table with a header, lists joined by a vertical bar, in the dialect asked for.

    The last columns are the place: ``longitude`` and ``latitude`` of the point, or ``wkt``, the
    territory (EPSG:4326, six decimals). A text that a spreadsheet would take for a formula begins
    with an apostrophe.
    """
    dialect = DIALECTS[download.order.separator]
    cells = {field.name: download.cells(field.name) for field in download.layer.fields}
    columns = {
        name: [_written(cell, dialect.decimal) for cell in column]
        for name, column in (cells | to_places(download)).items()
    }
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=dialect.delimiter, lineterminator=dialect.end)
    writer.writerow(columns)
    writer.writerows(zip(*columns.values()))
    return buffer.getvalue().encode(dialect.encoding)


def _written(cell: Any, decimal: str) -> Any:
    return str(cell).replace(".", decimal) if isinstance(cell, float) else safe(cell)


def safe(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: a text that begins like a formula is quoted.

    Returns within a text are line feeds: the csv module would not quote others.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def to_places(download: Download) -> dict[str, Sequence[Any]]:
    """Return the columns that say where the rows lie; empty cells where that is not known."""
    geometry = download.order.geometry
    places = download.layer.shapes[geometry].at(download.layer.place[download.rows])
    if geometry is Geometry.POINT:
        cells = [_numbers(shapely.get_x(places)), _numbers(shapely.get_y(places))]
    else:
        cells = [shapely.to_wkt(places, rounding_precision=6).tolist()]
    return {field.name: column for field, column in zip(PLACES[geometry], cells)}


def _numbers(values: np.typing.NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 6) for value in values]
