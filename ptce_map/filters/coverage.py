"""What a selection of poles covers: communes, parts of communes, inhabitants and their censuses.

A selection is a mask: one boolean a pole, in the order of the register.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.cog import NUMBERS
from ptce_map.arrays import Integers, Mask


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
        unit = self._units(mask)
        whole = np.zeros(len(unit), dtype=bool)
        whole[self.commune[unit & self.is_whole]] = True
        return unit & (self.is_whole | ~whole[self.commune])

    def touched(self, mask: Mask) -> Mask:
        """Return the communes covered, if only in part, in the order of their positions."""
        touched = np.zeros(int(self.commune.max(initial=-1)) + 1, dtype=bool)
        touched[self.commune[self._units(mask)]] = True
        return touched

    def covered(self, mask: Mask) -> tuple[int, int]:
        """Return the number of communes covered, if only in part, and of inhabitants.

        Each inhabitant counts once: a part is left out where the whole commune is covered.
        """
        return int(self.touched(mask).sum()), int(self.population[self.counted(mask)].sum())

    def years(self, mask: Mask) -> tuple[str, ...]:
        """Return the years of the censuses of the inhabitants covered, in order."""
        return tuple(map(str, np.unique(self.year[self.counted(mask)]).tolist()))

    def _units(self, mask: Mask) -> Mask:
        unit = np.zeros(len(self.commune), dtype=bool)
        unit[self.unit[mask[self.pole]]] = True
        return unit


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
