"""The logo of a programme as pixels, for paper."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from ptce_map.register.logo import Logo

PIXELS = 480
"""Height of a drawing made pixels: 13 mm of paper at 900 to the inch."""


@lru_cache(maxsize=8)
def read_pixels(logo: Logo) -> npt.NDArray[np.uint8]:
    """Return a logo as rows of pixels: red, green, blue and opacity."""
    with Image.open(io.BytesIO(_png(logo)), formats=["PNG"]) as image:
        pixels = np.asarray(image.convert("RGBA"))
    pixels.setflags(write=False)
    return pixels


def _png(logo: Logo) -> bytes:
    if logo.suffix == "png":
        return logo.content
    import resvg_py

    from ptce_map.atlas.card import fonts

    family, files = fonts()
    text = logo.content.decode("utf-8-sig")
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=text,
        height=PIXELS,
        skip_system_fonts=True,
        font_family=family,
        font_files=list(files),
    )
    return bytes(drawn)
