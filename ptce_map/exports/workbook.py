"""The Excel workbook: a sheet to read first, the rows, their awards and sources, columns and codes.

What a workbook holds is gathered here; :mod:`.sheetwriting` writes it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from xlsxwriter import Workbook

from ptce_map.exports.columns import Laid, lay_out
from ptce_map.exports.download import Download
from ptce_map.exports.sheetwriting import Section, Styles, write_read_me, write_table
from ptce_map.exports.texts import to_places
from ptce_map.labels import label
from ptce_map.layers.fields import AWARDS, SOURCES, Field
from ptce_map.layers.layer import LIST_SEPARATOR, PLACES
from ptce_map.layers.published import plain_columns
from ptce_map.register.datapackage import field_text

SAID = ("filtre", "version", "date", "attribution", "licence", "licence_url", "url")
"""What is told of the workbook, the notes of a download."""

HOW = ("columns", "filter", "empty", "correct")
"""What is told of reading the workbook: ``book.how.<name>``, under the title ``book.<name>``."""


@dataclass(frozen=True)
class Worksheet:
    """A sheet of rows: its key among the texts, its columns and the cells of each."""

    key: str
    columns: Sequence[Laid]
    cells: Sequence[Sequence[Any]]

    @property
    def n_rows(self) -> int:
        """Number of rows under the header."""
        return len(self.cells[0])


def to_xlsx(download: Download) -> bytes:
    """Write a workbook: read-me, rows, awards, sources, columns and codes.

    The place is that of the point. Texts are never formulas.
    """
    lang = download.order.lang
    sheets = [_rows(download), _awards(download), _sources(download)]
    sheets += [_columns(download, sheets), _codes(download, sheets)]
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as workbook:
        created = datetime.fromisoformat(download.date)
        workbook.set_properties({"title": download.notes["title"], "created": created})
        styles = Styles.of(workbook, download.catalog.register.accent)
        name = label("sheet.lisez-moi", lang)
        write_read_me(workbook, name, download.notes["title"], read_me(download, sheets), styles)
        for sheet in sheets:
            name = label(f"sheet.{sheet.key}", lang)
            write_table(workbook, name, sheet.columns, sheet.cells, styles)
    return buffer.getvalue()


def row_columns(download: Download) -> list[Laid]:
    """Return the columns of the sheet of rows, the place last."""
    layer, lang = download.layer, download.order.lang
    places = PLACES[download.order.geometry]
    laid = lay_out(layer.name, layer.fields, download.catalog, lang)
    return [*laid, *(Laid(field.name, field, "text", is_technical=True) for field in places)]


def _rows(download: Download) -> Worksheet:
    layer, rows = download.layer, download.rows.tolist()
    places = to_places(download)
    values = {
        field.name: [layer.columns[field.name][row] for row in rows] for field in layer.fields
    }
    return _filled(layer.name, row_columns(download), values | places)


def _awards(download: Download) -> Worksheet:
    awards = download.catalog.register.laureats
    chosen = set(download.catalog.index.selected(download.poles))
    return _table(download, "laureats", awards[awards["pole"].isin(chosen)], AWARDS)


def _sources(download: Download) -> Worksheet:
    sources = download.catalog.register.sources.loc[list(download.sources)]
    return _table(download, "sources", sources.rename_axis("id").reset_index(), SOURCES)


def _table(download: Download, key: str, frame: pd.DataFrame, fields: Sequence[Field]) -> Worksheet:
    columns = lay_out(key, fields, download.catalog, download.order.lang)
    return _filled(key, columns, plain_columns(frame, fields))


def _filled(key: str, columns: Sequence[Laid], values: Mapping[str, Sequence[Any]]) -> Worksheet:
    cells = [list(map(_joined, column.cells(values[column.field.name]))) for column in columns]
    return Worksheet(key, columns, cells)


def _joined(cell: Any) -> Any:
    return LIST_SEPARATOR.join(cell) or None if isinstance(cell, list | tuple) else cell


def _columns(download: Download, sheets: Sequence[Worksheet]) -> Worksheet:
    """Say what each column of each sheet holds."""
    lang = download.order.lang
    rows = [
        (
            label(f"sheet.{sheet.key}", lang),
            column.header,
            column.field.name,
            kind_of(column, lang),
            meaning(sheet.key, column, lang),
        )
        for sheet in sheets
        for column in sheet.columns
    ]
    heads = ("note.sheet", "book.column", "book.field", "note.type", "note.meaning")
    return _texts("colonnes", heads, rows, lang)


def _codes(download: Download, sheets: Sequence[Worksheet]) -> Worksheet:
    """Say what each code of a column stands for."""
    lang, names = download.order.lang, download.catalog.vocabulary.names
    rows = [
        (label(f"sheet.{sheet.key}", lang), column.field.name, code, names[kind][code][lang])
        for sheet in sheets
        for column in sheet.columns
        if column.is_technical and (kind := column.field.vocabulary)
        for code in names[kind]
    ]
    return _texts("codes", ("note.sheet", "book.column", "note.code", "note.meaning"), rows, lang)


def _texts(key: str, heads: Sequence[str], rows: Sequence[Sequence[str]], lang: str) -> Worksheet:
    columns = [Laid(label(head, lang), Field(head), "text") for head in heads]
    return Worksheet(key, columns, list(zip(*rows)) or [[] for _ in heads])


def kind_of(column: Laid, lang: str) -> str:
    """Say what the cells of a column are."""
    if column.names is not None:
        return label("book.kind.names", lang)
    kind = "list" if column.field.many else column.field.kind
    return label(f"book.kind.{kind}", lang)


def meaning(sheet: str, column: Laid, lang: str) -> str:
    """Say what a column holds; one of names refers to the column that it says in words."""
    name = column.field.name
    if column.names is not None:
        return label("book.names_of", lang, column=name)
    is_table = sheet in ("laureats", "sources")
    return field_text(sheet, name, lang) if is_table else column.field.said(lang)


def read_me(download: Download, sheets: Sequence[Worksheet]) -> Iterator[Section]:
    """Say what the workbook is, how to read it, and what each of its sheets holds."""
    lang = download.order.lang
    told = [name for name in SAID if download.notes[name]]
    said = [(label(f"note.{name}", lang), download.notes[name], "") for name in told]
    yield Section(label("book.what", lang), said)
    how = [(label(f"book.{name}", lang), label(f"book.how.{name}", lang), "") for name in HOW]
    yield Section(label("book.how", lang), how)
    yield Section(label("book.sheets", lang), [_contents(sheet, lang) for sheet in sheets])


def _contents(sheet: Worksheet, lang: str) -> tuple[str, str, str]:
    """Return the name of a sheet, what it holds and where the name leads."""
    name = label(f"sheet.{sheet.key}", lang)
    n_rows = label("book.rows", lang, n=sheet.n_rows)
    return name, f"{label(f'book.sheet.{sheet.key}', lang)} ({n_rows})", f"internal:'{name}'!A1"
