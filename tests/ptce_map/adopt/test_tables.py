"""The table is found wherever it stands in a file, and what is left out of it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.grids import read_grids
from ptce_map.adopt.heads import Judge
from ptce_map.adopt.roles import count_known
from ptce_map.adopt.rows import Left
from ptce_map.adopt.tables import SECTION, SHEET, Table, find_table
from tests import workbooks

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["Commune", "Département", "Montant"]
ROWS = [["Toulouse", "31", 12], ["Rennes", "35", 5], ["Arles", "13", 7]]
AREAS = {"Bretagne", "Occitanie"}


def read(path: Path) -> Table:
    table = find_table(read_grids(path, count_known).grids, Judge(count_known), AREAS.__contains__)
    assert table is not None
    return table


def book(folder: Path, rows: list[list[str | int]], **more: object) -> Table:
    return read(workbooks.write_xlsx(folder / "a.xlsx", {"Données": rows}, **more))


def left(table: Table) -> list[tuple[Left, int]]:
    return [(out.why, out.line) for out in table.left_out]


def test_titles_above_and_totals_and_notes_below_are_left_out_and_told(tmp_path: Path) -> None:
    title = [["Programme « Villes »"], ["Données au 30 juin 2025"], []]
    tail: list[list[str | int]] = [[], ["TOTAL", "", 24], ["Source : nous-mêmes"]]
    table = book(tmp_path, [*title, HEAD, *ROWS, *tail])
    assert table.sheets == {"Données": (4,)}
    assert [row.cells[0] for row in table.rows] == ["Toulouse", "Rennes", "Arles"]
    assert [row.line for row in table.rows] == [5, 6, 7]
    assert left(table) == [
        (Left.TITLE, 1),
        (Left.TITLE, 2),
        (Left.BLANK, 8),
        (Left.TOTAL, 9),
        (Left.NOTE, 10),
    ]
    assert table.titles == ("Programme « Villes »", "Données au 30 juin 2025")


def test_a_header_of_two_rows_names_groups_of_columns(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [
        ["Territoire", "Périmètre", "", "Montant", ""],
        ["", "Commune", "Département", "2024", "2025"],
        ["A", "Toulouse", "31", 1, 2],
        ["B", "Rennes", "35", 3, 4],
    ]
    merges = {"Données": [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]}
    table = book(tmp_path, rows, merges=merges)
    assert table.sheets == {"Données": (1, 2)}
    assert [(column.name, column.group) for column in table.columns] == [
        ("Territoire", "Territoire"),
        ("Commune", "Périmètre"),
        ("Département", "Périmètre"),
        ("2024", "Montant"),
        ("2025", "Montant"),
    ]


def test_a_header_whose_second_row_names_some_columns_alone(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [
        ["Commune", "Code INSEE", "Montant", ""],
        ["", "", "2024", "2025"],
        ["Toulouse", "31555", 1, 2],
        ["Rennes", "35238", 3, 4],
    ]
    table = book(tmp_path, rows)
    assert table.sheets == {"Données": (1, 2)}
    names = [column.name for column in table.columns]
    assert names == ["Commune", "Code INSEE", "2024", "2025"]


def test_names_twice_in_two_groups_are_told_apart(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [
        ["", "2024", "", "2025", ""],
        ["Commune", "Aide", "Prêt", "Aide", "Prêt"],
        ["Toulouse", 1, 2, 3, 4],
    ]
    merges = {"Données": [(0, 1, 0, 2), (0, 3, 0, 4)]}
    names = [column.name for column in book(tmp_path, rows, merges=merges).columns]
    assert names == ["Commune", "2024 – Aide", "2024 – Prêt", "2025 – Aide", "2025 – Prêt"]


def test_a_header_of_two_rows_in_a_text_has_no_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        ";Périmètre;;Aide\nNom;Commune;Département;Montant\nA;Toulouse;31;5\nB;Rennes;35;6\n",
        "utf-8",
    )
    table = read(path)
    assert table.sheets == {"": (1, 2)}
    assert [column.name for column in table.columns] == ["Nom", "Commune", "Département", "Montant"]


def test_titles_of_sections_become_a_column(tmp_path: Path) -> None:
    rows = [HEAD, ["Occitanie"], ROWS[0], ["Bretagne"], ROWS[1]]
    table = book(tmp_path, rows)
    column = table.column(SECTION)
    assert column is not None
    assert table.cells(column) == ["Occitanie", "Bretagne"]
    assert left(table) == [(Left.SECTION, 2), (Left.SECTION, 4)]


def test_a_row_of_one_cell_that_is_no_title_is_a_row(tmp_path: Path) -> None:
    table = book(tmp_path, [HEAD, ROWS[0], ["Arles"], ROWS[1]])
    assert [row.cells[0] for row in table.rows] == ["Toulouse", "Arles", "Rennes"]


def test_the_header_again_and_columns_that_are_empty_are_left_out(tmp_path: Path) -> None:
    rows = [[*HEAD, "Mail"], [*ROWS[0], ""], [*HEAD, "Mail"], [*ROWS[1], ""]]
    table = book(tmp_path, rows)
    assert len(table.rows) == 2
    assert [(out.why, out.text) for out in table.left_out] == [
        (Left.HEADER, "Commune Département Montant Mail"),
        (Left.EMPTY_COLUMN, "Mail"),
    ]


def test_a_column_without_name_is_kept_under_its_letter(tmp_path: Path) -> None:
    table = book(tmp_path, [[*HEAD, ""], [*ROWS[0], "x"], [*ROWS[1], "y"]])
    assert [(column.letter, column.name) for column in table.columns][-1] == ("D", "D")


def test_merged_cells_and_hidden_rows_are_taken_and_told(tmp_path: Path) -> None:
    rows = [HEAD, ROWS[0], ["", "31", 4], ROWS[1]]
    merges = {"Données": [(1, 0, 2, 0)]}
    table = book(tmp_path, rows, merges=merges, hidden_rows=[3])
    assert [row.cells[0] for row in table.rows] == ["Toulouse", "Toulouse", "Rennes"]
    assert (table.spread, table.hidden_lines) == (1, (4,))


@pytest.mark.parametrize("write", [workbooks.write_xlsx, workbooks.write_ods])
def test_sheets_of_the_same_columns_are_one_table(tmp_path: Path, write: object) -> None:
    sheets = {
        "Lisez-moi": [["Ce fichier…"]],
        "2024": [HEAD, ROWS[0]],
        "2025": [["Département", "Commune", "Montant", "Note"], ["35", "Rennes", 5, "n"]],
    }
    path = tmp_path / ("a.xlsx" if write is workbooks.write_xlsx else "a.ods")
    table = read(write(path, sheets))
    cells = {column.name: table.cells(column) for column in table.columns}
    assert cells["Commune"] == ["Toulouse", "Rennes"]
    assert cells["Montant"] == ["12", "5"]
    assert cells[SHEET] == ["2024", "2025"]
    assert [(out.why, out.sheet) for out in table.left_out] == [(Left.SHEET, "Lisez-moi")]


def test_a_column_that_another_sheet_alone_has_is_kept(tmp_path: Path) -> None:
    head = ["Commune", "Département", "Montant", "Date", "Nom"]
    sheets = {
        "A": [head, ["Toulouse", "31", 1, "2024", "x"]],
        "B": [[*head, "Note"], ["Rennes", "35", 2, "2025", "y", "à voir"]],
    }
    table = read(workbooks.write_xlsx(tmp_path / "a.xlsx", sheets))
    note = table.column("Note")
    assert note is not None
    assert table.cells(note) == ["", "à voir"]


@pytest.mark.parametrize("rows", [[], [["seul"]], [["Une phrase."], ["Une autre."]]])
def test_a_file_without_a_table_has_none(tmp_path: Path, rows: list[list[str]]) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"A": rows})
    grids = read_grids(path, count_known).grids
    found = find_table(grids, Judge(count_known), AREAS.__contains__)
    assert found is None or all(not count_known(row.cells) for row in found.rows)


def test_areas_and_subtotals_within_a_table_of_two_columns(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [
        ["Commune", "Montant"],
        *(["Bretagne", ""], ["Rennes", 10], ["Brest", 20], ["Sous-total", 30]),
        *(["Occitanie", ""], ["Toulouse", 5], ["Albi", 6], ["Total général", 41]),
    ]
    table = book(tmp_path, rows)
    assert [row.cells for row in table.rows] == [
        ("Rennes", "10", "Bretagne"),
        ("Brest", "20", "Bretagne"),
        ("Toulouse", "5", "Occitanie"),
        ("Albi", "6", "Occitanie"),
    ]
    assert left(table) == [
        (Left.SECTION, 2),
        (Left.TOTAL, 5),
        (Left.SECTION, 6),
        (Left.TOTAL, 9),
    ]


def test_one_area_without_an_amount_is_a_row(tmp_path: Path) -> None:
    rows: list[list[str | int]] = [["Commune", "Montant"], ["Bretagne", ""], ["Rennes", 10]]
    assert len(book(tmp_path, [*rows, ["Brest", 20]]).rows) == 3


@pytest.mark.parametrize(("text", "n"), [("Contact : ddt@exemple.fr", 3), ("Champigny", 4)])
def test_a_note_is_told_from_a_place_by_its_first_word(tmp_path: Path, text: str, n: int) -> None:
    assert len(book(tmp_path, [HEAD, *ROWS, [text]]).rows) == n
