"""Writing the sheets of a workbook: looks of the cells, widths, filter arrows, links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ptce_map.exports.columns import Laid
from ptce_map.exports.texts import FORMULA_STARTS
from ptce_map.map.accent import themes_of
from ptce_map.map.themes import LIGHT

NARROWEST, WIDEST, TECHNICAL_WIDEST = 10, 50, 24
"""Widths of the columns, in characters: longer texts take several lines, longer codes are cut."""

LONGEST_ADDRESS = 2079
"""Longest link that Excel takes, in characters."""

TITLE_HEIGHT = 26
"""Height of the row of the title, in points."""

A4 = 9
"""Number of the paper among those of Excel."""

SHARE_SHOWN = 0.9
"""Share of the cells of a column that its width shows on one line."""

_TEXT = {"valign": "top", "text_wrap": True}
LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "text": _TEXT,
        "integer": _TEXT | {"num_format": "#,##0"},
        "decimal": _TEXT | {"num_format": "#,##0.00"},
        "euros": _TEXT | {"num_format": '#,##0 "€"'},
        "year": _TEXT | {"num_format": "0"},
        "date": _TEXT | {"num_format": "yyyy-mm-dd", "align": "left"},
        "address": _TEXT | {"font_color": LIGHT.brand, "underline": 1},
    }
)
"""How the cells of a column that people read are written."""

OTHERS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "code": {"valign": "top", "font_color": LIGHT.ink_2},
        "head": {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1}
        | {"bg_color": LIGHT.brand_soft},
        "technical_head": {"valign": "vcenter", "bottom": 1, "font_color": LIGHT.ink_2}
        | {"bg_color": LIGHT.surface_2},
        "title": {"bold": True, "font_size": 16, "font_color": LIGHT.brand},
        "section": {"bold": True, "font_size": 12, "top": 1},
        "name": {"bold": True, "valign": "top"},
    }
)
"""How the other cells are written."""


@dataclass(frozen=True)
class Section:
    """A part of the read-me: rows of a name, a text and where the name leads."""

    title: str
    rows: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, eq=False)
class Styles:
    """The formats of a workbook by name; ``quoted`` are those of texts that begin like formulas."""

    plain: Mapping[str, Format]
    quoted: Mapping[str, Format]

    @classmethod
    def of(cls, workbook: Workbook, accent: str = "") -> Styles:
        """Create the formats in a workbook, in the colours of an accent if there is one."""
        theme = themes_of(accent)[LIGHT.name]
        own = {LIGHT.brand: theme.brand, LIGHT.brand_soft: theme.brand_soft}
        looks = {
            name: {key: own.get(value, value) for key, value in look.items()}
            for name, look in {**LOOKS, **OTHERS}.items()
        }
        plain = {name: workbook.add_format(dict(look)) for name, look in looks.items()}
        prefix = {"quote_prefix": True}
        quoted = {name: workbook.add_format({**look, **prefix}) for name, look in looks.items()}
        return cls(plain, quoted)


def write_table(
    workbook: Workbook,
    name: str,
    columns: Sequence[Laid],
    cells: Sequence[Sequence[Any]],
    styles: Styles,
) -> None:
    """Write a sheet: a header that stays in sight and filters, then a row a row.

    Parameters
    ----------
    columns
        The columns, in their order.
    cells
        The cells of each column; ``None`` leaves a cell empty.
    """
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    _set_paper(sheet)
    sheet.repeat_rows(0)
    for at, (column, values) in enumerate(zip(columns, cells)):
        head, look = ("technical_head", "code") if column.is_technical else ("head", column.look)
        sheet.write_string(0, at, column.header, styles.plain[head])
        sheet.set_column(at, at, width(column, values))
        for row, value in enumerate(values, start=1):
            _write_cell(sheet, row, at, value, look, styles)
    sheet.autofilter(0, 0, max(len(cells[0]), 1), len(columns) - 1)


def _set_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: Any, look: str, styles: Styles
) -> None:
    style = styles.plain[look]
    day = _day(value) if look == "date" else None
    if day is not None:
        sheet.write_datetime(row, column, day, style)
    elif look == "address" and is_link(value):
        sheet.write_url(row, column, value, style, value)
    elif isinstance(value, str):
        is_risky = value.startswith(FORMULA_STARTS)
        look = "text" if look == "address" else look
        sheet.write_string(row, column, value, (styles.quoted if is_risky else styles.plain)[look])
    elif value is not None:
        sheet.write_number(row, column, value, style)


def _day(value: Any) -> date | None:
    """Return a whole date (ISO); months and years alone are texts."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def is_link(value: Any) -> bool:
    """Tell whether a text is an address that a cell can lead to."""
    is_web = isinstance(value, str) and value.startswith(("http://", "https://"))
    return is_web and len(value) <= LONGEST_ADDRESS


def width(column: Laid, values: Iterable[Any]) -> float:
    """Return the width of a column, in characters: most of its cells show on one line."""
    lengths = sorted(len(str(value)) for value in values if value is not None)
    usual = lengths[int(SHARE_SHOWN * (len(lengths) - 1))] if lengths else 0
    widest = TECHNICAL_WIDEST if column.is_technical else WIDEST
    # The arrow of the filter covers the end of the header; a header of words takes two lines.
    head = len(column.header) + 3 if column.is_technical else longest_word(column.header) + 4
    return min(max(usual + 2, head, NARROWEST), widest)


def longest_word(text: str) -> int:
    """Return the length of the longest word of a text."""
    return max(map(len, text.split()), default=0)


def write_read_me(
    workbook: Workbook, name: str, title: str, sections: Iterable[Section], styles: Styles
) -> None:
    """Write the sheet that says what the workbook is: a title, then sections of names and texts."""
    sheet = workbook.add_worksheet(name)
    _set_paper(sheet)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.write_string(0, 0, title, styles.plain["title"])
    top = 2
    for section in sections:
        sheet.write_string(top, 0, section.title, styles.plain["section"])
        sheet.write_blank(top, 1, None, styles.plain["section"])
        for row, line in enumerate(section.rows, start=top + 1):
            _write_line(sheet, row, line, styles)
        top += len(section.rows) + 2


def _write_line(sheet: Worksheet, row: int, line: tuple[str, str, str], styles: Styles) -> None:
    head, text, target = line
    if target:
        sheet.write_url(row, 0, target, styles.plain["address"], head)
    else:
        sheet.write_string(row, 0, head, styles.plain["name"])
    _write_cell(sheet, row, 1, text, "address" if is_link(text) else "text", styles)
