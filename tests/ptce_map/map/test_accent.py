"""The themes of an accent are read, and told apart by every eye, whatever the accent."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from ptce_map.map.accent import (
    SEEN_AS,
    chroma_of,
    contrast,
    distance,
    shade,
    themes_of,
)
from ptce_map.map.colours import to_lab, to_linear, to_oklab
from ptce_map.map.themes import THEMES, palette
from ptce_map.measures.breaks import K_RANGE

HUES = range(0, 360, 30)
ACCENTS = ["#000000", "#FFFFFF", "#808080", "#FF0000", "#FFFF00", "#0000FF"]
ACCENTS += [shade(0.5, np.radians(hue), 0.12) for hue in HUES]


def test_without_an_accent_the_themes_are_those_of_the_product() -> None:
    assert themes_of("") is THEMES


@pytest.mark.parametrize("accent", ACCENTS)
def test_every_accent_holds_to_what_the_product_holds_to(accent: str) -> None:
    for name, theme in themes_of(accent).items():
        texts = {
            "button": (theme.on_brand, theme.brand),
            "link": (theme.brand_ink, theme.surface),
            "chip": (theme.brand_ink, theme.brand_soft),
            "tag": (theme.pole, theme.pole_soft),
        }
        weak = [pair for pair, colours in texts.items() if contrast(*colours) < 4.5]
        assert (name, weak) == (name, [])
        marks = (theme.bar, theme.pole)
        assert min(contrast(mark, theme.surface) for mark in marks) >= 2.95
        steps = np.diff([float(to_oklab(colour)[0]) for colour in theme.sequential])
        assert (steps < 0).all() if name == "light" else (steps > 0).all()
        for k in (1, 2, *K_RANGE):
            neighbours = itertools.pairwise(palette(theme, k))
            assert min(distance(*pair) for pair in neighbours) >= 0.07
        assert min(distance(theme.pole, colour) for colour in theme.sequential) >= 0.10


def test_the_hue_is_that_of_the_accent() -> None:
    light = themes_of("#6A1B9A")["light"]
    hues = [np.arctan2(*to_oklab(colour)[:0:-1]) for colour in ("#6A1B9A", *light.sequential[2:])]
    assert np.ptp(hues) < 0.2
    assert chroma_of(themes_of("#777777")["light"].brand) < 0.01


def test_colours_are_as_far_apart_as_the_eye_that_sees_least_says() -> None:
    red, green = "#A02020", "#6A6A00"
    plain = float(np.linalg.norm(to_oklab(red) - to_oklab(green)))
    seen = [
        float(
            np.linalg.norm(
                to_lab(np.clip(m @ to_linear(red), 0, 1))
                - to_lab(np.clip(m @ to_linear(green), 0, 1))
            )
        )
        for m in SEEN_AS.values()
    ]
    assert distance(red, green) == pytest.approx(min(plain, *seen))
    assert distance(red, green) < plain


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
