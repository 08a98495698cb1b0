"""Which two programmes are crossed, at which level, by what: an address and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import numpy as np

from app.dataset import Dataset
from app.http.addresses import kept
from app.hub.members import Members
from geodata.cog import Level, is_drawn
from ptce_map.arrays import Mask
from ptce_map.bivariate import (
    BASES,
    Basis,
    Classes,
    Pair,
    Presence,
    classify,
    pair_programmes,
)
from ptce_map.errors import QueryError
from ptce_map.labels import sort_key

PROGRAMMES = ("premier", "second")
"""Keys of the two programmes in the query."""
LEVEL, BASIS = "niveau", "mesure"
KEYS = (*PROGRAMMES, LEVEL, BASIS)


@dataclass(frozen=True, eq=False)
class Crossing:
    """Two programmes, by slug and as they are served, a level and a basis."""

    slugs: tuple[str, str]
    datasets: tuple[Dataset, Dataset]
    level: Level
    basis: Basis

    @property
    def asked(self) -> Mapping[str, str]:
        """The query, whole."""
        return {
            **dict(zip(PROGRAMMES, self.slugs)),
            LEVEL: str(self.level),
            BASIS: "" if self.basis is BASES[self.level][0] else str(self.basis),
        }

    def query(self, lang: str, theme: str) -> str:
        """Return the canonical query in a language and a theme."""
        told = {key: value for key, value in self.asked.items() if value}
        return urlencode({**told, **{key: chosen for key, (chosen,) in kept(lang, theme).items()}})

    @cached_property
    def pair(self) -> Pair:
        """The programmes, unit by unit."""
        first, second = self.datasets
        return pair_programmes(first.catalog, second.catalog, self.level)

    @cached_property
    def classes(self) -> Classes:
        """The classes of the units."""
        return classify(self.pair, self.basis)

    @cached_property
    def shown(self) -> Mask:
        """Which rows of the pair are units that the map draws."""
        table = self.datasets[0].catalog.cog.table(self.level)
        drawn = table.index[is_drawn(table)]
        return np.asarray(self.pair.units.index.isin(drawn))

    def count(self, presence: Presence) -> int:
        """Return how many units of the map have a presence."""
        return int((self.pair.units["presence"][self.shown] == presence).sum())

    @property
    def n_beyond(self) -> int:
        """How many units that no map draws have a programme."""
        units = self.pair.units[~self.shown]
        named = units[units.index != ""]
        return int((named["presence"] != Presence.NEITHER).sum())

    def titles(self, lang: str) -> tuple[str, str]:
        """Return the titles of the programmes."""
        first, second = self.datasets
        return first.title(lang), second.title(lang)


def usual_programmes(members: Members, lang: str) -> tuple[str, str]:
    """Return the first two programmes in the order of their titles."""
    served = members.served
    first, second, *_ = sorted(served, key=lambda slug: sort_key(served[slug].title(lang)))
    return first, second


def read_crossing(members: Members, given: Mapping[str, str], lang: str) -> Crossing:
    """Read what is asked; what is left out is the usual.

    Raises
    ------
    CrossingError
        With every fault of the query, if there is one.
    """
    faults: list[QueryError] = []

    def read(key: str, usual: str, allowed: Sequence[str]) -> str:
        value = given.get(key) or usual
        if value not in allowed:
            faults.append(QueryError("value", key=key, value=value, allowed=allowed))
            return usual
        return value

    served, usual = members.served, usual_programmes(members, lang)
    first = read(PROGRAMMES[0], usual[0], list(served))
    others = [slug for slug in served if slug != first]
    other = next(slug for slug in (*usual, *served) if slug != first)
    second = read(PROGRAMMES[1], other, others)
    level = Level(read(LEVEL, str(Level.COMMUNE), [str(level) for level in BASES]))
    bases = [str(basis) for basis in BASES[level]]
    basis = Basis(read(BASIS, bases[0], bases))
    if faults:
        raise CrossingError(faults)
    return Crossing((first, second), (served[first], served[second]), level, basis)


class CrossingError(Exception):
    """A query that is not understood; ``faults`` holds each of its faults."""

    def __init__(self, faults: Sequence[QueryError]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))
