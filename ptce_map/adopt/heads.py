"""The header of a table: the row or two on which it stands, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ptce_map.adopt.grids import Grid
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
    """A header: its lines, the names of its columns, those of their groups, and names known."""

    lines: tuple[int, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    known: int = 0


def find_head(grid: Grid, known: Callable[[Sequence[str]], int]) -> Head | None:
    """Return the header of a grid, ``None`` if it has no row of names with something under it.

    ``known`` counts the cells of a row that are names of columns.
    """
    lines = [(line, _names(cells)) for line, cells in grid.lines]
    filled = [(line, cells) for line, cells in lines if any(cells)]
    rated = [(_rate(cells, known) - LOWER * at, at) for at, (_, cells) in enumerate(filled[:FIRST])]
    if len(filled) < 2 or not rated:
        return None
    best, at = max(rated, key=lambda pair: (pair[0], -pair[1]))
    if best <= 0 or at == len(filled) - 1:
        return None
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
    named = _named(names, groups or [""] * width)
    return Head(spans, named, tuple(groups or [""] * width), known(list(named)))


def _names(cells: Sequence[str]) -> list[str]:
    return [" ".join(clean(cell)[0].split()) for cell in cells]


def _rate(cells: Sequence[str], known: Callable[[Sequence[str]], int]) -> float:
    """Rate a row as a header: names known, short texts; numbers and twins are none."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and not known(filled):
        return 0.5 if not any(char.isdigit() for char in filled[0]) else 0.0
    texts = [cell for cell in filled if _is_name(cell)]
    return KNOWN * known(filled) + len(set(texts)) - 2 * (len(filled) - len(set(texts)))


def _is_name(cell: str) -> bool:
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
    return is_part and all(_is_name(lower[at]) for at in filled)


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
