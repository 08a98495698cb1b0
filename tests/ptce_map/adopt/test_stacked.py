"""Tables one under another, or side by side, are told apart, and nothing of one is of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.grids import read_grids
from ptce_map.adopt.heads import Judge
from ptce_map.adopt.roles import count_known
from ptce_map.adopt.rows import Left
from ptce_map.adopt.stacked import same_columns
from ptce_map.adopt.tables import SECTION, SHEET, Table, find_table
from tests import workbooks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEAD = ["Projet", "Commune", "Dép", "Montant"]
ROWS = [["A", "Rennes", "35", 10], ["B", "Gévezé", "35", 20], ["C", "Vitré", "35", 30]]
MORE = [["D", "Toulouse", "31", 40], ["E", "Muret", "31", 50]]
OTHER = [["Structure", "Adresse", "Téléphone"], ["X", "1 rue de Paris 35000 Rennes", "02"]]


def table(folder: Path, rows: Sequence[Sequence[str | int]], given: int | None = None) -> Table:
    path = workbooks.write_xlsx(folder / "a.xlsx", {"F": rows})
    grids = read_grids(path, count_known).grids
    found = find_table(grids, Judge(count_known, given=given), {"Bretagne"}.__contains__)
    assert found is not None
    return found


def told(found: Table) -> list[tuple[Left, int, str, int]]:
    blank = (Left.BLANK, Left.EMPTY_COLUMN)
    return [(o.why, o.line, o.text, o.last) for o in found.left_out if o.why not in blank]


def cells(found: Table, name: str) -> list[str]:
    column = found.column(name)
    assert column is not None
    return found.cells(column)


@pytest.mark.parametrize("gap", [[], [[]], [[], ["Structures du réseau"]]])
def test_a_table_of_other_columns_is_left_out_and_told(
    tmp_path: Path, gap: list[list[str]]
) -> None:
    found = table(tmp_path, [HEAD, *ROWS, *gap, *OTHER])
    assert cells(found, "Projet") == ["A", "B", "C"]
    line = 5 + len(gap)
    titles = [(Left.TITLE, 6, "Structures du réseau", 0)] * (len(gap) > 1)
    assert told(found) == [
        *titles,
        (Left.TABLE, line, "Structure, Adresse, Téléphone", line + 1),
    ]


def test_the_other_table_is_adopted_where_its_header_is_said(tmp_path: Path) -> None:
    found = table(tmp_path, [HEAD, *ROWS, [], *OTHER], given=6)
    assert cells(found, "Structure") == ["X"]


def test_columns_in_another_order_and_under_other_names_are_the_same_table(tmp_path: Path) -> None:
    head = ["Commune", "Montant en euros", "Nom du projet", "Département"]
    rows = [[row[1], row[3], row[0], row[2]] for row in MORE]
    found = table(tmp_path, [HEAD, *ROWS, [], ["Suite"], head, *rows])
    assert cells(found, "Projet") == ["A", "B", "C", "D", "E"]
    assert cells(found, "Commune")[3:] == ["Toulouse", "Muret"]
    assert cells(found, "Montant")[3:] == ["40", "50"]
    assert cells(found, SECTION) == ["", "", "", "Suite", "Suite"]


def test_a_header_that_comes_again_under_a_title_tells_the_title(tmp_path: Path) -> None:
    found = table(tmp_path, [["Lauréats 2024"], HEAD, *ROWS, [], ["Lauréats 2025"], HEAD, *MORE])
    assert cells(found, SECTION) == [*["Lauréats 2024"] * 3, *["Lauréats 2025"] * 2]
    assert (Left.HEADER, 8) in [(out.why, out.line) for out in found.left_out]


def test_a_table_above_is_told_apart(tmp_path: Path) -> None:
    sums = [["Région", "Nombre"], ["Bretagne", 3], ["Occitanie", 2]]
    found = table(tmp_path, [*sums, [], HEAD, *ROWS])
    assert cells(found, "Projet") == ["A", "B", "C"]
    assert told(found) == [(Left.TABLE, 1, "Région, Nombre", 3)]


def test_values_that_are_names_of_columns_begin_no_table(tmp_path: Path) -> None:
    head = ["Projet", "Commune", "Type", "Niveau"]
    values = [["Association", "Région"], ["EPCI", "Intercommunalité"], ["Coopérative", "Commune"]]
    rows = [[*row[:2], *own] for row, own in zip(ROWS, values)]
    assert len(table(tmp_path, [head, *rows]).rows) == 3


def test_a_legend_under_the_table_is_no_row(tmp_path: Path) -> None:
    legend = [["Légende"], ["Code", "Sens"], ["1", "en cours"]]
    found = table(tmp_path, [HEAD, *ROWS, [], *legend])
    assert [(why, line) for why, line, _, _ in told(found)] == [
        (Left.NOTE, 6),
        (Left.NOTE, 7),
        (Left.NOTE, 8),
    ]


def test_a_table_beside_another_is_left_out_and_told(tmp_path: Path) -> None:
    beside = [["Région", "Nombre"], ["Bretagne", 3], ["Total", 3], ["", ""]]
    rows = [[*row, "", *other] for row, other in zip([HEAD, *ROWS], beside)]
    found = table(tmp_path, rows)
    assert [column.name for column in found.columns] == HEAD
    assert told(found) == [(Left.BESIDE, 0, "F Région, G Nombre", 0)]


@pytest.mark.parametrize("last", [["x", "y"], ["", "y"]])
def test_columns_after_a_blank_one_are_of_the_table_where_they_go_on(
    tmp_path: Path, last: list[str]
) -> None:
    beside = [["Note", "Suite"], ["a", "b"], ["", "c"], last]
    rows = [[*row, "", *other] for row, other in zip([HEAD, *ROWS], beside)]
    assert cells(table(tmp_path, rows), "Suite") == ["b", "c", "y"]


def test_sheets_that_call_a_column_otherwise_are_one_table(tmp_path: Path) -> None:
    sheets = {"2024": [HEAD, *ROWS], "2025": [[name.upper() for name in HEAD], *MORE]}
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", sheets)
    found = find_table(read_grids(path, count_known).grids, Judge(count_known), lambda _: False)
    assert found is not None
    assert [column.name for column in found.columns] == [*HEAD, SHEET]


def test_each_column_is_the_same_as_one_other() -> None:
    same = same_columns(["Montant", "Montant 2025", "DEP"], ["Département", "montant", "Note"])
    assert same == {"Montant": "montant", "DEP": "Département"}
