"""A logo becomes pixels for paper, whatever it was."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from ptce_map.atlas.logo import PIXELS, read_pixels
from ptce_map.register.logo import Logo

DRAWN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    b'<rect width="10" height="10" fill="#6A1B9A"/></svg>'
)


def test_a_drawing_and_an_image_are_pixels() -> None:
    drawn = read_pixels(Logo("svg", DRAWN))
    assert drawn.shape == (PIXELS, 2 * PIXELS, 4)
    assert drawn[10, 10].tolist() == [0x6A, 0x1B, 0x9A, 255]
    assert drawn[10, 2 * PIXELS - 10, 3] == 0
    file = io.BytesIO()
    Image.new("RGB", (3, 2), "#102030").save(file, "PNG")
    assert read_pixels(Logo("png", file.getvalue())).tolist() == [[[16, 32, 48, 255]] * 3] * 2


def test_pixels_are_kept_and_not_changed() -> None:
    assert read_pixels(Logo("svg", DRAWN)) is read_pixels(Logo("svg", DRAWN))
    with pytest.raises(ValueError, match="read-only"):
        read_pixels(Logo("svg", DRAWN))[0, 0] = 0
