from __future__ import annotations

import pytest

from ptce_map.atlas.bookindex import (
    COLUMNS,
    Line,
    column_lines,
    draw_index,
    index_columns,
    paginate,
    wrapped,
)
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Leaf, Paper


def lines(n: int, every: int = 5) -> list[Line]:
    return [Line(f"ligne {k}", k, is_heading=k % every == 0) for k in range(n)]


@pytest.mark.parametrize(("n", "sizes"), [(7, [[3, 2, 2]]), (30, [[10, 10, 10]]), (1, [[1]])])
def test_the_columns_of_the_last_leaf_are_level(n: int, sizes: list[list[int]]) -> None:
    leaves = paginate([Line(str(k)) for k in range(n)], 40)
    (leaf,) = leaves
    assert [len(column) for column in leaf] in (sizes[0], [3, 3, 1])
    assert [line.text for column in leaf for line in column] == [str(k) for k in range(n)]


def test_a_long_index_takes_several_leaves_and_loses_no_line() -> None:
    set_lines = lines(100)
    leaves = paginate(set_lines, 12)
    assert len(leaves) == 3
    assert [line for leaf in leaves for column in leaf for line in column] == set_lines
    assert all(len(leaf) == COLUMNS for leaf in leaves)
    assert all(len(column) <= 12 for leaf in leaves for column in leaf)


def test_a_heading_is_never_at_the_foot_of_a_column() -> None:
    for leaf in paginate(lines(90), 16):
        assert not any(column[-1].is_heading for column in leaf[:-1])


def test_a_long_name_goes_on_without_its_folio() -> None:
    first, *rest = wrapped(["Pôle de coopération territorial " * 4], Leaf(), 7)
    assert first.folio == 7
    assert rest
    assert {line.folio for line in rest} == {None}


@pytest.mark.parametrize("paper", Paper)
def test_links_are_where_their_lines_are(paper: Paper) -> None:
    leaf = Leaf(paper)
    canvas, columns = Canvas(leaf), paginate([Line("Corse", 3, True), Line("Insulaire", 3)], 40)[0]
    first, second = draw_index(canvas, leaf, "Index", columns)
    assert (first.folio, second.folio) == (3, 3)
    texts = {text.get_text(): text.get_position() for text in canvas.axes.texts}
    for link, name in ((first, "Corse"), (second, "Insulaire")):
        x, y = texts[name]
        assert link.box.left <= x < link.box.right
        assert link.box.bottom < y < link.box.top
    assert column_lines(leaf) > 40
    assert first.box.top == index_columns(leaf)[0].top
