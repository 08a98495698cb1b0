from __future__ import annotations

from ptce_map.adopt.shaping import group
from ptce_map.adopt.tables import ColumnName, Row, Table


def table(*cells: str) -> Table:
    rows = tuple(Row("", line, (cell,)) for line, cell in enumerate(cells, start=2))
    return Table({"": (1,)}, (ColumnName(0, "A", "Projet"),), rows)


def test_rows_of_one_value_are_together_whatever_its_letters() -> None:
    found = group(table("Alpha", "Bêta", "ALPHA", "", ""), "Projet")
    assert [[row.line for row in rows] for rows in found] == [[2, 4], [3], [5], [6]]


def test_without_the_column_each_row_stands_alone() -> None:
    assert len(group(table("A", "A"), "Autre")) == 2
