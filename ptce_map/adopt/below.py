"""A table without header nor title below the one that is read, such as figures by theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ptce_map.adopt.grids import Grid
from ptce_map.adopt.heads import Head, Judge, cleaned
from ptce_map.adopt.rows import Left, LeftOut
from ptce_map.register.files.text import Line

FEWEST = 2
"""Rows of a table that nothing names."""


def part_rows(grid: Grid, head: Head, judge: Judge) -> tuple[Grid, list[LeftOut]]:
    """Take out of a grid the last rows that blank ones part from it and that are of other columns.

    No cell of such a row is a value like those above it, and some are contrary to them. Several
    rows are such, or they are none.
    """
    blocks = _blocks([pair for pair in cleaned(grid) if head.is_under(pair[0])])
    out: list[LeftOut] = []
    while len(blocks) > 1 and _is_foreign(blocks[-1], blocks[:-1], judge):
        block = blocks.pop()
        first, last = block[0], block[-1]
        text = " ".join(filter(None, first[1]))
        out.insert(0, LeftOut(Left.BELOW, grid.sheet, first[0], text, last[0]))
    if not out:
        return grid, []
    end = blocks[-1][-1][0]
    return replace(grid, lines=[pair for pair in grid.lines if pair[0] <= end]), out


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the rows, parted where one or more are blank."""
    blocks: list[list[Line]] = [[]]
    for line, cells in lines:
        if any(cells):
            blocks[-1].append((line, cells))
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_foreign(block: Sequence[Line], above: Sequence[Sequence[Line]], judge: Judge) -> bool:
    rows = [cells for own in above for _, cells in own]
    is_several = sum(sum(map(bool, cells)) > 1 for _, cells in block) >= FEWEST
    return is_several and all(judge.is_foreign(cells, rows) for _, cells in block)
