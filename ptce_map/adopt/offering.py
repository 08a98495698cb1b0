"""Which of the columns of a file readers would filter by, or add up: what a mapping proposes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ptce_map.labels import fold
from ptce_map.register.own_measures import EUROS
from ptce_map.trackers import is_tracker

LISTED = ("texte", "liste", "date")
"""Kinds of column proposed as filters; whole numbers are seldom what readers choose by."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
MOST_PROPOSED, ROWS_A_VALUE, LONGEST_VALUE = 30, 4, 60
"""A filter is proposed of at most so many values, of so many rows each on average, so long."""


def is_filter_like(field: str, cells: Sequence[str], kind: str, sign: str) -> bool:
    """Tell a column that readers would filter by: few values of many rows, or dates by year."""
    if kind not in LISTED or is_tracker(field):
        return False
    told = [cell for cell in cells if cell]
    if kind == "date":
        years = {year for cell in told for year in YEAR.findall(cell)}
        return 2 <= len(years) <= MOST_PROPOSED
    parts = [part.strip() for cell in told for part in (cell.split(sign) if sign else [cell])]
    values = {fold(part) for part in parts if part}
    is_short = all(len(part) <= LONGEST_VALUE for part in parts)
    return is_short and 2 <= len(values) <= min(MOST_PROPOSED, len(told) // ROWS_A_VALUE)


def is_sum_like(cells: Sequence[str], kind: str) -> bool:
    """Tell a column of amounts, none of them negative."""
    return kind == EUROS and not any(cell.strip().startswith(("-", "−", "(")) for cell in cells)
