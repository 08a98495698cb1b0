"""Seats of a register of many poles, by tile."""

from __future__ import annotations

from ptce_map.map.gathering import ALONE, ZOOMS
from ptce_map.map.svg.clusters import Clusters, step_at
from ptce_map.map.svg.crowd import tile_side
from ptce_map.map.svg.shapes import Seat

SIDE = int(tile_side(8))
FAR = ("a",) * (len(ZOOMS) - 1)
SEATS = (
    Seat("a", "Arles", "known", "", ("p2", "p0"), 1, 2, (*FAR, "a")),
    Seat("b", "Brest", "known", "", ("p1",), SIDE + 9, 5, (*FAR, "b")),
    Seat("b", "Brest", "known", "clipped", ("p1",), 30, 40, (*FAR, "b")),
)
RANKS = {"p0": 0, "p1": 1, "p2": 2}
CLUSTERS = Clusters(SEATS)


def written(zoom: int, x: int, y: int) -> list[list[object]]:
    """Return the rows of a tile."""
    return CLUSTERS.write(CLUSTERS.in_tile(zoom, x, y), RANKS)


def test_a_disc_of_a_tile_has_the_poles_of_all_the_seats_that_it_stands_for() -> None:
    assert written(4, 0, 0) == [
        ["a", "known", "", "Arles", 1, 2, [0, 1, 2], [1, 2, SIDE + 9, 5]],
    ]


def test_a_copy_whose_inset_lacks_the_seat_that_stands_for_it_is_left_out() -> None:
    assert [row[0] for row in written(7, 0, 0)] == ["a"]


def test_closer_each_seat_is_in_the_tile_where_it_stands() -> None:
    assert [(row[0], row[2], row[6], row[7]) for row in written(8, 0, 0)] == [
        ("a", "", [0, 2], []),
        ("b", "clipped", [1], []),
    ]
    assert [row[0] for row in written(ALONE, 2, 0)] == ["b"]
    assert written(8, 5, 5) == []


def test_a_tile_far_from_all_seats_is_none() -> None:
    assert CLUSTERS.is_tile(8, 1, 0)
    assert not CLUSTERS.is_tile(8, 2, 0)
    assert not CLUSTERS.is_tile(8, 0, -1)
    assert not Clusters(()).is_tile(8, 0, 0)


def test_the_seats_of_some_poles_have_these_alone() -> None:
    found = CLUSTERS.write(CLUSTERS.of_poles({"p0"}), RANKS, {"p0"})
    assert found == [["a", "known", "", "Arles", 1, 2, [0], []]]


def test_the_largest_disc_is_that_of_the_map_of_the_country() -> None:
    assert CLUSTERS.largest(4) == 3
    assert CLUSTERS.largest(8) == 2
    assert Clusters(()).largest(4) == 1


def test_each_zoom_has_a_step_and_the_last_is_of_seats_alone() -> None:
    assert [step_at(zoom) for zoom in (2, 3, 8, 9, 11)] == [0, 1, 6, len(ZOOMS), len(ZOOMS)]
