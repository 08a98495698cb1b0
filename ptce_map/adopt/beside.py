"""A smaller table beside the one that is read, such as sums by région: no part of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ptce_map.adopt.grids import Grid
from ptce_map.adopt.heads import Head, cleaned
from ptce_map.adopt.rows import Left, LeftOut
from ptce_map.labels import fold
from ptce_map.register.files.headers import letter
from ptce_map.register.files.tabling import TOTALS

SHORTER = 2
"""Rows by which a table beside another ends before it, where it does not end by a total."""


def part_columns(grid: Grid, head: Head) -> tuple[Grid, Head, list[LeftOut]]:
    """Take the tables beside that of the first columns out of a grid, and tell them.

    They stand after a column without name or cell, are named, and their rows are full from the
    first to one that is above the last of the table.
    """
    rows = [cells for line, cells in cleaned(grid) if head.is_under(line) and any(cells)]
    out: list[LeftOut] = []
    for group in _groups(head, rows)[1:]:
        n = _length(group, rows)
        is_short = 0 < n <= len(rows) - SHORTER or (
            0 < n < len(rows) and _ends_by_total(group, rows[n - 1])
        )
        if len(group) > 1 and all(head.names[at] for at in group) and is_short:
            names = ", ".join(f"{letter(at)} {head.names[at]}" for at in group)
            out.append(LeftOut(Left.BESIDE, grid.sheet, 0, names))
            grid, head = _without(grid, head, group)
    return grid, head, out


def _groups(head: Head, rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return the columns, parted by those that have neither name nor cell."""
    groups: list[list[int]] = [[]]
    for at, name in enumerate(head.names):
        if name or any(at < len(row) and row[at] for row in rows):
            groups[-1].append(at)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _length(group: Sequence[int], rows: Sequence[Sequence[str]]) -> int:
    """Return how many first rows are full of a group of columns under which all else is blank."""
    counts = [sum(at < len(row) and bool(row[at]) for at in group) for row in rows]
    n = next((at for at, count in enumerate(counts) if count < len(group)), len(rows))
    return 0 if any(counts[n:]) else n


def _ends_by_total(group: Sequence[int], row: Sequence[str]) -> bool:
    return bool(TOTALS & set(fold(row[group[0]]).split()[:1]))


def _without(grid: Grid, head: Head, group: Sequence[int]) -> tuple[Grid, Head]:
    lines = [
        (line, [cell if at not in group else "" for at, cell in enumerate(cells)])
        for line, cells in grid.lines
    ]
    names, groups = (
        tuple("" if at in group else name for at, name in enumerate(own))
        for own in (head.names, head.groups)
    )
    return replace(grid, lines=lines), replace(head, names=names, groups=groups)
