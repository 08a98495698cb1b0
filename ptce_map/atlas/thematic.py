"""What a sheet maps: the values of a measure by unit, their classes and the rows of the legend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.cog import Level
from ptce_map.arrays import Values
from ptce_map.map.drawing import CircleRow, Drawing
from ptce_map.map.themes import LIGHT, Theme, palette
from ptce_map.measures.classification import ZERO, LegendRow, Scale, classify, legend_rows
from ptce_map.measures.table import Form, Measure

MM_PER_PIXEL = 0.27
"""Size of a printed circle on A4, for its size in pixels on the interactive map."""


@dataclass(frozen=True, eq=False)
class Thematic:
    """The theme of a sheet: a drawing of the whole country, cut to the units shown.

    Attributes
    ----------
    measured, classes
        Value and class of the units shown, by code; an unknown value is NaN, its class
        ``MISSING``.
    circles
        Circles of the legend, the largest first; none on a choropleth.
    """

    measure: Measure
    level: Level
    form: Form
    measured: pd.Series
    classes: pd.Series
    scale: Scale
    circles: tuple[CircleRow, ...]
    theme: Theme = LIGHT

    @property
    def has_circles(self) -> bool:
        """Whether values are drawn as circles."""
        return self.form is Form.CIRCLES

    def legend(self, lang: str) -> tuple[LegendRow, ...]:
        """Return the rows of the legend, the highest class first, then zero and missing.

        Circles have no class: of these rows, zero and missing remain.
        """
        classes = self.classes.to_numpy()
        rows = legend_rows(classes, self.scale, lang, zero=self.measure.zero)
        return rows[-2:] if self.has_circles else rows

    def colour(self, number: int) -> str:
        """Return the colour of a class; circles stand on plain paper."""
        if self.has_circles:
            return self.theme.surface
        return palette(self.theme, self.scale.k)[max(number, ZERO)]

    def radii(self, values: Values, unit: float) -> Values:
        """Return the radius, in millimetres, of the circle of each value: areas say how much.

        All are 0 where no unit has a value, and the legend no circle to go by.
        """
        if not self.circles:
            return np.zeros(len(values))
        largest = self.circles[0]
        radius = MM_PER_PIXEL * unit * largest.radius
        scaled: Values = radius * np.sqrt(values / largest.value)
        return scaled


def cut(drawing: Drawing, codes: pd.Index, theme: Theme = LIGHT) -> Thematic:
    """Cut a drawing of the whole country to some of its units."""
    display = drawing.display
    known = pd.Index(drawing.codes)
    shown = known.isin(codes)
    values = drawing.values[shown]  # noqa: PD011
    return Thematic(
        measure=display.measure,
        level=display.level,
        form=display.form,
        measured=pd.Series(values, index=known[shown]),
        classes=pd.Series(classify(values, drawing.scale).tolist(), index=known[shown]),
        scale=drawing.scale,
        circles=drawing.circles,
        theme=theme,
    )
