"""Which poles answer the filters, and what they add up to: read in microseconds from arrays.

A selection is a mask: one boolean a pole, in the order of the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geodata.cog import Level
from ptce_map.arrays import Integers, Mask
from ptce_map.filters.awards import AwardIndex
from ptce_map.filters.coverage import Coverage
from ptce_map.filters.filters import AWARD, POLES, Filters
from ptce_map.labels import fold
from ptce_map.register.rules import LIVING, UNPLACED

Masks = Mapping[frozenset[str], Mask]
"""The filters on which a mask depends -> the mask."""


@dataclass(frozen=True, eq=False)
class LevelIndex:
    """Which poles are in which units of a level, as pairs of positions, each pair once.

    ``codes`` are those of every unit that the map shows, with or without a pole, in order.
    """

    codes: tuple[str, ...]
    pole: Integers
    unit: Integers

    def counts(self, mask: Mask) -> Integers:
        """Return the number of selected poles in each unit, in the order of ``codes``."""
        return np.bincount(self.unit[mask[self.pole]], minlength=len(self.codes))


@dataclass(frozen=True, eq=False)
class ValueIndex:
    """Which poles have which values of a filter, as pairs of positions, each pair once."""

    shape: tuple[int, int]
    pole: Integers
    value: Integers

    def mask(self, values: Sequence[int]) -> Mask:
        """Select the poles that have one of some values."""
        asked = np.zeros(self.shape[1], dtype=bool)
        asked[list(values)] = True
        mask = np.zeros(self.shape[0], dtype=bool)
        mask[self.pole[asked[self.value]]] = True
        return mask

    def counts(self, mask: Mask) -> Integers:
        """Return the number of selected poles that have each value."""
        return np.bincount(self.value[mask[self.pole]], minlength=self.shape[1])

    def matrix(self) -> Integers:
        """Return one row a pole and one column a value, 1 where the pole has the value."""
        matrix = np.zeros(self.shape, dtype=np.int64)
        matrix[self.pole, self.value] = 1
        return matrix


@dataclass(frozen=True)
class KeyFigures:
    """Figures of a selection.

    ``without_territory`` poles, known by their région alone, ``without_contour`` poles, whose
    places no map draws, and ``unplaced`` poles, whose place was not found, are in ``poles`` and
    nothing else.

    ``living`` poles were seen active; ``None`` where the register says this of no pole.
    ``years`` are those of the censuses of its inhabitants.
    """

    poles: int
    communes: int
    population: int
    departements: int
    without_territory: int
    living: int | None = None
    years: tuple[str, ...] = ()
    without_contour: int = 0
    unplaced: int = 0


@dataclass(frozen=True, eq=False)
class PoleIndex:
    """The poles as arrays.

    ``columns`` gives the position of each value of a filter, ``values`` which poles have it, for
    every filter but that of the ids, whose positions are those of the poles; ``awards`` has the
    same of each award for the filters of :data:`AWARD`; ``texts`` are the folded texts that a
    search reads.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    columns: Mapping[str, Mapping[str, int]]
    values: Mapping[str, ValueIndex]
    awards: AwardIndex
    levels: Mapping[Level, LevelIndex]
    coverage: Coverage
    has_territory: Mask
    is_undrawn: Mask

    def select(self, filters: Filters) -> Selection:
        """Select the poles that answer the filters."""
        return Selection(self, filters)

    def key_figures(self, mask: Mask) -> KeyFigures:
        """Add up a selection."""
        covered = self.coverage.covered(mask)
        unplaced = mask & self._is_unplaced
        return KeyFigures(
            poles=int(mask.sum()),
            communes=covered.communes,
            population=covered.population,
            departements=int(np.count_nonzero(self.levels[Level.DEPARTEMENT].counts(mask))),
            without_territory=int(
                (mask & ~self.has_territory & ~self.is_undrawn & ~unplaced).sum()
            ),
            without_contour=int((mask & self.is_undrawn).sum()),
            unplaced=int(unplaced.sum()),
            living=self._living(mask),
            years=covered.years,
        )

    @cached_property
    def _is_unplaced(self) -> Mask:
        columns = self.columns["precision"]
        if UNPLACED not in columns:
            return np.zeros(len(self.ids), dtype=bool)
        return self.values["precision"].mask([columns[UNPLACED]])

    def _living(self, mask: Mask) -> int | None:
        columns = self.columns["etat"]
        if len(columns) < 2:
            return None
        counts = self.values["etat"].counts(mask)
        return int(sum(counts[columns[state]] for state in LIVING))

    def selected(self, mask: Mask) -> tuple[str, ...]:
        """Return the ids of a selection, in the order of the register."""
        return tuple(self.ids[position] for position in np.flatnonzero(mask).tolist())


@dataclass(frozen=True, eq=False)
class Selection:
    """The poles that answer some filters, and what they add up to; each is worked out once."""

    index: PoleIndex
    filters: Filters

    @cached_property
    def mask(self) -> Mask:
        """Whether each pole answers; the filters of an award are met by one award."""
        mask = self._without()
        mask.setflags(write=False)
        return mask

    @cached_property
    def n(self) -> int:
        """Number of poles."""
        return int(self.mask.sum())

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the poles, in the order of the register."""
        return self.index.selected(self.mask)

    @cached_property
    def figures(self) -> KeyFigures:
        """What the poles add up to."""
        return self.index.key_figures(self.mask)

    @cached_property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """Filter -> value -> number of poles that would answer if that value alone were asked.

        The filter's own values are ignored, the other filters hold. Ids are not counted.
        """
        return {
            key: dict(zip(self.index.columns[key], self._counts(key).tolist()))
            for key in self.index.values
        }

    def _counts(self, key: str) -> Integers:
        others = self._award_filters(key)
        if not others:
            return self.index.values[key].counts(self._without(key))
        counts: Integers = self._without(key) @ self.index.awards.matrix(key, others)
        return counts

    @cached_property
    def costliest(self) -> tuple[str, int] | None:
        """The filter that leaves most poles out, and the poles that would answer without it.

        Of filters that cost as many, the last one; ``None`` if no single one gives a pole back.
        """
        asked = dict.fromkeys(key for key, _ in reversed(self.filters.active()))
        found = {key: int(self._without(key).sum()) for key in asked}
        key = max(found, key=found.__getitem__, default=None)
        return (key, found[key]) if key is not None and found[key] else None

    def crossed(self, rows: str, columns: str) -> Integers:
        """Count the poles of each pair of values of two filters, whose own values are ignored."""
        others = self._without(rows, columns)
        counts: Integers = self.matrix(rows)[others].T @ self.matrix(columns)[others]
        return counts

    def matrix(self, key: str) -> Integers:
        """Return the matrix of a filter, of the awards alone that the other filters of one ask."""
        others = self._award_filters(key)
        return self.index.awards.matrix(key, others) if others else self.index.values[key].matrix()

    def _award_filters(self, key: str) -> dict[str, list[int]]:
        """Return what the other filters of an award ask for, of a filter that is one."""
        return self._asked(AWARD - {key}) if key in AWARD else {}

    def _without(self, *left_out: str) -> Mask:
        """Return the poles of every mask but those that depend on a filter left out."""
        found = np.ones(len(self.index.ids), dtype=bool)
        for keys, mask in self._masks.items():
            if not keys.intersection(left_out):
                found &= mask
        return found

    @cached_property
    def _masks(self) -> Masks:
        """The mask of each filter that asks for something, and that of those of an award."""
        index, asked = self.index, self._asked(self.index.columns)
        masks = {
            frozenset({key}): index.values[key].mask(values)
            for key, values in asked.items()
            if key in index.values
        }
        if POLES in asked:
            masks[frozenset({POLES})] = np.isin(np.arange(len(index.ids)), asked[POLES])
        if asked.keys() >= AWARD:
            masks[AWARD] = index.awards.mask({key: asked[key] for key in AWARD})
        if self.filters.q:
            masks[frozenset({"q"})] = self._matches(self.filters.q)
        return masks

    def _asked(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Return the columns of the values asked for, by filter."""
        asked = {key: self.filters.values(key) for key in keys}
        return {
            key: [self.index.columns[key][value] for value in values]
            for key, values in asked.items()
            if values
        }

    def _matches(self, asked: str) -> Mask:
        texts = self.index.texts
        found: Mask = np.ones(len(texts), dtype=bool)
        for word in fold(asked).split():  # one word through all texts: three times as fast
            found &= np.fromiter((word in text for text in texts), bool, len(texts))
        return found
