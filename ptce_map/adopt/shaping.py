"""What a row of a table is: a pole, or one of the places of a pole that several rows tell.

Rows are put together where they share the value of a column of names, are of other places, and say
the same in most of their other columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ptce_map.adopt.plans import GROUP, ROW, Plan
from ptce_map.adopt.roles import EXTRA
from ptce_map.adopt.tables import Row, Table
from ptce_map.labels import fold

SHARED = 0.5
"""Share of the rows that must be with another of the same name."""
SAME = 0.9
"""Share of the cells that must be the same in the rows put together."""
NAMES = ("nom", "coordinateur", "epci", "lieu")
"""Roles whose value rows of one pole share, the likeliest first."""
PLACES = ("code_commune", "commune", "siren_epci", "epci")
MOST = 0.5
"""Share of the rows that one name may have: one that most have is no name of a pole."""


def find_shape(table: Table, plans: Sequence[Plan]) -> tuple[str, str]:
    """Return whether rows are to be put together, and the name of the column that they share."""
    by_role = {plan.role: plan for plan in reversed(plans)}
    places = [by_role[role] for role in PLACES if role in by_role]
    if not places or "id" in by_role:
        return ROW, ""
    place = _column(table, places[0])
    for role in NAMES:
        plan = by_role.get(role)
        is_first = role == "nom" or "nom" not in by_role
        if plan and plan is not places[0] and is_first and _is_shared(table, plan, place, plans):
            return GROUP, plan.name
    return ROW, ""


def _column(table: Table, plan: Plan) -> int:
    column = table.column(plan.name)
    return column.at if column else -1


def _is_shared(table: Table, plan: Plan, place: int, plans: Sequence[Plan]) -> bool:
    at = _column(table, plan)
    groups = [rows for key, rows in _grouped(table.rows, at).items() if key and len(rows) > 1]
    n_rows = sum(map(len, groups))
    if n_rows < SHARED * len(table.rows) or not groups:
        return False
    distinct = all(len({row.cells[place] for row in rows}) == len(rows) for rows in groups)
    others = [_column(table, other) for other in plans if other.role == EXTRA]
    kept = [column for column in others if column >= 0]
    if not distinct or max(map(len, groups)) > MOST * len(table.rows):
        return False
    same = sum(len({row.cells[column] for row in rows}) == 1 for rows in groups for column in kept)
    return same >= SAME * len(groups) * len(kept)


def _grouped(rows: Sequence[Row], at: int) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[fold(row.cells[at])].append(row)
    return groups


def group(table: Table, column: str) -> list[list[Row]]:
    """Return the rows of each pole, in the order of the first; a row without value stands alone."""
    found = table.column(column)
    if found is None:
        return [[row] for row in table.rows]
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        key = fold(row.cells[found.at]) or f"{row.sheet} {row.line}"
        groups.setdefault(key, []).append(row)
    return list(groups.values())
