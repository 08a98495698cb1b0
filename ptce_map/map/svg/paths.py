"""Geometries written as the paths of SVG, as short as they can be."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

import shapely

from ptce_map.arrays import Integers, Values

POLYGON = 3
LEAST_CORNERS = 3
WHOLE = re.compile(r"\.0\b")


def write_path(shape: shapely.Geometry, *, smallest: float = 0.0, decimals: int = 0) -> str:
    """Write polygons and lines as a path of relative steps; nothing if nothing is left.

    Parameters
    ----------
    shape
        In the units of the drawing.
    smallest
        Polygons and holes of a smaller area are left out, but the largest polygon is drawn.
    decimals
        How many are kept of each coordinate. Rounding moves shared points alike.
    """
    return "".join(_write_part(part, smallest, decimals) for part in _kept(shape, smallest))


def _kept(shape: shapely.Geometry, smallest: float) -> Iterable[shapely.Geometry]:
    """Return the parts of a shape that are drawn."""
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    is_line = shapely.get_type_id(parts) != POLYGON
    kept = is_line | (areas >= smallest)
    if len(parts):
        kept[int(np.argmax(areas))] = True
    found: Iterable[shapely.Geometry] = parts[kept].tolist()
    return found


def _write_part(part: shapely.Geometry, smallest: float, decimals: int) -> str:
    if not isinstance(part, shapely.Polygon):
        return _write_points(shapely.get_coordinates(part), decimals)
    holes = [hole for hole in part.interiors if shapely.Polygon(hole).area >= max(smallest, 1e-9)]
    rings = (shapely.get_coordinates(ring)[:-1] for ring in (part.exterior, *holes))
    return "".join(_write_points(ring, decimals, closed=True) for ring in rings)


def _write_points(points: Values, decimals: int, *, closed: bool = False) -> str:
    """Write a line or a ring; a ring that rounding flattens to a line or a point is nothing."""
    scaled: Integers = np.round(points * 10**decimals).astype(np.int64)
    steps = np.diff(scaled, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < (LEAST_CORNERS - 1 if closed else 1):
        return ""
    start = _write_numbers(scaled[0], decimals)
    return f"M{start}l{_write_numbers(steps, decimals)}" + ("z" if closed else "")


def _write_numbers(values: Integers, decimals: int) -> str:
    """Write numbers given in their last decimal; a minus sign needs no space before it."""
    numbers = values.ravel().tolist()
    if decimals:
        numbers = [value / 10**decimals for value in numbers]
    return WHOLE.sub("", " ".join(map(str, numbers))).replace(" -", "-")
