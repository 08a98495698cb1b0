from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from ptce_map.errors import UnusableRegisterError
from ptce_map.register.files.reading import read
from ptce_map.register.files.workbook import cell_text
from tests import builders, workbooks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[Path, workbooks.Sheets], Path]

WRITERS = [("xlsx", workbooks.write_xlsx), ("ods", workbooks.write_ods)]


def write(folder: Path, text: str, name: str = "poles.csv") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def test_a_folder_gives_the_tables_that_it_holds(tmp_path: Path) -> None:
    builders.write_register(tmp_path)
    (tmp_path / "notes.csv").write_text("a,b\n")
    found = read(tmp_path)
    assert list(found.tables) == [
        "sources",
        "secteurs",
        "structures",
        "appels",
        "poles",
        "laureats",
    ]
    assert found.tables["poles"].loc[2, "nom"] == "Le Phare"
    assert found.package["version"] == "2026.1.0"
    assert found.ignored == ("notes.csv",)
    assert (found.faults, found.name, found.workbook) == ((), tmp_path.name, "")


def test_a_csv_file_holds_the_poles(tmp_path: Path) -> None:
    write(tmp_path, "nom;territoire\nA;com:13001\n", "liste.csv")
    found = read(tmp_path / "liste.csv")
    assert found.tables["poles"].to_dict("index") == {2: {"nom": "A", "territoire": "com:13001"}}
    assert found.faults == ()
    assert [(notice.file, notice.code) for notice in found.notices] == [("liste.csv", "form")]


@pytest.mark.parametrize(("extension", "write_workbook"), WRITERS)
def test_a_workbook_has_a_sheet_a_table(
    tmp_path: Path, extension: str, write_workbook: Write
) -> None:
    path = write_workbook(
        tmp_path / f"registre.{extension}",
        {
            "Lisez-moi": [["Bonjour"]],
            "Pôles": [["nom", "territoire", "siege"], ["", "", ""], ["A", "com:13001", 13001]],
            "laureats": [["pole", "appel", "aide_eur"], ["a", "2013", 1000.0]],
            "sources": [],
        },
    )
    found = read(path)
    assert found.tables["poles"].to_dict("index") == {
        3: {"nom": "A", "territoire": "com:13001", "siege": "13001"}
    }
    assert found.tables["laureats"].loc[2, "aide_eur"] == "1000"
    assert found.ignored == ("Lisez-moi",)
    assert (found.name, found.workbook) == ("registre", f"registre.{extension}")
    (fault,) = found.faults
    assert (fault.file, fault.sheet, fault.code) == (f"registre.{extension}", "sources", "empty")


def test_a_lone_sheet_holds_the_poles(tmp_path: Path) -> None:
    rows = [["nom", "territoire"], ["A", "com:13001"]]
    found = read(workbooks.write_xlsx(tmp_path / "liste.xlsx", {"Feuille1": rows}))
    assert found.tables["poles"]["nom"].to_dict() == {2: "A"}


def test_a_formula_of_a_workbook_is_its_value(tmp_path: Path) -> None:
    rows = [["nom", "territoire"], ["=1+1", "com:13001"]]
    found = read(workbooks.write_xlsx(tmp_path / "liste.xlsx", {"poles": rows}))
    assert found.tables["poles"]["nom"].to_dict() == {2: "2"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Le Phare", "Le Phare"),
        (1001.0, "1001"),
        (0.5, "0.5"),
        (True, "true"),
        (datetime(2026, 1, 15), "2026-01-15"),
        (datetime(2026, 1, 15, 9, 30), "2026-01-15 09:30:00"),
        (date(2026, 1, 15), "2026-01-15"),
        ("", ""),
    ],
)
def test_a_cell_of_a_workbook_reads_as_in_csv(cell: object, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("absent", None, "path"),
        ("registre.pdf", b"%PDF", "format"),
        ("registre", b"", "format"),
        ("registre.xlsx", b"", "workbook"),
        ("registre.xlsx", b"PK\x03\x04 torn", "workbook"),
        ("registre.ods", b"nom,territoire\n", "workbook"),
        ("registre.csv", b"", "empty"),
        ("registre.csv", b"PK\x03\x04\x00", "binary"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableRegisterError, match=name) as caught:
        read(path)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_workbook_names_its_sheet_of_poles(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"x": [["nom"]], "y": [["nom"]]})
    with pytest.raises(UnusableRegisterError, match="has no sheet named “poles”"):
        read(path)


def test_a_folder_in_place_of_a_table_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "poles.csv").mkdir()
    with pytest.raises(UnusableRegisterError, match=r"poles\.csv could not be read"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("header", "column", "code", "details"),
    [
        ("territoire", "nom", "header_missing", {}),
        ("nom,nom,territoire", "nom", "header_twice", {}),
        ("nom,territoire,coordinnateur", "coordinnateur", "header_near", {"near": "coordinateur"}),
        (
            "Intitulé,territoire,Nom",
            "Nom",
            "header_two",
            {"column": "nom", "first": "Intitulé"},
        ),
    ],
)
def test_a_header_holds_what_it_must_and_nothing_else(
    tmp_path: Path, header: str, column: str, code: str, details: dict[str, str]
) -> None:
    cells = ",".join("x" for _ in header.split(","))
    (fault,) = read(write(tmp_path, f"{header}\n{cells}\n")).faults
    assert (fault.line, fault.column, fault.code, fault.details) == (1, column, code, details)


def test_an_unknown_column_is_told_and_left_out(tmp_path: Path) -> None:
    found = read(write(tmp_path, "nom,territoire,prix,\nA,com:13001,3,x\n"))
    assert list(found.tables["poles"].columns) == ["nom", "territoire"]
    assert [str(finding) for finding in (*found.faults, *found.notices)] == [
        "poles.csv, line 1: column D has no name, and its first value is “x”. "
        "Name column D on this line, or empty it.",
        "poles.csv, line 1: columns that are not of the register are not read: C prix.",
    ]


def test_empty_columns_at_the_end_are_left_out(tmp_path: Path) -> None:
    found = read(write(tmp_path, "nom,territoire,,\nA,com:13001,,\nB,com:13002\nC,com:13003,,,,\n"))
    assert found.faults == ()
    assert found.tables["poles"]["nom"].tolist() == ["A", "B", "C"]


def test_a_line_may_be_short_but_holds_nothing_beyond_the_header(tmp_path: Path) -> None:
    found = read(write(tmp_path, "nom,territoire\nA\nB,com:13001,de,trop\nC,com:13002,,\n"))
    assert [str(fault) for fault in found.faults] == [
        "poles.csv, line 3: “de, trop” is on a line of 4 cells where the header has 2. "
        "Put in quotes the cell that holds the separator, or delete what is beyond.",
    ]
    assert found.tables["poles"]["nom"].to_dict() == {2: "A", 4: "C"}
