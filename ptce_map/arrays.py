"""Types of the arrays that selections and measures work on, and that the search reads."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Small = npt.NDArray[np.signedinteger[Any]]
"""Whole numbers in as few bytes as they need."""
Texts = npt.NDArray[np.str_]
Values = npt.NDArray[np.float64]
