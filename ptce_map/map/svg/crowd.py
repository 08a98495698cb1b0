"""Territories of a register of many poles, for a part of the map at a time: rows that scripts draw.

A tile of a zoom holds what is drawn there of all poles, from far or finely; the poles that answer
few enough questions come by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

import shapely

from geodata.packed import Geometries
from ptce_map.arrays import Mask, Values
from ptce_map.map.svg.frame import WORLD
from ptce_map.map.svg.look import TILE_PX
from ptce_map.map.svg.shapes import Outline

SIDE_PX = 1024
"""Side of a tile on the screen, at the least zoom that it is for."""

LEAST_ZOOM, MOST_ZOOM = 2, 11
"""Zooms that have tiles; closer, those of the last are looked at."""

FINE_ZOOM = 6
"""Zoom from which territories are drawn finely."""


@dataclass(frozen=True, eq=False)
class Placed:
    """Where each outline is: left, top, right and bottom, in units; a row an outline."""

    boxes: Values

    @cached_property
    def area(self) -> tuple[float, float, float, float]:
        """What all of them lie in."""
        left, top = np.nanmin(self.boxes[:, :2], axis=0).tolist()
        right, bottom = np.nanmax(self.boxes[:, 2:], axis=0).tolist()
        return left, top, right, bottom


def place(shapes: Geometries) -> Placed:
    """Return where shapes are; whole units are near enough."""
    return Placed(np.round(shapely.bounds(shapes)).astype(np.float32))


def tile_side(zoom: int) -> float:
    """Return the side of the tiles of a zoom, in units."""
    return SIDE_PX * WORLD / (TILE_PX * 2.0**zoom)


def is_tile(placed: Placed, zoom: int, x: int, y: int) -> bool:
    """Tell whether there may be something in a tile, counted from the corner of the frame."""
    return bool(_meets(np.array([placed.area]), zoom, x, y)[0])


def _meets(boxes: Values, zoom: int, x: int, y: int) -> Mask:
    """Tell which boxes lie in a tile, if only in part."""
    side = tile_side(zoom)
    left, top, right, bottom = boxes.T
    is_across = (left <= (x + 1) * side) & (right >= x * side)
    is_met: Mask = is_across & (top <= (y + 1) * side) & (bottom >= y * side)
    return is_met


def find_in_tile(
    outlines: Sequence[Outline], placed: Placed, zoom: int, x: int, y: int
) -> list[int]:
    """Return the positions of the outlines of a tile that are drawn before the next zoom."""
    found: list[int] = np.flatnonzero(_meets(placed.boxes, zoom, x, y)).tolist()
    least = inf if zoom == MOST_ZOOM else zoom + 1
    return [at for at in found if least_zoom(outlines[at]) < least]


def least_zoom(outline: Outline) -> float:
    """Return the least zoom at which an outline is drawn among a crowd."""
    return max(outline.zoom, outline.thinned)


def write_rows(outlines: Sequence[Outline], places: Iterable[int]) -> list[list[Any]]:
    """Write outlines: position, pole, sign, inset, part, both zooms and path; less the empty."""
    rows = ((at, outlines[at]) for at in places)
    return [
        [at, row.pole, row.sign, row.inset, row.part, row.zoom, least_zoom(row), row.path]
        for at, row in rows
        if row.path
    ]
