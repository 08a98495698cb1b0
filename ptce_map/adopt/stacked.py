"""Tables one under another in a sheet: each is a grid of its own, with the titles above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ptce_map.adopt.grids import Grid
from ptce_map.adopt.heads import Head, Judge, cleaned, find_head, is_name
from ptce_map.adopt.roles import PLACES, role_names
from ptce_map.labels import fold
from ptce_map.register.files.text import Line
from ptce_map.register.files.typed_values import day, decimal_number, is_nothing

FEWEST_NAMES = 2
"""Names of columns that are known in a row that begins another table."""
FEWEST_ROWS = 2
"""Rows of several cells, its header among them, of a table above another."""


Part = tuple[Grid, Head | None]


def part_tables(grid: Grid, judge: Judge) -> list[Part]:
    """Part a sheet where another header stands below the rows of a table, or above its header.

    A row is another header where half of its cells are names of columns, none of which a column
    above holds, and where one stands in a column of numbers or dates, or all of them are known.
    The titles above it go with it. Each part has its header. A header that comes again parts none.
    """
    head = find_head(grid, judge)
    if head is None or grid.is_named:
        return [(grid, head)]
    filled = [(line, cells) for line, cells in cleaned(grid) if any(cells)]
    start = next((at for at, (line, _) in enumerate(filled) if head.is_under(line)), len(filled))
    above = [pair for pair in filled if head.is_above(pair[0])]
    free = replace(judge, given=None)
    parts: list[Part] = []
    if judge.given is None and _is_table(above, judge):
        last = _end(above)
        parts += part_tables(_lines(grid, 0, last), free)
        grid = _lines(grid, last + 1, None)
    found = range(start + 1, len(filled) - 1)
    at = next((at for at in found if _begins(filled, start, at, head, judge)), None)
    if at is None:
        return [*parts, (grid, head)]
    first = _titles(filled, start, at)
    return [
        *parts,
        (_lines(grid, 0, first - 1), head),
        *part_tables(_lines(grid, first, None), free),
    ]


def same_columns(names: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """Return the names of a header -> those of another that mean the same column.

    They are of the same letters, of the same role of a place, or one has all the words of the
    other: "Montant" and "Montant en euros". Each is used once.
    """
    found: dict[str, str] = {}
    for is_same in (_is_same_text, _is_same_place, _has_same_words):
        for name in filter(None, names):
            free = [other for other in others if other and other not in found.values()]
            alike = [other for other in free if is_same(name, other)]
            if name not in found and len(alike) == 1:
                found[name] = alike[0]
    return found


def _is_same_text(name: str, other: str) -> bool:
    return fold(name) == fold(other)


def _is_same_place(name: str, other: str) -> bool:
    roles = [
        {found.role for found in role_names(text) if found.score > 1} for text in (name, other)
    ]
    return bool(roles[0] & roles[1] & set(PLACES))


def _has_same_words(name: str, other: str) -> bool:
    least, most = sorted((set(fold(text).split()) for text in (name, other)), key=len)
    return bool(least) and least <= most


def _begins(filled: Sequence[Line], start: int, at: int, head: Head, judge: Judge) -> bool:
    """Tell whether a row is the header of another table than the one whose rows begin above it."""
    cells = filled[at][1]
    names = [cell for cell in cells if cell]
    if _folded(cells) == _folded(head.names):
        return False
    known = judge.known(names)
    is_like_names = len(names) > 1 and all(map(is_name, names))
    if not is_like_names or known < FEWEST_NAMES or 2 * known < len(names):
        return False
    columns = {
        place: [row[place] for _, row in filled[start:at] if place < len(row) and row[place]]
        for place, cell in enumerate(cells)
        if cell
    }
    if any(fold(cells[place]) in map(fold, own) for place, own in columns.items()):
        return False
    if judge.is_value(cells, [row for _, row in filled[start:at]]):
        return False
    is_contrary = any(
        own and all(map(_is_value, own)) and not _is_value(cells[place])
        for place, own in columns.items()
    )
    return is_contrary or FEWEST_NAMES < known == len(names)


def _folded(cells: Sequence[str]) -> list[str]:
    folded = [fold(cell) for cell in cells]
    while folded and not folded[-1]:
        folded.pop()
    return folded


def _is_value(cell: str) -> bool:
    return is_nothing(cell) or bool(decimal_number(cell)[0]) or bool(day(cell)[0])


def _is_table(above: Sequence[Line], judge: Judge) -> bool:
    """Tell whether the rows above a header are a table: names of columns, and rows under them."""
    rows = [cells for _, cells in above if sum(map(bool, cells)) > 1]
    is_named = bool(rows) and all(map(is_name, filter(None, rows[0]))) and judge.known(rows[0]) > 0
    return is_named and len(rows) > FEWEST_ROWS


def _end(above: Sequence[Line]) -> int:
    """Return the last line of a table above another: that of its last row of several cells."""
    return max(line for line, cells in above if sum(map(bool, cells)) > 1)


def _titles(filled: Sequence[Line], start: int, at: int) -> int:
    """Return the first line of the titles above a header: rows of a single cell next to it."""
    while at - 1 > start and sum(map(bool, filled[at - 1][1])) == 1:
        at -= 1
    return filled[at][0]


def _lines(grid: Grid, first: int, last: int | None) -> Grid:
    """Return the part of a grid from a line to another, or to its end."""
    kept = [
        (line, cells)
        for line, cells in grid.lines
        if first <= line and (last is None or line <= last)
    ]
    return replace(grid, lines=kept)
