"""What poles cover: each commune and each inhabitant once, with the census that counted them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ptce_map.arrays import Mask
from ptce_map.filters.coverage import Coverage, build_coverage

WHOLE, PART, OTHER_PART, ALONE, NEITHER = "whole", "part", "other part", "alone", "neither"
IDS = pd.Index([WHOLE, PART, OTHER_PART, ALONE, NEITHER])


@pytest.fixture
def coverage() -> Coverage:
    """Return poles: of two communes, of parts of the first, of a part of another, of nothing."""
    rows = [
        (WHOLE, "75056", "", 100, 2023),
        (WHOLE, "97601", "", 7, 2017),
        (PART, "75056", "75118", 30, 2023),
        (OTHER_PART, "75056", "75119", 20, 2023),
        (ALONE, "69123", "69381", 5, 2017),
    ]
    columns = ["pole", "code_commune", "part", "population", "annee_population"]
    return build_coverage(IDS, pd.DataFrame(rows, columns=columns))


def mask(*poles: str) -> Mask:
    return np.asarray(IDS.isin(poles))


@pytest.mark.parametrize(
    ("poles", "covered"),
    [
        ((), (0, 0, ())),
        ((NEITHER,), (0, 0, ())),
        ((PART,), (1, 30, ("2023",))),
        ((OTHER_PART,), (1, 20, ("2023",))),
        ((PART, OTHER_PART), (1, 50, ("2023",))),
        ((WHOLE,), (2, 107, ("2017", "2023"))),
        ((WHOLE, PART), (2, 107, ("2017", "2023"))),
        ((WHOLE, PART, OTHER_PART), (2, 107, ("2017", "2023"))),
        ((ALONE,), (1, 5, ("2017",))),
        ((WHOLE, ALONE), (3, 112, ("2017", "2023"))),
    ],
)
def test_each_inhabitant_counts_once(
    coverage: Coverage, poles: tuple[str, ...], covered: tuple[int, int, tuple[str, ...]]
) -> None:
    assert coverage.covered(mask(*poles)) == covered


def test_a_commune_covered_in_part_is_touched(coverage: Coverage) -> None:
    assert coverage.touched(mask(PART)).tolist() == [True, False, False]
    assert coverage.touched(mask(WHOLE, PART)).tolist() == [True, True, False]
