"""The table of a file: rows and columns of which sheet, and what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import shapely

from ptce_map.adopt.below import part_rows
from ptce_map.adopt.beside import part_columns
from ptce_map.adopt.grids import Grid
from ptce_map.adopt.heads import Head, Judge
from ptce_map.adopt.rows import Kept, Left, LeftOut, sort_out
from ptce_map.adopt.stacked import Part, part_tables, same_columns
from ptce_map.labels import fold
from ptce_map.register.files.cleaning import clean
from ptce_map.register.files.headers import letter

ALIKE = 0.8
"""Share of the columns that another sheet must have to be a part of the same table."""
SHEET, SECTION = "(feuille)", "(section)"
"""Names of the columns that say of which sheet, and under which title, a row stands."""


@dataclass(frozen=True)
class Row:
    """A row of the table: sheet, line, cells by position, and its shape if it has one.

    ``formulas`` are, by position, those that no program computed: their cells are blank.
    """

    sheet: str
    line: int
    cells: tuple[str, ...]
    shape: shapely.Geometry | None = None
    formulas: Mapping[int, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ColumnName:
    """A column that is read: its position, its letter, its name and the one above, if any."""

    at: int
    letter: str
    name: str
    group: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, eq=False)
class Table:
    """The table of a file.

    Attributes
    ----------
    sheets
        The sheets that it stands in, with the lines of the header of each: none without one.
    left_out
        What is left out.
    titles
        What stands above the header.
    cleaned, spread
        Number of cells from which something invisible was taken away, and of those that merged
        cells cover, whose value was repeated.
    hidden_lines
        Lines that are hidden, and taken all the same.
    """

    sheets: dict[str, tuple[int, ...]]
    columns: tuple[ColumnName, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...] = ()
    titles: tuple[str, ...] = ()
    cleaned: int = 0
    spread: int = 0
    hidden_lines: tuple[int, ...] = ()

    def cells(self, column: ColumnName) -> list[str]:
        """Return the cells of a column."""
        return [row.cells[column.at] for row in self.rows]

    def column(self, name: str) -> ColumnName | None:
        """Return the column of a name, whatever its case and accents, if there is one."""
        exact = (column for column in self.columns if column.name == name)
        alike = (column for column in self.columns if fold(column.name) == fold(name))
        return next(exact, None) or next(alike, None)


@dataclass(frozen=True, eq=False)
class _Part:
    """What is read of one sheet."""

    grid: Grid
    head: Head
    kept: list[Kept]
    out: list[LeftOut]
    above: list[tuple[int, list[str]]]


def find_table(grids: Sequence[Grid], judge: Judge, is_area: Callable[[str], bool]) -> Table | None:
    """Return the table of a file, ``None`` if no sheet holds one.

    ``judge`` tells headers from rows, ``is_area`` the name of a département or région. Of several
    sheets, the one whose header is the surest is taken, and those that have the same columns with
    it.
    """
    heads = [pair for grid in grids for pair in part_tables(grid, judge)]
    found = [(grid, head) for grid, head in heads if head is not None and _n_rows(grid, head)]
    if not found:
        return None
    best = max(found, key=lambda pair: (not pair[0].is_hidden, pair[1].known, _n_rows(*pair)))
    alike = [pair for pair in found if pair is best or _is_alike(pair[1], best[1])]
    parts = [_read(grid, _renamed(head, best[1]), is_area, judge) for grid, head in alike]
    parts = [_under_title(part) if _is_stacked(part, parts) else part for part in parts]
    return _made(parts, [*_other_tables(heads, alike), *_other_sheets(grids, alike)])


def _other_tables(heads: Sequence[Part], taken: Sequence[Part]) -> Iterator[LeftOut]:
    """Yield the tables that are not taken of the sheets of which another is."""
    sheets = {grid.sheet for grid, _ in taken}
    grids = [grid for grid, _ in taken]
    for grid, head in heads:
        lines = [line for line, cells in grid.lines if any(cells)]
        if grid.sheet in sheets and grid not in grids and lines:
            first = head.lines[0] if head and head.lines else lines[0]
            names = filter(None, head.names) if head else ()
            for line, cells in grid.lines:
                if head and head.is_above(line) and any(cells):
                    yield LeftOut(Left.TITLE, grid.sheet, line, _text(cells))
            yield LeftOut(Left.TABLE, grid.sheet, first, ", ".join(names), lines[-1])


def _other_sheets(grids: Sequence[Grid], taken: Sequence[Part]) -> list[LeftOut]:
    sheets = {grid.sheet for grid, _ in taken}
    filled = (grid for grid in grids if any(any(cells) for _, cells in grid.lines))
    return [LeftOut(Left.SHEET, grid.sheet) for grid in filled if grid.sheet not in sheets]


def _renamed(head: Head, best: Head) -> Head:
    """Call the columns of a header as another calls those of the same meaning."""
    known = same_columns(head.names, best.names)
    return replace(head, names=tuple(known.get(name, name) for name in head.names))


def _n_rows(grid: Grid, head: Head) -> int:
    return sum(head.is_under(line) and any(cells) for line, cells in grid.lines)


def _is_alike(head: Head, other: Head) -> bool:
    counts = [sum(map(bool, found.names)) for found in (head, other)]
    least, most = sorted(counts)
    same = same_columns(head.names, other.names)
    return least > 1 and 2 * least >= most and len(same) >= ALIKE * least


def _read(grid: Grid, head: Head, is_area: Callable[[str], bool], judge: Judge) -> _Part:
    grid, head, beside = part_columns(grid, head)
    grid, below = part_rows(grid, head, judge)
    lines = [(line, [clean(cell)[0] for cell in cells]) for line, cells in grid.lines]
    above = [pair for pair in lines if head.is_above(pair[0]) and any(pair[1])]
    under = [pair for pair in lines if head.is_under(pair[0])]
    spans = frozenset(cell.line for cell in grid.merged if not cell.is_spread)
    kept, out = sort_out(
        under, head.names, grid.sheet, is_area, spans, _text(above[-1][1]) if above else ""
    )
    return _Part(grid, head, kept, [*out, *beside, *below], above)


def _is_stacked(part: _Part, parts: Sequence[_Part]) -> bool:
    return sum(other.grid.sheet == part.grid.sheet for other in parts) > 1


def _under_title(part: _Part) -> _Part:
    """Give the rows of one of several tables of a sheet the title next to its header, if any."""
    title = _text(part.above[-1][1]) if part.above else ""
    kept = [Kept(row.line, row.cells, row.section or title) for row in part.kept]
    return replace(part, kept=kept)


def _made(parts: Sequence[_Part], others: Sequence[LeftOut]) -> Table:
    """Put the sheets of one table one after the other; a column names the sheet, if several."""
    names = list(dict.fromkeys(name for part in parts for name in _named(part.head)))
    added = [SHEET] * (len({part.grid.sheet for part in parts}) > 1)
    added += [SECTION] * any(row.section for part in parts for row in part.kept)
    rows = tuple(row for part in parts for row in _rows(part, names, added))
    filled = [
        any(row.cells[at] or at in row.formulas for row in rows)
        for at in range(len(names) + len(added))
    ]
    columns = tuple(_columns(parts, names, added, filled))
    empty = [
        LeftOut(Left.EMPTY_COLUMN, parts[0].grid.sheet, 0, name)
        for at, name in enumerate(names)
        if not filled[at] and name in parts[0].head.names
    ]
    return Table(
        {part.grid.sheet: part.head.lines for part in reversed(parts)},
        columns,
        rows,
        (
            *_headers(parts),
            *(o for part in parts for o in (*_titles(part), *part.out)),
            *empty,
            *others,
        ),
        tuple(dict.fromkeys(_text(cells) for part in parts for _, cells in part.above)),
        sum(_n_cleaned(part) for part in parts),
        sum(_n_spread(part) for part in parts),
        tuple(line for part in parts for line in part.grid.hidden_lines if line in _lines(part)),
    )


def _named(head: Head) -> list[str]:
    """Return the names of the columns, letters for those that have none."""
    return [name or letter(at) for at, name in enumerate(head.names)]


def _columns(
    parts: Sequence[_Part], names: Sequence[str], added: Sequence[str], filled: Sequence[bool]
) -> list[ColumnName]:
    columns = []
    for at, name in enumerate((*names, *added)):
        own = next((part for part in parts if name in _named(part.head)), None)
        if filled[at]:
            place = _named(own.head).index(name) if own else -1
            group = own.head.groups[place] if own else ""
            is_hidden = own is not None and place in own.grid.hidden_columns
            columns.append(ColumnName(at, letter(place) if own else "", name, group, is_hidden))
    return columns


def _rows(part: _Part, names: Sequence[str], added: Sequence[str]) -> list[Row]:
    own = _named(part.head)
    order = [own.index(name) if name in own else -1 for name in names]
    more = {SHEET: part.grid.sheet}
    rows = []
    for kept in part.kept:
        cells = [kept.cells[at] if 0 <= at < len(kept.cells) else "" for at in order]
        formulas = {
            at: cells[at]
            for at, place in enumerate(order)
            if (kept.line, place) in part.grid.uncomputed
        }
        known = ("" if at in formulas else cell for at, cell in enumerate(cells))
        beside = (more.get(name, kept.section) for name in added)
        shape = part.grid.shapes.get(kept.line)
        rows.append(Row(part.grid.sheet, kept.line, (*known, *beside), shape, formulas))
    return rows


def _titles(part: _Part) -> list[LeftOut]:
    return [LeftOut(Left.TITLE, part.grid.sheet, line, _text(cells)) for line, cells in part.above]


def _headers(parts: Sequence[_Part]) -> Iterator[LeftOut]:
    """Yield the headers of the tables that stand under another of the same sheet."""
    seen: set[str] = set()
    for part in parts:
        if part.grid.sheet in seen:
            text = _text(part.head.names)
            yield from (
                LeftOut(Left.HEADER, part.grid.sheet, line, text) for line in part.head.lines
            )
        seen.add(part.grid.sheet)


def _text(cells: Sequence[str]) -> str:
    return " ".join(cell for cell in cells if cell)


def _lines(part: _Part) -> set[int]:
    return {kept.line for kept in part.kept}


def _n_cleaned(part: _Part) -> int:
    own = _lines(part)
    cells = (cell for line, row in part.grid.lines if line in own for cell in row)
    return sum(bool(clean(cell)[1]) for cell in cells)


def _n_spread(part: _Part) -> int:
    own = _lines(part)
    return sum(cell.is_spread and cell.line in own for cell in part.grid.merged)
