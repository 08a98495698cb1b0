"""Which poles answer the filters, and what they add up to: arrays built once, read in microseconds.

A selection is a mask: one boolean a pole, in the order of the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from geodata.cog import Cog, Level, is_drawn
from ptce_map.arrays import Integers, Mask
from ptce_map.filters.awards import AwardIndex
from ptce_map.filters.coverage import Coverage, build_coverage
from ptce_map.filters.filters import AWARD, FILTERS, Filters
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import fold
from ptce_map.register.rules import LIVING

SEARCHED = ("nom", "alias", "lieu", "coordinateur", "activites")
"""Columns of the poles in which a text is looked for."""

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


@dataclass(frozen=True)
class KeyFigures:
    """Figures of a selection.

    ``without_territory`` poles, known by their région alone, and ``without_contour`` poles, whose
    places no map draws, are in ``poles`` and nothing else.

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


@dataclass(frozen=True, eq=False)
class PoleIndex:
    """The poles as arrays.

    ``matrices`` holds, for each filter, one row a pole and one column a value of the vocabulary,
    1 where the pole has the value, and ``awards`` the same of each award for the filters of
    :data:`AWARD`; ``texts`` are the folded texts that a search reads.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    columns: Mapping[str, Mapping[str, int]]
    matrices: Mapping[str, Integers]
    awards: AwardIndex
    levels: Mapping[Level, LevelIndex]
    coverage: Coverage
    has_territory: Mask
    is_undrawn: Mask

    def mask(self, filters: Filters) -> Mask:
        """Select the poles that answer the filters; those of an award are met by one award."""
        return self._all(self._masks(filters))

    def facet_counts(self, filters: Filters) -> dict[str, dict[str, int]]:
        """Count, for each value of each filter, the poles that would answer if it alone were asked.

        The filter's own values are ignored, the other filters hold.
        """
        masks = self._masks(filters)
        counts = {}
        for key, columns in self.columns.items():
            found = self._all(masks, key) @ self.matrix(key, filters)
            counts[key] = dict(zip(columns, found.tolist()))
        return counts

    def costliest(self, filters: Filters) -> tuple[str, int] | None:
        """Return the filter that leaves most poles out, and the poles that would answer without it.

        Of filters that cost as many, the last one; ``None`` if no single one gives a pole back.
        """
        masks = self._masks(filters)
        asked = dict.fromkeys(key for key, _ in reversed(filters.active()))
        found = {key: int(self._all(masks, key).sum()) for key in asked}
        key = max(found, key=found.__getitem__, default=None)
        return (key, found[key]) if key is not None and found[key] else None

    def crossed(self, filters: Filters, rows: str, columns: str) -> Integers:
        """Count the poles of each pair of values of two filters, whose own values are ignored."""
        others = self._all(self._masks(filters), rows, columns)
        one, other = self.matrix(rows, filters), self.matrix(columns, filters)
        counts: Integers = one[others].T @ other[others]
        return counts

    def matrix(self, key: str, filters: Filters) -> Integers:
        """Return the matrix of a filter, of the awards alone that the other filters of one ask."""
        others = self._asked(AWARD - {key}, filters) if key in AWARD else {}
        return self.awards.matrix(key, others) if others else self.matrices[key]

    def key_figures(self, mask: Mask) -> KeyFigures:
        """Add up a selection."""
        communes, population = self.coverage.covered(mask)
        return KeyFigures(
            poles=int(mask.sum()),
            communes=communes,
            population=population,
            departements=int(np.count_nonzero(self.levels[Level.DEPARTEMENT].counts(mask))),
            without_territory=int((mask & ~self.has_territory & ~self.is_undrawn).sum()),
            without_contour=int((mask & self.is_undrawn).sum()),
            living=self._living(mask),
            years=self.coverage.years(mask),
        )

    def _living(self, mask: Mask) -> int | None:
        columns = self.columns["etat"]
        if len(columns) < 2:
            return None
        living = [columns[state] for state in LIVING]
        return int(self.matrices["etat"][mask][:, living].sum())

    def selected(self, mask: Mask) -> tuple[str, ...]:
        """Return the ids of a selection, in the order of the register."""
        return tuple(self.ids[position] for position in np.flatnonzero(mask).tolist())

    def _all(self, masks: Masks, *left_out: str) -> Mask:
        """Return the poles of every mask but those that depend on a filter left out."""
        mask = np.ones(len(self.ids), dtype=bool)
        for keys, one in masks.items():
            if not keys.intersection(left_out):
                mask &= one
        return mask

    def _masks(self, filters: Filters) -> Masks:
        """Return the mask of each filter that asks for something, and that of those of an award."""
        asked = self._asked(self.columns, filters)
        masks = {frozenset({key}): self._has_any(key, asked[key]) for key in asked}
        if asked.keys() >= AWARD:
            masks[AWARD] = self.awards.mask({key: asked[key] for key in AWARD})
        return {**masks, frozenset({"q"}): self._matches(filters.q)} if filters.q else masks

    def _asked(self, keys: Iterable[str], filters: Filters) -> dict[str, list[int]]:
        """Return the columns of the values asked for, by filter."""
        asked = {key: filters.values(key) for key in keys}
        return {
            key: [self.columns[key][value] for value in values]
            for key, values in asked.items()
            if values
        }

    def _has_any(self, key: str, columns: list[int]) -> Mask:
        return np.asarray(self.matrices[key][:, columns].any(axis=1))

    def _matches(self, text: str) -> Mask:
        words = fold(text).split()
        return np.array([all(word in one for word in words) for one in self.texts], dtype=bool)


def build_index(
    poles: pd.DataFrame,
    memberships: pd.DataFrame,
    awards: pd.DataFrame,
    vocabulary: Vocabulary,
    cog: Cog,
) -> PoleIndex:
    """Turn the poles into arrays.

    Reads the columns of :data:`SEARCHED` and of :data:`ptce_map.filters.filters.FILTERS`, ``epci``,
    ``n_communes``, the memberships of :class:`ptce_map.territory.territories.Territories`, and the
    pole and the columns of :data:`AWARD` of the awards.
    """
    columns = {row.key: _positions(vocabulary.values(row.key)) for row in FILTERS}
    known = poles.assign(id=poles.index)
    has_territory = poles.index.isin(memberships["pole"])
    matrices = {row.key: _matrix(known[row.column], columns[row.key]) for row in FILTERS}
    return PoleIndex(
        ids=tuple(poles.index),
        texts=tuple(_searched_texts(poles)),
        columns=MappingProxyType(columns),
        matrices=MappingProxyType(matrices),
        awards=AwardIndex(
            n_poles=len(poles),
            pole=poles.index.get_indexer(pd.Index(awards["pole"])),
            matrices={key: _matrix(awards[key], columns[key]) for key in sorted(AWARD)},
        ),
        levels=MappingProxyType(_level_indexes(poles, memberships, cog)),
        coverage=build_coverage(poles.index, memberships),
        has_territory=has_territory,
        is_undrawn=poles["n_communes"].notna().to_numpy() & ~has_territory,
    )


def values_of(cell: object) -> tuple[str, ...]:
    """Return the values of a cell that holds one text or a tuple of them."""
    return cell if isinstance(cell, tuple) else (str(cell),)


def _positions(values: Iterable[str]) -> dict[str, int]:
    return {value: position for position, value in enumerate(values)}


def _matrix(cells: pd.Series, columns: Mapping[str, int]) -> Integers:
    matrix = np.zeros((len(cells), len(columns)), dtype=np.int64)
    for row, cell in enumerate(cells):
        matrix[row, [columns[value] for value in values_of(cell) if value in columns]] = 1
    return matrix


def _searched_texts(poles: pd.DataFrame) -> Iterable[str]:
    for cells in poles[list(SEARCHED)].itertuples(index=False):
        yield fold(" ".join(text for cell in cells for text in values_of(cell)))


def _level_indexes(
    poles: pd.DataFrame, memberships: pd.DataFrame, cog: Cog
) -> dict[Level, LevelIndex]:
    communes = memberships[["pole", "code_commune"]].drop_duplicates()
    pairs = {
        Level.COMMUNE: communes.set_index("pole")["code_commune"],
        Level.EPCI: poles["epci"].explode().dropna(),
        Level.DEPARTEMENT: poles["departements"].explode().dropna(),
        Level.REGION: poles["regions"].explode().dropna(),
    }
    return {
        level: _level_index(poles.index, pairs[level], _shown_codes(cog, level)) for level in Level
    }


def _shown_codes(cog: Cog, level: Level) -> tuple[str, ...]:
    """Return the codes of the units that the map shows: all but collectivités d'outre-mer."""
    table = cog.table(level)
    return tuple(sorted(table.index[is_drawn(table)]))


def _level_index(ids: pd.Index, pairs: pd.Series, codes: tuple[str, ...]) -> LevelIndex:
    shown = pairs[pairs.isin(codes)]
    return LevelIndex(
        codes=codes,
        pole=ids.get_indexer(shown.index),
        unit=pd.Index(codes).get_indexer(pd.Index(shown)),
    )
