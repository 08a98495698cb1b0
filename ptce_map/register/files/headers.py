"""The header of a table: which row it is, and which column of the register each of its cells means.

A name that leaves no doubt is read, and said; one that may mean several columns is told with them;
what means none is not read, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from ptce_map.labels import fold
from ptce_map.likeness import nearest_texts
from ptce_map.notices import Fault, Finding, Level, Notice
from ptce_map.register.files.cleaning import clean
from ptce_map.register.files.meanings import (
    certain_forms,
    coded_forms,
    form_of,
    likely_forms,
    own_forms,
)
from ptce_map.register.files.text import FIRST, Line
from ptce_map.register.files.typed_values import is_error, is_nothing
from ptce_map.register.schema import MAIN, TABLES, file_name

LIKENESS = 0.8
"""Share of characters in common from which a name is a slip for that of a column."""
LONGEST_NAME = 60
"""Characters of a cell of the header that are compared with the names of the columns."""
PLACES = "territoire"
CODE = re.compile(
    r"(?:(?:com|arm|epci|dep|reg):)?(?:[0-9]{1,3}|2[AB]|[0-9][0-9AB][0-9]{2,3}|[0-9]{9})", re.I
)
"""What a bare code of a place looks like, or a token."""
CODE_WITH_NAME = re.compile(r"([0-9]{2,3}|2[AB])\s*[-–—:]\s*\D.*|\D.*\(([0-9]{2,3}|2[AB])\)", re.I)
"""A code beside its name: "56 - Morbihan", "Guadeloupe (971)"."""
PARTS = re.compile(r"[|,;/\n]+")
LEAST_CODES = 0.8
"""Share of the cells of a column that hold codes, from which it is a column of codes."""


@dataclass
class Header:
    """What the cells of a header mean.

    Attributes
    ----------
    line
        Its line.
    names
        Its cells, as they are written but for what is not seen.
    columns
        Position of a cell -> column of the register, for those that are read.
    findings
        What is said of it.
    prefix
        Kind of the tokens whose bare codes the territories are; empty if they are tokens.
    """

    line: int
    names: list[str]
    columns: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    prefix: str = ""

    def absent(self, columns: Iterable[str]) -> list[str]:
        """Return those of some columns that no cell means so far."""
        return [column for column in columns if column not in self.columns.values()]


def letter(position: int) -> str:
    """Return what a spreadsheet calls a column: A, B, … Z, AA."""
    text, rest = "", position + 1
    while rest:
        rest, last = divmod(rest - 1, len(ascii_uppercase))
        text = ascii_uppercase[last] + text
    return text


def count_names(table: str, cells: Sequence[str]) -> int:
    """Count the cells of a row that name a column of a table, or one that downloads add to it."""
    forms = _forms(table)
    others = {*own_forms(table), *((*coded_forms(), *likely_forms()) if table == MAIN else ())}
    found = {form_of(cell[:LONGEST_NAME]) for cell in cells if cell.strip()}
    return sum(form in forms or form in others for form in found)


def find_header(table: str, lines: Sequence[Line]) -> int:
    """Return the position of the row that names most columns, or -1; of equals, the first."""
    counts = [_rank(table, cells) for _, cells in lines[:FIRST]]
    best = max(counts, default=0)
    return counts.index(best) if best else -1


def _rank(table: str, cells: Sequence[str]) -> float:
    """Rate a row as a header: names found, else half a name if one is a slip for a column."""
    names = [cell[:LONGEST_NAME] for cell in cells if cell.strip()]
    return count_names(table, cells) or 0.5 * any(
        _near(name, TABLES[table].columns) for name in names
    )


def read_header(table: str, line: int, cells: Sequence[str], rows: Sequence[Line]) -> Header:
    """Return what the cells of a header mean, given the rows under it."""
    header = Header(line, [" ".join(clean(cell)[0].split()) for cell in cells])
    filled = _filled(header, rows)
    _match_names(table, header, filled)
    _match_forms(table, header, filled)
    if table == MAIN:
        _match_codes(header, filled)
        _match_likely(header, filled)
    _tell_meanings(table, header)
    _tell_others(table, header, filled)
    return header


def _filled(header: Header, rows: Sequence[Line]) -> Mapping[int, list[str]]:
    """Return the cells that are not blank of the columns that have a name or such a cell."""
    positions = range(len(header.names))
    under = {
        at: [row[at] for _, row in rows if at < len(row) and row[at].strip()] for at in positions
    }
    return {at: cells for at, cells in under.items() if cells or header.names[at]}


def _unread(header: Header, filled: Mapping[int, list[str]]) -> list[int]:
    return [at for at in filled if header.names[at] and at not in header.columns]


def _match_names(table: str, header: Header, filled: Mapping[int, list[str]]) -> None:
    """Match the cells that are the name of a column, letter by letter."""
    columns = TABLES[table].columns
    for at in _unread(header, filled):
        name = header.names[at]
        if name in columns and not header.absent([name]):
            header.findings.append(_fault(table, header, name, "header_twice"))
        elif name in columns:
            header.columns[at] = name


def _match_forms(table: str, header: Header, filled: Mapping[int, list[str]]) -> None:
    """Match the cells whose form is that of a name of a column; a second one is told."""
    forms, named = _forms(table), dict(header.columns)
    for at in _unread(header, filled):
        name = header.names[at]
        column = forms.get(form_of(name[:LONGEST_NAME]), "")
        is_doubtful = form_of(name) in likely_forms() and fold(name) != fold(column)
        if not column or (table == MAIN and is_doubtful) or column in named.values():
            continue
        if header.absent([column]):
            header.columns[at] = column
        else:
            first = next(
                header.names[seen] for seen, read in header.columns.items() if read == column
            )
            details = {"column": column, "first": first}
            header.findings.append(_fault(table, header, name, "header_two", details))


def _match_codes(header: Header, filled: Mapping[int, list[str]]) -> None:
    """Match the column of bare codes that says the territories most finely, if none is one."""
    if not header.absent([PLACES]):
        return
    forms = coded_forms()
    kinds = list(dict.fromkeys(forms.values()))
    found = {at: forms.get(form_of(header.names[at]), "") for at in _unread(header, filled)}
    coded = [at for at, kind in found.items() if kind and holds_codes(filled[at])]
    if coded:
        finest = min(coded, key=lambda at: kinds.index(found[at]))
        header.columns[finest], header.prefix = PLACES, found[finest]


def holds_codes(cells: Sequence[str]) -> bool:
    """Tell whether cells hold codes of places, alone, several, or beside their names.

    Those that hold no value, for a formula failed or was never computed, tell nothing.
    """
    told = [cell for cell in cells if not _is_valueless(clean(cell)[0])]
    codes = sum(_is_code(cell) for cell in told)
    return bool(told) and codes >= LEAST_CODES * len(told)


def _is_valueless(text: str) -> bool:
    return text.startswith("=") or is_error(text) or is_nothing(text)


def _is_code(cell: str) -> bool:
    text = clean(cell)[0]
    parts = [part.strip() for part in PARTS.split(text) if part.strip()]
    return bool(CODE_WITH_NAME.fullmatch(text)) or all(CODE.fullmatch(part) for part in parts)


def _match_likely(header: Header, filled: Mapping[int, list[str]]) -> None:
    """Match the cells that may mean one absent column, and tell those that may mean several."""
    for at in _unread(header, filled):
        columns = likely_forms().get(form_of(header.names[at]), ())
        free = [
            column
            for column in header.absent(columns)
            if column != PLACES or holds_codes(filled[at])
        ]
        if len(free) == 1 and filled[at]:
            header.columns[at] = free[0]
        elif free and filled[at]:
            details = {"columns": ", ".join(free), "letter": letter(at)}
            name, file = header.names[at], file_name(MAIN)
            doubt = Notice(
                file=file,
                line=header.line,
                column=name,
                code="header_likely",
                details=details,
                level=Level.DOUBT,
            )
            header.findings.append(doubt)


def _tell_meanings(table: str, header: Header) -> None:
    """Say in one line which columns are read under another name than theirs."""
    pairs = [(header.names[at], column) for at, column in header.columns.items()]
    told = ", ".join(f"{name} → {column}" for name, column in pairs if name != column)
    if told:
        header.findings.append(_note(table, header, "columns", {"columns": told}))


def _tell_others(table: str, header: Header, filled: Mapping[int, list[str]]) -> None:
    """Tell what is missing, what has no name, what is a slip, what is ours, what is not read."""
    columns = TABLES[table].columns
    absent = header.absent(columns)
    needed = [column for column in absent if columns[column].said["default"] is None]
    header.findings += [_fault(table, header, column, "header_missing") for column in needed]
    told = {finding.column for finding in header.findings}
    others: dict[str, list[str]] = {kind: [] for kind in ("own", "again", "unread")}
    for at in filled:
        name = header.names[at]
        if at in header.columns or name in told:
            continue
        if not name:
            details = {"letter": letter(at), "first": " ".join(filled[at][0].split())}
            header.findings.append(_fault(table, header, "", "header_blank", details))
        elif form_of(name) in own_forms(table):
            others["own"].append(f"{letter(at)} {name}")
        elif form_of(name) in _forms(table) and filled[at]:
            others["again"].append(f"{letter(at)} {name}")
        elif near := _slip(table, name, absent):
            header.findings.append(_fault(table, header, name, "header_near", {"near": near}))
        elif filled[at]:
            others["unread"].append(f"{letter(at)} {name}")
    for kind, names in others.items():
        if names:
            is_doubt = kind == "again" and not others["own"]
            level = Level.DOUBT if is_doubt else Level.NOTE
            details = {"columns": ", ".join(names)}
            header.findings.append(_note(table, header, f"columns_{kind}", details, level))


def _slip(table: str, name: str, absent: Iterable[str]) -> str:
    """Return the absent column for whose name another, that means none, is a slip."""
    means = table == MAIN and form_of(name) in coded_forms()
    return "" if means else _near(name, absent)


def _near(name: str, columns: Iterable[str]) -> str:
    """Return the column for whose name another is a slip, if there is one."""
    return next(iter(nearest_texts(name[:LONGEST_NAME], columns, likeness=LIKENESS)), "")


def _forms(table: str) -> Mapping[str, str]:
    return certain_forms(table, tuple(TABLES[table].columns))


def _fault(
    table: str, header: Header, column: str, code: str, details: Mapping[str, str] | None = None
) -> Fault:
    return Fault(
        file=file_name(table),
        line=header.line,
        column=column,
        code=code,
        details=dict(details or {}),
    )


def _note(
    table: str,
    header: Header,
    code: str,
    details: Mapping[str, str],
    level: Level = Level.NOTE,
) -> Notice:
    return Notice(
        file=file_name(table), line=header.line, code=code, details=dict(details), level=level
    )
