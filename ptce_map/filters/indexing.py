"""The poles as arrays, built once from the tables: what :class:`PoleIndex` holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from geodata.cog import Cog, Level, is_drawn
from ptce_map.filters.awards import AwardIndex
from ptce_map.filters.coverage import build_coverage
from ptce_map.filters.filters import AWARD, POLES, Filter
from ptce_map.filters.selection import LevelIndex, PoleIndex, ValueIndex
from ptce_map.filters.vocabulary import Vocabulary, values_of
from ptce_map.labels import fold

SEARCHED = ("nom", "alias", "lieu", "coordinateur", "activites")
"""Columns of the poles in which a text is looked for."""


def build_index(
    poles: pd.DataFrame,
    memberships: pd.DataFrame,
    awards: pd.DataFrame,
    filters: Sequence[Filter],
    vocabulary: Vocabulary,
    cog: Cog,
) -> PoleIndex:
    """Turn the poles into arrays.

    Parameters
    ----------
    poles
        The columns of :data:`SEARCHED` and of the filters, ``epci`` and ``n_communes``, indexed by
        id.
    memberships
        Those of :class:`ptce_map.territory.territories.Territories`.
    awards
        The pole and the columns of :data:`AWARD`.
    filters, vocabulary
        What may be asked of the poles, and the values.
    cog
        The units of each level.
    """
    columns = {row.key: _positions(vocabulary.values(row.key)) for row in filters}
    has_territory = poles.index.isin(memberships["pole"])
    values = {
        row.key: _values(poles[row.column], columns[row.key], row.read)
        for row in filters
        if row.key != POLES
    }
    return PoleIndex(
        ids=tuple(poles.index),
        texts=tuple(_searched_texts(poles)),
        columns=MappingProxyType(columns),
        values=MappingProxyType(values),
        awards=AwardIndex(
            n_poles=len(poles),
            pole=poles.index.get_indexer(pd.Index(awards["pole"])),
            matrices={key: _values(awards[key], columns[key]).matrix() for key in sorted(AWARD)},
        ),
        levels=MappingProxyType(_level_indexes(poles, memberships, cog)),
        coverage=build_coverage(poles.index, memberships),
        has_territory=has_territory,
        is_undrawn=poles["n_communes"].notna().to_numpy() & ~has_territory,
    )


def _positions(values: Iterable[str]) -> dict[str, int]:
    return {value: position for position, value in enumerate(values)}


def _values(
    cells: pd.Series,
    columns: Mapping[str, int],
    read: Callable[[object], tuple[str, ...]] = values_of,
) -> ValueIndex:
    pairs = [
        (row, columns[value])
        for row, cell in enumerate(cells)
        for value in dict.fromkeys(read(cell))
        if value in columns
    ]
    rows, values = np.array(pairs, dtype=np.int64).reshape(-1, 2).T.copy()
    return ValueIndex((len(cells), len(columns)), rows, values)


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
