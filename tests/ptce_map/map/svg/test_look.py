"""What a view shows: its window in the frame, and the names of its units."""

from __future__ import annotations

import pytest

from ptce_map.map.svg.frame import HEIGHT, WIDTH, WORLD, to_units
from ptce_map.map.svg.look import LEAST_WIDTH, Look, is_whole, look_box, unit_class

PARIS = (2.22, 48.81, 2.47, 48.91)
PLACE_VENDOME = (2.328, 48.866, 2.331, 48.869)


def look(**others: object) -> Look:
    values = {"name": "", "k": 5, "classes": {"13": 3}, "said": {}, "address": str}
    return Look(**{**values, **others})


@pytest.mark.parametrize(
    ("bounds", "middle"),
    [(None, (WIDTH / 2, HEIGHT / 2)), ((2.0, 46.0, 3.0, 47.0), to_units((2.5, 46.5)))],
)
def test_the_window_is_around_the_place_gone_to(
    bounds: tuple[float, ...] | None, middle: tuple[float, float]
) -> None:
    left, top, width, height = look_box(look(bounds=bounds))
    assert (left + width / 2, top + height / 2) == pytest.approx(middle, abs=3)


def test_a_small_place_has_land_around_it() -> None:
    left, top, width, height = look_box(look(bounds=PLACE_VENDOME))
    middle = to_units((2.3295, 48.8675))
    assert (width, height) == (LEAST_WIDTH, LEAST_WIDTH)
    assert (left + width / 2, top + height / 2) == pytest.approx(middle, abs=1)


def test_a_view_that_was_moved_looks_there() -> None:
    left, top, width, height = look_box(look(extent=(2, 47, 7), bounds=PARIS))
    assert (left + width / 2, top + height / 2) == pytest.approx(to_units((2, 47)), abs=1)
    assert width == pytest.approx(900 * WORLD / (512 * 2**7), abs=1)


def test_the_whole_country_is_neither_a_place_nor_moved() -> None:
    views = (look(), look(bounds=PARIS), look(extent=(2, 47, 7)))
    assert [is_whole(view) for view in views] == [True, False, False]


def test_what_lies_beyond_the_places_asked_for_is_said() -> None:
    asked = look(focus={"13"})
    assert [unit_class(code, asked) for code in ("13", "29")] == ["c3", "c0 outside"]
    assert unit_class("29", look()) == "c0"
