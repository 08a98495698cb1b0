from __future__ import annotations

import numpy as np

from app.dashboard.rounding import to_hundredths


def test_hundredths_are_those_of_python_whatever_lies_between_two() -> None:
    thousandths = np.arange(-2_000, 2_000) / 1_000
    values = np.concatenate([thousandths, 1e6 + thousandths, [0.285, 1.115, 2.675, 1e15]])

    assert to_hundredths(values) == [round(value, 2) for value in values.tolist()]
    assert to_hundredths(np.array([np.nan, 0.126])) == [None, 0.13]
