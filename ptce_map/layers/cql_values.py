"""What a filter writes: texts, numbers, moments and geometries, and which can be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import numpy as np

import shapely

from ptce_map.errors import PtceMapError

GEOMETRY_PROPERTY = "geometry"
FARTHEST = 1e12
"""No coordinate of any system is larger; beyond, the arithmetic of geometries overflows."""


class FilterError(PtceMapError):
    """A filter that is not understood: ``kind`` and ``values`` make the text ``filter.<kind>``."""

    def __init__(self, kind: str, **values: str) -> None:
        self.kind = kind
        self.values = values
        super().__init__(f"Filter is refused: {kind} {values}. Write CQL2 text.")


def said(node: Any) -> str:
    """Return how a part of a filter is named in what is told of it."""
    return str(node.get("op") or next(iter(node), "")) if isinstance(node, Mapping) else str(node)


def constant(node: Any) -> Any:
    """Return what a filter writes: a text, a number, a truth, a date or an instant."""
    if isinstance(node, str | int | float | bool):
        return node
    kind = next(iter(node.keys() & MOMENTS.keys()), "") if isinstance(node, Mapping) else ""
    if not kind:
        raise FilterError("operator", op=said(node))
    try:
        return MOMENTS[kind](node[kind])
    except ValueError as error:
        raise FilterError("syntax") from error


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


MOMENTS: Mapping[str, Callable[[str], date]] = MappingProxyType(
    {"date": date.fromisoformat, "timestamp": _instant}
)
"""Kind of a moment that a filter writes -> what reads it."""

COMPARABLE: Mapping[type, str] = MappingProxyType(
    {
        str: "text",
        bool: "truth",
        int: "number",
        float: "number",
        date: "date",
        datetime: "timestamp",
    }
)
"""Type of a value -> the family in which it can be compared; lists are in none."""


def check_families(left: Any, right: Any) -> None:
    """Refuse two values that cannot be compared.

    Raises
    ------
    FilterError
        If they are of two families, or of none.
    """
    family = COMPARABLE.get(type(left))
    if family is None or family != COMPARABLE.get(type(right)):
        raise FilterError("type", value=str(right))


def written_geometry(node: Any) -> shapely.Geometry:
    """Return the geometry that a filter writes.

    Raises
    ------
    FilterError
        If it is none, or lies beyond every system.
    """
    if not isinstance(node, Mapping) or "property" in node or "op" in node:
        raise FilterError("geometry", name=GEOMETRY_PROPERTY)
    try:
        is_box = len(node.get("bbox", ())) == 4
        literal = shapely.box(*node["bbox"]) if is_box else shapely.geometry.shape(dict(node))
    except (AttributeError, KeyError, ValueError, shapely.errors.ShapelyError) as error:
        raise FilterError("operator", op=said(node)) from error
    if not (np.abs(shapely.get_coordinates(literal)) <= FARTHEST).all():
        raise FilterError("far")
    return literal
