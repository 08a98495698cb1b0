from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgba

import shapely

from ptce_map.atlas.marks import Mark, PlacedMark
from ptce_map.atlas.naming import NAME_LINES, Label, Naming, draw_labels, name_poles, open_boards
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box, Leaf
from ptce_map.atlas.paper.panel import Panel
from ptce_map.atlas.paper.placement import Place
from ptce_map.atlas.paper.typeface import Face
from ptce_map.map.themes import LIGHT

FACE = Face(6)
NO_INK = np.array([], dtype=object)


SQUARE = Box(0, 0, 100, 100)


def panel(box: Box = SQUARE) -> Panel:
    return Panel(box, 2154, 1e-4, (0.0, 0.0))


def mark(x: float, y: float, *poles: str, panel: Panel) -> PlacedMark:
    return PlacedMark(Mark(poles, True, shapely.Point(x, y)), panel, x, y, 0.7)


def named(poles: dict[str, str], *marks: PlacedMark, obstacles: tuple[Box, ...] = ()) -> Naming:
    boards = open_boards(dict.fromkeys(placed.panel for placed in marks), marks, obstacles, NO_INK)
    return name_poles(poles, marks, boards, FACE)


def test_poles_are_named_at_their_marks() -> None:
    board = panel()
    naming = named(
        {"a": "Bou'Sol", "b": "Néo56"},
        mark(20, 20, "a", panel=board),
        mark(70, 70, "b", panel=board),
    )
    assert [label.lines for label in naming.labels] == [("Bou'Sol",), ("Néo56",)]
    assert naming.numbers == {}
    assert naming.absent == ()


def test_poles_of_one_seat_share_a_label() -> None:
    naming = named({"a": "EDENN", "b": "Ateliers"}, mark(50, 50, "a", "b", panel=panel()))
    assert [label.lines for label in naming.labels] == [("Ateliers", "EDENN")]


def test_what_finds_no_room_is_numbered_in_the_order_of_names() -> None:
    long = (
        "Un nom vraiment très long, qui ne tient pas en trois lignes " + "et se lit ailleurs " * 3
    )
    board = panel()
    poles = {"a": f"Z {long}", "b": f"É {long}", "c": "Court"}
    marks = [mark(20 * n, 50, pole, panel=board) for n, pole in enumerate(poles, start=1)]
    naming = named(poles, *marks)
    assert naming.numbers == {"b": 1, "a": 2}
    texts = {label.poles: label.lines for label in naming.labels}
    assert texts == {("a",): ("2",), ("b",): ("1",), ("c",): ("Court",)}
    assert [label.is_number for label in naming.labels] == [False, True, True]


def test_the_numbers_of_one_seat_stand_together() -> None:
    names = {pole: f"Nom de {pole} " + "long " * 30 for pole in "abc"}
    naming = named(names, mark(50, 50, "c", "a", "b", panel=panel()))
    assert [label.lines for label in naming.labels] == [("1 · 2 · 3",)]


def test_no_pole_is_lost_in_a_crowd() -> None:
    board = panel(Box(0, 0, 30, 30))
    poles = {f"p{n:02}": f"Pôle numéro {n}" for n in range(40)}
    marks = [mark(3 + 4 * (n % 7), 3 + 4 * (n // 7), p, panel=board) for n, p in enumerate(poles)]
    naming = named(poles, *marks)
    assert sorted(pole for label in naming.labels for pole in label.poles) == sorted(poles)
    assert len(naming.numbers) > 20
    assert max(naming.numbers.values()) == len(naming.numbers)


def test_a_pole_without_mark_is_listed() -> None:
    naming = named({"a": "Bou'Sol", "z": "Zèbre", "e": "Éclair"}, mark(50, 50, "a", panel=panel()))
    assert naming.absent == ("e", "z")


def test_a_pole_is_named_once_in_the_first_panel() -> None:
    inset, main = panel(Box(0, 50, 50, 100)), panel()
    naming = named({"a": "Bou'Sol"}, mark(20, 70, "a", panel=inset), mark(60, 60, "a", panel=main))
    (label,) = naming.labels
    assert label.place.box.right < 50


def test_the_largest_is_named_first() -> None:
    board = panel(Box(0, 0, 12, 4.5))
    marks = [mark(2, 2.2, pole, panel=board) for pole in ("small", "large")]
    naming = named({"large": "Grand", "small": "Petit"}, *marks)
    assert naming.labels[0].poles == ("large",)
    assert list(naming.numbers) == ["small"]


def test_leaders_and_halos_lie_under_every_text() -> None:
    places = [
        Place(Box(30, 30, 50, 33), leader=((20, 20), (30, 30)), align="left"),
        Place(Box(60, 60, 80, 63)),
    ]
    labels = [Label((name,), (name,), FACE, place, False) for name, place in zip("ab", places)]
    canvas = Canvas(Leaf())
    draw_labels(canvas, labels)
    casing, *_, line = patches = canvas.axes.patches
    assert len(patches) == 4
    assert to_rgba(casing.get_edgecolor()) == to_rgba(LIGHT.casing)
    assert line.get_linewidth() < casing.get_linewidth()
    texts = canvas.axes.texts
    assert max(patch.get_zorder() for patch in patches) < min(text.get_zorder() for text in texts)


def test_labels_are_text_on_a_halo() -> None:
    naming = named({"a": "Bou'Sol $5"}, mark(50, 50, "a", panel=panel()))
    canvas = Canvas(Leaf())
    draw_labels(canvas, naming.labels)
    (text,) = canvas.axes.texts
    (halo,) = canvas.axes.patches
    assert text.get_text() == "Bou'Sol $5"
    assert text.get_color() == LIGHT.ink
    assert not text.get_path_effects()
    assert halo.get_zorder() < text.get_zorder()
    assert halo.get_linewidth() >= 3
    assert len(naming.labels[0].lines) <= NAME_LINES
