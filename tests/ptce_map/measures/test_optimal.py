"""Classes of least spread: beside all that there are, and in what is known by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from ptce_map.measures.optimal import fisher_jenks


def spread(values: np.ndarray, ends: list[float]) -> float:
    """Return the sum of squared distances of values to the mean of their class."""
    classes = np.searchsorted(ends, values)
    return sum(
        float(np.var(part) * len(part)) for part in (values[classes == at] for at in set(classes))
    )


def least_spread(values: np.ndarray, k: int) -> float:
    """Return the least spread of all ways to make so many classes of values."""
    ways = combinations(np.unique(values)[:-1].tolist(), k - 1)
    return min(spread(values, list(ends)) for ends in ways)


@pytest.mark.parametrize("k", [2, 3, 5, 7])
@pytest.mark.parametrize("seed", range(4))
def test_no_other_classes_differ_less(seed: int, k: int) -> None:
    drawn = np.random.default_rng(seed)
    for values in (drawn.lognormal(3, 1, 12), drawn.integers(1, 12, 30).astype(np.float64)):
        ends = fisher_jenks(values, k)

        assert ends == sorted(set(ends))
        assert len(ends) == k - 1
        assert spread(values, ends) == pytest.approx(least_spread(values, k))


@pytest.mark.parametrize(
    ("values", "k", "ends"),
    [
        ([1, 2, 9, 10, 50], 3, [2, 10]),
        ([1, 1, 1, 2, 2, 8, 9], 2, [2]),
        ([1, 2, 3], 3, [1, 2]),
        ([1e9 + 1, 1e9 + 2, 1e9 + 9], 2, [1e9 + 2]),
        ([1, 3, 5], 2, [1]),
    ],
    ids=["groups", "equal values", "a class a value", "far from zero", "the lower of two"],
)
def test_classes_that_are_known(values: list[float], k: int, ends: list[float]) -> None:
    assert fisher_jenks(np.array(values, dtype=np.float64), k) == ends
