"""The rows under a header: those of the table, and what is left out of it and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ptce_map.labels import fold
from ptce_map.register.files.tabling import TOTALS
from ptce_map.register.files.text import Line
from ptce_map.register.files.typed_values import decimal_number

FULL = 3
"""Cells of a usual row from which a row of a single cell may be no row of the table."""
NOTE = re.compile(
    r"(?i)(?:(?:sources?|notes?|nb|lecture|champ|l[ée]gende|contact|renseignements|extraction)\b"
    r"|n\.b\.|mise? à jour|\*|\(\d\)|\d\) )"
)
"""How a note under a table begins."""
LEGEND = re.compile(r"(?i)l[ée]gende|lexique|glossaire|nomenclature|signification|abr[ée]viations")
"""How what explains the words of a table begins."""
LONG = 60
"""Characters from which a single cell after the last full row is a note."""


class Left(StrEnum):
    """Why a row, a column or a sheet is left out of the table."""

    TITLE = "title"
    BLANK = "blank"
    TOTAL = "total"
    NOTE = "note"
    SECTION = "section"
    HEADER = "header"
    TABLE = "table"
    BESIDE = "beside"
    BELOW = "below"
    EMPTY_COLUMN = "empty_column"
    SHEET = "sheet"


@dataclass(frozen=True)
class LeftOut:
    """What is left out: the sheet, the line (0 for a column or a sheet), and what it says.

    ``last`` is the last line of another table, whose header is on the first.
    """

    why: Left
    sheet: str
    line: int = 0
    text: str = ""
    last: int = 0


@dataclass(frozen=True)
class Kept:
    """A row of the table: its line, its cells and the title of the section that it stands in."""

    line: int
    cells: list[str]
    section: str = ""


def sort_out(
    lines: Sequence[Line],
    names: Sequence[str],
    sheet: str,
    is_area: Callable[[str], bool],
    spans: frozenset[int],
    title: str = "",
) -> tuple[list[Kept], list[LeftOut]]:
    """Part the rows of a table from blanks, totals, notes, titles of sections, headers again.

    Parameters
    ----------
    lines
        Rows under the header, their cells clean.
    names
        Names of the columns.
    sheet
        Name of the sheet.
    is_area
        Tells a text that names a département or a région, which alone in a row is a title.
    spans
        Lines of which a merged cell goes over several columns.
    title
        What stands next above the header: the title of the first rows, where the header comes
        again under others.
    """
    width = len(names)
    counts = [sum(map(bool, cells[:width])) for _, cells in lines]
    filled = sorted(n for n in counts if n)
    usual = filled[len(filled) // 2] if filled else 0
    last = max((at for at, n in enumerate(counts) if n > 1 or usual < FULL), default=-1)
    folded = [fold(name) for name in names]
    kept: list[Kept] = []
    out: list[LeftOut] = []
    above = _above_headers(lines, folded)
    section = title if above else ""
    areas = _areas(lines, usual, is_area)
    legend = _legend(lines, counts, usual)
    for at, (line, cells) in enumerate(lines):
        texts = [cell for cell in cells if cell]
        why: Left | None = None
        if not texts:
            why = Left.BLANK
        elif at >= legend:
            why = Left.NOTE
        elif _is_header(cells, folded):
            why = Left.HEADER
        elif line in above:
            why = Left.SECTION
        elif _is_total(texts, usual):
            why = Left.TOTAL
        elif len(texts) == 1 and (usual >= FULL or line in areas):
            is_after = at > last
            why = _why_single(texts[0], line in spans, is_area(texts[0]), is_after=is_after)
        if why is None:
            kept.append(Kept(line, list(cells), section))
            continue
        section = texts[0] if why is Left.SECTION else section
        out.append(LeftOut(why, sheet, line, " ".join(texts)))
    return kept, out


def _is_header(cells: Sequence[str], folded: Sequence[str]) -> bool:
    return [fold(cell) for cell in cells[: len(folded)]] == folded


def _above_headers(lines: Sequence[Line], folded: Sequence[str]) -> frozenset[int]:
    """Return the lines of the titles next above a header that comes again."""
    filled = [(line, cells) for line, cells in lines if any(cells)]
    return frozenset(
        line
        for (line, cells), (_, under) in pairwise(filled)
        if sum(map(bool, cells)) == 1 and len(folded) > 1 and _is_header(under, folded)
    )


def _legend(lines: Sequence[Line], counts: Sequence[int], usual: int) -> int:
    """Return where a legend under the table begins: its title, and narrow rows to the end."""
    for at, (_, cells) in enumerate(lines):
        texts = [cell for cell in cells if cell]
        is_title = len(texts) == 1 and LEGEND.match(texts[0]) is not None
        if at and is_title and usual >= FULL and max(counts[at:]) < usual:
            return at
    return len(lines)


def _areas(lines: Sequence[Line], usual: int, is_area: Callable[[str], bool]) -> frozenset[int]:
    """Return the lines of a table of two columns that name areas alone, if they are several."""
    alone = [(line, [cell for cell in cells if cell]) for line, cells in lines]
    found = [line for line, texts in alone if len(texts) == 1 and is_area(texts[0])]
    return frozenset(found if usual == FULL - 1 and len(found) > 1 else ())


def _why_single(text: str, is_wide: bool, is_area: bool, *, is_after: bool) -> Left | None:
    """Tell a note and the title of a section from a row of which a single cell is filled."""
    if is_after and (is_wide or NOTE.match(text) or len(text) >= LONG):
        return Left.NOTE
    return Left.SECTION if is_wide or is_area else None


def _is_total(texts: Sequence[str], usual: int) -> bool:
    """Tell whether a row begins with "Total" or "Sous-total", and holds nothing but numbers."""
    words = fold(texts[0]).split()
    is_named = bool(TOTALS & set(words[1:2] if words[:1] == ["sous"] else words[:1]))
    are_numbers = all(decimal_number(text)[0] for text in texts[1:])
    return is_named and are_numbers and (len(texts) < max(usual, 2) + 1)
