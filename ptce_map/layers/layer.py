"""What a layer is: its rows as plain values, and where each row lies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ptce_map.arrays import Integers, Mask
from ptce_map.layers import fields
from ptce_map.layers.features import Shapes, feature_head, find
from ptce_map.layers.fields import ARROW, Field

LIST_SEPARATOR = "|"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Geometry(StrEnum):
    """What stands for the place of a row, with the values of the query key ``geometrie``."""

    TERRITORY = "territoire"
    SIMPLIFIED = "simplifiee"
    POINT = "point"


@dataclass(frozen=True, eq=False)
class Layer:
    """A table and its places; the first field identifies a row.

    Attributes
    ----------
    titles
        Language -> what the layer is called.
    columns
        Name of a field -> its cells: text, number, list of texts, or ``None`` where nothing is
        known.
    pole
        Position of the pole of each row; empty for the layers that are not of poles.
    place
        Position of the geometry of each row among the shapes.
    shapes
        Geometry asked for -> the shapes.
    """

    name: str
    titles: Mapping[str, str]
    fields: tuple[Field, ...]
    columns: Mapping[str, Sequence[Any]]
    pole: Integers
    place: Integers
    shapes: Mapping[Geometry, Shapes]

    @property
    def ids(self) -> Sequence[str]:
        """What identifies each row."""
        return self.columns[self.fields[0].name]

    @cached_property
    def telling(self) -> npt.NDArray[np.bool_]:
        """Whether the cell of each row tells the type of each column.

        What is unknown does not, nor an empty list, nor a day, which may stand among mere years.
        """
        columns = [
            [_is_telling(cell) for cell in self.columns[field.name]] for field in self.fields
        ]
        return np.array(columns, dtype=bool).T

    def heads(self, rows: Integers) -> list[bytes]:
        """Return some rows as GeoJSON features, up to their geometry; kept while they are few."""
        columns = [(field.name, self.columns[field.name]) for field in self.fields]

        def write(missing: Integers) -> list[bytes]:
            told = ({name: cells[row] for name, cells in columns} for row in missing.tolist())
            return [feature_head(self.ids[row], each) for row, each in zip(missing.tolist(), told)]

        asked = rows.tolist()
        found = find(self._heads, asked, write)
        return [found[row] for row in asked]

    @cached_property
    def _heads(self) -> dict[int, bytes]:
        return {}

    @cached_property
    def table(self) -> pa.Table:
        """The rows as an Arrow table, lists as lists."""
        return pa.table(
            {
                field.name: pa.array(self.columns[field.name], field.arrow_type)
                for field in self.fields
            }
        )

    @cached_property
    def texts(self) -> Mapping[str, Sequence[Any]]:
        """The columns with each list joined to one text; ``None`` for an empty list."""
        return {field.name: _joined(self.columns[field.name], field) for field in self.fields}

    @cached_property
    def joined_table(self) -> pa.Table:
        """The rows as an Arrow table, each list joined to one text."""
        return pa.table(
            {
                field.name: pa.array(self.texts[field.name], ARROW[field.kind])
                for field in self.fields
            }
        )

    def rows(self, poles: Mask) -> Integers:
        """Return the positions of the rows of some poles."""
        return np.flatnonzero(poles[self.pole])

    def features(
        self, geometry: Geometry, rows: Integers, *, clockwise: bool = False
    ) -> list[bytes]:
        """Return some rows as GeoJSON features, their outer rings anticlockwise or clockwise."""
        shapes = self.shapes[geometry].json(self.place[rows], clockwise=clockwise)
        return [head + shape + b"}" for head, shape in zip(self.heads(rows), shapes)]


PLACES = {
    Geometry.TERRITORY: fields.WKT,
    Geometry.SIMPLIFIED: fields.WKT,
    Geometry.POINT: fields.LONGITUDE_LATITUDE,
}
"""Geometry asked for -> the columns that say it in a table."""


def _is_telling(cell: Any) -> bool:
    is_day = isinstance(cell, str) and DAY.fullmatch(cell) is not None
    return cell is not None and cell != [] and not is_day


def _joined(cells: Sequence[Any], field: Field) -> Sequence[Any]:
    if not field.many:
        return cells
    return tuple(LIST_SEPARATOR.join(cell) or None for cell in cells)
