"""What a selection of poles covers: communes, parts of communes, inhabitants and their censuses.

A selection is a mask: one boolean a pole, in the order of the register.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.cog import NUMBERS
from ptce_map.arrays import Integers, Mask


class Covered(NamedTuple):
    """What some poles cover.

    The number of communes, if only in part, and of inhabitants, each once; the years of the
    censuses that counted these, in order.
    """

    communes: int
    population: int
    years: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Coverage:
    """The communes and parts of communes that the poles cover, each unit once.

    ``pole`` and ``unit`` are pairs of positions; ``codes``, ``commune``, ``is_whole``,
    ``population`` and ``year`` are facts of the units: the code of their commune, its position
    among the communes covered, whether they are the whole of it, their inhabitants, and the year
    of the census that counted them.
    """

    pole: Integers
    unit: Integers
    codes: tuple[str, ...]
    commune: Integers
    is_whole: Mask
    population: Integers
    year: Integers

    def counted(self, mask: Mask) -> Mask:
        """Return the units whose inhabitants count: a part does not where the whole does."""
        return _counted(self, mask.tobytes())

    def touched(self, mask: Mask) -> Mask:
        """Return the communes covered, if only in part, in the order of their positions."""
        touched = np.zeros(int(self.commune.max(initial=-1)) + 1, dtype=bool)
        touched[self.commune[self._units(mask)]] = True
        return touched

    def covered(self, mask: Mask) -> Covered:
        """Add up what the poles cover.

        Each inhabitant counts once: a part is left out where the whole commune is covered.
        """
        counted = self.counted(mask)
        parts = self._parts[counted[self._parts]]
        communes = np.count_nonzero(counted) - len(parts) + len(set(self.commune[parts].tolist()))
        return Covered(
            communes=int(communes),
            population=int(self.population[counted].sum()),
            years=tuple(year for year, units in self._years.items() if (units & counted).any()),
        )

    @cached_property
    def _parts(self) -> Integers:
        """Positions of the units that are a part of their commune: few."""
        return np.flatnonzero(~self.is_whole)

    @cached_property
    def _wholes(self) -> Integers:
        """Position of the whole of the commune of each part; past the last unit if none has it."""
        wholes = np.flatnonzero(self.is_whole)
        places = dict(zip(self.commune[wholes].tolist(), wholes.tolist()))
        homes = self.commune[self._parts].tolist()
        return np.array([places.get(home, len(self.commune)) for home in homes], dtype=np.int64)

    @cached_property
    def _years(self) -> Mapping[str, Mask]:
        """Year of a census -> whether it counted each unit, in order."""
        return {str(year): self.year == year for year in np.unique(self.year).tolist()}

    def _units(self, mask: Mask) -> Mask:
        unit = np.zeros(len(self.commune), dtype=bool)
        unit[self.unit[mask[self.pole]]] = True
        return unit


@lru_cache(maxsize=1)
def _counted(coverage: Coverage, mask: bytes) -> Mask:
    """Return the units that count: the figures, the map and its hover ask for the same ones."""
    counted = coverage._units(np.frombuffer(mask, dtype=bool))
    counted[coverage._parts] &= ~np.append(counted, False)[coverage._wholes]
    counted.setflags(write=False)
    return counted


def build_coverage(ids: pd.Index, memberships: pd.DataFrame) -> Coverage:
    """Turn the memberships of the poles into arrays.

    Reads ``pole``, ``code_commune``, ``part``, ``population`` and ``annee_population`` of
    :attr:`ptce_map.territory.territories.Territories.memberships`; ``ids`` are those of the poles,
    in order.
    """
    keys = memberships[["code_commune", "part"]]
    units = memberships.loc[~keys.duplicated(), ["code_commune", "part", *NUMBERS]]
    return Coverage(
        pole=ids.get_indexer(pd.Index(memberships["pole"])),
        unit=pd.MultiIndex.from_frame(units[["code_commune", "part"]]).get_indexer(
            pd.MultiIndex.from_frame(keys)
        ),
        codes=tuple(units["code_commune"]),
        commune=pd.factorize(units["code_commune"])[0],
        is_whole=(units["part"] == "").to_numpy(dtype=bool),
        population=units["population"].to_numpy(dtype=np.int64),
        year=units["annee_population"].to_numpy(dtype=np.int64),
    )
