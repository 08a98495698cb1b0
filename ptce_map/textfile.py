"""Text files as people save them: encoding, delimiter and quotes of a CSV table.

What a register asks for is UTF-8, commas and double quotes; another encoding or delimiter is a
fault, and the table is read all the same.
"""

from __future__ import annotations

import csv
import io

from ptce_map.errors import Fault

Line = tuple[int, list[str]]
"""The number of the line on which a row begins, and its cells."""

COMMA = ","
OTHER_DELIMITERS = {";": ";", "\t": "tab"}
UTF_8 = "utf-8-sig"
ENCODINGS = {"cp1252": "Windows-1252", "utf-16": "UTF-16"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LONGEST_CELL = 100_000
"""Characters; a longer cell is a quote that was never closed. The limit of the csv module is one
for the whole process, which any library may change."""


def read_lines(data: bytes, file: str) -> tuple[list[Line], list[Fault]]:
    """Return the rows that are not blank, and what is wrong with the file that holds them."""
    text, faults = _decoded(data, file)
    if text is None:
        return [], faults
    if not text.strip():
        return [], [*faults, Fault(file, 0, "", "", "empty")]
    delimiter = _delimiter(text)
    if delimiter != COMMA:
        details = {"found": OTHER_DELIMITERS[delimiter]}
        faults.append(Fault(file, 0, "", "", "delimiter", details))
    lines, broken = _split(text, delimiter)
    if broken:
        faults.append(Fault(file, broken, "", "", "quotes"))
    return lines, faults


def _decoded(data: bytes, file: str) -> tuple[str | None, list[Fault]]:
    """Decode a text; UTF-8 with or without a byte order mark is as it should be."""
    encoding = "utf-16" if data.startswith(UTF_16) else UTF_8
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        encoding, line = "cp1252", data.count(b"\n", 0, error.start) + 1
        text = data.decode(encoding, errors="replace")
    else:
        line = 0
    if "\0" in text:
        return None, [Fault(file, 0, "", "", "binary")]
    if encoding == UTF_8:
        return text, []
    return text, [Fault(file, line, "", "", "encoding", {"encoding": ENCODINGS[encoding]})]


def _delimiter(text: str) -> str:
    """Return what separates the cells of the header."""
    header = next(line for line in text.splitlines() if line.strip())
    found = [one for one in OTHER_DELIMITERS if one in header]
    return found[0] if found and COMMA not in header else COMMA


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
