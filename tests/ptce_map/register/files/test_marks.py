from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from ptce_map.register.files.marks import read_marks
from tests import workbooks

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("reference", "column"), [("A1", 0), ("Z1", 25), ("AA1", 26), ("AB1", 27), ("", 1)]
)
def test_a_cell_says_where_it_is(tmp_path: Path, reference: str, column: int) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": [["nom", "==1+1"]]})
    placed = f'<c r="{reference}"><f>' if reference else "<c><f>"
    rewrite(path, "xl/worksheets/s1.xml", "<c><f>", placed)
    assert read_marks(path)["poles"].texts == {(0, column): "=1+1"}


def test_what_is_not_understood_is_left_to_the_reader(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": [["nom", "==1+1"]]})
    rewrite(path, "xl/workbook.xml", 'name="poles"', 'nom="poles"')
    assert read_marks(path) == {}


@pytest.mark.parametrize("write", [workbooks.write_xlsx, workbooks.write_ods])
def test_an_error_is_its_text(tmp_path: Path, write: workbooks.Write) -> None:
    marks = read_marks(write(tmp_path / "a", {"poles": [["nom"], ["=#REF!"]]}))
    assert marks["poles"].texts == {(1, 0): "#REF!"}


def test_a_percentage_of_ods_is_told(tmp_path: Path) -> None:
    path = workbooks.write_ods(tmp_path / "a.ods", {"A": [["Taux", 0.125], ["x", 0.5]]})
    given = 'office:value-type="float" office:value="0.125"'
    rewrite(path, "content.xml", given, given.replace("float", "percentage"))
    assert read_marks(path)["A"].percents == {(0, 1)}


def test_hidden_columns_may_go_to_the_end_of_the_sheet(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": [["nom"]]}, hidden_rows=[0])
    rewrite(path, "xl/worksheets/s1.xml", "<sheetData>", HIDDEN + "<sheetData>")
    marks = read_marks(path)["poles"]
    assert (marks.rows, marks.columns[:2], len(marks.columns)) == ([0], [2, 3], 1001)


HIDDEN = '<cols><col min="3" max="16384" hidden="1"/></cols>'


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_an_ods_file_repeats_rows_and_cells(tmp_path: Path, visibility: str) -> None:
    path = workbooks.write_ods(tmp_path / "a.ods", {"poles": [["nom", "lieu"], ["x", "=#N/A"]]})
    rewrite(path, "content.xml", "<table:table-row><table:table-cell office", REPEATED, n=1)
    rewrite(path, "content.xml", "table:visibility='?'", f'table:visibility="{visibility}"')
    rewrite(path, "content.xml", '<table:table-cell table:formula="of:=A1"', REPEATED_CELL)
    marks = read_marks(path)["poles"]
    assert marks.rows == [0, 1]
    assert marks.texts == {(2, 1): "#N/A", (2, 2): "#N/A"}


REPEATED = (
    "<table:table-row table:visibility='?' table:number-rows-repeated=\"2\">"
    "<table:table-cell office"
)
REPEATED_CELL = '<table:table-cell table:number-columns-repeated="2" table:formula="of:=A1"'


def rewrite(path: Path, part: str, old: str, new: str, n: int = -1) -> None:
    """Change a text of a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, n)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
