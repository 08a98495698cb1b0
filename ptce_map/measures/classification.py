"""Class breaks, classes and the rows of the legend.

Class 0 is zero and nothing else, -1 is a value that is not known; classes 1 to k hold the positive
values, each closed below and open above. Breaks are computed from all poles, so that a colour keeps
its meaning whatever the filters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from geodata.cog import Level
from ptce_map.arrays import Integers, Values
from ptce_map.labels import label, number
from ptce_map.measures.breaks import DEFAULT_K, SCHEMES, Asked, Scheme
from ptce_map.measures.table import COUNT, NO_POLE, Measure

ZERO = 0
MISSING = -1
_SMALL_COUNTS = (1.0, 2.0, 3.0, 4.0, 5.0)
_SHARES = (0.0, 10.0, 25.0, 50.0, 100.0)

FIXED: Mapping[tuple[str, Level], tuple[float, ...]] = MappingProxyType(
    {
        (COUNT, Level.COMMUNE): _SMALL_COUNTS,
        (COUNT, Level.EPCI): _SMALL_COUNTS,
        (COUNT, Level.DEPARTEMENT): _SMALL_COUNTS,
        (COUNT, Level.REGION): (1.0, 3.0, 5.0, 7.0, 10.0),
        ("par-million", Level.DEPARTEMENT): (0.0, 1.0, 2.0, 3.0, 5.0),
        ("par-million", Level.REGION): (0.0, 0.8, 1.0, 1.5, 3.0),
        **{
            (share, level): _SHARES
            for share in ("part-population", "part-communes")
            for level in (Level.EPCI, Level.DEPARTEMENT, Level.REGION)
        },
    }
)
"""Measure and level -> least value of classes 1 to 5: round values, fixed with each release."""


@dataclass(frozen=True)
class Scale:
    """Class breaks.

    Attributes
    ----------
    lows
        Least value of classes 1 to k; a class goes up to the next one, the last has no end. The
        first may be 0, for all positive values under the second.
    is_whole
        Whether values are whole numbers, so that bounds read "3 à 4" and not "3 à 5".
    highest
        100 where the values are percentages, none above.
    """

    lows: tuple[float, ...]
    is_whole: bool = False
    highest: float = math.inf

    @property
    def k(self) -> int:
        """Number of classes, zero and missing left aside."""
        return len(self.lows)


@dataclass(frozen=True)
class LegendRow:
    """A row of the legend: the class, how it reads in full and in short, its number of units."""

    number: int
    text: str
    short: str
    n_units: int


def scale_of(
    measure: Measure,
    level: Level,
    values: Values | None = None,
    *,
    scheme: Scheme = Scheme.FIXED,
    k: int = DEFAULT_K,
    breaks: Sequence[float] = (),
) -> Scale:
    """Set the class breaks of a measure at a level.

    Parameters
    ----------
    values
        Values to classify: zero and missing ones are left out. Few distinct values give fewer
        classes. The fixed scheme holds to its own limits where they suit these values, as
        :func:`ptce_map.measures.breaks.fitted` says.
    k
        Number of classes of a computed scheme; head/tail breaks find their own.
    breaks
        Limits between the classes, ascending, for the manual scheme.
    """
    asked = Asked(
        values=values,
        fixed=FIXED.get((measure.key, level), ()),
        k=k,
        breaks=breaks,
        is_whole=measure.is_count,
    )
    highest = 100.0 if measure.is_percent else math.inf
    return Scale(SCHEMES[scheme](asked), is_whole=measure.is_count, highest=highest)


def classify(values: Values | Integers, scale: Scale) -> Integers:
    """Return the class of each value: 0 for zero, 1 to k, -1 where the value is missing."""
    found = np.asarray(values, dtype=np.float64)
    given = np.flatnonzero(found)  # of 35,000 communes, most have nothing
    some = found[given]
    ranks = np.searchsorted(scale.lows[1:], some, side="right") + 1
    classes = np.full(len(found), ZERO, dtype=np.int64)
    classes[given] = np.where(np.isnan(some), MISSING, np.where(some > 0, ranks, ZERO))
    return classes


def class_by_code(classes: Integers, codes: Sequence[str]) -> dict[str, int]:
    """Return code -> class for the units that are not in class 0."""
    numbers = classes.tolist()
    return {codes[unit]: numbers[unit] for unit in np.flatnonzero(classes).tolist()}


def legend_rows(
    classes: Integers, scale: Scale, lang: str, *, zero: str = NO_POLE
) -> tuple[LegendRow, ...]:
    """Return the rows of the legend, the highest class first, then ``zero``, a text, and missing.

    Zero and missing are always there; classes above the highest one reached are left out.
    """
    top = int(classes.max(initial=ZERO))
    sizes = np.bincount(classes - MISSING, minlength=scale.k + 2).tolist()
    rows = [
        LegendRow(rank, *_interval(rank, scale, lang), sizes[rank - MISSING])
        for rank in range(min(top, scale.k), 0, -1)
    ]
    nothing = LegendRow(ZERO, label(zero, lang), "0", sizes[ZERO - MISSING])
    missing = LegendRow(MISSING, label("legend.missing", lang), "?", sizes[0])
    return (*rows, nothing, missing)


def _interval(rank: int, scale: Scale, lang: str) -> tuple[str, str]:
    """Say a class in full and in short: "3 à 4" and "3-4", "10 et plus" and "10+"."""
    low = scale.lows[rank - 1]
    high = scale.lows[rank] if rank < scale.k else math.inf
    if scale.is_whole:
        return _whole_interval(low, high - 1, lang)
    low_text, high_text = (_plain(bound, lang) for bound in (low, high))
    if low == scale.highest:
        return low_text, low_text
    if low == 0 and math.isfinite(high):
        return label("legend.under", lang, x=high_text), f"< {high_text}"
    if math.isinf(high):
        return label("legend.more", lang, n=low_text), f"{low_text}+"
    if high == scale.highest:
        return label("legend.range_under", lang, low=low_text, high=high_text), f"{low_text}+"
    return label("legend.range", lang, low=low_text, high=high_text), f"{low_text}+"


def _whole_interval(low: float, high: float, lang: str) -> tuple[str, str]:
    low_text = number(low, lang)
    if math.isinf(high):
        return label("legend.more", lang, n=low_text), f"{low_text}+"
    if high <= low:
        return label("legend.value", lang, n=int(low)), low_text
    high_text = number(high, lang)
    return label("legend.range", lang, low=low_text, high=high_text), f"{low_text}-{high_text}"


def _plain(value: float, lang: str) -> str:
    """Write a limit with the decimals that it has."""
    if math.isinf(value):
        return ""
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return number(value, lang, decimals=decimals)
