"""The measures that a register declares, as rows of the table of measures.

What a pole says is shared out by where the inhabitants of its territory live, as grants are, so
that the units add up to the total of the poles located.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from geodata.cog import Level
from ptce_map.arrays import Mask, Values
from ptce_map.measures.table import (
    Form,
    Kind,
    Measure,
    MeasureIndex,
    OwnTexts,
    count_poles,
    ratio_of,
    share_out,
)
from ptce_map.register.own_measures import INHABITANTS, POLES, OwnMeasure

LEVELS = (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
"""Levels of the measures of a register: a commune is less than what a pole is known by."""

POPULATION = "measure.denominator.population"


def make_measure(declared: OwnMeasure) -> Measure:
    """Make a row of the table of measures of what a register declares: the type decides its form.

    A sum is a stock, drawn by circles; a ratio is a choropleth.
    """
    texts = OwnTexts(declared.titles, declared.units)
    if not declared.denominator:
        compute = partial(sum_shared, column=declared.column)
        return Measure(declared.key, Kind.STOCK, (Form.CIRCLES,), LEVELS, compute, own=texts)
    return Measure(
        declared.key,
        Kind.RATIO,
        (Form.CHOROPLETH,),
        LEVELS,
        partial(divide, column=declared.column, denominator=declared.denominator, per=declared.per),
        denominator=POPULATION if declared.denominator == INHABITANTS else "",
        own=texts,
    )


def read_values(poles: pd.DataFrame, column: str) -> Values:
    """Return what each pole says in a column of numbers; NaN where nothing, or less than zero."""
    values = poles[column].astype("Float64").to_numpy(np.float64, na_value=np.nan)
    return np.where(values < 0, np.nan, values).astype(np.float64)


def sum_shared(index: MeasureIndex, mask: Mask, level: Level, *, column: str) -> Values:
    """Add up a column; a unit whose poles all say nothing is unknown, one without a pole has 0."""
    return share_out(index, index.columns[column], mask, level)


def divide(
    index: MeasureIndex, mask: Mask, level: Level, *, column: str, denominator: str, per: int
) -> Values:
    """Divide the sum of a column by inhabitants, by the poles that say it, or by another sum.

    Only poles that say both parts of a ratio count in it. A unit without a pole has 0.

    Parameters
    ----------
    index, mask, level
        What measures read, the poles, and the level.
    column
        Column of the numerator.
    denominator
        ``habitants``, ``poles`` or a column.
    per
        What the ratio is counted for.
    """
    numerator = index.columns[column]
    if denominator == INHABITANTS:
        total = share_out(index, numerator, mask, level)
        return per * ratio_of(total, index.units[level].population)
    divisor = np.ones(len(numerator)) if denominator == POLES else index.columns[denominator]
    is_known = mask & ~np.isnan(numerator) & ~np.isnan(divisor)
    above, below = (share_out(index, part, is_known, level) for part in (numerator, divisor))
    has_pole = count_poles(index, mask, level) > 0
    return np.where(has_pole, per * ratio_of(above, below), 0.0)
