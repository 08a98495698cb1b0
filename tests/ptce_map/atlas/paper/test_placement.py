from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import shapely

from ptce_map.atlas.paper.leaf import Box
from ptce_map.atlas.paper.placement import CLEARANCE_MM, LEADER_MM, STEP_MM, Board, Place, Request

ROOM = Box(0, 0, 100, 100)
NO_INK = np.array([], dtype=object)


def board(*obstacles: Box, ink: shapely.Geometry | None = None) -> Board:
    return Board(ROOM, obstacles, NO_INK if ink is None else np.array([ink]))


def request(x: float = 50, y: float = 50, reach: float = 6, width: float = 20) -> Request:
    return Request(x, y, radius=1, width=width, height=3, reach=reach)


def crowd(n: int = 60) -> list[Place | None]:
    random = np.random.default_rng(4)
    points = random.uniform(10, 90, (n, 2)).tolist()
    discs = [Box(x - 1, y - 1, x + 1, y + 1) for x, y in points]
    shared = board(*discs)
    return [shared.place(request(x, y)) for x, y in points]


def test_a_label_goes_right_of_its_point_where_nothing_is_in_its_way() -> None:
    place = board().place(request())
    assert place is not None
    assert (place.box.left, place.box.centre[1]) == (pytest.approx(51.45), 50)
    assert (place.align, place.leader) == ("left", None)


def test_a_label_goes_left_where_the_right_is_taken() -> None:
    place = board(Box(52, 40, 100, 60)).place(request())
    assert place is not None
    assert place.align == "right"
    assert place.box.right <= 50


def test_a_label_stands_off_with_a_leader_where_the_near_is_taken() -> None:
    place = board(Box(20, 48.5, 48.9, 60), Box(51.2, 40, 80, 60)).place(request(reach=12))
    assert place is not None
    assert place.leader is not None
    start, end = (shapely.Point(point) for point in place.leader)
    assert start.distance(shapely.Point(50, 50)) == pytest.approx(1 + CLEARANCE_MM)
    assert start.distance(end) >= LEADER_MM - 2 * CLEARANCE_MM


def test_labels_of_a_crowd_do_not_overlap() -> None:
    places = [place for place in crowd() if place]
    boxes = [shapely.box(p.box.left, p.box.bottom, p.box.right, p.box.top) for p in places]
    assert len(places) > 30
    assert not any(box.intersects(other) for box, other in combinations(boxes, 2))
    leaders = [shapely.LineString(place.leader) for place in places if place.leader]
    assert leaders
    assert not any(leader.intersects(other) for leader, other in combinations(leaders, 2))
    own = [place.leader for place in places]
    for box, leader in zip(boxes, own):
        others = [shapely.LineString(box) for box in own if box and box != leader]
        assert not any(box.intersects(other) for other in others)


def test_the_same_labels_get_the_same_places() -> None:
    assert crowd() == crowd()


def test_a_label_without_room_is_refused() -> None:
    assert board(Box(0, 0, 100, 100)).place(request()) is None
    assert board().place(request(width=101)) is None
    assert board(Box(0, 0, 100, 100)).place_over(request()) is None


def test_a_label_leaves_lines_in_sight() -> None:
    line = shapely.LineString([(52, 50), (72, 50)])
    place = board(ink=line).place(request())
    assert place is not None
    assert not shapely.box(
        place.box.left, place.box.bottom, place.box.right, place.box.top
    ).crosses(line)


def test_a_name_stands_over_its_point_or_as_near_as_it_can() -> None:
    assert board().place_over(request()) == Place(Box(40, 48.5, 60, 51.5))
    moved = board(Box(0, 49.5, 100, 50.5)).place_over(request())
    assert moved is not None
    assert abs(moved.box.centre[1] - 50) == pytest.approx(3 * STEP_MM)
