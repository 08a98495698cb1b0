"""The list: a table of the poles, then those of the units (:mod:`app.dashboard.layout.units`).

Every row is here once; the script hides those that a view leaves out. A row carries its rank in
each column, in reading order, so that sorting needs no rule of its own in the browser. Of a long
list (:mod:`app.sections.stretches`) there is no row: those of a view come with it, a stretch at a
time, in the order asked for. Phones show the rows as cards: the roles of a table are written, for
such a style would lose them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.units import LISTED_LEVELS, create_unit_table
from app.dataset import Dataset
from app.http.addresses import correction_path, under_root
from app.sections.door import Door
from app.sections.elements import attrs, plural_texts
from app.sections.fields import FIELDS, Field, rank_poles
from app.sections.fragment import Tag
from app.sections.sheet import Sheet
from app.sections.stretches import is_long
from app.sections.tables import Column, Row, Table
from ptce_map.labels import label
from ptce_map.query.view import DESCENDING

NEAR = 12
"""Rows that are laid out at once where scripts run; ``assets/page/list.js`` shows the others."""


def create_list(dataset: Dataset, lang: str) -> Component:
    """Create the tables and what stands in their place when nothing is found."""
    tables = [create_unit_table(dataset, level, lang) for level in LISTED_LEVELS]
    pager = html.Div(id=ids.LIST_PAGES, **attrs(data_failed=label("list.pages.failed", lang)))
    found = [create_pole_table(dataset, lang), pager, *tables]
    return html.Div(
        [create_empty(lang), html.Div(cast(Any, found), **attrs(data_when_found="true"))],
        id=ids.LIST,
        tabIndex="-1",
        **attrs(data_rows="poles"),
    )


def create_columns(lang: str) -> Tag:
    """Create the choice of the columns; the first one heads the rows and is always there."""
    boxes = [
        html.Li(cast(Any, Tag("label", [create_column_box(field), label(field.label_key, lang)])))
        for field in FIELDS[1:]
    ]
    return Tag(
        "details",
        [html.Summary(label("list.columns", lang)), html.Ul(boxes)],
        attrs(className="columns", id=ids.LIST_COLUMNS),
    )


def create_sort_choice(lang: str) -> Component:
    """Create the choice of the order, for phones: cards have no heads to sort by."""
    text = label("list.sort", lang)
    orders = [
        html.Option(
            f"{label(column.label_key, lang)} {arrow}",
            value="" if column is FIELDS[0] and not sign else f"{sign}{column.key}",
        )
        for column in FIELDS
        for sign, arrow in (("", "↑"), (DESCENDING, "↓"))
    ]
    return html.Select(
        orders,
        id=ids.LIST_SORT,
        className="phone-only list-sort",
        title=text,
        **attrs(aria_label=text),
    )


def create_column_box(column: Field) -> Tag:
    """Create the box that shows a column."""
    extra = attrs(data_extra="true") if column.is_extra else {}
    return Tag("input", None, {"type": "checkbox", **attrs(data_choose_column=column.key), **extra})


def create_pole_table(dataset: Dataset, lang: str) -> Tag:
    """Create the table of the poles, in the order of their names; of a long list, its head."""
    rows = [] if is_long(dataset) else ranked_rows(dataset, Door(lang))
    return fill_table(rows, lang, data_long="true" if is_long(dataset) else None)


def ranked_rows(dataset: Dataset, door: Door) -> list[Row]:
    """Create the row of every pole, in the order of their names."""
    sheets = [Sheet(dataset, pole, door) for pole in dataset.poles.itertuples()]
    ranks = list(zip(*(rank_poles(sheets, field) for field in FIELDS)))
    rows = sorted(zip(sheets, ranks), key=lambda row: row[1][0])
    return [create_row(sheet, told) for sheet, told in rows]


def fill_table(rows: Sequence[Row], lang: str, **marks: str | None) -> Tag:
    """Create the table of the poles with some rows."""
    door, title = Door(lang), label("list.caption", lang)
    marked = attrs(data_near=str(NEAR), **marks)
    return Table(
        title,
        [create_column(field, door) for field in FIELDS],
        rows,
        is_wide=True,
        attributes={"id": ids.POLES_TABLE, "className": "list poles", **marked},
        before=[
            html.Caption(title, className="visually-hidden"),
            html.Colgroup([html.Col(className=f"col-{field.key}") for field in FIELDS]),
        ],
    ).html()


def create_column(field: Field, door: Door) -> Column:
    """Create a column, whose head is a button that sorts by it."""
    extra = attrs(data_extra="true") if field.is_extra else {}
    return field.column(
        door,
        sort="ascending" if field is FIELDS[0] else None,
        head=html.Button(door.say(field.label_key), type="button", className="sort"),
        marks={**attrs(data_column=field.key), **extra},
    )


def create_row(sheet: Sheet, ranks: Sequence[int] = ()) -> Row:
    """Create the row of a pole: its name heads it and opens it."""
    cells = [field.cell(sheet) for field in FIELDS]
    ranked = {"data_ranks": " ".join(map(str, ranks))} if ranks else {}
    return Row(cells, attrs(data_pole=sheet.pole.Index, **ranked))


def create_empty(lang: str) -> Component:
    """Say that no pole answers, and offer to remove the filter that costs most poles."""
    return html.Div(
        [
            html.H3(label("state.empty", lang)),
            html.P(
                id=ids.EMPTY_REASON,
                **plural_texts("state.empty.relax", lang),
            ),
            html.Div(
                [
                    html.Button(
                        id=ids.EMPTY_REMOVE,
                        type="button",
                        className="button primary",
                        **attrs(data_text=label("state.empty.remove", lang, x="{x}")),
                    ),
                    html.A(
                        label("page.correction.propose", lang),
                        href=under_root(correction_path(lang)),
                    ),
                    html.Button(
                        label("chip.clear", lang),
                        type="button",
                        className="link",
                        **attrs(data_clear="true"),
                    ),
                ],
                className="empty-actions",
            ),
        ],
        id=ids.EMPTY,
        className="empty",
        hidden=True,
    )
