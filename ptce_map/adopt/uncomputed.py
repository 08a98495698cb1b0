"""Columns of formulas that no spreadsheet program computed: what they say is not known."""

from __future__ import annotations

from collections.abc import Iterator

from ptce_map.adopt.roles import LOCATING, role_names
from ptce_map.adopt.tables import ColumnName, Table
from ptce_map.notices import Fault


def is_uncomputed(table: Table, column: ColumnName) -> bool:
    """Tell whether a column holds such formulas and nothing else."""
    has_formulas = any(column.at in row.formulas for row in table.rows)
    return has_formulas and not any(table.cells(column))


def is_of_place(column: ColumnName) -> bool:
    """Tell whether the name of a column is that of places."""
    return any(found.role in LOCATING for found in role_names(column.name))


def find_uncomputed(file: str, table: Table) -> Iterator[Fault]:
    """Yield a fault for each column, of each sheet, that holds such formulas."""
    for column in table.columns:
        for sheet in table.sheets:
            rows = [row for row in table.rows if row.sheet == sheet and column.at in row.formulas]
            if rows:
                yield Fault(
                    file=file,
                    sheet=sheet,
                    line=rows[0].line,
                    column=column.name,
                    value=rows[0].formulas[column.at],
                    code="adopt_uncomputed",
                    details={"n": len(rows), "letter": column.letter},
                )
