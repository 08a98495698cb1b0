"""The poles around a place: those that cover it, and how far the nearest others are.

A distance goes from the town hall of a commune (the nearest one, for several communes) to the edge
of a territory, as the crow flies, in the legal projection of the place's part of the country. The
poles of other parts are an ocean apart and have no distance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

import geopandas as gpd

from geodata.cog import Cog, Level, metric_crs
from geodata.packed import Points
from ptce_map.catalog import Catalog
from ptce_map.filters.selection import PoleIndex
from ptce_map.lookup.parts import Part, find_parts
from ptce_map.register.checks.localities import cog_resolver
from ptce_map.register.rules import REGION_ONLY

N_NEAREST = 5


@dataclass(frozen=True)
class Around:
    """The poles that cover a place, and the nearest others with their kilometres."""

    covering: tuple[str, ...]
    nearest: tuple[tuple[str, float], ...]


@dataclass(frozen=True, eq=False)
class Vicinity:
    """What surroundings are measured on.

    Attributes
    ----------
    seats
        A point a commune or arrondissement municipal that has a contour (EPSG:4326).
    territories
        EPSG code -> the poles of that part of the country.
    parts
        Arrondissement municipal, or commune without contour -> the poles that cover it, alone or
        with the whole commune.
    """

    cog: Cog
    index: PoleIndex
    seats: Points
    territories: Mapping[int, Part]
    parts: Mapping[str, tuple[str, ...]]

    def units(self, code: str) -> tuple[str, ...]:
        """Return the communes of an EPCI, or the one that a code, old or current, stands for.

        An arrondissement municipal stands for itself. There is none if the COG does not know the
        code.
        """
        communes = self.cog.communes
        if code in self.cog.epci.index:
            return tuple(map(str, communes.index[communes["code_epci"] == code]))
        unit = code if code in self.parts else self.cog.successor(code)
        return (unit,) if unit else ()

    def points(self, code: str) -> gpd.GeoSeries:
        """Return the seats of a place (EPSG:4326); none if it has no contour."""
        return self.seats.at(self.units(code))

    def around(self, code: str) -> Around:
        """Return the poles around a commune, an arrondissement municipal or an EPCI.

        What has no contour is near nothing.

        Raises
        ------
        KeyError
            If the COG does not know the code.
        """
        units = self.units(code)
        if not units:
            raise KeyError(code)
        covering, points = self.covering(code), self.points(code)
        if points.empty:
            return Around(covering, ())
        crs = metric_crs(str(self.cog.places.at[units[0], "code_departement"]))
        part = self.territories.get(crs)
        if part is None:
            return Around(covering, ())
        place = points.to_crs(crs).union_all()
        near, metres = part.nearest(place, N_NEAREST + len(covering))
        found = zip(near.tolist(), (metres / 1000).tolist())
        others = [(part.ids[at], km) for at, km in found if part.ids[at] not in covering]
        return Around(covering, tuple(others[:N_NEAREST]))

    def covering(self, code: str) -> tuple[str, ...]:
        """Return the poles that cover a place, if only in part."""
        unit = code if code in self.parts else self.cog.successor(code) or ""
        if unit in self.parts:
            return self.parts[unit]
        level = self.index.levels[Level.COMMUNE]
        found = ((bisect_left(level.codes, unit), unit) for unit in self.units(code))
        units = [at for at, unit in found if level.codes[at : at + 1] == (unit,)]
        poles = np.unique(level.pole[np.isin(level.unit, units)]).tolist()
        return tuple(self.index.ids[pole] for pole in poles)


def build_vicinity(catalog: Catalog, territories: Mapping[int, Part] | None = None) -> Vicinity:
    """Gather what surroundings are measured on; the territories are projected if none is given."""
    poles, cog = catalog.poles, catalog.cog
    found = find_parts(poles) if territories is None else territories
    parts = {
        str(code): _poles_of_part(catalog.territories.memberships, str(code), parent)
        for code, parent in cog.arrondissements["code_parent"].items()
    }
    parts |= _undrawn_communes(poles, cog)
    return Vicinity(cog, catalog.index, catalog.boundaries.spots, found, MappingProxyType(parts))


def _undrawn_communes(poles: gpd.GeoDataFrame, cog: Cog) -> dict[str, tuple[str, ...]]:
    """Return the poles that cover each commune that has no contour."""
    resolver = cog_resolver(cog)
    covering: dict[str, list[str]] = {code: [] for code in sorted(resolver.undrawn)}
    located = poles[poles["precision"] != REGION_ONLY]
    for pole, tokens, undrawn in zip(located.index, located["territoire"], located["sans_contour"]):
        for token in set(tokens) & set(undrawn):
            for commune, _ in resolver.resolve(token):
                covering[commune].append(str(pole))
    return {commune: tuple(dict.fromkeys(found)) for commune, found in covering.items()}


def _poles_of_part(memberships: pd.DataFrame, code: str, commune: str) -> tuple[str, ...]:
    is_part = (memberships["code_commune"] == commune) & memberships["part"].isin(["", code])
    return tuple(sorted(set(memberships.loc[is_part, "pole"])))
