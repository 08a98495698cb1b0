"""The themes of an accent: the colours of the product turned to the hue of a programme.

Each colour of the brand, each class and each bar keeps its lightness in OKLab and takes the hue of
the accent. What cannot be read, or told from its neighbour by every eye, gives up saturation, or
lightness; the colour of the poles gives way to another where the classes come too near to it. So
that any accent holds to what the product's own colours hold to.

Dichromacy is simulated after Machado, Oliveira and Fernandes (2009), table 1, severity 1.0.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import cast

import numpy as np

from ptce_map.arrays import Values
from ptce_map.map.colours import from_oklab, ramp, to_lab, to_linear, to_oklab
from ptce_map.map.themes import DARK, LIGHT, MAX_CLASSES, THEMES, Theme

SEEN_AS: Mapping[str, Values] = MappingProxyType(
    {
        "protanopia": np.array(
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        "deuteranopia": np.array(
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
        "tritanopia": np.array(
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
    }
)
"""Dichromacy -> what it makes of linear RGB."""

Classes = tuple[str, str, str, str, str, str]

TEXT, MARK = 4.5, 3.0
"""Least contrast of texts, and of marks (WCAG 2.2)."""
APART, STANDS_OUT = 0.07, 0.10
"""Least distance in OKLab of neighbouring classes, and of the poles from every class."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
MOST_CHROMA = 0.17
"""Most saturation that a class or a button has: beyond it, colours vibrate side by side."""
FADING = 0.85
"""What a saturation is multiplied by, as often as it has to give way."""
HUES = 36
"""Number of hues among which another colour of the poles is looked for."""


def contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    first, second = (float(to_linear(each) @ LUMINANCE) for each in (colour, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def distance(colour: str, other: str) -> float:
    """Return how far apart two colours are in OKLab, to the eye that tells them apart least."""
    first, second = to_linear(colour), to_linear(other)
    eyes = (np.eye(3), *SEEN_AS.values())
    return min(float(np.linalg.norm(_seen(first, eye) - _seen(second, eye))) for eye in eyes)


def _seen(linear: Values, eye: Values) -> Values:
    return to_lab(np.clip(eye @ linear, 0, 1))


def turned(colour: str, hue: float, chroma: float) -> str:
    """Return a colour of the lightness of another, of a hue (radians) and at most a chroma."""
    lightness = float(to_oklab(colour)[0])
    return shade(lightness, hue, chroma)


def shade(lightness: float, hue: float, chroma: float) -> str:
    """Return a colour that screens show, with less saturation than asked for if need be."""
    while True:
        lab = np.array([lightness, chroma * np.cos(hue), chroma * np.sin(hue)])
        colour = from_oklab(lab)
        if chroma < 1e-3 or np.linalg.norm(to_oklab(colour) - lab) < 0.01:
            return colour
        chroma *= FADING


def chroma_of(colour: str) -> float:
    """Return the saturation of a colour, in OKLCh."""
    return float(np.hypot(*to_oklab(colour)[1:]))


@lru_cache(maxsize=32)
def themes_of(accent: str) -> Mapping[str, Theme]:
    """Return the themes of an accent, ``#RRGGBB``, by name; those of the product without one."""
    if not accent:
        return THEMES
    lab = to_oklab(accent)
    hue, strength = float(np.arctan2(lab[2], lab[1])), chroma_of(accent) / chroma_of(LIGHT.brand)
    return MappingProxyType(
        {theme.name: _themed(theme, hue, min(strength, 2.5)) for theme in (LIGHT, DARK)}
    )


def _themed(theme: Theme, hue: float, strength: float) -> Theme:
    def tint(colour: str) -> str:
        return turned(colour, hue, min(strength * chroma_of(colour), MOST_CHROMA))

    classes = _classes(theme, hue, strength)
    soft = tint(theme.brand_soft)
    pole = _pole(theme, classes)
    return replace(
        theme,
        brand=_readable(tint(theme.brand), [theme.on_brand], TEXT, theme),
        brand_ink=_readable(tint(theme.brand_ink), [theme.surface, soft], TEXT, theme),
        brand_soft=soft,
        bar=_readable(tint(theme.bar), [theme.surface], MARK, theme),
        sequential=cast("Classes", (theme.sequential[0], *classes)),
        pole=pole,
        pole_soft=theme.pole_soft if pole == theme.pole else _soft(theme, pole),
    )


def _classes(theme: Theme, hue: float, strength: float) -> tuple[str, ...]:
    """Turn the five classes, and fade them until neighbours are told apart in every number."""
    zero, *stops = theme.sequential
    while True:
        colours = tuple(
            turned(stop, hue, min(strength * chroma_of(stop), MOST_CHROMA)) for stop in stops
        )
        if strength < 1e-2 or _least_gap(zero, colours) >= APART:
            return colours
        strength *= FADING


def _least_gap(zero: str, stops: Sequence[str]) -> float:
    return min(
        distance(colour, other)
        for k in range(1, MAX_CLASSES + 1)
        for colour, other in itertools.pairwise((zero, *ramp(stops, k)))
    )


def _readable(colour: str, grounds: Sequence[str], least: float, theme: Theme) -> str:
    """Return a colour darkened, or lightened on a dark theme, until it reads on its grounds."""
    lab = to_oklab(colour)
    hue, chroma = float(np.arctan2(lab[2], lab[1])), float(np.hypot(*lab[1:]))
    lightness, step = float(lab[0]), 0.01 if theme is DARK else -0.01
    while min(contrast(colour, ground) for ground in grounds) < least:
        lightness += step
        colour = shade(lightness, hue, chroma)
    return colour


def _pole(theme: Theme, classes: Sequence[str]) -> str:
    """Return the colour of the poles, or that which stands out best where it does not."""
    grounds = (theme.sequential[0], *classes)

    def gap(colour: str) -> float:
        return min(distance(colour, ground) for ground in grounds)

    if gap(theme.pole) >= STANDS_OUT:
        return theme.pole
    readable = [
        colour
        for colour in _candidates(theme)
        if min(contrast(colour, ground) for ground in (grounds[0], theme.casing)) >= MARK
        and contrast(colour, _soft(theme, colour)) >= TEXT
    ]
    return max(readable, key=gap)


def _candidates(theme: Theme) -> Iterator[str]:
    lightness = float(to_oklab(theme.pole)[0])
    for rank in range(HUES):
        for lighter in (0.0, -0.06, 0.06):
            hue = 2 * np.pi * rank / HUES
            yield shade(lightness + lighter, hue, chroma_of(theme.pole))


def _soft(theme: Theme, pole: str) -> str:
    """Return the ground of a tag of the colour of the poles."""
    lab = to_oklab(pole)
    hue = float(np.arctan2(lab[2], lab[1]))
    return turned(theme.pole_soft, hue, chroma_of(theme.pole_soft))
