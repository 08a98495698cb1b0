"""The part of the country that the filters ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

import shapely

from geodata.cog import LAMBERT_93, Cog, Level, metric_crs
from geodata.insets import AROUND_PARIS
from ptce_map.filters.filters import Filters

ILE_DE_FRANCE = "11"


@dataclass(frozen=True)
class Focus:
    """The part of the country that a sheet shows: places of a level, all of them if none is named.

    Attributes
    ----------
    crs
        EPSG code of the projection in which the main map is drawn.
    extent
        What the main map is fitted on (EPSG:4326) if it is less than these places: the territory of
        the pole that the sheet is about.
    """

    level: Level = Level.REGION
    codes: tuple[str, ...] = ()
    crs: int = LAMBERT_93
    extent: shapely.Geometry | None = None

    @property
    def is_country(self) -> bool:
        """Whether the sheet shows the whole country."""
        return not self.codes

    @property
    def surrounds_paris(self) -> bool:
        """Whether Paris is so small a piece of the part shown that it is worth an enlargement."""
        if self.extent is not None:
            return False
        if self.level is Level.REGION:
            return ILE_DE_FRANCE in self.codes
        return set(AROUND_PARIS) < set(self.codes)


def focus_of(filters: Filters, cog: Cog) -> Focus:
    """Return the départements or the régions that the filters ask for, as a part to show.

    Places that no one projection holds, such as La Réunion and Occitanie, are shown on a map of the
    whole country.
    """
    level = Level.DEPARTEMENT if filters.departement else Level.REGION
    return _focus(level, filters.departement or filters.region, cog)


def focus_on(regions: tuple[str, ...], territory: shapely.Geometry | None, cog: Cog) -> Focus:
    """Return the régions of a pole as a part to show, the map fitted on its territory if known."""
    focus = _focus(Level.REGION, regions, cog)
    return focus if focus.is_country else replace(focus, extent=territory)


def _focus(level: Level, codes: tuple[str, ...], cog: Cog) -> Focus:
    if not codes:
        return Focus()
    drawn = cog.drawn_departements
    homes = {code: code if level is Level.DEPARTEMENT else home for code, home in drawn.items()}
    codes = tuple(code for code in codes if code in homes.values())
    crs = {metric_crs(code) for code, home in homes.items() if home in codes}
    if len(crs) != 1 or (crs != {LAMBERT_93} and len(codes) > 1):
        return Focus()
    return Focus(level, codes, crs.pop())


def units_in(focus: Focus, level: Level, cog: Cog) -> pd.Index:
    """Return the codes of the units of a level that have a commune in the part shown."""
    return pd.Index(sorted(codes_in(focus, level, cog)))


def codes_in(focus: Focus, level: Level, cog: Cog) -> frozenset[str]:
    """Return the same codes as a set."""
    inside = cog.inside[focus.level, level]
    homes = inside if focus.is_country else focus.codes
    first, *others = (inside.get(home, frozenset()) for home in homes)
    return first.union(*others) if others else first
