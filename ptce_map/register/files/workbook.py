"""Workbooks as people save them: the cells of each sheet of an XLSX or ODS file, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine

from ptce_map.register.files.bounds import MOST_ROWS, TooManyRowsError
from ptce_map.register.files.marks import Marks, read_marks
from ptce_map.register.files.text import Line


@dataclass(frozen=True)
class Merged:
    """A cell of a merged area, other than the first: line, position of the column, and the first.

    ``is_spread`` tells that the value of the first was repeated in it, as in the rows that one
    name stands beside; in the columns of a row, the value is that of the first alone.
    """

    line: int
    column: int
    value: str
    first: str
    is_spread: bool


@dataclass(frozen=True)
class Worksheet:
    """A sheet: its rows as text, its merged cells, its hidden lines and columns (positions).

    ``uncomputed`` are line and position of the formulas that no program computed.
    """

    lines: list[Line]
    merged: tuple[Merged, ...] = ()
    hidden_lines: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False
    uncomputed: frozenset[tuple[int, int]] = frozenset()


def read_sheets(path: Path) -> dict[str, Worksheet]:
    """Return the sheets of a workbook, in its order.

    A number that is shown as a percentage is one: 0.125 is "12.5 %". A formula is its value; an
    error, or a formula that was never computed, is its text, which no rule takes for a value. The
    value of merged cells is repeated in every row that they cover.

    Raises
    ------
    calamine.CalamineError, OSError
        If the file is no workbook, or if it is locked by a password.
    TooManyRowsError
        If a sheet has more rows than a register.
    """
    with calamine.load_workbook(path) as workbook:
        marks = read_marks(path)
        hidden = {
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible != calamine.SheetVisibleEnum.Visible
        }
        return {
            name: _sheet(workbook, name, marks.get(name, Marks()), is_hidden=name in hidden)
            for name in workbook.sheet_names
        }


def _sheet(
    workbook: calamine.CalamineWorkbook, name: str, marks: Marks, *, is_hidden: bool
) -> Worksheet:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS:
        raise TooManyRowsError
    rows = sheet.to_python(skip_empty_area=False)
    texts = [[cell_text(cell) for cell in row] for row in rows]
    for row, column in marks.percents:
        share = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(share, float):
            texts[row][column] = percent_text(share)
    for (row, column), text in marks.texts.items():
        if row < len(texts) and column < len(texts[row]):
            texts[row][column] = text
    merged = tuple(_spread(texts, marks))
    return Worksheet(
        [(line, cells) for line, cells in enumerate(texts, start=1)],
        merged,
        tuple(row + 1 for row in marks.rows if row < len(texts) and any(texts[row])),
        tuple(
            column
            for column in marks.columns
            if any(column < len(row) and row[column] for row in texts)
        ),
        is_hidden,
        _uncomputed(marks, merged),
    )


def _uncomputed(marks: Marks, merged: Sequence[Merged]) -> frozenset[tuple[int, int]]:
    """Return line and position of the formulas without value, and of the cells merged with them."""
    own = {(row + 1, column) for row, column in marks.formulas}
    spread = {
        (cell.line, cell.column)
        for cell in merged
        if cell.is_spread and (int(cell.first), cell.column) in own
    }
    return frozenset(own | spread)


def _spread(texts: Sequence[list[str]], marks: Marks) -> Iterator[Merged]:
    """Repeat the value of merged cells in the rows that they cover, and yield those covered."""
    for (top, left), (bottom, right) in marks.merges:
        value = texts[top][left] if top < len(texts) and left < len(texts[top]) else ""
        for row in range(top, min(bottom + 1, len(texts))) if value else ():
            for column in range(left, min(right + 1, len(texts[row]))):
                if (row, column) == (top, left) or texts[row][column]:
                    continue
                is_spread = column == left
                if is_spread:
                    texts[row][column] = value
                yield Merged(row + 1, column, value, str(top + 1), is_spread)


def percent_text(share: float) -> str:
    """Return a share as the percentage that a workbook shows."""
    number = (Decimal(repr(share)) * 100).normalize()
    return f"{number:f} %"


def cell_text(cell: object) -> str:
    """Return what a cell of a workbook would read as in CSV: days without hours, whole numbers."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
