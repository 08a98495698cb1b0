from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from ptce_map.register.files.workbook import Merged, read_sheets
from tests import workbooks

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["nom", "territoire"], ["=A1", "==B1&1"], ["", "x"]]


def test_a_formula_is_its_value_or_its_text(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"Notes": [["x"]], "poles": ROWS})
    found = {name: sheet.lines for name, sheet in read_sheets(path).items()}
    assert found == {
        "Notes": [(1, ["x"])],
        "poles": [(1, ["nom", "territoire"]), (2, ["2", "=B1&1"]), (3, ["", "x"])],
    }


def test_formulas_that_were_never_computed_are_known(tmp_path: Path) -> None:
    rows = [["nom", "lieu"], ["==A1", "=#N/A"], ["", "x"]]
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"A": rows}, merges={"A": [(1, 0, 2, 0)]})
    assert read_sheets(path)["A"].uncomputed == {(2, 0), (3, 0)}


def test_a_number_that_is_shown_as_a_percentage_is_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = [("0%", 0.07), ("0.0%", 0.125), ('0.00" %"', 0.5), ("0.00", 0.5), ("0 %;-0 %", 1)]
    for at, (form, share) in enumerate(rows, start=1):
        book.active.cell(at, 1, share).number_format = form
    book.active.cell(6, 1, "7 sur 10").number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    [sheet] = read_sheets(tmp_path / "a.xlsx").values()
    assert [cells for _, cells in sheet.lines] == [
        ["7 %"],
        ["12.5 %"],
        ["0.5"],
        ["0.5"],
        ["100 %"],
        ["7 sur 10"],
    ]


@pytest.mark.parametrize("write", [workbooks.write_xlsx, workbooks.write_ods])
def test_merged_cells_are_repeated_in_their_rows(tmp_path: Path, write: workbooks.Write) -> None:
    rows = [["nom", "lieu", "alias"], ["A", "Ici", "B"], ["C", "", ""], ["D", "", "E"]]
    merges = {"poles": [(1, 1, 2, 1), (3, 0, 3, 1), (1, 2, 2, 2)]}
    sheet = read_sheets(write(tmp_path / "a", {"poles": rows}, merges))["poles"]
    assert [cells for _, cells in sheet.lines][1:] == [
        ["A", "Ici", "B"],
        ["C", "Ici", "B"],
        ["D", "", "E"],
    ]
    assert set(sheet.merged) == {
        Merged(3, 1, "Ici", "2", is_spread=True),
        Merged(4, 1, "D", "4", is_spread=False),
        Merged(3, 2, "B", "2", is_spread=True),
    }
