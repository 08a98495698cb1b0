from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from ptce_map.sheetfile import read_sheets, uncomputed
from tests import workbooks

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["nom", "territoire"], ["=A1", "==B1&1"], ["", "x"]]


def test_a_formula_is_its_value_or_its_text(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"Notes": [["x"]], "poles": ROWS})
    assert read_sheets(path) == {
        "Notes": [(1, ["x"])],
        "poles": [(1, ["nom", "territoire"]), (2, ["2", "=B1&1"]), (3, ["", "x"])],
    }


@pytest.mark.parametrize(
    ("reference", "column"), [("A1", 0), ("Z9", 25), ("AA3", 26), ("AB12", 27), ("", 1)]
)
def test_a_cell_says_where_it_is(tmp_path: Path, reference: str, column: int) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": [["nom", "==1+1"]]})
    placed = f'<c r="{reference}"><f>' if reference else "<c><f>"
    rewrite(path, "xl/worksheets/s1.xml", "<c><f>", placed)
    assert uncomputed(path) == {"poles": {(0, column): "=1+1"}}


def test_what_is_not_understood_is_left_to_the_reader(tmp_path: Path) -> None:
    path = workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": [["nom", "==1+1"]]})
    rewrite(path, "xl/workbook.xml", 'name="poles"', 'nom="poles"')
    assert uncomputed(path) == {}


def rewrite(path: Path, part: str, old: str, new: str) -> None:
    """Change a text of a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
