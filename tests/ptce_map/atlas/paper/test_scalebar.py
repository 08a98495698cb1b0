from __future__ import annotations

import pytest

from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box, Leaf
from ptce_map.atlas.paper.panel import Panel
from ptce_map.atlas.paper.scalebar import PLATE_MM, draw_scale_bar, length_text, round_length
from ptce_map.atlas.paper.typeface import Face


def panel(scale: float) -> Panel:
    return Panel(Box(0, 0, 100, 100), 2154, scale, (0.0, 0.0))


@pytest.mark.parametrize(
    ("scale", "metres"), [(1e-3, 20_000), (3.6e-4, 100_000), (1.5e-4, 200_000), (0.5, 50)]
)
def test_the_length_is_round_and_fits(scale: float, metres: float) -> None:
    assert round_length(panel(scale), 36) == metres
    assert metres * scale <= 36 < 2.51 * metres * scale


@pytest.mark.parametrize(
    ("metres", "text"), [(500, "500 m"), (1000, "1 km"), (2_000_000, "2\u202f000 km")]
)
def test_the_length_is_written(metres: float, text: str) -> None:
    assert length_text(metres, "fr") == text


def test_the_bar_is_as_long_as_its_ground() -> None:
    canvas = Canvas(Leaf())
    box = draw_scale_bar(canvas, panel(1e-3), Face(6), "fr", right=90, bottom=5, most=36)
    plate, bar = canvas.axes.patches
    extent = bar.get_path().get_extents()
    assert (extent.x0, extent.x1, extent.y0) == (70, 90, 5)
    assert (box.left, box.right) == pytest.approx((70 - PLATE_MM, 90 + PLATE_MM))
    assert (plate.get_x(), plate.get_width()) == pytest.approx((box.left, box.width))
    assert plate.get_zorder() < bar.get_zorder()
    assert canvas.axes.texts[0].get_text() == "20 km"
