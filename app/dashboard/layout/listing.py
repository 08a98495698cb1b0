"""The list: a table of the poles, then those of the units (:mod:`app.dashboard.layout.units`).

Every row is here once; the script hides those that a view leaves out. A row carries its rank in
each column, in reading order, so that sorting needs no rule of its own in the browser. Phones show
the rows as cards: the roles of a table are written, for such a style would lose them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.columns import COLUMNS, Column, Row
from app.dashboard.layout.units import LISTED_LEVELS, create_unit_table
from app.dataset import Dataset
from app.http.addresses import correction_path, under_root
from app.sections.elements import attrs, plural_texts
from app.sections.fragment import Tag
from ptce_map.labels import label
from ptce_map.query.view import DESCENDING

UNKNOWN_RANK = -1
"""The script puts it last, whatever the order."""


def create_list(dataset: Dataset, lang: str) -> Component:
    """Create the tables and what stands in their place when nothing is found."""
    tables = [create_pole_table(dataset, lang)]
    tables += [create_unit_table(dataset, level, lang) for level in LISTED_LEVELS]
    return html.Div(
        [create_empty(lang), html.Div(tables, **attrs(data_when_found="true"))],
        id=ids.LIST,
        tabIndex="-1",
        **attrs(data_rows="poles"),
    )


def create_columns(lang: str) -> Tag:
    """Create the choice of the columns; the first one heads the rows and is always there."""
    boxes = [
        html.Li(cast(Any, Tag("label", [create_column_box(one), label(one.label_key, lang)])))
        for one in COLUMNS[1:]
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
            value="" if column is COLUMNS[0] and not sign else f"{sign}{column.key}",
        )
        for column in COLUMNS
        for sign, arrow in (("", "↑"), (DESCENDING, "↓"))
    ]
    return html.Select(
        orders,
        id=ids.LIST_SORT,
        className="phone-only list-sort",
        title=text,
        **attrs(aria_label=text),
    )


def create_column_box(column: Column) -> Tag:
    """Create the box that shows a column."""
    extra = attrs(data_extra="true") if column.extra else {}
    return Tag("input", None, {"type": "checkbox", **attrs(data_choose_column=column.key), **extra})


def create_pole_table(dataset: Dataset, lang: str) -> Component:
    """Create the table of the poles, in the order of their names."""
    poles = list(dataset.poles.itertuples())
    ranks = [rank_rows(dataset, poles, column, lang) for column in COLUMNS]
    rows = [
        create_row(dataset, pole, [column[at] for column in ranks], lang)
        for at, pole in enumerate(poles)
    ]
    rows = [rows[at] for at in sorted(range(len(rows)), key=lambda at: ranks[0][at])]
    heads = [create_head(column, lang, is_sorted=column is COLUMNS[0]) for column in COLUMNS]
    return html.Table(
        [
            html.Caption(label("list.caption", lang), className="visually-hidden"),
            html.Colgroup([html.Col(className=f"col-{column.key}") for column in COLUMNS]),
            html.Thead(html.Tr(heads, role="row"), role="rowgroup"),
            html.Tbody(rows, role="rowgroup"),
        ],
        id=ids.POLES_TABLE,
        className="list poles",
        role="table",
    )


def rank_rows(dataset: Dataset, poles: Sequence[Row], column: Column, lang: str) -> list[int]:
    """Return the rank of each pole in a column, -1 if it is unknown, in the order of the poles.

    Equal values have equal ranks.
    """
    keys = [column.rank(dataset, pole, lang) for pole in poles]
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys) - {None}))}
    return [UNKNOWN_RANK if key is None else ranks[key] for key in keys]


def create_head(column: Column, lang: str, *, is_sorted: bool) -> Component:
    """Create the head of a column, a button that sorts by it."""
    sort = attrs(aria_sort="ascending") if is_sorted else {}
    extra = attrs(data_extra="true") if column.extra else {}
    return html.Th(
        html.Button(label(column.label_key, lang), type="button", className="sort"),
        scope="col",
        role="columnheader",
        className=class_name(column),
        **attrs(data_column=column.key),
        **extra,
        **sort,
    )


def class_name(column: Column) -> str:
    """Return the class of the cells of a column."""
    return f"col-{column.key} number" if column.number else f"col-{column.key}"


def create_row(dataset: Dataset, pole: Row, ranks: Sequence[int], lang: str) -> Component:
    """Create the row of a pole: its name heads it and opens it."""
    first, *others = COLUMNS
    head = html.Th(
        first.cell(dataset, pole, lang), scope="row", role="rowheader", className=class_name(first)
    )
    cells = [
        html.Td(
            column.cell(dataset, pole, lang),
            role="cell",
            className=class_name(column),
            **attrs(data_label=label(column.label_key, lang)),
        )
        for column in others
    ]
    return html.Tr(
        [head, *cells],
        role="row",
        **attrs(data_pole=pole.Index, data_ranks=" ".join(map(str, ranks))),
    )


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
