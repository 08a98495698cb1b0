"""The poles around a place: those that cover it, and how far the nearest others are.

A distance goes from the town hall of a commune (the nearest one, for several communes) to the edge
of a territory, as the crow flies, in the legal projection of the place's part of the country. The
poles of other parts are an ocean apart and have no distance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

import geopandas as gpd
import shapely

from geodata.cog import Cog, Level, metric_crs
from ptce_map.selection import PoleIndex

N_NEAREST = 5


@dataclass(frozen=True)
class Around:
    """The poles that cover a place, and the nearest others with their kilometres."""

    covering: tuple[str, ...]
    nearest: tuple[tuple[str, float], ...]


@dataclass(frozen=True, eq=False)
class Vicinity:
    """The seats of the communes (EPSG:4326) and the territories, projected, by EPSG code."""

    cog: Cog
    index: PoleIndex
    seats: gpd.GeoSeries
    territories: Mapping[int, tuple[tuple[str, ...], NDArray[np.object_]]]

    def communes(self, code: str) -> tuple[str, ...]:
        """Return the communes of an EPCI, or the one that a code, old or current, stands for.

        There is none if the COG does not know the code, or if it has no contour.
        """
        communes = self.cog.communes
        if code in self.cog.epci.index:
            members = communes.index[communes["code_epci"] == code]
            return tuple(str(one) for one in members if one in self.seats.index)
        successor = self.cog.successor(code)
        return (successor,) if successor and successor in self.seats.index else ()

    def around(self, code: str) -> Around:
        """Return the poles around a commune or an EPCI.

        Raises
        ------
        KeyError
            If the COG does not know the code, or if it has no contour.
        """
        communes = self.communes(code)
        if not communes:
            raise KeyError(code)
        covering = self._covering(communes)
        crs = metric_crs(str(self.cog.communes.at[communes[0], "code_departement"]))
        ids, shapes = self.territories.get(crs, ((), np.array([])))
        place = self.seats.loc[list(communes)].to_crs(crs).union_all()
        km = shapely.distance(shapes, place) / 1000
        order = np.argsort(km, kind="stable").tolist()
        others = [(ids[at], float(km[at])) for at in order if ids[at] not in covering]
        return Around(covering, tuple(others[:N_NEAREST]))

    def _covering(self, communes: Sequence[str]) -> tuple[str, ...]:
        level = self.index.levels[Level.COMMUNE]
        units = np.flatnonzero(np.isin(level.codes, communes))
        poles = np.unique(level.pole[np.isin(level.unit, units)]).tolist()
        return tuple(self.index.ids[pole] for pole in poles)


def build_vicinity(
    poles: gpd.GeoDataFrame, index: PoleIndex, seats: gpd.GeoSeries, cog: Cog
) -> Vicinity:
    """Project the territories of the poles (``departements`` and geometry, EPSG:4326) once."""
    located = poles[poles.geometry.notna()]
    crs = located["departements"].map(lambda codes: metric_crs(codes[0]))
    territories = {
        int(code): (tuple(map(str, group.index)), group.geometry.to_crs(code).to_numpy())
        for code, group in located.groupby(crs, sort=False)
    }
    return Vicinity(cog, index, seats, MappingProxyType(territories))
