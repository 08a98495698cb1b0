"""Rows of cells made a table of text, indexed by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from ptce_map.labels import fold
from ptce_map.notices import Fault, Finding, Level, Notice
from ptce_map.register.files.cleaning import clean
from ptce_map.register.files.headers import Header, find_header, letter, read_header
from ptce_map.register.files.text import FIRST, Line
from ptce_map.register.files.workbook import Worksheet
from ptce_map.register.schema import TABLES, file_name

N_LINES_SAID = 5
"""Lines that are named of those on which something was taken away."""
TOTALS = frozenset({"total", "totaux", "totals", "sum", "somme", "ensemble"})


@dataclass(frozen=True, eq=False)
class Tabled:
    """A table of text, if its header names a column, and what is said of it.

    ``prefix`` is the kind of the tokens whose bare codes its territories are.
    """

    table: pd.DataFrame | None
    findings: list[Finding] = field(default_factory=list)
    prefix: str = ""
    extras: pd.DataFrame = field(default_factory=pd.DataFrame)


def tabled(name: str, sheet: Worksheet, extras: Collection[str] = ()) -> Tabled:
    """Make a table of the rows of a file or sheet.

    Rows that are too long are left out, and said; those that are too short are completed. Blank
    rows, and columns without name or cell, mean nothing. The columns that are called as ``extras``
    say are put apart.
    """
    if extras:
        own, apart = _parted(sheet.lines, extras)
        made = tabled(name, replace(sheet, lines=own))
        index: list[int] = [] if made.table is None else made.table.index.tolist()
        columns = {column: [cells.get(line, "") for line in index] for column, cells in apart}
        return replace(made, extras=pd.DataFrame(columns, index=index, dtype="str"))
    lines = [(line, cells) for line, cells in sheet.lines if not _is_blank(cells)]
    if not lines:
        return Tabled(None, [Fault(file=file_name(name), code="empty")])
    at = find_header(name, lines)
    if at < 0:
        return Tabled(None, [_no_header(name, lines[0][0])])
    header = read_header(name, lines[at][0], lines[at][1], lines[at + 1 :])
    findings = [*_above(name, lines[:at]), *header.findings]
    sound = list(_sound_rows(name, header, lines[at + 1 :], findings))
    findings += list(_uncomputed(name, header, sound, sheet))
    columns = _cleaned(name, header, sound, findings)
    findings += _sheet_findings(name, header, sheet)
    index = [line for line, _ in sound]
    return Tabled(pd.DataFrame(columns, index=index, dtype="str"), findings, header.prefix)


def _parted(
    lines: Sequence[Line], extras: Collection[str]
) -> tuple[list[Line], list[tuple[str, dict[int, str]]]]:
    """Take the cells of extra columns out of rows; return them by column and line too."""
    named = ((line, [clean(cell)[0] for cell in cells]) for line, cells in lines[:FIRST])
    header, names = max(
        named, key=lambda row: sum(name in extras for name in row[1]), default=(0, [])
    )
    places = {at: name for at, name in enumerate(names) if name in extras}
    own = [
        (line, ["" if at in places and line >= header else cell for at, cell in enumerate(cells)])
        for line, cells in lines
    ]
    apart = [
        (name, {line: clean(cells[at])[0] for line, cells in lines if at < len(cells)})
        for at, name in places.items()
    ]
    return own, apart


def _is_blank(cells: Sequence[str]) -> bool:
    return not any(clean(cell)[0] for cell in cells)


def _no_header(name: str, line: int) -> Fault:
    columns = TABLES[name].columns
    needed = [column for column in columns if columns[column].said["default"] is None]
    details = {"columns": ", ".join(needed)}
    return Fault(file=file_name(name), line=line, code="header_none", details=details)


def _above(name: str, lines: Sequence[Line]) -> Iterator[Notice]:
    """Say which rows stand above the header."""
    for line, cells in lines:
        first = next(cell for cell in cells if clean(cell)[0])
        yield Notice(file=file_name(name), line=line, value=clean(first)[0], code="row_above")


def _sound_rows(
    name: str, header: Header, lines: Sequence[Line], findings: list[Finding]
) -> Iterator[Line]:
    """Yield the rows of the table, as wide as the header; the others are told."""
    width = len(header.names)
    for line, cells in lines:
        beyond = [clean(cell)[0] for cell in cells[width:] if clean(cell)[0]]
        filled = [cell for cell in cells if clean(cell)[0]]
        if beyond:
            details: dict[str, str | int] = {"n": len(cells), "columns": str(width)}
            value = ", ".join(beyond)
            findings.append(
                Fault(file=file_name(name), line=line, value=value, code="width", details=details)
            )
        elif len(filled) == 1 and _is_total(filled[0]):
            findings.append(
                Notice(file=file_name(name), line=line, value=clean(filled[0])[0], code="total")
            )
        else:
            yield line, [*cells[:width], *[""] * (width - len(cells))]


def _is_total(cell: str) -> bool:
    return bool(TOTALS & set(fold(cell).split()[:1]))


def _cleaned(
    name: str, header: Header, rows: Sequence[Line], findings: list[Finding]
) -> dict[str, list[str]]:
    """Return the columns that are read, without what is not seen; say how many cells held it."""
    columns: dict[str, list[str]] = {}
    for at, column in header.columns.items():
        changed: dict[str, list[int]] = defaultdict(list)
        columns[column] = []
        for line, cells in rows:
            text, codes = clean(cells[at])
            columns[column].append(text)
            for code in codes:
                changed[code].append(line)
        for code, lines in changed.items():
            said = ", ".join(map(str, lines[:N_LINES_SAID])) + ("…" if lines[N_LINES_SAID:] else "")
            details: dict[str, str | int] = {"n": len(lines), "lines": said}
            findings.append(
                Notice(file=file_name(name), column=column, code=f"clean_{code}", details=details)
            )
    return {column: columns[column] for column in TABLES[name].columns if column in columns}


def _uncomputed(
    name: str, header: Header, rows: Sequence[Line], sheet: Worksheet
) -> Iterator[Fault]:
    """Empty the cells of formulas that no program computed, and tell each."""
    for line, cells in rows:
        for at, column in header.columns.items():
            if (line, at) in sheet.uncomputed:
                yield Fault(
                    file=file_name(name),
                    line=line,
                    column=column,
                    value=cells[at],
                    code="uncomputed",
                    details={"n": 1},
                )
                cells[at] = ""


def _sheet_findings(name: str, header: Header, sheet: Worksheet) -> Iterator[Notice]:
    """Say what a sheet merges and hides, where it is read."""
    file = file_name(name)
    for cell in sheet.merged:
        if cell.line > header.line and cell.column in header.columns:
            column = header.columns[cell.column]
            said = Notice(
                file=file,
                line=cell.line,
                column=column,
                value=cell.value,
                code="merged",
                details={"first": cell.first},
            )
            doubt = replace(said, code="merged_across", level=Level.DOUBT)
            yield said if cell.is_spread else doubt
    hidden = [str(line) for line in sheet.hidden_lines if line > header.line]
    columns = [
        f"{letter(at)} {header.columns[at]}" for at in sheet.hidden_columns if at in header.columns
    ]
    for code, names in (("hidden_rows", hidden), ("hidden_columns", columns)):
        if names:
            details: dict[str, str | int] = {"n": len(names), "names": ", ".join(names)}
            yield Notice(file=file, code=code, details=details)
    if sheet.is_hidden:
        yield Notice(file=file, code="hidden_sheet")
