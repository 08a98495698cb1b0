"""The marks of the overlays in the legend: those that the poles shown wear."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app.dataset import Dataset
from ptce_map.arrays import Mask
from ptce_map.map.signs import GONE, KNOWN, SEAT_SIGNS, UNKNOWN, seat_signs, territory_signs

LINES = {
    "declared": ("territory", "legend.declared"),
    "approximate": ("territory approximate", "legend.approximate"),
    GONE: ("territory ended", "legend.ended"),
}
"""Sign of a territory -> classes of its mark, and its text."""

SEATS = {
    KNOWN: ("seat", "legend.seat.known"),
    UNKNOWN: ("ring", "legend.seat.unknown"),
    GONE: ("ring gone", "legend.seat.ended"),
}
"""Sign of a seat -> classes of its mark, and its text."""


def worn_marks(dataset: Dataset, mask: Mask) -> str:
    """Return the marks that poles wear on the map: ``line-`` and ``seat-``, then their sign."""
    return " ".join(mark for mark, wear in _wearers(dataset).items() if (mask & wear).any())


@lru_cache(maxsize=4)
def _wearers(dataset: Dataset) -> Mapping[str, Mask]:
    """Return which poles wear each mark: those without a place on the map have no line."""
    poles = dataset.poles
    is_placed = poles["precision"].isin(list(LINES)).to_numpy() & ~dataset.index.is_undrawn
    lines, seats = territory_signs(poles).to_numpy(), seat_signs(poles).to_numpy()
    is_seated = (is_placed | (poles["siege"] != "").to_numpy()) & ~dataset.index.is_undrawn
    return {
        **{f"line-{sign}": (lines == sign) & is_placed for sign in LINES},
        **{f"seat-{sign}": (seats == sign) & is_seated for sign in reversed(SEAT_SIGNS)},
    }
