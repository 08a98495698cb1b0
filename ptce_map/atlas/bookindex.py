"""The index of an atlas: régions and their poles in columns, each with its page, and a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.page import Box, Page
from ptce_map.atlas.paper.pdf import Link
from ptce_map.atlas.paper.typeface import Face

MARGIN_MM = 16.0
HEADING_MM = 14.0
HEADING_PT = 15.0
INDEX_PT = 7.5
COLUMNS = 3
GAP_MM = 7.0
INDENT_MM = 2.0
FOLIO_MM = 8.0


@dataclass(frozen=True)
class Line:
    """A line of the index: a région (bold) or a pole, and its page; none where a name goes on."""

    text: str
    page: int | None = None
    is_heading: bool = False


Column = list[Line]


def index_face(page: Page) -> Face:
    """Return the type of the index."""
    return Face(INDEX_PT * page.type_scale)


def index_columns(page: Page) -> tuple[Box, ...]:
    """Return the columns of a page of the index."""
    _, body = page.box.shrunk(MARGIN_MM * page.unit).from_top(HEADING_MM * page.unit)
    return body.columns(COLUMNS, GAP_MM * page.unit)


def wrapped(names: Iterable[str], page: Page, folio: int) -> list[Line]:
    """Return the lines of some poles whose sheet is the same."""
    room = index_columns(page)[0].width - (INDENT_MM + FOLIO_MM) * page.unit
    lines = []
    for name in names:
        head, *rest = index_face(page).wrap(name, room)
        lines += [Line(head, folio), *(Line(text) for text in rest)]
    return lines


def paginate(lines: Sequence[Line], height: int) -> list[list[Column]]:
    """Cut lines into pages of columns of at most some lines; those of the last page are level."""
    columns = _fill(lines, height)
    pages = [columns[start : start + COLUMNS] for start in range(0, len(columns), COLUMNS)]
    last = [line for column in pages[-1] for line in column]
    levels = (_fill(last, lower) for lower in range(1, height + 1))
    pages[-1] = next(level for level in levels if len(level) <= COLUMNS)
    return pages


def _fill(lines: Sequence[Line], height: int) -> list[Column]:
    """Fill columns one after the other; a heading at the foot of one goes to the next."""
    columns: list[Column] = [[]]
    for line in lines:
        if columns[-1] and len(columns[-1]) + line.is_heading >= height:
            columns.append([])
        columns[-1].append(line)
    return columns


def column_lines(page: Page) -> int:
    """Return how many lines a column holds."""
    return int(index_columns(page)[0].height / index_face(page).line_mm)


def draw_index(canvas: Canvas, page: Page, heading: str, columns: Sequence[Column]) -> list[Link]:
    """Draw a page of the index; return where its links are and lead."""
    box = page.box.shrunk(MARGIN_MM * page.unit)
    canvas.paragraph(box.left, box.top, [heading], Face(HEADING_PT * page.type_scale, bold=True))
    height, links = index_face(page).line_mm, []
    for column, lines in zip(index_columns(page), columns):
        for rank, line in enumerate(lines):
            top = column.top - rank * height
            strip = Box(column.left, top - height, column.right, top)
            _draw_line(canvas, strip, line, page)
            if line.page is not None:
                links.append(Link(strip, line.page))
    return links


def _draw_line(canvas: Canvas, strip: Box, line: Line, page: Page) -> None:
    face = Face(index_face(page).size, bold=line.is_heading)
    indent = 0.0 if line.is_heading else INDENT_MM * page.unit
    canvas.paragraph(strip.left + indent, strip.top, [line.text], face)
    if line.page is not None:
        style: dict[str, Any] = {"align": "right", "colour": canvas.theme.ink_2}
        canvas.paragraph(strip.right, strip.top, [str(line.page)], face, **style)
