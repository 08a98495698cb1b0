"""Workbooks as people save them: the cells of each sheet of an XLSX or ODS file, as text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import python_calamine as calamine

from ptce_map.textfile import Line

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKBOOK = PurePosixPath("xl/workbook.xml")

Formulas = Mapping[tuple[int, int], str]
"""Row and column, from 0 -> formula whose value the workbook does not hold."""


def read_sheets(path: Path) -> dict[str, list[Line]]:
    """Return the rows of each sheet that are not blank, in the order of the workbook.

    A formula is its value; one that was never computed is its text, which no rule takes for a
    value.

    Raises
    ------
    calamine.CalamineError, OSError
        If the file is no workbook, or if it is locked by a password.
    """
    with calamine.load_workbook(path) as workbook:
        formulas = uncomputed(path) if path.suffix.lower() == ".xlsx" else {}
        return {
            sheet: _lines(workbook, sheet, formulas.get(sheet, {}))
            for sheet in workbook.sheet_names
        }


def _lines(workbook: calamine.CalamineWorkbook, sheet: str, formulas: Formulas) -> list[Line]:
    rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    texts = [[cell_text(cell) for cell in row] for row in rows]
    for (row, column), formula in formulas.items():
        if row < len(texts) and column < len(texts[row]):
            texts[row][column] = formula
    return [(line, cells) for line, cells in enumerate(texts, start=1) if any(cells)]


def cell_text(cell: object) -> str:
    """Return what a cell of a workbook would read as in CSV: days without hours, whole numbers."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def uncomputed(path: Path) -> dict[str, Formulas]:
    """Return the formulas of each sheet of an XLSX file that have no value.

    Programs that write workbooks without computing them leave such cells, which read as empty.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = {sheet: archive.read(file) for sheet, file in _sheet_files(archive).items()}
        return {sheet: dict(_formulas(xml)) for sheet, xml in sheets.items() if b"<f" in xml}
    except (KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError):
        # The reader of workbooks understood what we do not: its values stand.
        return {}


def _sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the file of each sheet in the archive."""
    relations = WORKBOOK.parent / "_rels" / f"{WORKBOOK.name}.rels"
    targets = {
        one.attrib["Id"]: one.attrib["Target"] for one in _parsed(archive.read(str(relations)))
    }
    sheets = _parsed(archive.read(str(WORKBOOK))).iter(f"{MAIN}sheet")
    found = {one.attrib["name"]: targets[one.attrib[RELATION]] for one in sheets}
    return {
        name: target.removeprefix("/") if target.startswith("/") else str(WORKBOOK.parent / target)
        for name, target in found.items()
    }


def _parsed(xml: bytes) -> ElementTree.Element:
    # The parser bounds what entities may grow to, and the file is one that its user chose.
    return ElementTree.fromstring(xml)  # noqa: S314


def _formulas(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cells of a formula without value; rows and cells need not say where they are."""
    for row, cells in enumerate(_parsed(xml).iter(f"{MAIN}row")):
        at = int(cells.get("r", row + 1)) - 1
        for place, cell in enumerate(cells.iter(f"{MAIN}c")):
            formula, value = cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v")
            if formula is not None and (value is None or not value.text):
                yield (at, _column(cell.get("r", ""), place)), f"={formula.text or ''}"


def _column(reference: str, place: int) -> int:
    """Return the column of a reference such as "AB12", else the place of the cell in its row."""
    column = 0
    for letter in reference.rstrip("0123456789"):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1 if column else place
