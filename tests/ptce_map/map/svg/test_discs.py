"""The discs of the seats."""

from __future__ import annotations

import pytest

from ptce_map.map.gathering import CROWD, LARGEST, ZOOMS
from ptce_map.map.svg.discs import LEAST_AREA, disc_areas_of
from ptce_map.map.svg.shapes import Seat

N = CROWD + 1
FEW = (
    Seat("13055", "", "known", "", ("a", "b"), 0, 0),
    Seat("29019", "", "known", "", ("c",), 1, 1),
)
CROWDED = tuple(
    Seat(str(at), "", "known", "", (f"pole-{at}",), at, at, ("0",) * (len(ZOOMS) - 1) + (str(at),))
    for at in range(N)
)
ALL = {f"pole-{at}" for at in range(N)}


def test_few_seats_have_a_disc_each_as_large_as_their_poles_shown() -> None:
    assert disc_areas_of(FEW, {"a", "b"}, 4) == {"13055": 2.0}
    assert disc_areas_of((*FEW, *FEW), {"a", "c"}, 4) == {"13055": 1.0, "29019": 1.0}


def test_the_seats_of_a_crowd_are_gathered_from_afar() -> None:
    assert disc_areas_of(CROWDED, ALL, ZOOMS[0]) == {"0": pytest.approx(LARGEST)}


def test_closer_each_seat_has_its_own_again() -> None:
    near = disc_areas_of(CROWDED, ALL, ZOOMS[-1])
    assert len(near) == N
    assert set(near.values()) == {1.0}
    assert len(disc_areas_of(CROWDED, ALL, 12)) == N


def test_a_few_poles_of_a_crowd_keep_a_disc_that_can_be_seen() -> None:
    shown = set(sorted(ALL)[: CROWD + 1])
    heads = [
        Seat(str(at), "", "known", "", (f"pole-{at}",) * 50, 0, 0, ("0",) * 7) for at in range(N)
    ]
    assert min(disc_areas_of(heads, shown, 3).values()) >= LEAST_AREA
