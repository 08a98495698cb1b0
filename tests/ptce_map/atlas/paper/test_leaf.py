from __future__ import annotations

from itertools import combinations, product

import pytest

from ptce_map.atlas.paper.leaf import (
    REGIONAL_ZOOM_MM,
    Box,
    Layout,
    Leaf,
    Orientation,
    Paper,
    national_layout,
    regional_layout,
)

LEAVES = [Leaf(paper, orientation) for paper, orientation in product(Paper, Orientation)]
OVERSEAS = ("971", "972", "973", "974", "976")


def overlap(box: Box, other: Box) -> bool:
    is_beside = box.right <= other.left or other.right <= box.left
    is_above = box.top <= other.bottom or other.top <= box.bottom
    return not (is_beside or is_above)


def holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.bottom <= inner.bottom
        and inner.right <= outer.right + 1e-9
        and inner.top <= outer.top + 1e-9
    )


@pytest.mark.parametrize(
    ("paper", "orientation", "width", "height"),
    [
        (Paper.A4, Orientation.PORTRAIT, 210, 297),
        (Paper.A4, Orientation.LANDSCAPE, 297, 210),
        (Paper.A3, Orientation.PORTRAIT, 297, 420),
        (Paper.A3, Orientation.LANDSCAPE, 420, 297),
    ],
)
def test_paper(paper: Paper, orientation: Orientation, width: int, height: int) -> None:
    box = Leaf(paper, orientation).box
    assert (box.width, box.height) == (width, height)


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_parts_of_a_national_sheet_are_on_it_and_apart(leaf: Leaf) -> None:
    layout = national_layout(leaf, OVERSEAS, "zoom")
    assert list(layout.insets) == [*OVERSEAS, "zoom"]
    assert_sound(leaf, layout)
    for inset in layout.insets.values():
        assert holds(layout.panel, inset)
    for first, other in combinations(layout.insets.values(), 2):
        assert not overlap(first, other)


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_parts_of_a_regional_sheet_are_on_it_and_apart(leaf: Leaf) -> None:
    layout = regional_layout(leaf)
    assert not layout.insets
    assert_sound(leaf, layout)


@pytest.mark.parametrize("leaf", LEAVES)
def test_an_enlargement_has_the_bottom_left_corner_of_a_regional_sheet(leaf: Leaf) -> None:
    layout = regional_layout(leaf, "zoom")
    assert_sound(leaf, layout)
    zoom, plain = layout.insets["zoom"], regional_layout(leaf)
    assert holds(layout.panel, zoom)
    assert zoom.width == pytest.approx(REGIONAL_ZOOM_MM * leaf.unit)
    assert (layout.main.left, layout.main.bottom) > (plain.main.left, plain.main.bottom)
    assert (layout.main.right, layout.main.top) == (plain.main.right, plain.main.top)


@pytest.mark.parametrize("leaf", LEAVES)
def test_insets_stand_along_the_longest_side(leaf: Leaf) -> None:
    boxes = [national_layout(leaf, OVERSEAS, "zoom").insets[code] for code in OVERSEAS]
    is_row = leaf.orientation is Orientation.PORTRAIT
    assert len({round(box.bottom, 6) for box in boxes}) == (1 if is_row else len(boxes))
    assert len({round(box.left, 6) for box in boxes}) == (len(boxes) if is_row else 1)


def assert_sound(leaf: Leaf, layout: Layout) -> None:
    beside = [column for column in layout.columns if not holds(layout.panel, column)]
    parts = [layout.title, layout.panel, layout.footer, *beside]
    assert all(holds(leaf.box, part) for part in parts)
    assert not any(overlap(part, other) for part, other in combinations(parts, 2))
    assert holds(layout.panel, layout.main)


def test_cutting_a_box() -> None:
    box = Box(0, 0, 10, 20)
    assert box.from_top(5, 1) == (Box(0, 15, 10, 20), Box(0, 0, 10, 14))
    assert box.from_left(4, 1) == (Box(0, 0, 4, 20), Box(5, 0, 10, 20))
    assert box.rows(2, 2) == (Box(0, 11, 10, 20), Box(0, 0, 10, 9))
    assert box.columns(2, 2) == (Box(0, 0, 4, 20), Box(6, 0, 10, 20))
    assert box.shrunk(1) == Box(1, 1, 9, 19)
    assert box.centre == (5, 10)
