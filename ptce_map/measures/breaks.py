"""Class breaks: the limits between the classes of a measure, computed from its values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from ptce_map.arrays import Values
from ptce_map.errors import ClassificationError
from ptce_map.measures.optimal import fisher_jenks

DEFAULT_K = 5
K_RANGE = range(3, 8)


class Scheme(StrEnum):
    """Ways to set class breaks; the values are those of the query's key ``methode``."""

    FIXED = "fixe"
    QUANTILES = "quantiles"
    EQUAL_INTERVAL = "amplitudes"
    FISHER_JENKS = "jenks"
    HEAD_TAIL = "tete-queue"
    MANUAL = "manuelle"


MOST_IN_CLASS = 0.6
"""Share of the units that one class of the fixed limits may hold."""

FEWER = 0.75
"""Share of what the fullest fixed class holds that quantiles must come under to replace it."""

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")


@dataclass(frozen=True, eq=False)
class Asked:
    """What the limits of a measure are made of; each scheme reads what it needs.

    Attributes
    ----------
    values
        Values to classify, zero and missing ones left out; ``None`` for whatever values come.
    fixed
        Least values of the fixed classes.
    k
        Number of classes of a computed scheme.
    breaks
        Limits between the manual classes, ascending.
    is_whole
        Whether values are whole numbers, whose first class starts at 1.
    """

    values: Values | None
    fixed: tuple[float, ...] = ()
    k: int = DEFAULT_K
    breaks: Sequence[float] = ()
    is_whole: bool = False

    @property
    def first(self) -> float:
        """Least value of the first class."""
        return 1.0 if self.is_whole else 0.0

    @property
    def positive(self) -> Values:
        """The values that classes hold."""
        if self.values is None:
            return np.empty(0)
        return self.values[np.isfinite(self.values) & (self.values > 0)]


def fitted(asked: Asked) -> tuple[float, ...]:
    """Return the fixed limits, or quantiles where those leave nearly all units in one class.

    Limits set for a few dozen poles tell nothing of thousands. Where one class would hold more than
    :data:`MOST_IN_CLASS` of the units that have a value, quantiles, to two significant figures,
    take their place if their fullest class holds fewer. A measure without limits has quantiles.
    """
    lows, positive = asked.fixed, asked.positive
    fullest = _fullest(positive, lows)
    if lows and fullest <= MOST_IN_CLASS * len(positive):
        return lows
    first, *limits = SCHEMES[Scheme.QUANTILES](replace(asked, k=DEFAULT_K))
    quantiles = (first, *dict.fromkeys(_rounded(limit, is_whole=False) for limit in limits))
    if not lows:
        return quantiles
    return quantiles if _fullest(positive, quantiles) < FEWER * fullest else lows


def _fullest(positive: Values, lows: tuple[float, ...]) -> int:
    """Return the number of values of the class that holds most."""
    classes = np.searchsorted(lows[1:], positive, side="right")
    return int(np.bincount(classes).max(initial=0))


def parse_breaks(text: str) -> tuple[float, ...]:
    """Parse the limits of manual classes, such as ``1,2,5``: 1 to 6 ascending positive numbers.

    Raises
    ------
    ClassificationError
        If they are not.
    """
    parts = text.split(",") if text else []
    is_number = all(_NUMBER.fullmatch(part) for part in parts)
    breaks = tuple(float(part) for part in parts) if is_number else ()
    is_ascending = all(low < high for low, high in zip((0.0, *breaks), breaks))
    if not (1 <= len(breaks) < K_RANGE.stop - 1) or not is_ascending:
        raise ClassificationError(
            f"Class limits {text!r} are not 1 to 6 ascending positive numbers. "
            "Give them as bornes=1,2,5."
        )
    return breaks


def manual(asked: Asked) -> tuple[float, ...]:
    """Put a first class under the limits asked for; 1 is no limit of whole numbers."""
    return (asked.first, *(limit for limit in asked.breaks if limit > asked.first))


@dataclass(frozen=True)
class Computed:
    """A scheme whose limits are computed from the values.

    ``bins`` gives the highest value of each class of positive values, of which there are ``k`` or
    fewer; ``is_even`` tells that its limits are set apart evenly, whatever values lie between.
    """

    bins: Callable[[Values, int], Sequence[float]]
    is_even: bool = False

    def __call__(self, asked: Asked) -> tuple[float, ...]:
        """Return the least value of each class, zero and missing left aside."""
        positive = asked.positive
        distinct = np.unique(positive)
        if len(distinct) < 2:
            return (asked.first,)
        found = self.bins(positive, min(asked.k, len(distinct)))
        bins = [limit for limit in found if limit < distinct[-1]][: K_RANGE.stop - 2]
        if self.is_even:
            limits = [_rounded(limit, is_whole=asked.is_whole) for limit in bins]
        else:
            nexts = distinct[np.searchsorted(distinct, bins, side="right")].tolist()
            limits = [_readable(low, high) for low, high in zip(bins, nexts)]
        return (asked.first, *dict.fromkeys(limits))


def _quantiles(positive: Values, k: int) -> Sequence[float]:
    bins: list[float] = np.unique(np.percentile(positive, 100 * np.arange(1, k) / k)).tolist()
    return bins


def _equal_intervals(positive: Values, k: int) -> Sequence[float]:
    bins: list[float] = np.linspace(positive.min(), positive.max(), k + 1)[1:-1].tolist()
    return bins


def _head_tail(positive: Values, _: int) -> Sequence[float]:
    """Cut at the mean, then what is above it at its mean, and on: as many classes as there are."""
    means: list[float] = []
    head = positive
    while head.size and head.min() < head.max():
        means.append(float(head.mean()))
        head = head[head > means[-1]]
    return means


def _rounded(limit: float, *, is_whole: bool) -> float:
    """Round to two significant figures, so that equal intervals stay nearly equal."""
    if is_whole:
        return math.floor(limit) + 1.0
    return round(limit, 1 - math.floor(math.log10(limit)))


def _readable(low: float, high: float) -> float:
    """Return the roundest number above ``low`` and up to ``high``, so that no unit moves class."""
    for digits in range(1, 12):
        step = 10.0 ** (math.floor(math.log10(high)) - digits + 1)
        rounded = round((math.floor(low / step) + 1) * step, 12)
        if low < rounded <= high:
            return rounded
    return high


SCHEMES: Mapping[Scheme, Callable[[Asked], tuple[float, ...]]] = MappingProxyType(
    {
        Scheme.FIXED: fitted,
        Scheme.QUANTILES: Computed(_quantiles),
        Scheme.EQUAL_INTERVAL: Computed(_equal_intervals, is_even=True),
        Scheme.FISHER_JENKS: Computed(fisher_jenks),
        Scheme.HEAD_TAIL: Computed(_head_tail),
        Scheme.MANUAL: manual,
    }
)
"""Scheme -> the least value of each of its classes."""
