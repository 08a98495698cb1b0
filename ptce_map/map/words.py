"""What a map shows, in words: for screen readers, and for the files of printed maps.

Four levels, after Lundgard and Satyanarayan: what it is; how it is built; its extremes and totals;
where the places that stand out are. Every sentence is worked out from the values of the map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geodata.cog import Level
from ptce_map.arrays import Values
from ptce_map.filters.selection import KeyFigures
from ptce_map.labels import label, number, sort_key
from ptce_map.measures.table import Form, Kind, Measure

NAMED = 3
"""How many places are named before the others are only counted."""


@dataclass(frozen=True, eq=False)
class MapFacts:
    """What a map shows.

    Attributes
    ----------
    values, names
        Value, NaN if unknown, and name of each unit shown.
    legend
        Text of each row of the legend, and the number of units in it.
    selection
        Which poles are shown, in words.
    figures
        What these poles add up to.
    by_region, by_departement
        Name -> number of the poles shown, for the places of the part of the country shown.
    denominator
        What a ratio is divided by, in words; empty for a stock.
    sources
        Sources, versions and years, in words.
    """

    measure: Measure
    level: Level
    form: Form
    values: Values
    names: Sequence[str]
    legend: Sequence[tuple[str, int]]
    selection: str
    figures: KeyFigures
    by_region: Mapping[str, int]
    by_departement: Mapping[str, int]
    denominator: str
    sources: str


@dataclass(frozen=True)
class Description:
    """A map in words, level by level."""

    what: str
    how: str
    figures: str
    where: str

    @property
    def levels(self) -> tuple[str, str, str, str]:
        """The four levels, from what the map is to where things are."""
        return self.what, self.how, self.figures, self.where

    @property
    def text(self) -> str:
        """The whole description, as one paragraph."""
        return " ".join(self.levels)


def describe(facts: MapFacts, lang: str) -> Description:
    """Describe a map in a language."""
    return Description(
        what=_what(facts, lang),
        how=_how(facts, lang),
        figures=f"{_extremes(facts, lang)} {_totals(facts.figures, lang)}",
        where=_where(facts, lang),
    )


def written_value(measure: Measure, value: float, lang: str) -> str:
    """Write a value of a measure with its unit: "3 pôles", "12,5 %", "1,2 pôle par million…"."""
    decimals = 0 if measure.kind is Kind.STOCK or float(value).is_integer() else 1
    text = number(value, lang, decimals=decimals)
    return measure.write(value, text, lang)


def _what(facts: MapFacts, lang: str) -> str:
    return label(
        f"description.what.{facts.form}",
        lang,
        measure=facts.measure.title(lang),
        level=label(f"level.{facts.level}", lang),
        selection=facts.selection,
    )


def _how(facts: MapFacts, lang: str) -> str:
    rows = (
        label("description.row", lang, text=text, n=number(n, lang)) for text, n in facts.legend
    )
    key = f"description.how.{facts.form}"
    units = label(f"description.units.{facts.level}", lang, n=len(facts.values))
    built = label(key, lang, units=units, rows=label("description.and_row", lang).join(rows))
    based = f"{facts.denominator[:1].upper()}{facts.denominator[1:]}." if facts.denominator else ""
    return " ".join(filter(None, (built, based, label("description.marks", lang), facts.sources)))


def _extremes(facts: MapFacts, lang: str) -> str:
    """Say the greatest value and the least one above zero, and where they are."""
    values = facts.values
    positive = values[values > 0]
    if not len(positive):
        return label("description.nothing", lang)
    said = []
    for key, value in (("greatest", positive.max()), ("least", positive.min())):
        names = [name for name, reached in zip(facts.names, values) if reached == value]
        text = written_value(facts.measure, float(value), lang)
        said.append(label(f"description.{key}", lang, value=text, names=_listed(names, lang)))
    median = written_value(facts.measure, float(np.nanmedian(values)), lang)
    middle = label("description.median", lang, value=median)
    return " ".join((*(said if positive.min() < positive.max() else said[:1]), middle))


def _totals(figures: KeyFigures, lang: str) -> str:
    counted = [
        label(f"description.total.{key}", lang, n=getattr(figures, key))
        for key in ("poles", "communes", "population", "departements")
    ]
    total = label("description.total", lang, figures=joined(counted, lang))
    left_out = (
        label(f"figures.{key}", lang, n=getattr(figures, key))
        for key in ("without_territory", "without_contour", "unplaced")
        if getattr(figures, key)
    )
    return " ".join((total, *left_out))


def _where(facts: MapFacts, lang: str) -> str:
    """Name the régions and départements with most poles, and the régions without any."""
    said = []
    for level, counts in (("region", facts.by_region), ("departement", facts.by_departement)):
        leading = most(counts)
        if leading:
            listed = [f"{name} ({number(n, lang)})" for name, n in leading]
            said.append(label(f"description.most.{level}", lang, names=joined(listed, lang)))
    without = [name for name, n in facts.by_region.items() if not n]
    if without and said:
        names = joined(sorted(without, key=sort_key), lang)
        said.append(label("description.without.region", lang, n=len(without), names=names))
    return " ".join(said) or label("description.nowhere", lang)


def most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the places with most poles, ties of the last one included if they are few."""
    found = sorted(filter(None, counts.values()), reverse=True)
    least = found[NAMED - 1] if len(found) > NAMED else 1
    if sum(n >= least for n in found) > 2 * NAMED:
        least += 1
    leading = [item for item in counts.items() if item[1] >= least]
    return sorted(leading, key=lambda item: (-item[1], sort_key(item[0])))


def _listed(names: Sequence[str], lang: str) -> str:
    """Name a few places in reading order, and count the others."""
    ordered = sorted(names, key=sort_key)
    if len(ordered) <= NAMED + 1:
        return joined(ordered, lang)
    others = label("description.others", lang, n=len(ordered) - NAMED)
    return joined([*ordered[:NAMED], others], lang)


def joined(texts: Sequence[str], lang: str) -> str:
    """Join texts with commas and "et"."""
    if len(texts) < 2:
        return "".join(texts)
    return label("description.and", lang).join((", ".join(texts[:-1]), texts[-1]))
