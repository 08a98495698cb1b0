"""What the map draws for a query: a measure at a level, in a form that its type allows.

The same drawing serves the interactive map, the map without WebGL and the printed sheets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from geodata.cog import Level
from ptce_map.arrays import Integers, Mask, Values
from ptce_map.filters.selection import LevelIndex
from ptce_map.measures.breaks import Scheme, parse_breaks
from ptce_map.measures.classification import ZERO, LegendRow, Scale, classify, legend_rows, scale_of
from ptce_map.measures.table import COUNT, MEASURES, Form, Measure, MeasureIndex
from ptce_map.query.grammar import View

RESCALED = "recalculee"
# Radius of the circle of the largest unit, in CSS pixels. Circles share their area with the value.
MAX_RADIUS_PX: Mapping[Level, float] = MappingProxyType(
    {Level.REGION: 34.0, Level.DEPARTEMENT: 24.0, Level.EPCI: 10.0}
)
# Circles of a legend, as shares of the largest value.
CIRCLE_STEPS = (1.0, 0.4, 0.1)


@dataclass(frozen=True)
class Display:
    """What is asked of the map, once reconciled with what each measure allows."""

    level: Level = Level.DEPARTEMENT
    measure: Measure = field(default_factory=lambda: MEASURES[COUNT])
    form: Form = Form.CHOROPLETH
    scheme: Scheme = Scheme.FIXED
    k: int = 5
    breaks: tuple[float, ...] = ()
    is_rescaled: bool = False


@dataclass(frozen=True)
class CircleRow:
    """A circle of the legend: its value and its radius in CSS pixels."""

    value: float
    radius: float


@dataclass(frozen=True, eq=False)
class Drawing:
    """The values of every unit of a level and how they are drawn.

    ``classes`` are all zero where circles are drawn; ``radii`` (CSS pixels, 0 for zero or missing)
    are all zero where they are not.
    """

    display: Display
    units: LevelIndex
    values: Values
    scale: Scale
    classes: Integers
    radii: Values
    circles: tuple[CircleRow, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the units, in the order of the values."""
        return self.units.codes

    def legend(self, lang: str, within: frozenset[str] | None = None) -> tuple[LegendRow, ...]:
        """Return the rows of the legend, in a language: circles have those of zero and missing.

        They count the units of ``within``, all of them when it is not given.
        """
        is_choropleth = self.display.form is Form.CHOROPLETH
        classes = self.classes if is_choropleth else classify(self.values, self.scale)
        if within is not None:
            classes = classes[_places(self.units, within)]
        rows = legend_rows(classes, self.scale, lang, zero=self.display.measure.zero)
        return rows if is_choropleth else rows[-2:]


@lru_cache(maxsize=128)
def _places(units: LevelIndex, codes: frozenset[str]) -> Integers:
    """Return where the units of a part of the country are: the same thousands each time."""
    return np.flatnonzero([code in codes for code in units.codes])


def resolve(view: View, measures: Mapping[str, Measure] = MEASURES) -> Display:
    """Reconcile what a query asks with what the measure allows, of those of a register.

    A level that the measure is not sound at takes the number of poles instead; a form that the
    type forbids takes the type's own; circles are not drawn by commune.
    """
    level, measure = Level(view.niveau), measures[view.mesure]
    if level not in measure.levels:
        measure = MEASURES[COUNT]
    form = Form(view.forme) if view.forme else measure.forms[0]
    if form not in measure.forms or (form is Form.CIRCLES and level not in MAX_RADIUS_PX):
        form = measure.forms[0]
    breaks = parse_breaks(view.bornes) if view.bornes else ()
    return Display(
        level=level,
        measure=measure,
        form=form,
        scheme=_scheme(Scheme(view.methode), level, breaks),
        k=int(view.classes),
        breaks=breaks,
        is_rescaled=view.echelle == RESCALED,
    )


def _scheme(asked: Scheme, level: Level, breaks: tuple[float, ...]) -> Scheme:
    """Keep to the fixed classes by commune, whose counts are a handful of whole numbers."""
    if asked is Scheme.MANUAL and breaks:
        return asked
    is_computed = asked is not Scheme.MANUAL and level is not Level.COMMUNE
    return asked if is_computed else Scheme.FIXED


def draw(display: Display, index: MeasureIndex, mask: Mask) -> Drawing:
    """Compute what the map draws for a selection of poles.

    Class limits and the largest circle are those of all poles, so that colours and sizes keep
    their meaning under the filters, unless rescaling is asked for.
    """
    values = display.measure.compute(index, mask, display.level)
    is_own = display.is_rescaled and display.scheme is not Scheme.FIXED
    reference = values if display.is_rescaled else all_values(index, display)
    units = index.poles.levels[display.level]
    if display.form is Form.CIRCLES:
        return _circles(display, units, values, reference)
    scale = _scale(display, values) if is_own else _scale_of_all(index, display)
    classes = classify(values, scale)
    return Drawing(display, units, values, scale, classes, np.zeros(len(values)))


def _scale(display: Display, values: Values) -> Scale:
    return scale_of(
        display.measure,
        display.level,
        values,
        scheme=display.scheme,
        k=display.k,
        breaks=display.breaks,
    )


@lru_cache(maxsize=256)
def _scale_of_all(index: MeasureIndex, display: Display) -> Scale:
    return _scale(display, all_values(index, display))


@lru_cache(maxsize=64)
def _all_values(index: MeasureIndex, measure: str, level: Level) -> Values:
    everything = np.ones(len(index.poles.ids), dtype=bool)
    values = index.table[measure].compute(index, everything, level)
    values.setflags(write=False)
    return values


def all_values(index: MeasureIndex, display: Display) -> Values:
    """Return the values of all poles, whatever the filters."""
    return _all_values(index, display.measure.key, display.level)


def _circles(display: Display, units: LevelIndex, values: Values, reference: Values) -> Drawing:
    largest = float(np.nanmax(reference, initial=0.0))
    radius = MAX_RADIUS_PX[display.level]
    known = np.nan_to_num(values)
    radii = radius * np.sqrt(known / largest) if largest else np.zeros(len(values))
    unknown = np.where(np.isnan(values), -1, ZERO).astype(np.int64)
    return Drawing(
        display=display,
        units=units,
        values=values,
        scale=Scale((0.0,)),
        classes=unknown,
        radii=radii,
        circles=_circle_rows(largest, radius, is_count=display.measure.is_count),
    )


def _circle_rows(largest: float, radius: float, *, is_count: bool) -> tuple[CircleRow, ...]:
    """Return the circles of the legend: readable values from the largest down, to 1 for counts."""
    values = dict.fromkeys(_round_down(largest * step) for step in CIRCLE_STEPS)
    if is_count and largest >= 1:
        values[1.0] = None
    return tuple(
        CircleRow(value, float(radius * np.sqrt(value / largest))) for value in values if value > 0
    )


def _round_down(value: float) -> float:
    """Round down to 1, 2 or 5 times a power of ten; values under 1 are none."""
    if value < 1:
        return 0.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(power * max(step for step in (1, 2, 5) if step * power <= value))
