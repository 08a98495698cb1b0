"""Texts as programs spoil them on their way to a file, and what undoes it."""

from __future__ import annotations

from functools import lru_cache

from ptce_map.notices import Finding, Notice
from ptce_map.register.files.text import Line
from ptce_map.register.files.typed_values import plain_entities, unspoiled


def sound_text(text: str) -> str:
    """Return a text as it was before a wrong encoding, or entities of HTML: "NÃ®mes" is "Nîmes"."""
    if text.isascii() and "&" not in text:
        return text
    return _sound(text)


@lru_cache(maxsize=16_384)
def _sound(text: str) -> str:
    repaired = unspoiled(text) or text
    return (plain_entities(repaired) or repaired) if "&" in repaired else repaired


def with_row_names(lines: list[Line], file: str) -> tuple[list[Line], list[Finding]]:
    """Put a blank name before those of a header that is one shorter than all of its rows.

    R writes the numbers of the rows so, without a name above them.
    """
    filled = [(line, cells) for line, cells in lines if any(cells)]
    if len(filled) < 2:
        return lines, []
    (first, header), rows = filled[0], [cells for _, cells in filled[1:]]
    ranks = [str(rank) for rank in range(1, len(rows) + 1)]
    is_short = {len(cells) for cells in rows} == {len(header) + 1} and all(header)
    if not is_short or [cells[0] for cells in rows] != ranks:
        return lines, []
    shifted = [(line, ["", *cells] if line == first else cells) for line, cells in lines]
    return shifted, [Notice(file=file, line=first, code="adopt_row_names")]
