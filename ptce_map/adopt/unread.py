"""Cells beside the place of a row that say nothing known: they are told, not passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from ptce_map.adopt.codes import epci_of
from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.hints import Hints, read_departements, read_regions
from ptce_map.adopt.matching import match_epci
from ptce_map.adopt.plans import Plan, Planned
from ptce_map.adopt.roles import EXTRA, IGNORED, LOCATING, WIDE
from ptce_map.adopt.tables import Row, Table
from ptce_map.register.files.typed_values import is_error, is_nothing

EPCI = ("siren_epci", "epci")
READ: Mapping[str, Callable[[str, Names], bool]] = MappingProxyType(
    {
        "departement": lambda cell, names: bool(read_departements(cell, names.cog)),
        "region": lambda cell, names: bool(read_regions(cell, names.cog)),
        "siren_epci": lambda cell, names: bool(epci_of(cell, names.cog)),
        "epci": lambda cell, names: all(
            match_epci(part, Hints(), names).token for part in re.split(r"[\n;|]", cell) if part
        ),
    }
)
"""Role of what stands beside a place -> what tells a cell that says something known."""


def unread_cells(
    planned: Planned, table: Table, rows: Sequence[Row], names: Names
) -> Iterator[tuple[Plan, Row, str]]:
    """Yield the cells of roles that are errors of a spreadsheet, and the hints that say nothing."""
    beside = _beside(planned)
    for plan in planned.columns:
        found = table.column(plan.name)
        if found is None or plan.role in (EXTRA, IGNORED):
            continue
        for row in rows:
            cell = row.cells[found.at]
            is_unread = plan.role in beside and bool(cell) and not _is_read(plan.role, cell, names)
            if is_error(cell) or is_unread:
                yield plan, row, cell


def _beside(planned: Planned) -> frozenset[str]:
    """Return the roles that stand beside the places of the rows, and do not place them."""
    roles = {plan.role for plan in planned.columns}
    finer = roles & set(LOCATING) - {*WIDE, *EPCI}
    areas = [role for role in (*EPCI, *WIDE) if role in roles]
    placing = () if finer else EPCI if areas[:1] and areas[0] in EPCI else areas[:1]
    return frozenset(READ) - frozenset(placing)


@lru_cache(maxsize=8192)
def _is_read(role: str, cell: str, names: Names) -> bool:
    return is_nothing(cell) or is_error(cell) or READ[role](cell, names)
