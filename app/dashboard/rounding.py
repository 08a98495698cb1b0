"""Values rounded for the browser, hundreds of them at once."""

from __future__ import annotations

import math

import numpy as np

from ptce_map.arrays import Values

BETWEEN = 1e-9
"""How near to the middle of two hundredths a value is looked at by itself, in proportion to it."""


def to_hundredths(values: Values) -> list[float | None]:
    """Round values as Python rounds each, hundreds of them at once; what is missing is nothing."""
    hundredfold = 100 * values
    near = np.rint(hundredfold)
    told: list[float | None] = (near / 100).tolist()
    unsure = ~(np.abs(np.abs(hundredfold - near) - 0.5) > BETWEEN * np.maximum(1, np.abs(near)))
    for place in np.flatnonzero(unsure).tolist():
        value = float(values[place])
        told[place] = None if math.isnan(value) else round(value, 2)
    return told
