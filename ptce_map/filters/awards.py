"""The awards as arrays: the poles whose one award meets all that is asked of it.

A pole that won a round for sure and another by inference won none of them both ways: the round and
the proof asked for must be those of one award.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ptce_map.arrays import Integers, Mask

Asked = Mapping[str, list[int]]
"""Filter -> columns of the values asked for; a filter that asks for nothing is not there."""


@dataclass(frozen=True, eq=False)
class AwardIndex:
    """The awards of ``n_poles`` poles.

    ``pole`` is the position of the winner of each; ``matrices`` holds, for each filter, one row an
    award and one column a value, 1 where the award has the value.
    """

    n_poles: int
    pole: Integers
    matrices: Mapping[str, Integers]

    def mask(self, asked: Asked) -> Mask:
        """Select the poles of which one award answers every filter."""
        mask = np.zeros(self.n_poles, dtype=bool)
        mask[self.pole[self._answering(asked)]] = True
        return mask

    def matrix(self, key: str, asked: Asked) -> Integers:
        """Return one row a pole and one column a value, of the awards that answer the filters."""
        kept = self._answering(asked)
        matrix = np.zeros((self.n_poles, self.matrices[key].shape[1]), dtype=np.int64)
        np.maximum.at(matrix, self.pole[kept], self.matrices[key][kept])
        return matrix

    def _answering(self, asked: Asked) -> Mask:
        found = np.ones(len(self.pole), dtype=bool)
        for key, columns in asked.items():
            found &= self.matrices[key][:, columns].any(axis=1)
        return found
