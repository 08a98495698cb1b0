"""Text files as people save them: encoding, delimiter and quotes of a CSV table.

The plain form is UTF-8, commas and double quotes. Another that leaves no doubt is read, and said in
one line; a doubt is a fault, and nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ptce_map.notices import Fault, Finding, Notice, Words
from ptce_map.register.files.decoding import UTF_8, decode

Line = tuple[int, list[str]]
"""The number of the line on which a row begins, and its cells."""

COMMA = ","
SEPARATORS: Mapping[str, str] = MappingProxyType(
    {COMMA: "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
)
"""What may separate cells -> name of its text; the plain one first."""
DECLARED = re.compile(r'\A"?sep=(.)"?[^\S\r\n]*(\r\n|\r|\n)', re.IGNORECASE)
"""First line by which a spreadsheet is told what separates cells."""
LOOKED_AT = 50_000
"""First characters by which a separator is recognised."""
FIRST = 20
"""First rows of which one may be the header."""
LONGEST_CELL = 100_000
"""Characters; a longer cell is a quote that was never closed. The limit of the csv module is one
for the whole process, which any library may change."""

EXACT = re.compile(r'="([^"]*)"\Z')
"""How people keep a spreadsheet from taking the zeros of a code away: ="01004"."""


def read_lines(
    data: bytes, file: str, known: Callable[[list[str]], int]
) -> tuple[list[Line], list[Finding]]:
    """Return the rows of a file, and what is said of its form.

    What separates the cells is what makes most ``known`` names of columns of a row; the rows are
    empty where that is in doubt.
    """
    text, encoding = decode(data)
    if text is None:
        code, details = ("encoding", {"encoding": encoding}) if encoding else ("binary", {})
        return [], [Fault(file=file, code=code, details=details)]
    declared = DECLARED.match(text)
    body = text[declared.end() :] if declared else text
    if not body.strip():
        return [], [Fault(file=file, code="empty")]
    separators = [declared[1]] if declared else _separators(body, known)
    if len(separators) > 1:
        named = Words(tuple(f"separator.{SEPARATORS[found]}" for found in separators))
        return [], [Fault(file=file, code="separator", details={"separators": named})]
    first = 2 if declared else 1
    lines, broken = _split(body, separators[0], first)
    form = tuple(_form(separators[0], encoding, is_declared=declared is not None))
    said: list[Finding] = (
        [Notice(file=file, code="form", details={"form": Words(form)})] if form else []
    )
    if broken:
        said.append(Fault(file=file, line=broken, code="quotes"))
    return lines, said


def _form(separator: str, encoding: str, *, is_declared: bool) -> Iterator[str]:
    """Yield the keys of the texts that say how a file was read, but in the plain form."""
    if is_declared:
        yield "form.declared"
    elif separator != COMMA:
        yield f"form.{SEPARATORS[separator]}"
    if encoding != UTF_8:
        yield f"form.{encoding.removesuffix('-le').removesuffix('-be')}"


def _separators(text: str, known: Callable[[list[str]], int]) -> list[str]:
    """Return what separates the cells: one separator, or those between which nothing decides."""
    rated = {separator: _rate(text, separator, known) for separator in SEPARATORS}
    best = max(rated.values())
    found = [separator for separator, rate in rated.items() if rate == best]
    return found if best[0] and best[2] > 1 else found[:1]


def _rate(text: str, separator: str, known: Callable[[list[str]], int]) -> tuple[int, float, int]:
    """Rate a separator: names of columns found, share of rows as wide as most, width."""
    rows = [cells for _, cells in _split(text[:LOOKED_AT], separator)[0] if any(cells)]
    if not rows:
        return 0, 0.0, 1
    width, n_rows = Counter(map(len, rows)).most_common(1)[0]
    named = max(known(cells) if len(cells) > 1 else min(known(cells), 1) for cells in rows[:FIRST])
    return named, n_rows / len(rows) if width > 1 else 0.0, width


def _split(text: str, separator: str, first: int = 1) -> tuple[list[Line], int]:
    """Return the rows up to the first whose quotes are broken, and the line of that one, or 0.

    Quotes may stand after a blank, as some programs write them.
    """
    is_spaced = re.search(rf'{re.escape(separator)} +"', text) is not None
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=separator, strict=True, skipinitialspace=is_spaced)
    lines: list[Line] = []
    line = first
    try:
        for cells in reader:
            if len(max(cells, key=len, default="")) > LONGEST_CELL:
                return lines, line
            lines.append(
                (line, [EXACT.sub(r"\1", cell) if cell.startswith("=") else cell for cell in cells])
            )
            line = first + reader.line_num
    except csv.Error:
        return lines, line
    return lines, 0
