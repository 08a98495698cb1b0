"""Tables without a header: whether a row names columns, or is one of the rows itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from enum import IntEnum

from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.telling import BY_CONTENT, MOST, TESTS, share
from ptce_map.adopt.values import TESTS as KINDS
from ptce_map.labels import fold
from ptce_map.register.files.typed_values import decimal_number, is_nothing

LOOKED_AT = 60
"""Rows under a row by which it is told from them."""
LONG_CODE = 4
"""Digits from which a number may be a code, and not a rank or a count."""

Likeness = Callable[[str, Sequence[str]], "Like"]


class Like(IntEnum):
    """How a cell stands to those under it."""

    CONTRARY = -1
    NEUTRAL = 0
    WEAK = 1
    STRONG = 2


def likeness(cell: str, below: Sequence[str], names: Names) -> Like:
    """Tell whether a cell is a value like those under it.

    It is where most of those are of a kind (a place, a date, a link, a number) and it is of that
    kind too; it is contrary to them where it is not. A small number may be the name of a column.
    """
    cells = [text for text in dict.fromkeys(below) if text and not is_nothing(text)]
    if not cell or not cells or is_nothing(cell):
        return Like.NEUTRAL
    is_contrary = False
    for role in BY_CONTENT:
        if share(role, cells, names) >= MOST:
            if TESTS[role](cell, names):
                return _strength(cell)
            is_contrary = True
    for holds in KINDS.values():
        if sum(map(holds, cells)) >= MOST * len(cells):
            return Like.STRONG if holds(cell) else Like.CONTRARY
    if is_contrary:
        return Like.CONTRARY
    if sum(_is_number(text) for text in cells) >= MOST * len(cells):
        return _strength(cell) if _is_number(cell) else Like.CONTRARY
    return Like.NEUTRAL


def _is_number(text: str) -> bool:
    return bool(decimal_number(text)[0])


def _strength(cell: str) -> Like:
    """Tell a value from what may be the name of a column: a year, or the rank of a département."""
    is_short = cell.isdigit() and (len(cell) < LONG_CODE or cell[:2] in ("19", "20"))
    return Like.WEAK if is_short else Like.STRONG


def is_data(
    cells: Sequence[str],
    under: Sequence[Sequence[str]],
    known: Callable[[Sequence[str]], int],
    like: Likeness,
) -> bool:
    """Tell whether a row is one of a table rather than the names of its columns.

    Parameters
    ----------
    cells
        The row.
    under
        The rows under it.
    known
        Counts the cells of a row that are names of columns.
    like
        Tells how a cell stands to those under it.
    """
    rows = [row for row in under if list(row) != list(cells)][:LOOKED_AT]
    if not rows:
        return False
    columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(len(cells))]
    again = [_comes_again(cell, below) for cell, below in zip(cells, columns)]
    if known([cell for cell, is_again in zip(cells, again) if not is_again]):
        return False
    found = Counter(
        Like.STRONG if is_again else like(cell, below)
        for cell, below, is_again in zip(cells, columns, again)
    )
    for_it = found[Like.STRONG] + found[Like.WEAK]
    return found[Like.STRONG] > 0 and for_it > found[Like.CONTRARY]


def _comes_again(cell: str, below: Sequence[str]) -> bool:
    return any(map(str.isalpha, cell)) and fold(cell) in map(fold, below)


def holds_value(
    cells: Sequence[str],
    rows: Sequence[Sequence[str]],
    known: Callable[[Sequence[str]], int],
    like: Likeness,
) -> bool:
    """Tell whether a cell that is no name of a column is a value like those of other rows."""
    return any(
        like(cell, below) is Like.STRONG
        for cell, below in zip(cells, _columns(len(cells), rows))
        if cell and not known([cell])
    )


def is_unlike(cells: Sequence[str], rows: Sequence[Sequence[str]], like: Likeness) -> bool:
    """Tell whether some cells are contrary to those of other rows, and none is like them."""
    found = Counter(like(cell, below) for cell, below in zip(cells, _columns(len(cells), rows)))
    return found[Like.CONTRARY] > 0 and not found[Like.STRONG] + found[Like.WEAK]


def _columns(width: int, rows: Sequence[Sequence[str]]) -> list[list[str]]:
    seen = rows[:LOOKED_AT]
    return [[row[at] if at < len(row) else "" for row in seen] for at in range(width)]
