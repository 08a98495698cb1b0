"""Interpolation of colours in OKLab, where equal steps look equal.

Source: B. Ottosson, "A perceptual color space for image processing" (2020).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ptce_map.arrays import Values

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def to_linear(colour: str) -> Values:
    """Return the linear red, green and blue, from 0 to 1, of a colour such as ``#D3E9DE``."""
    encoded = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear, dtype=np.float64)


def to_lab(linear: Values) -> Values:
    """Return the OKLab coordinates (L, a, b) of linear red, green and blue."""
    return np.asarray(_TO_LAB @ np.cbrt(_TO_LMS @ linear), dtype=np.float64)


def to_oklab(colour: str) -> Values:
    """Return the OKLab coordinates (L, a, b) of a colour."""
    return to_lab(to_linear(colour))


def from_oklab(lab: Values) -> str:
    """Return the colour of OKLab coordinates, brought within what a screen shows."""
    linear = np.linalg.inv(_TO_LMS) @ (np.linalg.inv(_TO_LAB) @ lab) ** 3
    clipped = np.clip(linear, 0, 1)
    encoded = np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * clipped ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * float(part)):02X}" for part in encoded)


def ramp(stops: Sequence[str], k: int) -> tuple[str, ...]:
    """Return ``k`` colours evenly spread from the first stop to the last; all stops, if as many.

    Even means equal distances in OKLab along the way from stop to stop.
    """
    if k == len(stops):
        return tuple(stops)
    labs = np.array([to_oklab(stop) for stop in stops])
    knots = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(labs, axis=0), axis=1))])
    inner = np.linspace(0, knots[-1], k)[1:-1].tolist()
    between = [
        from_oklab(np.array([np.interp(at, knots, axis) for axis in labs.T])) for at in inner
    ]
    return (stops[0], *between, stops[-1])[:k]
