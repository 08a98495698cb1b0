"""What the map measures: one table of measures, each with its type, unit and denominator.

The type decides what may be drawn (Bertin; the rule of French statistical atlases): a *ratio* is a
choropleth, a *stock* is drawn by proportional circles. The number of poles alone, small whole
numbers with fixed classes, may also be a choropleth. A new measure is a row of :data:`MEASURES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from geodata.cog import Level
from ptce_map.arrays import Integers, Mask, Values
from ptce_map.filters.selection import PoleIndex
from ptce_map.labels import label


class Kind(StrEnum):
    """Types of measure."""

    STOCK = "stock"
    RATIO = "ratio"


class Form(StrEnum):
    """How a measure is drawn; the values are those of the query's key ``forme``."""

    CHOROPLETH = "aplats"
    CIRCLES = "cercles"


@dataclass(frozen=True, eq=False)
class UnitFacts:
    """Facts of the units of a level, in the order of the level's codes.

    ``population`` and ``communes`` are totals of each unit. ``home_of_cover`` and
    ``home_of_commune`` give the unit of each covered piece and of each covered commune of
    :class:`ptce_map.filters.coverage.Coverage`. ``pole``, ``unit`` and ``share`` say which part of
    a pole's inhabitants lives in which unit: the shares of a pole add up to 1.
    """

    population: Values
    communes: Values
    home_of_cover: Integers
    home_of_commune: Integers
    pole: Integers
    unit: Integers
    share: Values

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.population)


@dataclass(frozen=True, eq=False)
class MeasureIndex:
    """Everything that measures read, as arrays: built once, read in microseconds.

    ``grants`` is the sum of the grants known of each pole, in euros, NaN where none is known.
    ``columns`` are those of the register's own that its measures add up, NaN where nothing is said;
    ``own`` are these measures, by key.
    """

    poles: PoleIndex
    units: Mapping[Level, UnitFacts]
    grants: Values
    columns: Mapping[str, Values] = field(default_factory=dict)
    own: Mapping[str, Measure] = field(default_factory=dict)

    @property
    def table(self) -> Mapping[str, Measure]:
        """Every measure of the register, by key, in the order of the menu."""
        return {**MEASURES, **self.own}


NO_POLE, NOTHING = "legend.zero", "legend.zero_or_none"
"""Texts of the class of zero: of what only a unit without a pole lacks, of what a pole may lack."""
NO_BREAK = "\u00a0"
COUNT = "nombre"
"""Key of the measure that counts the poles, which every level has and no other needs."""


@dataclass(frozen=True)
class OwnTexts:
    """What a register calls a measure of its own, and its unit, by language."""

    titles: Mapping[str, str]
    units: Mapping[str, str]


@dataclass(frozen=True)
class Measure:
    """A measure of the map.

    Attributes
    ----------
    key
        Value of the query's key ``mesure``; labels are ``measure.<key>`` and
        ``measure.<key>.unit``, unless it has its ``own`` texts.
    kind
        Stock or ratio.
    forms
        Forms that the type allows, the default one first.
    levels
        Levels at which the measure is sound.
    denominator
        Key of the label that names what a ratio is divided by, with its year; empty for a stock.
    is_percent
        Whether values are written as percentages.
    compute
        (index, mask of the poles, level) -> one value a unit; NaN where the value is unknown.
    """

    key: str
    kind: Kind
    forms: tuple[Form, ...]
    levels: tuple[Level, ...]
    compute: Callable[[MeasureIndex, Mask, Level], Values]
    denominator: str = ""
    is_percent: bool = False
    own: OwnTexts | None = field(default=None, hash=False)

    @property
    def is_count(self) -> bool:
        """Whether values are numbers of poles: whole, and counted wherever poles are known."""
        return self.key == COUNT

    @property
    def zero(self) -> str:
        """Key of the text of the class of zero."""
        return NOTHING if self.own else NO_POLE

    def title(self, lang: str) -> str:
        """Return what the measure is called."""
        return self.own.titles[lang] if self.own else label(f"measure.{self.key}", lang)

    def short(self, lang: str) -> str:
        """Return what the measure is called where there is little room."""
        return self.own.titles[lang] if self.own else label(f"measure.{self.key}.short", lang)

    def unit(self, lang: str) -> str:
        """Return the unit of the values."""
        return self.own.units[lang] if self.own else label(f"measure.{self.key}.unit", lang)

    def write(self, value: float, text: str, lang: str) -> str:
        """Return a value, written as ``text``, with its unit."""
        if self.own:
            return NO_BREAK.join(filter(None, (text, self.own.units[lang])))
        return label(f"description.value.{self.key}", lang, n=value, text=text)


def count_poles(index: MeasureIndex, mask: Mask, level: Level) -> Values:
    """Count the selected poles in each unit; a pole known by its région counts in that alone."""
    return index.poles.levels[level].counts(mask).astype(np.float64)


def poles_per_million(index: MeasureIndex, mask: Mask, level: Level) -> Values:
    """Divide the number of poles by the inhabitants of the unit, in millions."""
    return ratio_of(1e6 * count_poles(index, mask, level), index.units[level].population)


def population_share(index: MeasureIndex, mask: Mask, level: Level) -> Values:
    """Return the share, in percent, of the unit's inhabitants who live in a pole's territory."""
    coverage, units = index.poles.coverage, index.units[level]
    inhabitants = np.where(coverage.counted(mask), coverage.population, 0)
    return ratio_of(100 * _summed(units.home_of_cover, inhabitants, units.size), units.population)


def commune_share(index: MeasureIndex, mask: Mask, level: Level) -> Values:
    """Return the share, in percent, of the unit's communes that a pole covers, if only in part."""
    units = index.units[level]
    touched = index.poles.coverage.touched(mask)
    return ratio_of(100 * _summed(units.home_of_commune, touched, units.size), units.communes)


def grants(index: MeasureIndex, mask: Mask, level: Level) -> Values:
    """Share out the grants known, in euros, by where the inhabitants of each territory live.

    The units add up to the total of the poles located at this level. A unit whose poles all have
    an unknown grant is unknown; a unit without a pole has 0.
    """
    return share_out(index, index.grants, mask, level)


def share_out(index: MeasureIndex, values: Values, mask: Mask, level: Level) -> Values:
    """Share out what is known of each pole, NaN where nothing is, among the units of a level.

    The part of a unit is that of the inhabitants of the pole's territory. A unit whose poles are
    all unknown is unknown; a unit without a pole has 0.
    """
    units = index.units[level]
    known = mask & ~np.isnan(values)
    given = known[units.pole]
    total = np.bincount(
        units.unit[given],
        weights=(values[units.pole] * units.share)[given],
        minlength=units.size,
    )
    has_known = np.bincount(units.unit[given], minlength=units.size) > 0
    has_pole = count_poles(index, mask, level) > 0
    return np.where(has_pole & ~has_known, np.nan, total).astype(np.float64)


def _summed(homes: Integers, values: Values | Integers | Mask, size: int) -> Values:
    """Add up values by home; those without one (communes of no EPCI) are left out."""
    summed = np.bincount(homes + 1, weights=values, minlength=size + 1)[1:]  # theirs is the first
    return summed.astype(np.float64, copy=False)


def ratio_of(numerator: Values, denominator: Values) -> Values:
    """Divide; nothing divided by nothing is unknown, as in a commune without inhabitants."""
    unknown = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=unknown, where=denominator > 0)
    return unknown


ALL_LEVELS = (Level.REGION, Level.DEPARTEMENT, Level.EPCI, Level.COMMUNE)

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.key: measure
        for measure in (
            Measure(COUNT, Kind.STOCK, (Form.CHOROPLETH, Form.CIRCLES), ALL_LEVELS, count_poles),
            Measure(
                "aides", Kind.STOCK, (Form.CIRCLES,), (Level.REGION, Level.DEPARTEMENT), grants
            ),
            Measure(
                "par-million",
                Kind.RATIO,
                (Form.CHOROPLETH,),
                (Level.REGION, Level.DEPARTEMENT),
                poles_per_million,
                denominator="measure.denominator.population",
            ),
            Measure(
                "part-population",
                Kind.RATIO,
                (Form.CHOROPLETH,),
                (Level.REGION, Level.DEPARTEMENT, Level.EPCI),
                population_share,
                denominator="measure.denominator.population",
                is_percent=True,
            ),
            Measure(
                "part-communes",
                Kind.RATIO,
                (Form.CHOROPLETH,),
                (Level.REGION, Level.DEPARTEMENT, Level.EPCI),
                commune_share,
                denominator="measure.denominator.communes",
                is_percent=True,
            ),
        )
    }
)
"""Key -> measure, in the order of the menu; the first is the default."""
