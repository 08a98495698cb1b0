"""What a workbook says beside the values of its cells: merges, errors, percentages, what is hidden.

The reader of workbooks gives errors and uncomputed formulas as empty cells, and says nothing of
merges of an ODS file, of hidden rows or of formats of numbers: they are read from the XML itself.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKBOOK = PurePosixPath("xl/workbook.xml")
MARKED = (b"<f", b't="e"', b"hidden=", b"<mergeCell")
"""What the XML of a sheet holds if there is anything to say of it."""
HIDDEN = frozenset({"1", "true"})
STYLES = "xl/styles.xml"
PERCENTS = frozenset({"9", "10"})
"""Formats of numbers of XLSX that are percentages without being written out in the file."""
QUOTED = re.compile(r'"[^"]*"|\\.')
"""What the format of a number writes as it is."""

ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, OFFICE = f"{ODF}table:1.0}}", f"{ODF}text:1.0}}", f"{ODF}office:1.0}}"
COLLAPSED = frozenset({"collapse", "filter"})
ERRORS = ("#", "Err:")
"""What the text of an error begins with."""

LONGEST_RUN = 1000
"""Rows, columns or cells that are looked at of a run of equal ones, which may go to the end."""

Area = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell: row and column, from 0."""


@dataclass
class Marks:
    """What is said of a sheet; rows and columns count from 0.

    Attributes
    ----------
    texts
        Row and column -> text of a cell whose value is an error or was never computed.
    merges
        Areas of merged cells.
    rows, columns
        Those that are hidden.
    percents
        Row and column of the numbers that are shown as percentages.
    """

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)

    @property
    def formulas(self) -> list[tuple[int, int]]:
        """Row and column of the formulas that were never computed; an error is none of them."""
        return [place for place, text in self.texts.items() if text.startswith("=")]


def read_marks(path: Path) -> dict[str, Marks]:
    """Return sheet -> its marks, for an XLSX or ODS file; none where the XML is not understood."""
    try:
        with zipfile.ZipFile(path) as archive:
            if str(WORKBOOK) in archive.namelist():
                return _xlsx(archive)
            return _ods(archive.read("content.xml"))
    except (KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError):
        # The reader of workbooks understood what we do not: its values stand.
        return {}


def _parsed(xml: bytes) -> ElementTree.Element:
    # The parser bounds what entities may grow to, and the file is one that its user chose.
    return ElementTree.fromstring(xml)  # noqa: S314


def _xlsx(archive: zipfile.ZipFile) -> dict[str, Marks]:
    sheets = {sheet: archive.read(file) for sheet, file in _sheet_files(archive).items()}
    percents = _percent_styles(archive)
    marked = (*MARKED, *(f' s="{style}"'.encode() for style in percents))
    return {
        sheet: _sheet_marks(_parsed(xml), percents)
        for sheet, xml in sheets.items()
        if any(mark in xml for mark in marked)
    }


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the styles of cells of XLSX that show a number as a percentage."""
    if STYLES not in archive.namelist():
        return frozenset()
    styles = _parsed(archive.read(STYLES))
    own = {
        form.get("numFmtId", "")
        for form in styles.iter(f"{MAIN}numFmt")
        if "%" in QUOTED.sub("", form.get("formatCode", ""))
    }
    cells = styles.find(f"{MAIN}cellXfs")
    forms = [] if cells is None else [form.get("numFmtId", "") for form in cells]
    return frozenset(str(at) for at, form in enumerate(forms) if form in own | PERCENTS)


def _sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the file of each sheet in the archive."""
    relations = WORKBOOK.parent / "_rels" / f"{WORKBOOK.name}.rels"
    targets = {
        relation.attrib["Id"]: relation.attrib["Target"]
        for relation in _parsed(archive.read(str(relations)))
    }
    sheets = _parsed(archive.read(str(WORKBOOK))).iter(f"{MAIN}sheet")
    found = {sheet.attrib["name"]: targets[sheet.attrib[RELATION]] for sheet in sheets}
    return {
        name: target.removeprefix("/") if target.startswith("/") else str(WORKBOOK.parent / target)
        for name, target in found.items()
    }


def _sheet_marks(sheet: ElementTree.Element, percents: frozenset[str]) -> Marks:
    """Return the marks of a sheet of XLSX; rows and cells need not say where they are."""
    marks = Marks()
    for column in sheet.iter(f"{MAIN}col"):
        if column.get("hidden") in HIDDEN:
            first, end = int(column.attrib["min"]), int(column.attrib["max"])
            marks.columns += range(first - 1, min(end, first + LONGEST_RUN))
    for place, row in enumerate(sheet.iter(f"{MAIN}row")):
        at = int(row.get("r", place + 1)) - 1
        marks.rows += [at] if row.get("hidden") in HIDDEN else []
        marks.texts |= {(at, column): text for column, text in _valueless(row)}
        marks.percents |= {
            (at, _column(cell, place))
            for place, cell in enumerate(row.iter(f"{MAIN}c"))
            if cell.get("s") in percents
        }
    for merge in sheet.iter(f"{MAIN}mergeCell"):
        start, _, stop = merge.attrib["ref"].partition(":")
        marks.merges.append((_cell(start), _cell(stop or start)))
    return marks


def _valueless(row: ElementTree.Element) -> Iterator[tuple[int, str]]:
    """Yield the cells of a row that hold an error, or a formula that was never computed."""
    for place, cell in enumerate(row.iter(f"{MAIN}c")):
        formula, value = cell.find(f"{MAIN}f"), cell.find(f"{MAIN}v")
        given = "" if value is None else value.text or ""
        column = _column(cell, place)
        if cell.get("t") == "e":
            yield column, given
        elif formula is not None and not given and cell.get("t") != "str":
            yield column, f"={formula.text or ''}"


def _column(cell: ElementTree.Element, place: int) -> int:
    return _cell(cell.attrib["r"])[1] if cell.get("r") else place


def _cell(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as "AB12"."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :] or 1) - 1, column - 1


def _ods(xml: bytes) -> dict[str, Marks]:
    tables = _parsed(xml).iter(f"{TABLE}table")
    return {table.attrib[f"{TABLE}name"]: _table_marks(table) for table in tables}


def _table_marks(table: ElementTree.Element) -> Marks:
    """Return the marks of a sheet of ODS, whose rows, columns and cells may stand for several."""
    marks = Marks()
    at = 0
    for column in table.iter(f"{TABLE}table-column"):
        n_columns = _times(column, "columns")
        if column.get(f"{TABLE}visibility") in COLLAPSED:
            marks.columns += range(at, at + min(n_columns, LONGEST_RUN))
        at += n_columns
    at = 0
    for row in table.iter(f"{TABLE}table-row"):
        if row.get(f"{TABLE}visibility") in COLLAPSED:
            marks.rows += range(at, at + min(_times(row, "rows"), LONGEST_RUN))
        is_filled = any(text.strip() for text in row.itertext())
        for again in range(min(_times(row, "rows"), LONGEST_RUN) if is_filled else 0):
            _mark_cells(marks, row, at + again)
        at += _times(row, "rows")
    return marks


def _mark_cells(marks: Marks, row: ElementTree.Element, at: int) -> None:
    column = 0
    for cell in row:
        bottom = at + int(cell.get(f"{TABLE}number-rows-spanned", "1")) - 1
        right = column + int(cell.get(f"{TABLE}number-columns-spanned", "1")) - 1
        if (bottom, right) != (at, column):
            marks.merges.append(((at, column), (bottom, right)))
        n_cells, text = _times(cell, "columns"), _valueless_text(cell)
        if text:
            marks.texts |= {(at, column + n): text for n in range(min(n_cells, LONGEST_RUN))}
        if cell.get(f"{OFFICE}value-type") == "percentage":
            marks.percents |= {(at, column + n) for n in range(min(n_cells, LONGEST_RUN))}
        column += n_cells


def _valueless_text(cell: ElementTree.Element) -> str:
    """Return the text of a cell that holds an error, or a formula that was never computed."""
    formula, text = cell.get(f"{TABLE}formula", ""), "".join(cell.itertext())
    if formula and text.startswith(ERRORS):
        return text
    is_computed = not formula or cell.get(f"{OFFICE}value-type")
    return "" if is_computed else "=" + formula.partition("=")[2]


def _times(element: ElementTree.Element, kind: str) -> int:
    """Return how many rows or columns an element stands for."""
    return int(element.get(f"{TABLE}number-{kind}-repeated", "1"))
