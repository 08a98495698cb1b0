"""The colours of two programmes crossed: each has its hue, and where both are the hues mix.

Blue and orange are told apart by every kind of colour vision. A square is spread in OKLab between
the colours of its four corners: neither, all of the first, all of the second, all of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ptce_map.map.colours import from_oklab, to_oklab
from ptce_map.map.themes import DARK, LIGHT, Theme


@dataclass(frozen=True)
class Corners:
    """The corners of a square: neither, the first, the second, both."""

    neither: str
    first: str
    second: str
    both: str


CORNERS: Mapping[str, Corners] = MappingProxyType(
    {
        LIGHT.name: Corners(LIGHT.sequential[0], "#1F7FA6", "#E08A1E", "#3B2F3A"),
        DARK.name: Corners(DARK.sequential[0], "#3C8FC4", "#D07A1E", "#F8F0E6"),
    }
)
"""Name of a theme -> the corners of its squares."""

SIZES = (2, 3)


def square(theme: Theme, k: int) -> tuple[str, ...]:
    """Return the colours of ``k`` by ``k`` cells, row by row of the second programme."""
    corners = CORNERS[theme.name]
    low, first, second, high = map(
        to_oklab, (corners.neither, corners.first, corners.second, corners.both)
    )
    steps = np.linspace(0, 1, k).tolist()
    return tuple(
        from_oklab(
            (1 - down) * ((1 - along) * low + along * first)
            + down * ((1 - along) * second + along * high)
        )
        for down in steps
        for along in steps
    )


def ink_on(colour: str) -> str:
    """Return the ink, dark or light, that reads best on a colour."""
    return max(LIGHT.ink, LIGHT.surface, key=lambda ink: _contrast(ink, colour))


def _contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    low, high = sorted((_luminance(colour), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    encoded = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def properties(theme: Theme) -> dict[str, str]:
    """Return the custom properties of a theme: ``--cell-<n>-of-<k>`` and the ink on each."""
    found: dict[str, str] = {}
    for k in SIZES:
        for cell, colour in enumerate(square(theme, k)):
            found[f"--cell-{cell}-of-{k}"] = colour
            found[f"--on-{cell}-of-{k}"] = ink_on(colour)
    return found


def css() -> str:
    """Return the stylesheet of the squares: light, but dark on screens where it is asked for."""
    light, dark = (
        ";".join(f"{key}:{value}" for key, value in properties(theme).items())
        for theme in (LIGHT, DARK)
    )
    asked = ':root[data-theme="dark"]'
    preferred = f":root:not([data-theme]){{{dark}}}"
    return (
        f":root{{{light}}}\n"
        f"@media screen{{{asked}{{{dark}}}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{{preferred}}}\n{_fills()}"
    )


def _fills() -> str:
    """Return the rules that fill what is of a cell, by the size of the square."""
    return "".join(
        f'[data-k="{k}"] .k{cell}{{fill:var(--cell-{cell}-of-{k})}}\n'
        for k in SIZES
        for cell in range(k * k)
    )
