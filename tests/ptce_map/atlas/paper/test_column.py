from __future__ import annotations

from itertools import pairwise

import pytest

from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.column import Columns, Entry
from ptce_map.atlas.paper.leaf import Box, Leaf
from ptce_map.atlas.paper.typeface import Face

FACE = Face(6)
WIDE, NARROW = Box(10, 50, 70, 100), Box(100, 50, 125, 80)


def entries(n: int) -> list[Entry]:
    return [Entry("", "Pôles numérotés"), *(Entry(str(i), f"Pôle numéro {i}") for i in range(n))]


def test_a_list_goes_down_then_to_the_next_column() -> None:
    strips = Columns(Canvas(Leaf()), [WIDE, NARROW]).flow(entries(25), FACE)
    assert len(strips) == 26
    first = [strip for strip in strips if strip.box.left < 100]
    assert 15 < len(first) < 20
    assert strips[len(first)].box.top == NARROW.top
    assert all(strip.box.bottom >= 50 for strip in strips)
    for upper, other in pairwise(first):
        assert other.box.top == pytest.approx(upper.box.bottom)


def test_a_heading_stands_at_the_top_of_a_column_and_has_entries_under_it() -> None:
    top = Columns(Canvas(Leaf()), [WIDE]).flow(entries(2), FACE)
    assert top[0].lines == ["Pôles numérotés"]
    assert top[0].box.top == WIDE.top
    columns = Columns(Canvas(Leaf()), [WIDE])
    columns.gap(10)
    assert columns.flow(entries(2), FACE)[0].lines == ["", "Pôles numérotés"]
    low = Columns(Canvas(Leaf()), [WIDE, NARROW])
    low.gap(WIDE.height - 3 * FACE.line_mm)
    (heading, *_) = low.flow(entries(2), FACE)
    assert (heading.box.top, heading.lines) == (NARROW.top, ["Pôles numérotés"])


def test_texts_are_wrapped_to_the_column_that_holds_them() -> None:
    long = Entry("1", "Pôle de gestion des déchets et de développement")
    short = Box(10, 97, 70, 98)
    (strip,) = Columns(Canvas(Leaf()), [short, NARROW]).flow([long], FACE)
    assert strip.box.top == NARROW.top
    assert len(strip.lines) > 1
    assert all(FACE.width_mm(line) <= NARROW.width for line in strip.lines)


def test_what_finds_no_room_is_left_out() -> None:
    assert len(Columns(Canvas(Leaf()), [NARROW]).flow(entries(50), FACE)) < 12


def test_marks_end_where_texts_start() -> None:
    canvas = Canvas(Leaf())
    columns = Columns(canvas, [WIDE])
    columns.write(columns.flow([Entry("", "Titre"), Entry("12", "Bou'Sol")], FACE), FACE)
    heading, mark, text = [text for text in canvas.axes.texts if text.get_text()]
    assert [part.get_text() for part in (heading, mark, text)] == ["Titre", "12", "Bou'Sol"]
    assert mark.get_horizontalalignment() == "right"
    assert mark.get_position()[0] < text.get_position()[0]
    assert heading.get_position()[0] == WIDE.left


def test_the_next_column_is_taken_where_it_stands_beside() -> None:
    beside, below = Box(80, 50, 120, 100), Box(80, 20, 120, 60)
    for other, left in ((beside, 80), (below, 10)):
        columns = Columns(Canvas(Leaf()), [WIDE, other])
        columns.turn()
        assert columns.room(5).left == left
