"""Types of the arrays that selections and measures work on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
