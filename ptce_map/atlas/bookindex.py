"""The index of an atlas: régions and their poles in columns, each with its folio, and a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box, Leaf
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
    """A line of the index: a région (bold) or a pole, and its folio; none where a name goes on."""

    text: str
    folio: int | None = None
    is_heading: bool = False


Column = list[Line]


def index_face(leaf: Leaf) -> Face:
    """Return the type of the index."""
    return Face(INDEX_PT * leaf.type_scale)


def index_columns(leaf: Leaf) -> tuple[Box, ...]:
    """Return the columns of a leaf of the index."""
    _, body = leaf.box.shrunk(MARGIN_MM * leaf.unit).from_top(HEADING_MM * leaf.unit)
    return body.columns(COLUMNS, GAP_MM * leaf.unit)


def wrapped(names: Iterable[str], leaf: Leaf, folio: int) -> list[Line]:
    """Return the lines of some poles whose sheet is the same."""
    room = index_columns(leaf)[0].width - (INDENT_MM + FOLIO_MM) * leaf.unit
    lines = []
    for name in names:
        head, *rest = index_face(leaf).wrap(name, room)
        lines += [Line(head, folio), *(Line(text) for text in rest)]
    return lines


def paginate(lines: Sequence[Line], height: int) -> list[list[Column]]:
    """Cut lines into leaves of columns of at most some lines; those of the last leaf are level."""
    columns = _fill(lines, height)
    leaves = [columns[start : start + COLUMNS] for start in range(0, len(columns), COLUMNS)]
    last = [line for column in leaves[-1] for line in column]
    levels = (_fill(last, lower) for lower in range(1, height + 1))
    leaves[-1] = next(level for level in levels if len(level) <= COLUMNS)
    return leaves


def _fill(lines: Sequence[Line], height: int) -> list[Column]:
    """Fill columns one after the other; a heading at the foot of one goes to the next."""
    columns: list[Column] = [[]]
    for line in lines:
        if columns[-1] and len(columns[-1]) + line.is_heading >= height:
            columns.append([])
        columns[-1].append(line)
    return columns


def column_lines(leaf: Leaf) -> int:
    """Return how many lines a column holds."""
    return int(index_columns(leaf)[0].height / index_face(leaf).line_mm)


def draw_index(canvas: Canvas, leaf: Leaf, heading: str, columns: Sequence[Column]) -> list[Link]:
    """Draw a leaf of the index; return where its links are and lead."""
    box = leaf.box.shrunk(MARGIN_MM * leaf.unit)
    canvas.paragraph(box.left, box.top, [heading], Face(HEADING_PT * leaf.type_scale, bold=True))
    height, links = index_face(leaf).line_mm, []
    for column, lines in zip(index_columns(leaf), columns):
        for rank, line in enumerate(lines):
            top = column.top - rank * height
            strip = Box(column.left, top - height, column.right, top)
            _draw_line(canvas, strip, line, leaf)
            if line.folio is not None:
                links.append(Link(strip, line.folio))
    return links


def _draw_line(canvas: Canvas, strip: Box, line: Line, leaf: Leaf) -> None:
    face = Face(index_face(leaf).size, bold=line.is_heading)
    indent = 0.0 if line.is_heading else INDENT_MM * leaf.unit
    canvas.paragraph(strip.left + indent, strip.top, [line.text], face)
    if line.folio is not None:
        style: dict[str, Any] = {"align": "right", "colour": canvas.theme.ink_2}
        canvas.paragraph(strip.right, strip.top, [str(line.folio)], face, **style)
