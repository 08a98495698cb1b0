"""Text files as people save them: encoding, delimiter and quotes of a CSV table.

What a register asks for is UTF-8, commas and double quotes; another encoding or delimiter is a
fault, and the table is read all the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from ptce_map.notices import Fault

Line = tuple[int, list[str]]
"""The number of the line on which a row begins, and its cells."""

COMMA = ","
DELIMITER_FAULTS = {";": "delimiter", "\t": "delimiter_tab"}
"""What may separate cells, besides a comma -> code of the fault."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LONGEST_CELL = 100_000
"""Characters; a longer cell is a quote that was never closed. The limit of the csv module is one
for the whole process, which any library may change."""


def read_lines(
    data: bytes, file: str, columns: Collection[str] = ()
) -> tuple[list[Line], list[Fault]]:
    """Return the rows that are not blank, and what is wrong with the file that holds them.

    What separates the cells is what finds most ``columns`` in the header.
    """
    text, faults = _decoded(data, file)
    if text is None:
        return [], faults
    if not text.strip():
        return [], [*faults, Fault(file, 0, "", "", "empty")]
    delimiter = _delimiter(text, columns)
    if delimiter != COMMA:
        faults.append(Fault(file, 0, "", "", DELIMITER_FAULTS[delimiter]))
    lines, broken = _split(text, delimiter)
    if broken:
        faults.append(Fault(file, broken, "", "", "quotes"))
    return lines, faults


def _decoded(data: bytes, file: str) -> tuple[str | None, list[Fault]]:
    """Decode a text; UTF-8 with or without a byte order mark is as it should be."""
    faults = []
    try:
        if data.startswith(UTF_16):
            text = data.decode("utf-16")
            faults.append(Fault(file, 0, "", "", "encoding", {"encoding": "UTF-16"}))
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", errors="replace")
        line = data.count(b"\n", 0, error.start) + 1
        details = {"encoding": "Windows-1252", "line": str(line)}
        faults.append(Fault(file, 0, "", "", "encoding_from", details))
    if "\0" in text:
        return None, [Fault(file, 0, "", "", "binary")]
    return text, faults


def _delimiter(text: str, columns: Collection[str]) -> str:
    """Return what separates the cells of the header."""
    header = next(line for line in text.splitlines() if line.strip())
    known = {one: _found(header, one, columns) for one in (COMMA, *DELIMITER_FAULTS)}
    likeliest = max(known, key=known.__getitem__)
    if known[likeliest]:
        return likeliest
    return next((one for one in DELIMITER_FAULTS if one in header and COMMA not in header), COMMA)


def _found(header: str, delimiter: str, columns: Collection[str]) -> int:
    """Count the columns that a header names, if its cells are separated so."""
    return sum(cell.strip(' "') in columns for cell in header.split(delimiter))


def _split(text: str, delimiter: str) -> tuple[list[Line], int]:
    """Return the rows up to the first whose quotes are broken, and the line of that one, or 0."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    line = 1
    try:
        for cells in reader:
            if len(max(cells, key=len, default="")) > LONGEST_CELL:
                return lines, line
            if any(cells):
                lines.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        return lines, line
    return lines, 0
