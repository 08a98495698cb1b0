"""Workbooks written by hand, cell by cell, as spreadsheets do: XLSX and ODS."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Cell = str | int | float
    Sheets = Mapping[str, Sequence[Sequence[Cell]]]
    Merges = Mapping[str, Sequence[tuple[int, int, int, int]]]
    Write = Callable[..., Path]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HIDDEN_SHEET, HIDDEN_ROW = ' state="hidden"', ' hidden="1"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def _xlsx_cell(cell: Cell) -> str:
    if isinstance(cell, str) and cell.startswith("=="):
        return f"<c><f>{escape(cell[2:])}</f></c>"
    if isinstance(cell, str) and cell.startswith("=#"):
        return f'<c t="e"><f>A1</f><v>{escape(cell[1:])}</v></c>'
    if isinstance(cell, str) and cell.startswith("="):
        return f"<c><f>{escape(cell[1:])}</f><v>2</v></c>"
    if isinstance(cell, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    return f"<c><v>{cell}</v></c>"


def write_xlsx(
    path: Path,
    sheets: Sheets,
    merges: Merges | None = None,
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
) -> Path:
    """Write a workbook; a text that begins with "=" is a formula whose value is 2.

    One that begins with "==" is a formula that was never computed, one with "=#" an error. Merged
    areas are first and last row and column, from 0; hidden rows are those of every sheet.
    """
    names = list(sheets)
    numbers = range(1, len(names) + 1)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"'
        f"{HIDDEN_SHEET if name in hidden else ''}/>"
        for n, name in zip(numbers, names)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{types}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r0" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
        ),
    }
    for n, name in zip(numbers, names):
        rows = "".join(
            f"<row{HIDDEN_ROW if at in hidden_rows else ''}>{''.join(map(_xlsx_cell, row))}</row>"
            for at, row in enumerate(sheets[name])
        )
        areas = "".join(map(_xlsx_merge, (merges or {}).get(name, ())))
        merged = f"<mergeCells>{areas}</mergeCells>" if areas else ""
        parts[f"xl/worksheets/s{n}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'
        )
    return _write(path, parts)


def _xlsx_merge(area: tuple[int, int, int, int]) -> str:
    top, left, bottom, right = area
    return f'<mergeCell ref="{chr(65 + left)}{top + 1}:{chr(65 + right)}{bottom + 1}"/>'


def _ods_cell(cell: Cell, span: str = "") -> str:
    if isinstance(cell, str) and cell.startswith("=#"):
        return (
            '<table:table-cell table:formula="of:=A1" office:value-type="string">'
            f"<text:p>{escape(cell[1:])}</text:p></table:table-cell>"
        )
    if isinstance(cell, str):
        return (
            f'<table:table-cell{span} office:value-type="string">'
            f"<text:p>{escape(cell)}</text:p></table:table-cell>"
        )
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'


def _ods_row(at: int, row: Sequence[Cell], areas: Sequence[tuple[int, int, int, int]]) -> str:
    spans = {
        left: f' table:number-rows-spanned="{bottom - top + 1}"'
        f' table:number-columns-spanned="{right - left + 1}"'
        for top, left, bottom, right in areas
        if top == at
    }
    cells = "".join(_ods_cell(cell, spans.get(n, "")) for n, cell in enumerate(row))
    return f"<table:table-row>{cells}</table:table-row>"


def write_ods(path: Path, sheets: Sheets, merges: Merges | None = None) -> Path:
    """Write a workbook, with its merged areas and errors as :func:`write_xlsx` does."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(_ods_row(at, row, (merges or {}).get(name, ())) for at, row in enumerate(rows))
        + "</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" '
        f'xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type='
        '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    return _write(path, parts)


def _write(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            is_xml = name != "mimetype"
            archive.writestr(
                name, f'<?xml version="1.0" encoding="UTF-8"?>{text}' if is_xml else text
            )
    return path
