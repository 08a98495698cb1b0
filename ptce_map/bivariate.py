"""Two programmes, unit by unit: where both stand, where one of them does, where neither.

Rows in, rows out: every unit of the COG has its row, communes of no EPCI one together, so that each
column adds up to the country; the poles that no commune is known of are counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from types import MappingProxyType

import numpy as np
import pandas as pd

from geodata.cog import Cog, Level
from ptce_map.arrays import Integers, Texts, Values
from ptce_map.catalog import Catalog
from ptce_map.measures.facts import homes_of
from ptce_map.places.resolution import build_resolver


class Presence(StrEnum):
    """Which of two programmes stand in a unit."""

    BOTH = "deux"
    FIRST = "premier"
    SECOND = "second"
    NEITHER = "aucun"


class Basis(StrEnum):
    """What the two axes of a bivariate map are of; the values are those of the key ``mesure``."""

    PRESENCE = "presence"
    POPULATION = "part-population"
    COMMUNES = "part-communes"
    COUNT = "nombre"


BASES: Mapping[Level, tuple[Basis, ...]] = MappingProxyType(
    {
        Level.COMMUNE: (Basis.PRESENCE,),
        Level.EPCI: (Basis.PRESENCE,),
        Level.DEPARTEMENT: (Basis.POPULATION, Basis.COMMUNES, Basis.COUNT, Basis.PRESENCE),
        Level.REGION: (Basis.POPULATION, Basis.COMMUNES, Basis.COUNT),
    }
)
"""Level -> what may be shown at it, the usual first: communes and EPCI are covered or are not."""

COLUMNS: Mapping[Basis, tuple[str, str]] = MappingProxyType(
    {
        Basis.POPULATION: ("population", "population_{}"),
        Basis.COMMUNES: ("communes", "communes_{}"),
        Basis.COUNT: ("", "poles_{}"),
    }
)
"""Basis -> column of the denominator, if there is one, and that of the numerator."""

PERCENT = 100.0
LEAST, MANY = 0.1, 2
"""Least limit of a share, in percent, and of a count."""
AXES = (1, 2)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two programmes at a level.

    Attributes
    ----------
    units
        One row a unit, indexed by its code (empty for communes of no EPCI): ``nom``, ``presence``
        (a :class:`Presence`), ``poles_1``, ``poles_2`` (poles with a commune in it), ``communes``,
        ``communes_1``, ``communes_2``, ``communes_deux`` (covered, if only in part),
        ``population``, ``population_1``, ``population_2``, ``population_deux`` (inhabitants of
        what is covered; of a city cut into arrondissements, of those that are).
    unplaced
        How many poles of each programme no commune is known of.
    """

    level: Level
    units: pd.DataFrame
    unplaced: tuple[int, int]

    def count(self, presence: Presence) -> int:
        """Return how many units have a presence."""
        return int((self.units["presence"] == presence).sum())


@dataclass(frozen=True, eq=False)
class Classes:
    """The units of a pair in the classes of both axes.

    Attributes
    ----------
    basis, k
        What the axes are of, and how many classes each has.
    limits
        Of each axis, the least value of its highest class; 1 for a presence.
    ranks
        Of each axis, the class of each unit, from 0 for none; -1 where the value is unknown.
    """

    basis: Basis
    k: int
    limits: tuple[float, float]
    ranks: tuple[Integers, Integers]

    @property
    def cells(self) -> Integers:
        """The cell of each unit, row by row of the second axis; -1 where it is unknown."""
        first, second = self.ranks
        return np.where((first < 0) | (second < 0), -1, second * self.k + first)


def pair_programmes(first: Catalog, second: Catalog, level: Level) -> Pair:
    """Count what two programmes cover, in every unit of a level.

    Both were joined to the communes of one COG; that of the first is read.
    """
    cog = first.cog
    covers = [covered(first), covered(second)]
    communes = _communes(cog, covers)
    homes = homes_of(cog, level)
    sums = communes.groupby(homes.to_numpy()).sum()
    names = cog.table(level)[level.name_column]
    codes = names.index if "" not in sums.index else names.index.append(pd.Index([""]))
    units = sums.reindex(codes, fill_value=0)
    poles = [_poles(cover, homes, codes) for cover in covers]
    units.insert(0, "nom", names.reindex(codes, fill_value=""))
    units.insert(1, "presence", _presences(units["communes_1"] > 0, units["communes_2"] > 0))
    units.insert(2, "poles_1", poles[0])
    units.insert(3, "poles_2", poles[1])
    unplaced = [
        len(catalog.poles) - int(cover["pole"].nunique())
        for catalog, cover in zip((first, second), covers)
    ]
    return Pair(level, units.rename_axis("code"), (unplaced[0], unplaced[1]))


def covered(catalog: Catalog) -> pd.DataFrame:
    """Return what the poles cover, drawn or not: ``pole``, ``code_commune``, ``piece``.

    A piece is a commune, or an arrondissement of those that are cut into some.
    """
    drawn = catalog.territories.memberships[["pole", "code_commune", "part"]]
    rows = pd.concat([drawn, _undrawn(catalog)], ignore_index=True)
    arrondissements = catalog.cog.arrondissements["code_parent"].rename_axis("piece").reset_index()
    is_cut = (rows["part"] == "") & rows["code_commune"].isin(arrondissements["code_parent"])
    whole = rows[is_cut].merge(arrondissements, left_on="code_commune", right_on="code_parent")
    kept = rows[~is_cut]
    single = kept.assign(piece=kept["part"].where(kept["part"] != "", kept["code_commune"]))
    columns = ["pole", "code_commune", "piece"]
    return pd.concat([single[columns], whole[columns]], ignore_index=True)


def _undrawn(catalog: Catalog) -> pd.DataFrame:
    """Return the communes that the poles cover and no map draws, as memberships have the others."""
    drawn = catalog.territories.memberships.groupby("pole")["code_commune"].nunique()
    known = catalog.poles["n_communes"].fillna(0)
    lacking = known.index[known > drawn.reindex(known.index, fill_value=0)]
    columns = ["pole", "code_commune", "part"]
    if lacking.empty:
        return pd.DataFrame(columns=columns, dtype="str")
    resolver = build_resolver(catalog.cog, catalog.boundaries.units(Level.COMMUNE).index)
    rows = {
        (str(pole), commune, part)
        for pole, token in catalog.poles.loc[lacking, "territoire"].explode().items()
        for commune, part in resolver.resolve(str(token))
        if commune in resolver.undrawn
    }
    return pd.DataFrame(sorted(rows), columns=columns, dtype="str")


def _communes(cog: Cog, covers: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the columns that add up of every commune, in the order of the COG."""
    cut = cog.arrondissements["code_parent"]
    whole = cog.communes.index.difference(pd.Index(cut), sort=False)
    owners = pd.concat([pd.Series(whole, index=whole), cut])
    population = cog.places["population"].loc[owners.index]
    first, second = (pd.Series(owners.index.isin(cover["piece"]), owners.index) for cover in covers)
    inside = {"_1": first, "_2": second, "_deux": first & second}
    pieces = pd.DataFrame(
        {"population": population}
        | {f"population{end}": population.where(is_in, 0) for end, is_in in inside.items()}
    )
    table = pieces.groupby(owners).sum().reindex(cog.communes.index)
    touched = [cog.communes.index.isin(cover["code_commune"]) for cover in covers]
    table.insert(0, "communes", 1)
    table.insert(1, "communes_1", touched[0].astype(np.int64))
    table.insert(2, "communes_2", touched[1].astype(np.int64))
    table.insert(3, "communes_deux", (touched[0] & touched[1]).astype(np.int64))
    return table


def _poles(cover: pd.DataFrame, homes: pd.Series, codes: pd.Index) -> Integers:
    """Count the poles of each unit."""
    units = homes.loc[cover["code_commune"]].to_numpy()
    counts = cover["pole"].groupby(units).nunique().reindex(codes, fill_value=0)
    return np.asarray(counts, dtype=np.int64)


def _presences(first: pd.Series, second: pd.Series) -> Texts:
    conditions = [first & second, first, second]
    said = [Presence.BOTH, Presence.FIRST, Presence.SECOND]
    return np.select(conditions, [presence.value for presence in said], Presence.NEITHER.value)


def classify(pair: Pair, basis: Basis) -> Classes:
    """Put the units of a pair in classes: two by two for a presence, three by three for the rest.

    Of three, the lowest class is none at all; the limit of the two others is the median of the
    units that have some, to one decimal or to a whole number, so that a legend says what was done.
    """
    if basis is Basis.PRESENCE:
        first, second = ((pair.units[f"communes_{axis}"] > 0).to_numpy() for axis in AXES)
        return Classes(basis, 2, (1.0, 1.0), (first.astype(np.int64), second.astype(np.int64)))
    values = [values_of(pair, basis, axis) for axis in AXES]
    limits = [_limit(axis, basis) for axis in values]
    ranks = [_ranks(axis, limit) for axis, limit in zip(values, limits)]
    return Classes(basis, 3, (limits[0], limits[1]), (ranks[0], ranks[1]))


def values_of(pair: Pair, basis: Basis, axis: int) -> Values:
    """Return the value of each unit on an axis: percents, but for a count; NaN where unknown."""
    denominator, numerator = COLUMNS[basis]
    counted: Values = pair.units[numerator.format(axis)].to_numpy(np.float64)
    if not denominator:
        return counted
    whole = pair.units[denominator].to_numpy(np.float64)
    unknown = np.full(len(whole), np.nan)
    np.divide(PERCENT * counted, whole, out=unknown, where=whole > 0)
    return unknown


def _limit(values: Values, basis: Basis) -> float:
    """Return where the highest class begins: above none, and a count of several."""
    some = values[values > 0]
    middle = float(np.median(some)) if len(some) else 0.0
    return max(ceil(middle), MANY) if basis is Basis.COUNT else max(round(middle, 1), LEAST)


def _ranks(values: Values, limit: float) -> Integers:
    ranks = np.select([values >= limit, values > 0, values == 0], [2, 1, 0], -1)
    return np.asarray(ranks, dtype=np.int64)
