import itertools

import pytest

from ptce_map.map.bivariate import CORNERS, SIZES, css, ink_on, properties, square
from ptce_map.map.themes import THEMES, Theme
from tests.ptce_map.map.test_themes import DEFICIENCIES, contrast, difference, oklab

THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
SIZE = pytest.mark.parametrize("k", SIZES)
VISION = pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])


@THEME
@SIZE
@VISION
def test_any_two_cells_are_told_apart(theme: Theme, k: int, deficiency: str | None) -> None:
    pairs = itertools.combinations(square(theme, k), 2)
    assert min(difference(a, b, deficiency) for a, b in pairs) >= 0.09


@THEME
@SIZE
@VISION
def test_cells_stand_out_from_the_sea(theme: Theme, k: int, deficiency: str | None) -> None:
    assert min(difference(cell, theme.sea, deficiency) for cell in square(theme, k)) >= 0.05


@THEME
@SIZE
def test_lightness_goes_one_way_along_both_axes(theme: Theme, k: int) -> None:
    sign = -1 if theme.name == "light" else 1
    light = [oklab(colour)[0] * sign for colour in square(theme, k)]
    rows = [light[row * k : row * k + k] for row in range(k)]
    for line in [*rows, *zip(*rows)]:
        assert all(a < b for a, b in itertools.pairwise(line))


@THEME
@SIZE
def test_a_number_reads_on_every_cell(theme: Theme, k: int) -> None:
    assert min(contrast(ink_on(cell), cell) for cell in square(theme, k)) >= 4.5


@THEME
def test_corners_are_those_of_two_by_two(theme: Theme) -> None:
    corners = CORNERS[theme.name]
    cells = square(theme, 2)
    assert cells == (corners.neither, corners.first, corners.second, corners.both)
    assert [square(theme, 3)[at] for at in (0, 2, 6, 8)] == list(cells)


def test_both_themes_have_the_same_properties() -> None:
    light, dark = (properties(theme) for theme in THEMES.values())
    assert light.keys() == dark.keys()
    assert len(light) == 2 * (4 + 9)
    assert light["--cell-1-of-2"] == "#1F7FA6"
    assert css().startswith(":root{--cell-0-of-2:#FFFFFF;--on-0-of-2:#14232B;")
    assert '[data-k="3"] .k8{fill:var(--cell-8-of-3)}' in css()
