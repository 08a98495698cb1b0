"""Classes of the map and of its legend.

Numbers of poles are whole numbers: their classes are whole numbers too, fixed for each level
whatever the filters, so that a colour keeps its meaning. Class 0 is no pole at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from geodata.cog import Level
from ptce_map.labels import label, number
from ptce_map.selection import Integers

ZERO = 0
MISSING = -1

COUNT_CLASSES: Mapping[Level, tuple[int, ...]] = MappingProxyType(
    {
        Level.COMMUNE: (1, 2, 3, 4, 5),
        Level.EPCI: (1, 2, 3, 4, 5),
        Level.DEPARTEMENT: (1, 2, 3, 4, 5),
        Level.REGION: (1, 3, 5, 7, 10),
    }
)
"""Least number of poles of classes 1 to 5; each goes up to the next, the last has no end."""


@dataclass(frozen=True)
class LegendRow:
    """A row of the legend: the class, its bounds (included; ``high`` is ``None`` without end).

    ``n_units`` is the number of units in it. The bounds of the missing class mean nothing.
    """

    number: int
    low: int
    high: int | None
    n_units: int


def classify(counts: Integers, level: Level) -> Integers:
    """Return the class, 0 to 5, of each number of poles."""
    return np.searchsorted(COUNT_CLASSES[level], counts, side="right").astype(np.int64)


def class_by_code(counts: Integers, codes: Sequence[str], level: Level) -> dict[str, int]:
    """Return code -> class for the units that are not in class 0."""
    classes = classify(counts, level).tolist()
    return {codes[unit]: classes[unit] for unit in np.flatnonzero(counts).tolist()}


def legend(counts: Integers, level: Level) -> tuple[LegendRow, ...]:
    """Return the rows of the legend, from zero up, the missing class last.

    Zero and missing are always there; classes above the highest count are left out.
    """
    lows = COUNT_CLASSES[level]
    highs = (*(low - 1 for low in lows[1:]), None)
    sizes = np.bincount(classify(counts, level), minlength=len(lows) + 1).tolist()
    highest = int(counts.max(initial=0))
    classes = (
        LegendRow(position, low, high, sizes[position])
        for position, (low, high) in enumerate(zip(lows, highs), start=1)
        if low <= highest
    )
    return (LegendRow(ZERO, 0, 0, sizes[ZERO]), *classes, LegendRow(MISSING, 0, None, 0))


def legend_label(row: LegendRow, lang: str) -> str:
    """Say a row of the legend: "3 pôles", "5 à 6", "10 et plus", "Aucun pôle recensé"."""
    fixed = {ZERO: "legend.zero", MISSING: "legend.missing"}.get(row.number)
    if fixed is not None:
        return label(fixed, lang)
    if row.high is None:
        return label("legend.more", lang, n=row.low)
    if row.high == row.low:
        return label("legend.value", lang, n=row.low)
    return label("legend.range", lang, low=number(row.low, lang), high=number(row.high, lang))
