"""Class breaks: the limits between the classes of a measure, computed from its values.

This is the only importer of mapclassify, which takes seconds to import: it is when one of its
schemes is first asked for.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Sequence
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from ptce_map.arrays import Values
from ptce_map.errors import ClassificationError

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


MAPCLASSIFY = MappingProxyType(
    {
        Scheme.EQUAL_INTERVAL: "EqualInterval",
        Scheme.FISHER_JENKS: "FisherJenks",
        Scheme.HEAD_TAIL: "HeadTailBreaks",
    }
)
"""Scheme that takes more than a line -> class of mapclassify."""

MOST_IN_CLASS = 0.6
"""Share of the units that one class of the fixed limits may hold."""

FEWER = 0.75
"""Share of what the fullest fixed class holds that quantiles must come under to replace it."""

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")


def fitted(lows: tuple[float, ...], values: Values, *, is_whole: bool) -> tuple[float, ...]:
    """Return the fixed limits, or quantiles where those leave nearly all units in one class.

    Limits set for a few dozen poles tell nothing of thousands. Where one class would hold more than
    :data:`MOST_IN_CLASS` of the units that have a value, quantiles, to two significant figures,
    take their place if their fullest class holds fewer.
    """
    positive = values[np.isfinite(values) & (values > 0)]
    fullest = _fullest(positive, lows)
    if fullest <= MOST_IN_CLASS * len(positive):
        return lows
    first, *limits = computed(values, Scheme.QUANTILES, DEFAULT_K, is_whole=is_whole)
    quantiles = (first, *dict.fromkeys(_rounded(limit, is_whole=False) for limit in limits))
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


def manual(breaks: Sequence[float], *, is_whole: bool) -> tuple[float, ...]:
    """Put a first class under the limits; whole numbers start at 1, and 1 is then no limit."""
    first = 1.0 if is_whole else 0.0
    return (first, *(limit for limit in breaks if limit > first))


def computed(values: Values, scheme: Scheme, k: int, *, is_whole: bool) -> tuple[float, ...]:
    """Return the least value of each class of a computed scheme, zero and missing left aside."""
    positive = values[np.isfinite(values) & (values > 0)]
    first = 1.0 if is_whole else 0.0
    distinct = np.unique(positive)
    if len(distinct) < 2:
        return (first,)
    bins = _bins(positive, scheme, min(k, len(distinct)))
    if scheme is Scheme.EQUAL_INTERVAL:
        return (first, *dict.fromkeys(_rounded(one, is_whole=is_whole) for one in bins))
    nexts = distinct[np.searchsorted(distinct, bins, side="right")].tolist()
    return (first, *dict.fromkeys(_readable(low, high) for low, high in zip(bins, nexts)))


def _bins(positive: Values, scheme: Scheme, k: int) -> Sequence[float]:
    """Return the highest value of each class, the last left aside."""
    if scheme is Scheme.QUANTILES:
        bins = np.unique(np.percentile(positive, 100 * np.arange(1, k) / k)).tolist()
    else:
        bins = _mapclassify_bins(positive, scheme, k)
    highest = float(positive.max())
    return [limit for limit in bins if limit < highest][: K_RANGE.stop - 2]


def _mapclassify_bins(positive: Values, scheme: Scheme, k: int) -> list[float]:
    import mapclassify

    classifier = getattr(mapclassify, MAPCLASSIFY[scheme])
    options = {} if scheme is Scheme.HEAD_TAIL else {"k": k}
    with warnings.catch_warnings():
        # It warns that numba would be faster, and that equal values make fewer classes.
        warnings.simplefilter("ignore")
        bins: list[float] = classifier(positive, **options).bins[:-1].tolist()
    return bins


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
