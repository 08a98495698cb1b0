"""The years of the censuses that counted the inhabitants of a place.

Each commune keeps the year of its own census: that of Mayotte is another than elsewhere. A figure
of several communes has the years of all of them.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import pandas as pd

from geodata.cog import Cog, Level, is_drawn
from ptce_map.filters.selection import KeyFigures
from ptce_map.labels import label
from ptce_map.territory.territories import distinct_years


def years_of_units(cog: Cog, level: Level) -> pd.Series:
    """Return the years of the populations of each unit of a level: tuples, by code."""
    communes = cog.communes
    homes = communes.index if level is Level.COMMUNE else communes[level.code_column]
    return communes["annee_population"].groupby(homes).agg(distinct_years)


def say_span(years: Collection[str]) -> str:
    """Write years in short: "2023", or "2017–2023" from the first to the last."""
    ends = sorted({min(years), max(years)}) if years else []
    return "–".join(ends)


def say_years(
    cog: Cog, lang: str, level: Level = Level.REGION, units: Collection[str] | None = None
) -> str:
    """Say the years of the populations of some units: "2023", "2017", "2023 (Mayotte : 2017)".

    The year of most communes comes first, then the départements that have another.

    Parameters
    ----------
    cog
        Gives the year of each commune.
    lang
        Language of what is said.
    level
        Level of the units.
    units
        Their codes; all that the map shows when not given.
    """
    return _said(cog, lang, level, None if units is None else frozenset(units))


@lru_cache(maxsize=128)
def _said(cog: Cog, lang: str, level: Level, units: frozenset[str] | None) -> str:
    communes = cog.communes[is_drawn(cog.communes)]
    if units is not None:
        homes = communes.index if level is Level.COMMUNE else communes[level.code_column]
        communes = communes[homes.isin(list(units))]
    if communes.empty:
        return str(cog.population_year)
    usual = int(communes["annee_population"].mode().iloc[0])
    others = communes[communes["annee_population"] != usual]
    named = others.groupby("code_departement")["annee_population"].first()
    said = [
        label(
            "censuses.elsewhere", lang, place=cog.name(Level.DEPARTEMENT, str(code)), year=str(year)
        )
        for code, year in named.items()
    ]
    return f"{usual} ({', '.join(said)})" if said else str(usual)


def name_figure(figures: KeyFigures, key: str, lang: str) -> str:
    """Name what a key figure counts, inhabitants with the years of their censuses."""
    name = label(f"figures.{key}", lang, n=getattr(figures, key))
    is_dated = key == "population" and figures.years
    return f"{name} ({say_span(figures.years)})" if is_dated else name


def say_other_years(cog: Cog, years: Collection[str]) -> str:
    """Return what follows a number of inhabitants in a table: its years where they are others."""
    return "" if set(years) <= {str(cog.population_year)} else f" ({say_span(years)})"
