"""What may stand between a header and its rows: numbers of the columns, or the units of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

FEWEST = 3
"""Columns from which numbers under their names are those of the columns."""
NUMBER = re.compile(r"[(\[]?\s*(\d{1,2}|[a-zA-Z])\s*[)\]]?")
UNIT = re.compile(
    r"[(\[]\s*[^()\[\]]{1,20}\s*[)\]]"
    r"|(?:en )?(?:k€|K€|M€|€|k?euros?|eur|EUR|%|ha|km²?|km2|m²|m2|ETP|kWh?|MWh?|hab\.?|nb|nombre)"
)
"""The unit of a column: in brackets, or one that is known."""


def explains(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether the row under a header numbers its columns, or says their units."""
    return _numbers(cells, names) or _says_units(cells, names)


def _numbers(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether cells are 1, 2, 3 or a, b, c, one under each name."""
    found = [NUMBER.fullmatch(cell) for cell in cells if cell]
    texts = [match[1].lower() for match in found if match]
    n_names = sum(map(bool, names))
    ranks = [str(rank) for rank in range(1, len(texts) + 1)]
    letters = [chr(ord("a") + rank) for rank in range(len(texts))]
    is_whole = len(texts) == len(found) == n_names >= FEWEST
    return is_whole and texts in (ranks, letters)


def _says_units(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a row holds units alone, under some of the columns and not the first."""
    found = [at for at, cell in enumerate(cells) if cell]
    named = [at for at, name in enumerate(names) if name]
    is_part = bool(found) and set(found) < set(named) and found[0] > named[0]
    return is_part and all(UNIT.fullmatch(cells[at].strip()) for at in found)


def with_units(names: Sequence[str], cells: Sequence[str]) -> list[str]:
    """Return the names of columns with the units under them; numbers add nothing."""
    if _numbers(cells, names):
        return list(names)
    units = [*(cell.strip(" ()[]") for cell in cells), *[""] * (len(names) - len(cells))]
    return [f"{name} ({unit})" if name and unit else name for name, unit in zip(names, units)]
