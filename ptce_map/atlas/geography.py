"""The ground of a sheet: boundaries, and the part of the country that the filters ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

import geopandas as gpd

from geodata.cog import LAMBERT_93, METRIC_CRS, Cog, Level, metric_crs
from geodata.store import DERIVED, Scale, read_communes, read_level, read_seats
from ptce_map.query import Filters

OVERSEAS = tuple(METRIC_CRS)
"""Overseas départements, each in an inset and in its own legal projection."""

PETITE_COURONNE = ("75", "92", "93", "94")


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Contours at the scale of display.

    Attributes
    ----------
    levels
        Units of each level, indexed by their code (EPSG:4326, a valid coverage).
    seats
        One point a commune, indexed by its code (EPSG:4326).
    """

    levels: Mapping[Level, gpd.GeoDataFrame]
    seats: gpd.GeoSeries


def read_boundaries(folder: Path = DERIVED) -> Boundaries:
    """Read the contours of a build.

    Raises
    ------
    geodata.errors.DerivedError
        If the boundaries are not built.
    """
    upper = (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
    levels = {level: read_level(level, folder, scale=Scale.DISPLAY) for level in upper}
    levels[Level.COMMUNE] = read_communes(folder, scale=Scale.DISPLAY)
    return Boundaries(MappingProxyType(levels), read_seats(folder).geometry)


@dataclass(frozen=True)
class Focus:
    """The part of the country that a sheet shows: places of a level, all of them if none is named.

    ``crs`` is the projection in which the main map is drawn.
    """

    level: Level = Level.REGION
    codes: tuple[str, ...] = ()
    crs: int = LAMBERT_93

    @property
    def is_country(self) -> bool:
        """Whether the sheet shows the whole country."""
        return not self.codes


def focus_of(filters: Filters, cog: Cog) -> Focus:
    """Return the départements or the régions that the filters ask for, as a part to show.

    Places that no one projection holds, such as La Réunion and Occitanie, are shown on a map of the
    whole country.
    """
    level = Level.DEPARTEMENT if filters.departement else Level.REGION
    codes = filters.departement or filters.region
    table = cog.departements
    homes = table.index if level is Level.DEPARTEMENT else table["code_region"]
    crs = {metric_crs(code) for code in table.index[homes.isin(codes)]}
    if len(crs) != 1 or (crs != {LAMBERT_93} and len(codes) > 1):
        return Focus()
    return Focus(level, codes, crs.pop())


def units_in(focus: Focus, level: Level, cog: Cog) -> pd.Index:
    """Return the codes of the units of a level that have a commune in the part shown."""
    communes = cog.communes
    if not focus.is_country:
        communes = communes[communes[focus.level.code_column].isin(focus.codes)]
    codes = communes.index if level is Level.COMMUNE else communes[level.code_column]
    found: list[str] = sorted(set(codes) - {""})
    return pd.Index(found)
