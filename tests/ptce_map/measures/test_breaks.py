from __future__ import annotations

import numpy as np
import pytest

from ptce_map.measures.breaks import SCHEMES, Asked, Scheme


@pytest.mark.parametrize(
    ("values", "is_whole", "lows"),
    [
        ([1.0, 2.0, 3.0, 8.0, 21.0], True, (1.0, 7.0, 12.0, 17.0)),
        ([0.1, 2.0, 3.0, 8.0, 21.0], False, (0.0, 5.3, 11.0, 16.0)),
    ],
)
def test_equal_intervals_are_rounded_to_whole_numbers_or_to_two_figures(
    values: list[float], *, is_whole: bool, lows: tuple[float, ...]
) -> None:
    asked = Asked(np.array(values), k=4, is_whole=is_whole)
    assert SCHEMES[Scheme.EQUAL_INTERVAL](asked) == lows


def test_values_that_no_round_number_parts_are_parted_by_the_higher() -> None:
    higher = float(np.nextafter(1.0, 2.0))
    asked = Asked(np.array([1.0, 1.0, higher]), k=2)
    assert SCHEMES[Scheme.QUANTILES](asked) == (0.0, higher)
