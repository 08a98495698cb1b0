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
from ptce_map.atlas.paper.page import Page, Paper


def lines(n: int, every: int = 5) -> list[Line]:
    return [Line(f"ligne {k}", k, is_heading=k % every == 0) for k in range(n)]


@pytest.mark.parametrize(("n", "sizes"), [(7, [[3, 2, 2]]), (30, [[10, 10, 10]]), (1, [[1]])])
def test_the_columns_of_the_last_page_are_level(n: int, sizes: list[list[int]]) -> None:
    pages = paginate([Line(str(k)) for k in range(n)], 40)
    (page,) = pages
    assert [len(column) for column in page] in (sizes[0], [3, 3, 1])
    assert [line.text for column in page for line in column] == [str(k) for k in range(n)]


def test_a_long_index_takes_several_pages_and_loses_no_line() -> None:
    set_lines = lines(100)
    pages = paginate(set_lines, 12)
    assert len(pages) == 3
    assert [line for page in pages for column in page for line in column] == set_lines
    assert all(len(page) == COLUMNS for page in pages)
    assert all(len(column) <= 12 for page in pages for column in page)


def test_a_heading_is_never_at_the_foot_of_a_column() -> None:
    for page in paginate(lines(90), 16):
        assert not any(column[-1].is_heading for column in page[:-1])


def test_a_long_name_goes_on_without_its_page() -> None:
    first, *rest = wrapped(["Pôle de coopération territorial " * 4], Page(), 7)
    assert first.page == 7
    assert rest
    assert {line.page for line in rest} == {None}


@pytest.mark.parametrize("paper", Paper)
def test_links_are_where_their_lines_are(paper: Paper) -> None:
    page = Page(paper)
    canvas, columns = Canvas(page), paginate([Line("Corse", 3, True), Line("Insulaire", 3)], 40)[0]
    first, second = draw_index(canvas, page, "Index", columns)
    assert (first.page, second.page) == (3, 3)
    texts = {text.get_text(): text.get_position() for text in canvas.axes.texts}
    for link, name in ((first, "Corse"), (second, "Insulaire")):
        x, y = texts[name]
        assert link.box.left <= x < link.box.right
        assert link.box.bottom < y < link.box.top
    assert column_lines(page) > 40
    assert first.box.top == index_columns(page)[0].top
