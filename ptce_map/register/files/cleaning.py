"""Cells without what no reader sees: invisible characters, odd spaces, blank edges."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NEW_LINES = re.compile("\r\n?|\N{LINE SEPARATOR}|\N{PARAGRAPH SEPARATOR}|\v|\f|_x000D_\n?")
"""What breaks a line, besides the plain end; a workbook may write one of them by its code."""
KEPT, TAB = "\n", "\t"
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cn"})
"""Unicode categories of what is not seen: controls, marks of format, what is not assigned."""
SPACE = "Zs"


@lru_cache(maxsize=65536)
def clean(cell: str) -> tuple[str, tuple[str, ...]]:
    """Return a cell without what is not seen, and the codes of what was taken away.

    Codes: ``invisible`` for characters, ``space`` for spaces that are not the plain one,
    ``accents`` for accents apart from their letters, ``edges`` for blanks around values.
    """
    is_plain = cell.isascii() and cell.isprintable()
    text, codes = (cell, ()) if is_plain else _seen(cell)
    stripped = text.strip()
    return stripped, (*codes, *(("edges",) if stripped != text else ()))


def _seen(cell: str) -> tuple[str, tuple[str, ...]]:
    text = NEW_LINES.sub("\n", cell)
    kept = "".join(char for char in text if char == KEPT or not _is_invisible(char))
    spaced = "".join(" " if _is_space(char) else char for char in kept)
    composed = unicodedata.normalize("NFC", spaced)
    changes = (("invisible", cell, kept), ("space", kept, spaced), ("accents", spaced, composed))
    return composed, tuple(code for code, before, after in changes if before != after)


def _is_invisible(char: str) -> bool:
    return char != TAB and unicodedata.category(char) in INVISIBLE


def _is_space(char: str) -> bool:
    return char == TAB or unicodedata.category(char) == SPACE
