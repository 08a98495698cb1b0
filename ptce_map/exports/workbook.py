"""The Excel workbook: the rows, the awards and the sources of their poles, and how to read them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
from xlsxwriter import Workbook

from ptce_map.datapackage import field_text
from ptce_map.exports.download import Download
from ptce_map.exports.fields import AWARDS, SOURCES, Field
from ptce_map.exports.layers import LIST_SEPARATOR, PLACES, plain_columns
from ptce_map.exports.texts import FORMULA_STARTS, to_places
from ptce_map.labels import label

READ_ME = ("sheet", "subject", "type", "list", "code", "meaning")
"""Columns of the read-me: keys of their names."""

WIDEST = 50
"""Widest column, in characters."""

Columns = Mapping[str, Sequence[Any]]


def to_xlsx(download: Download) -> bytes:
    """Write a workbook of four sheets: rows, awards, sources and a read-me.

    Lists are joined by a vertical bar, the place is that of the point. Texts are never formulas.
    """
    lang = download.order.lang
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as workbook:
        created = datetime.fromisoformat(download.date)
        workbook.set_properties({"title": download.notes["title"], "created": created})
        sheets = {
            f"sheet.{download.layer.name}": _rows(download),
            "sheet.laureats": _awards(download),
            "sheet.sources": _sources(download),
            "sheet.lisez-moi": _read_me(download),
        }
        for key, columns in sheets.items():
            _write_sheet(workbook, label(key, lang), columns)
    return buffer.getvalue()


def _rows(download: Download) -> Columns:
    names = [field.name for field in download.layer.fields]
    return {name: download.cells(name) for name in names} | to_places(download)


def _awards(download: Download) -> Columns:
    awards = download.catalog.register.laureats
    chosen = set(download.catalog.index.selected(download.poles))
    return _texts(awards[awards["pole"].isin(chosen)], AWARDS)


def _sources(download: Download) -> Columns:
    sources = download.catalog.register.sources.loc[list(download.sources)]
    return _texts(sources.rename_axis("id").reset_index(), SOURCES)


def _texts(frame: pd.DataFrame, fields: Sequence[Field]) -> Columns:
    columns = plain_columns(frame, fields)
    return {name: [_joined(cell) for cell in cells] for name, cells in columns.items()}


def _joined(cell: Any) -> Any:
    return LIST_SEPARATOR.join(cell) if isinstance(cell, list) else cell


def _read_me(download: Download) -> Columns:
    """Say what the workbook is, what its columns hold and what its codes stand for."""
    lang = download.order.lang
    notes = [("", label(f"note.{name}", lang), "", "", "", text) for name, text in _said(download)]
    rows = [*notes, *_column_rows(download), *_code_rows(download)]
    header = [label(f"note.{key}", lang) for key in READ_ME]
    return dict(zip(header, zip(*rows)))


def _said(download: Download) -> list[tuple[str, str]]:
    return [(name, text) for name, text in download.notes.items() if text]


def _described_sheets(download: Download) -> dict[str, list[tuple[Field, str]]]:
    """Return the columns of each sheet with what they mean, by the key of its name."""
    lang, name = download.order.lang, download.layer.name
    own = (*download.layer.fields, *PLACES[download.order.geometry])
    return {
        f"sheet.{name}": [(field, label(field.label_key, lang)) for field in own],
        "sheet.laureats": [(field, field_text("laureats", field.name, lang)) for field in AWARDS],
        "sheet.sources": [(field, field_text("sources", field.name, lang)) for field in SOURCES],
    }


def _column_rows(download: Download) -> list[tuple[str, ...]]:
    lang = download.order.lang
    is_list = {True: label("note.is_list", lang), False: ""}
    return [
        (label(sheet, lang), field.name, field.kind, is_list[field.many], "", meaning)
        for sheet, fields in _described_sheets(download).items()
        for field, meaning in fields
    ]


def _code_rows(download: Download) -> list[tuple[str, ...]]:
    lang, names = download.order.lang, download.catalog.vocabulary.names
    return [
        (label(sheet, lang), field.name, "", "", value, names[field.vocabulary][value][lang])
        for sheet, fields in _described_sheets(download).items()
        for field, _ in fields
        if field.vocabulary
        for value in names[field.vocabulary]
    ]


def _write_sheet(workbook: Workbook, name: str, columns: Columns) -> None:
    """Write a table under a frozen header of bold names that filters the rows."""
    bold = workbook.add_format({"bold": True})
    quoted = workbook.add_format({"quote_prefix": True})
    sheet = workbook.add_worksheet(name)
    sheet.write_row(0, 0, columns, bold)
    sheet.freeze_panes(1, 1)
    for at, (header, cells) in enumerate(columns.items()):
        sheet.set_column(at, at, _width(header, cells))
        for row, cell in enumerate(cells, start=1):
            is_formula = isinstance(cell, str) and cell.startswith(FORMULA_STARTS)
            sheet.write(row, at, cell, quoted if is_formula else None)
    n_rows = len(next(iter(columns.values())))
    sheet.autofilter(0, 0, n_rows, len(columns) - 1)


def _width(header: str, cells: Iterable[Any]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(longest, len(header)) + 2, WIDEST)
