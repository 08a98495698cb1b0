"""What poles cover: each commune and each inhabitant once, with the census that counted them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ptce_map.arrays import Mask
from ptce_map.filters.coverage import Coverage, build_coverage

WHOLE, PART, NEITHER = "whole", "part", "neither"
IDS = pd.Index([WHOLE, PART, NEITHER])


@pytest.fixture
def coverage() -> Coverage:
    """Return a pole of two communes, another of a part of the first, and one of nothing."""
    rows = [
        (WHOLE, "75056", "", 100, 2023),
        (WHOLE, "97601", "", 7, 2017),
        (PART, "75056", "75118", 30, 2023),
    ]
    columns = ["pole", "code_commune", "part", "population", "annee_population"]
    return build_coverage(IDS, pd.DataFrame(rows, columns=columns))


def mask(*poles: str) -> Mask:
    return np.asarray(IDS.isin(poles))


@pytest.mark.parametrize(
    ("poles", "covered", "years"),
    [
        ((), (0, 0), ()),
        ((NEITHER,), (0, 0), ()),
        ((PART,), (1, 30), ("2023",)),
        ((WHOLE,), (2, 107), ("2017", "2023")),
        ((WHOLE, PART), (2, 107), ("2017", "2023")),
    ],
)
def test_each_inhabitant_counts_once(
    coverage: Coverage, poles: tuple[str, ...], covered: tuple[int, int], years: tuple[str, ...]
) -> None:
    assert coverage.covered(mask(*poles)) == covered
    assert coverage.years(mask(*poles)) == years


def test_a_commune_covered_in_part_is_touched(coverage: Coverage) -> None:
    assert coverage.touched(mask(PART)).tolist() == [True, False]
    assert coverage.touched(mask(WHOLE, PART)).tolist() == [True, True]
