"""Which poles are near one another: those whose territories meet, and how far apart the others are.

A distance is that between the nearest edges of two territories, as the crow flies, measured once in
the legal projection of their part of the country (Lambert-93 in metropolitan France). Territories
of two such parts are an ocean apart and are not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

import numpy as np
import pandas as pd

import geopandas as gpd
import shapely

from geodata.cog import metric_crs
from ptce_map.register.schema import NOT_STATED

WITHIN_KM = 50.0

# Edges that meet may part by a hair once projected, or where arrondissements meet communes.
TOUCHING_M = 1.0


@dataclass(frozen=True)
class Nearby:
    """A pole near another.

    Attributes
    ----------
    pole
        Its id.
    km
        Kilometres between the nearest edges of the two territories, 0 where they meet.
    n_shared
        Communes that both territories hold, if only in part.
    secteurs
        Sectors that both poles have, in the order of the first.
    """

    pole: str
    km: float
    n_shared: int
    secteurs: tuple[str, ...]

    @property
    def is_neighbour(self) -> bool:
        """Whether the territories touch or overlap."""
        return self.km == 0


def find_nearby(
    poles: gpd.GeoDataFrame, memberships: pd.DataFrame, *, within_km: float = WITHIN_KM
) -> Mapping[str, tuple[Nearby, ...]]:
    """Return, for each pole, those within a distance, the nearest first.

    Reads ``geometry`` (EPSG:4326), ``departements`` and ``secteurs`` of the poles, and ``pole``,
    ``code_commune`` and ``part`` of the memberships. A pole without territory is near none. One
    that lies on both sides of an ocean is measured in the projection of its first département.
    """
    shared = _shared_communes(memberships)
    secteurs = dict(zip(poles.index, poles["secteurs"]))
    found: dict[str, list[Nearby]] = {str(pole): [] for pole in poles.index}
    located = poles[poles.geometry.notna()]
    crs = located["departements"].map(lambda codes: metric_crs(codes[0]))
    for code, group in located.groupby(crs, sort=False):
        for pole, other, km in _close_pairs(group.geometry.to_crs(code), within_km):
            n_shared = shared.get((pole, other), 0)
            common = _common(secteurs[pole], secteurs[other])
            found[pole].append(Nearby(other, 0.0 if n_shared else km, n_shared, common))
    return MappingProxyType({pole: tuple(sorted(rows, key=_rank)) for pole, rows in found.items()})


def _rank(neighbour: Nearby) -> tuple[float, int]:
    return neighbour.km, -neighbour.n_shared


def _close_pairs(territories: gpd.GeoSeries, within_km: float) -> list[tuple[str, str, float]]:
    """Return the ordered pairs of territories within a distance, with their kilometres."""
    shapes = territories.to_numpy()
    metres = 1000 * within_km
    left, right = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=metres)
    is_pair = left != right
    left, right = left[is_pair], right[is_pair]
    apart = shapely.distance(shapes[left], shapes[right])
    km = np.where(apart <= TOUCHING_M, 0.0, apart / 1000).tolist()
    ids = [str(pole) for pole in territories.index]
    pairs = zip(left.tolist(), right.tolist(), km)
    return [(ids[pole], ids[other], gap) for pole, other, gap in pairs]


def _shared_communes(memberships: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Count the communes that each ordered pair of poles holds; two parts of one are not shared."""
    units = memberships[["pole", "code_commune", "part"]]
    pairs = units.merge(units, on="code_commune", suffixes=("", "_other"))
    is_met = (pairs["part"] == pairs["part_other"]) | (pairs["part"] == "")
    met = pairs[(is_met | (pairs["part_other"] == "")) & (pairs["pole"] != pairs["pole_other"])]
    counts = met.groupby(["pole", "pole_other"])["code_commune"].nunique()
    return cast("dict[tuple[str, str], int]", counts.to_dict())


def _common(secteurs: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(secteur for secteur in secteurs if secteur in others and secteur != NOT_STATED)
