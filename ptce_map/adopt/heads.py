"""The header of a table: the row or two on which it stands, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ptce_map.adopt.grids import Grid
from ptce_map.adopt.subheads import explains, with_units
from ptce_map.register.files.cleaning import clean
from ptce_map.register.files.headers import LONGEST_NAME
from ptce_map.register.files.text import Line

FIRST = 40
"""First rows that are not blank of which one may be the header."""
KNOWN = 4.0
"""What a name of a column that is known is worth beside a cell of text."""
LOWER = 0.01
"""What being one row further down costs: of equal rows, the first is the header."""
BETWEEN = " – "
"""What stands between the name of a group of columns and that of one, where it is needed."""


@dataclass(frozen=True)
class Head:
    """A header: its lines, the names of its columns, those of their groups, and names known.

    A table without one has no line of header, no names, and ``first``, the line of its first row.
    """

    lines: tuple[int, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    known: int = 0
    first: int = 0

    def is_above(self, line: int) -> bool:
        """Tell whether a line stands above the header, or above the first row without one."""
        return line < (self.lines[0] if self.lines else self.first)

    def is_under(self, line: int) -> bool:
        """Tell whether a line is one of the table."""
        return line > self.lines[-1] if self.lines else line >= self.first


Among = Callable[[Sequence[str], Sequence[Sequence[str]]], bool]
"""What tells something of a row among others."""


@dataclass(frozen=True)
class Judge:
    """What tells a header from a row.

    Attributes
    ----------
    known
        Counts the cells of a row that are names of columns.
    is_data
        Tells a row that is one of those under it.
    is_value, is_foreign
        Tell a row of which a cell that names no column is a value like those of other rows, and one
        of which some are contrary to those, and none is like them.
    given
        Line of the header as people say it: 0 for none, nothing where they do not say.
    """

    known: Callable[[Sequence[str]], int]
    is_data: Among = lambda *_: False
    is_value: Among = lambda *_: False
    is_foreign: Among = lambda *_: False
    given: int | None = None


def find_head(grid: Grid, judge: Judge) -> Head | None:
    """Return the header of a grid, ``None`` if it has no row of names with something under it.

    Where the row that is most like names is one of the table, the first full row is the header; if
    that is one of the table too, there is none.
    """
    filled = [(line, cells) for line, cells in cleaned(grid) if any(cells)]
    if not filled:
        return None
    given = 1 if grid.is_named else judge.given
    if given == 0:
        return _headless(filled, _first_full(filled))
    if given is not None:
        return next((_head(grid, filled, at, judge) for at in _at(filled, given)), None)
    at = _begun(filled, _likeliest(filled, judge.known), judge)
    if at is not None and not _is_data(filled, at, judge):
        return _head(grid, filled, at, judge)
    first = _first_full(filled)
    if _is_data(filled, first, judge):
        return _headless(filled, first)
    is_named = _are_words(filled[first][1]) if at is None else first < at
    return _head(grid, filled, first, judge) if is_named and first < len(filled) - 1 else None


def _are_words(cells: Sequence[str]) -> bool:
    """Tell whether a row of several cells is of short words alone."""
    filled = [cell for cell in cells if cell]
    words = [cell for cell in filled if len(cell) <= LONGEST_NAME and any(map(str.isalpha, cell))]
    return len(filled) > 1 and len(words) == len(filled)


def cleaned(grid: Grid) -> list[Line]:
    """Return the rows of a grid, each cell on one line and without what is not seen."""
    return [(line, _names(cells)) for line, cells in grid.lines]


def _at(filled: Sequence[Line], line: int) -> list[int]:
    """Return where the row of a line is, if something stands under it."""
    return [at for at, (own, _) in enumerate(filled[:-1]) if own == line]


def _likeliest(filled: Sequence[Line], known: Callable[[Sequence[str]], int]) -> int | None:
    """Return where the row is that is most like names of columns, with something under it.

    A row of far fewer cells than the others names none of theirs, but by a name that is known.
    """
    rated = [(_rate(cells, known) - LOWER * at, at) for at, (_, cells) in enumerate(filled[:FIRST])]
    best, at = max(rated, key=lambda pair: (pair[0], -pair[1]))
    is_thin = 2 * _n_filled(filled[at][1]) < _usual(filled) and not known(filled[at][1])
    return None if best <= 0 or is_thin or at == len(filled) - 1 else at


def _begun(filled: Sequence[Line], at: int | None, judge: Judge) -> int | None:
    """Return where the header is: above a row that names columns, if values stand between them.

    The first full row of words is, where a row from it to the other holds a value such as those
    that follow, as "Site", "Rennes", "Axe" do among the rows of a table of places.
    """
    if at is None:
        return None
    first = _first_full(filled)
    names = filled[first][1]
    under = [cells for _, cells in filled[at + 1 :]]
    between = (cells for _, cells in filled[first + 1 : at + 1])
    is_named = _are_words(names) and all(map(is_name, filter(None, names)))
    is_above = first < at and is_named and not judge.is_value(names, under)
    return first if is_above and any(judge.is_value(cells, under) for cells in between) else at


def _n_filled(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))


def _usual(filled: Sequence[Line]) -> int:
    """Return how many cells are filled of most rows."""
    return sorted(_n_filled(cells) for _, cells in filled)[len(filled) // 2]


def _is_data(filled: Sequence[Line], at: int, judge: Judge) -> bool:
    return judge.is_data(filled[at][1], [cells for _, cells in filled[at + 1 :]])


def _first_full(filled: Sequence[Line]) -> int:
    """Return where the first row is of which as many cells are filled as of half of the others."""
    usual = _usual(filled)
    counts = [_n_filled(cells) for _, cells in filled]
    return next(at for at, n in enumerate(counts) if 2 * n >= usual and (n > 1 or usual == 1))


def _headless(filled: Sequence[Line], first: int) -> Head:
    width = max(len(cells) for _, cells in filled[first:])
    blank = ("",) * width
    return Head((), blank, blank, first=filled[first][0])


def _head(grid: Grid, filled: Sequence[Line], at: int, judge: Judge) -> Head:
    """Return the header of which a row is the first that names columns."""
    line, cells = filled[at]
    if at + 2 < len(filled) and _under(cells, filled[at + 1][1]):
        at, upper = at + 1, cells
        line, lower = filled[at]
        cells = [own or over for own, over in zip_longest(lower, upper, fillvalue="")]
    width = max(len(cells) for _, cells in filled[at:])
    names = [*cells, *[""] * (width - len(cells))]
    above = filled[at - 1] if at else None
    groups = _groups(grid, above, names, line) if above else None
    spans = (above[0], line) if above and groups else (line,)
    under = filled[at + 1] if at + 2 < len(filled) else None
    if under and explains(under[1], names):
        names, spans = with_units(names, under[1]), (*spans, under[0])
    named = _named(names, groups or [""] * width)
    return Head(spans, named, tuple(groups or [""] * width), judge.known(list(named)))


def _names(cells: Sequence[str]) -> list[str]:
    return [" ".join(clean(cell)[0].split()) for cell in cells]


def _rate(cells: Sequence[str], known: Callable[[Sequence[str]], int]) -> float:
    """Rate a row as a header: names known, short texts; numbers and twins are none."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and not known(filled):
        return 0.5 if not any(char.isdigit() for char in filled[0]) else 0.0
    texts = [cell for cell in filled if is_name(cell)]
    return KNOWN * known(filled) + len(set(texts)) - 2 * (len(filled) - len(set(texts)))


def is_name(cell: str) -> bool:
    """Tell whether a text may be the name of a column: a short one, of letters or a year."""
    digits = sum(char.isdigit() for char in cell)
    is_year = re.fullmatch(r"(?:19|20)\d\d", cell) is not None
    return len(cell) <= LONGEST_NAME and (digits < len(cell) / 2 or is_year)


def _under(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether a row gives names to the columns that the one above names together alone."""
    wide = [*upper, *[""] * (len(lower) - len(upper))]
    filled = [at for at, cell in enumerate(lower) if cell]
    holes = {at for at, cell in enumerate(wide) if not cell}
    starts = {at - 1 for at in holes if at - 1 not in holes}
    is_part = len(filled) > 1 and set(filled) <= holes | starts and bool(holes & set(filled))
    return is_part and all(is_name(lower[at]) for at in filled)


def _groups(grid: Grid, above: Line, names: Sequence[str], line: int) -> list[str] | None:
    """Return the name above each column, if the row above the header names groups of columns."""
    at, cells = above
    wide = [*cells, *[""] * (len(names) - len(cells))][: len(names)]
    spans = {cell.column for cell in grid.merged if cell.line == at and not cell.is_spread}
    starts = [column for column, cell in enumerate(wide) if cell]
    if len(starts) < 2 or line - at != 1:
        return None
    filled: list[str] = []
    for column, cell in enumerate(wide):
        is_within = column in spans or (not grid.merged and not cell)
        filled.append(cell or (filled[-1] if filled and is_within else ""))
    own = [
        group if group != name and names[column] else ""
        for column, (group, name) in enumerate(zip(filled, names))
    ]
    shared = [n for group, n in Counter(filter(None, own)).items() if n > 1]
    holes = [column for column, name in enumerate(names) if not name and wide[column]]
    return filled if shared or holes else None


def _named(names: Sequence[str], groups: Sequence[str]) -> tuple[str, ...]:
    """Name the columns: by their own name, after that of their group where two are called alike."""
    twice = {name for name, n in Counter(filter(None, names)).items() if n > 1}
    own = [
        group
        if not name
        else f"{group}{BETWEEN}{name}"
        if name in twice and group and group != name
        else name
        for name, group in zip(names, groups)
    ]
    seen: Counter[str] = Counter()
    made = []
    for name in own:
        seen[name] += 1
        made.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return tuple(made)
