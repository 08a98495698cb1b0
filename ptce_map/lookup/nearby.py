"""Which poles are near one another: those whose territories meet, and how far apart the others are.

A distance is that between the nearest edges of two territories, as the crow flies, measured when it
is asked for in the legal projection of their part of the country (Lambert-93 in metropolitan
France). Territories of two such parts are an ocean apart and are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

import geopandas as gpd

from ptce_map.arrays import Integers, Values
from ptce_map.lookup.parts import Part, find_parts
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


@dataclass(frozen=True, eq=False)
class Holdings:
    """The communes of the poles, and parts of communes, as positions, in the order of the poles."""

    pole: Integers
    commune: Integers
    part: Integers

    @cached_property
    def _by_commune(self) -> tuple[Integers, Integers]:
        order = np.argsort(self.commune, kind="stable")
        return order, self.commune[order]

    def shared(self, pole: int) -> dict[int, int]:
        """Count the communes that a pole shares with each other one; two parts are not shared."""
        first, last = np.searchsorted(self.pole, [pole, pole + 1])
        order, communes = self._by_commune
        own = self.commune[first:last]
        starts = np.searchsorted(communes, own)
        counts = np.searchsorted(communes, own, side="right") - starts
        mine = np.repeat(np.arange(first, last), counts)
        within = np.arange(len(mine)) - np.repeat(np.cumsum(counts) - counts, counts)
        other = order[np.repeat(starts, counts) + within]
        part, met = self.part[mine], self.part[other]
        is_shared = (part == met) | (part < 0) | (met < 0)
        pairs = np.stack([self.pole[other], self.commune[other]])[:, is_shared]
        others, n = np.unique(np.unique(pairs, axis=1)[0], return_counts=True)
        found: dict[int, int] = dict(zip(others.tolist(), n.tolist()))
        found.pop(pole, None)
        return found


class Surroundings(Mapping[str, tuple[Nearby, ...]]):
    """The poles within a distance of each pole, the nearest first, measured when asked for."""

    def __init__(
        self,
        secteurs: Mapping[str, tuple[str, ...]],
        parts: Mapping[int, Part],
        holdings: Holdings,
        within_km: float,
    ) -> None:
        self.secteurs, self.parts, self.holdings = secteurs, parts, holdings
        self.within_m = 1000 * within_km

    def __getitem__(self, pole: str) -> tuple[Nearby, ...]:
        """Return the poles near a pole; none if it has no territory."""
        own, (part, at) = self.secteurs[pole], self._places.get(pole, (None, 0))
        if part is None:
            return ()
        near, metres = part.within(part.shapes[at], self.within_m)
        shared = self.holdings.shared(self._ranks[pole])
        rows = []
        for other, gap in zip((part.ids[place] for place in near.tolist()), _km(metres).tolist()):
            if other != pole:
                n_shared = shared.get(self._ranks[other], 0)
                common = _common(own, self.secteurs[other])
                rows.append(Nearby(other, 0.0 if n_shared else gap, n_shared, common))
        return tuple(sorted(rows, key=_rank))

    def __iter__(self) -> Iterator[str]:
        return iter(self.secteurs)

    def __len__(self) -> int:
        return len(self.secteurs)

    def __contains__(self, pole: object) -> bool:
        return pole in self.secteurs

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {pole: rank for rank, pole in enumerate(self.secteurs)}

    @cached_property
    def _places(self) -> Mapping[str, tuple[Part, int]]:
        return {
            pole: (part, at) for part in self.parts.values() for at, pole in enumerate(part.ids)
        }


def find_nearby(
    poles: gpd.GeoDataFrame,
    memberships: pd.DataFrame,
    *,
    parts: Mapping[int, Part] | None = None,
    within_km: float = WITHIN_KM,
) -> Surroundings:
    """Return, for each pole, those within a distance, the nearest first.

    Reads ``geometry`` (EPSG:4326), ``departements`` and ``secteurs`` of the poles, and ``pole``,
    ``code_commune`` and ``part`` of the memberships. A pole without territory is near none. One
    that lies on both sides of an ocean is measured in the projection of its first département.

    Parameters
    ----------
    poles
        One row a pole, indexed by id.
    memberships
        One row a pole and commune, or a pole and arrondissement.
    parts
        The poles by part of the country, where they are projected already.
    within_km
        How far, in kilometres.
    """
    pole = poles.index.get_indexer(pd.Index(memberships["pole"]))
    order = np.argsort(pole, kind="stable")
    part = pd.factorize(memberships["part"].where(memberships["part"] != ""))[0]
    holdings = Holdings(
        pole[order], pd.factorize(memberships["code_commune"])[0][order], part[order]
    )
    secteurs = dict(zip(map(str, poles.index), poles["secteurs"]))
    return Surroundings(secteurs, parts or find_parts(poles), holdings, within_km)


def _rank(neighbour: Nearby) -> tuple[float, int]:
    return neighbour.km, -neighbour.n_shared


def _km(metres: Values) -> Values:
    km: Values = np.where(metres <= TOUCHING_M, 0.0, metres / 1000)
    return km


def _common(secteurs: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(secteur for secteur in secteurs if secteur in others and secteur != NOT_STATED)
