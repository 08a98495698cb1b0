from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

import shapely

from ptce_map.atlas import crowd, subject
from ptce_map.atlas.crowd import APART_MM, draw_counts, gathered, is_crowd
from ptce_map.atlas.marks import SEAT_MM, Mark, PlacedMark
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box, Leaf, Orientation, Paper
from ptce_map.atlas.paper.panel import Panel
from ptce_map.atlas.paper.typeface import Face
from ptce_map.atlas.sheet import draw_sheet
from ptce_map.atlas.subject import make_subject
from ptce_map.query.grammar import parse

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog

LEAF = Leaf(Paper.A4, Orientation.LANDSCAPE)
PANEL = Panel(Box(0, 0, 100, 100), 2154, 0.001, (0.0, 0.0))


def mark(pole: str, x: float, y: float = 50.0, *, sign: str = "known") -> PlacedMark:
    return PlacedMark(Mark((pole,), sign, shapely.Point(0, 0)), PANEL, x, y, SEAT_MM)


def test_neighbours_are_one_disc_whose_area_says_how_many() -> None:
    marks = [mark("a", 10), mark("b", 12), mark("c", 13), mark("d", 40)]
    _, discs = gathered(marks, 1.0)
    assert [disc.mark.poles for disc in discs] == [("a", "b", "c"), ("d",)]
    assert discs[0].x == 10
    assert discs[0].radius == pytest.approx(math.sqrt(3) * discs[1].radius)


def test_known_seats_and_unknown_ones_are_not_gathered_together() -> None:
    _, discs = gathered([mark("a", 10), mark("b", 10.5, sign="unknown")], 1.0)
    assert {disc.mark.sign: disc.mark.poles for disc in discs} == {
        "known": ("a",),
        "unknown": ("b",),
    }


def test_the_pole_of_the_sheet_stays_alone() -> None:
    alone, discs = gathered([mark("a", 10), mark("b", 11)], 1.0, "a")
    assert [placed.mark.poles for placed in alone] == [("a",)]
    assert [disc.mark.poles for disc in discs] == [("b",)]


def test_the_largest_disc_leaves_its_neighbours_room() -> None:
    marks = [mark(str(n), 50 + n / 1000) for n in range(2_000)]
    _, (disc,) = gathered(marks, 1.0)
    assert len(disc.mark.poles) == 2_000
    assert 1.0 < disc.radius < APART_MM


def test_a_count_is_written_where_it_fits() -> None:
    canvas = Canvas(LEAF)
    crowdlike = [mark(str(n), 10 + n / 1000) for n in range(30)]
    _, discs = gathered([*crowdlike, mark("x", 60), mark("y", 60.1)], 1.0)
    draw_counts(canvas, discs, Face(5.0, bold=True), "fr")
    assert [text.get_text() for text in canvas.figure.findobj(match=_is_text)] == ["30"]


def _is_text(artist: object) -> bool:
    return bool(getattr(artist, "get_text", lambda: "")())


def test_a_crowd_is_more_poles_than_can_be_named() -> None:
    marks = [mark(str(n), n) for n in range(crowd.MOST_NAMED)]
    assert not is_crowd([*marks, mark("0", 1)])
    assert is_crowd([*marks, mark("more", 1)])


def texts(catalog: Catalog, query: str) -> list[str]:
    asked = parse(query, catalog.vocabulary)
    about = make_subject(catalog, asked, "fr", is_sheet=True)
    drawn = draw_sheet(about, LEAF)
    return [str(text.get_text()) for text in drawn.figure.findobj(match=_is_text)]


def test_a_sheet_of_a_crowd_counts_and_names_none(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = str(catalog.poles["nom"].iloc[0])
    assert any(name in said for said in texts(catalog, ""))
    for module in (crowd, subject):
        monkeypatch.setattr(module, "MOST_NAMED", 1)
    said = texts(catalog, "")
    assert not any(name in text for text in said)
    assert "Territoires des pôles" not in said
    assert any(text.startswith("Un disque rassemble les sièges") for text in said)


def test_a_sheet_about_a_pole_in_a_crowd_names_it(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    poles = catalog.poles
    drawn = poles[poles.geometry.notna()]
    monkeypatch.setattr(crowd, "MOST_NAMED", 0)
    name = str(drawn["nom"].iloc[0])
    assert any(name in said for said in texts(catalog, f"pole={drawn.index[0]}"))
