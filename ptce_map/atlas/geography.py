"""The ground of a sheet: its boundaries, as fine as its scale deserves."""

from __future__ import annotations

import geopandas as gpd

from geodata.cog import METRIC_CRS, Level
from geodata.store import Boundaries, Scale
from geodata.within import Window

OVERSEAS = tuple(METRIC_CRS)
"""Overseas départements, each in an inset and in its own legal projection."""


LARGE_SCALE = 1_500_000
"""Denominator under which contours are drawn whole: those of display would look angular."""


def shown_units(boundaries: Boundaries, level: Level) -> gpd.GeoDataFrame:
    """Return the units of a level at the scale of display, indexed by code (EPSG:4326)."""
    return boundaries.units(level, Scale.DISPLAY)


def units_at(
    boundaries: Boundaries, level: Level, denominator: int, window: Window
) -> gpd.GeoDataFrame:
    """Return the units of a level, those near a window (degrees), as fine as a scale deserves."""
    is_large = denominator < LARGE_SCALE
    return boundaries.units_within(level, Scale.FULL if is_large else Scale.DISPLAY, window)
