"""Tables: a caption, columns, and rows whose first cell heads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.sections.elements import attrs

ROLES = {
    "table": "table",
    "group": "rowgroup",
    "row": "row",
    "head": "columnheader",
    "first": "rowheader",
    "cell": "cell",
}
"""Roles that are written where a style that shows rows as cards would lose them."""


@dataclass(frozen=True)
class Column:
    """A column: its title, the class of its cells, how rows are sorted by it if they are.

    ``head`` stands in place of the title where it is more than a text; ``marks`` are attributes of
    the head.
    """

    title: str
    name: str = ""
    sort: str = ""
    head: Any = None
    marks: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A row: its cells, the attributes that a script finds it by."""

    cells: Sequence[Any]
    marks: Mapping[str, Any] = field(default_factory=dict)


def create_table(
    caption: str | Component,
    columns: Sequence[Column],
    rows: Sequence[Row | Sequence[Any]],
    *,
    is_wide: bool = False,
    **attributes: Any,
) -> Component:
    """Create a table.

    Parameters
    ----------
    caption
        What it shows, or the whole element that says so.
    columns, rows
        What it holds; a row without attributes is its cells alone.
    is_wide
        Narrow screens show each row as a card.
    attributes
        Attributes of the table.
    """
    roles: dict[str, Any] = {
        part: {"role": role} if is_wide else {} for part, role in ROLES.items()
    }
    told = [row if isinstance(row, Row) else Row(row) for row in rows]
    heads = [create_head(column, roles["head"]) for column in columns]
    body = [create_row(row, columns, roles) for row in told]
    return html.Table(
        [
            html.Caption(caption) if isinstance(caption, str) else caption,
            html.Thead(html.Tr(heads, **roles["row"]), **roles["group"]),
            html.Tbody(body, **roles["group"]),
        ],
        **{**({"className": "cards"} if is_wide else {}), **roles["table"], **attributes},
    )


def create_head(column: Column, role: Mapping[str, Any]) -> Component:
    """Create the head of a column."""
    sort = attrs(aria_sort=column.sort) if column.sort else {}
    name = name_of(column)
    told = column.title if column.head is None else column.head
    return html.Th(told, scope="col", **name, **role, **sort, **column.marks)


def create_row(row: Row, columns: Sequence[Column], roles: Mapping[str, Any]) -> Component:
    """Create a row: its first cell heads it, the others name their column where rows are cards."""
    names = [name_of(column) for column in columns]
    head = html.Th(row.cells[0], scope="row", **names[0], **roles["first"])
    cells = [
        html.Td(
            cell,
            **name,
            **roles["cell"],
            **(attrs(data_label=column.title) if roles["cell"] else {}),
        )
        for cell, name, column in list(zip(row.cells, names, columns))[1:]
    ]
    return html.Tr([head, *cells], **roles["row"], **row.marks)


def name_of(column: Column) -> dict[str, Any]:
    """Return the class of the cells of a column, if it has one."""
    return {"className": column.name} if column.name else {}
