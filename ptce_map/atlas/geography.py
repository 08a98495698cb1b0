"""The ground of a sheet: boundaries, and the part of the country that the filters ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd

from geodata.cog import METRIC_CRS, Level
from geodata.store import DERIVED, Scale, read_communes, read_level, read_seats

OVERSEAS = tuple(METRIC_CRS)
"""Overseas départements, each in an inset and in its own legal projection."""


LARGE_SCALE = 1_500_000
"""Denominator under which contours are drawn whole: those of display would look angular."""


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Contours, at the scale of display and whole.

    Attributes
    ----------
    levels
        Units of each level at the scale of display, indexed by their code (EPSG:4326, a valid
        coverage).
    seats
        One point a commune, indexed by its code (EPSG:4326).
    whole
        Level -> the same units as the sources draw them.
    """

    levels: Mapping[Level, gpd.GeoDataFrame]
    seats: gpd.GeoSeries
    whole: Callable[[Level], gpd.GeoDataFrame]

    def at(self, level: Level, denominator: int) -> gpd.GeoDataFrame:
        """Return the units of a level, as fine as a scale deserves."""
        return self.whole(level) if denominator < LARGE_SCALE else self.levels[level]


def read_boundaries(folder: Path = DERIVED) -> Boundaries:
    """Read the contours of a build; those drawn whole are read when a sheet asks for them.

    Raises
    ------
    geodata.errors.DerivedError
        If the boundaries are not built.
    """
    levels = {level: _read(level, folder, Scale.DISPLAY) for level in Level}
    whole = lru_cache(partial(_read, folder=folder, scale=Scale.FULL))
    return Boundaries(MappingProxyType(levels), read_seats(folder).geometry, whole)


def _read(level: Level, folder: Path, scale: Scale) -> gpd.GeoDataFrame:
    if level is Level.COMMUNE:
        return read_communes(folder, scale=scale)
    return read_level(level, folder, scale=scale)
