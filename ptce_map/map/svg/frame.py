"""The frame of the SVG map: Web Mercator, in units of a ten-thousandth of France and its insets.

Ten units are a pixel of a map 1,000 px wide. Like the screen, the frame counts downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, pi, radians, tan

import numpy as np

import geopandas as gpd
import shapely

from geodata.cog import WEB_MERCATOR
from geodata.packed import Geometries

HOME = (-13.45, 41.2, 9.8, 51.3)
"""West, south, east and north of what the map shows at first: France and the insets beside it."""

WIDTH = 10_000
"""Width of :data:`HOME`, in units."""

PX = 10
"""Units of a pixel of a map 1,000 px wide."""

EARTH_M = 6_378_137.0
WORLD = WIDTH * 360 / (HOME[2] - HOME[0])
"""Width of the world, in units: at zoom z, a unit is ``512 * 2 ** z / WORLD`` CSS pixels."""

Box = tuple[float, float, float, float]


def _y(latitude: float) -> float:
    """Return how far north of the equator a latitude is, in units."""
    return log(tan(pi / 4 + radians(latitude) / 2)) * WORLD / (2 * pi)


TOP = _y(HOME[3])
LEFT = HOME[0] * WORLD / 360
HEIGHT = round(TOP - _y(HOME[1]))


def to_units(place: Sequence[float]) -> tuple[float, float]:
    """Return x and y of a longitude and a latitude."""
    return place[0] * WORLD / 360 - LEFT, TOP - _y(place[1])


def box(bounds: Sequence[float]) -> Box:
    """Return left, top, width and height of west, south, east and north."""
    west, south, east, north = bounds
    left, top = to_units((west, north))
    right, bottom = to_units((east, south))
    return left, top, right - left, bottom - top


def project(frame: gpd.GeoSeries | gpd.GeoDataFrame) -> Geometries:
    """Return the geometries of a frame (any CRS) in units, as an array of shapely."""
    unit = 2 * pi * EARTH_M / WORLD
    shift = np.array([LEFT, TOP])
    moved: Geometries = shapely.transform(
        frame.to_crs(WEB_MERCATOR).geometry.to_numpy(),
        lambda xy: (xy / unit - shift) * np.array([1, -1]),
    )
    return moved
