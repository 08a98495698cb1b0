"""How large the discs of the seats are, gathered where they are too many to be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ptce_map.map.gathering import ALONE, CROWD, LARGEST, ZOOMS
from ptce_map.map.svg.shapes import Seat

LEAST_AREA = 0.3


def is_gathered(shown: Collection[str], zoom: float) -> bool:
    """Tell whether seats stand for others: of a crowd of poles, but from close."""
    return len(shown) > CROWD and zoom < ALONE


def disc_areas_of(
    seats: Sequence[Seat], shown: Collection[str], zoom: float
) -> Mapping[str, float]:
    """Return the area of the disc of each seat that has one, in seats.

    Parameters
    ----------
    seats
        Those of the map, copies in insets included.
    shown
        Ids of the poles shown. Of more than :data:`ptce_map.map.gathering.CROWD`, the seats that
        others stand for at the zoom have no disc, and the largest disc of all poles is bounded.
    zoom
        Zoom of the map.
    """
    single = {seat.key: seat for seat in seats}.values()
    if not is_gathered(shown, zoom):
        counts = {seat.key: sum(pole in shown for pole in seat.poles) for seat in single}
        return {key: float(n) for key, n in counts.items() if n}
    step = max(sum(least <= zoom for least in ZOOMS) - 1, 0)
    found: Counter[str] = Counter()
    everyone: Counter[str] = Counter()
    for seat in single:
        head = seat.relays[step] if seat.relays else seat.key
        found[head] += sum(pole in shown for pole in seat.poles)
        everyone[head] += len(seat.poles)
    share = min(1.0, LARGEST / max(everyone.values()))
    return {key: max(share * n, LEAST_AREA) for key, n in found.items() if n}
