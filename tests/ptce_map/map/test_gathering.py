from __future__ import annotations

import numpy as np
import pytest

from ptce_map.map.gathering import LARGEST, disc_areas, gather


def test_the_heaviest_stands_for_those_within_the_distance() -> None:
    points = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [10.0, 0.0]])
    assert gather(points, np.array([1, 3, 1, 1]), 1.0).tolist() == [1, 1, 1, 3]


def test_of_equal_marks_the_first_stands_and_none_is_taken_twice() -> None:
    points = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [3.0, 0.0]])
    assert gather(points, np.array([1, 1, 1, 1]), 1.0).tolist() == [0, 0, 2, 2]


def test_marks_that_stand_are_farther_apart_than_the_distance_and_count_all() -> None:
    points = np.random.default_rng(11).uniform(0, 100, (500, 2))
    weights = np.ones(500, dtype=np.int64)
    heads = gather(points, weights, 8.0)
    standing = np.unique(heads)
    apart = np.linalg.norm(points[standing][:, None] - points[standing][None], axis=2)
    assert (apart[~np.eye(len(standing), dtype=bool)] > 8.0).all()
    assert (np.linalg.norm(points - points[heads], axis=1) <= 8.0).all()
    assert np.bincount(heads, weights=weights).sum() == 500
    assert (heads[standing] == standing).all()


def test_no_mark_is_no_group() -> None:
    assert gather(np.empty((0, 2)), np.empty(0, dtype=np.int64), 1.0).tolist() == []


@pytest.mark.parametrize(("largest", "expected"), [(5, [1.0, 5.0]), (140, [0.1, 0.5])])
def test_areas_are_in_proportion_and_the_largest_is_bounded(
    largest: int, expected: list[float]
) -> None:
    assert disc_areas(np.array([1, 5]), largest).tolist() == pytest.approx(expected)
    assert disc_areas(np.array([largest]), largest).max() <= LARGEST
