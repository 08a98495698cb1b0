"""The panel under the map: list, statistics, method. On phones it is the sheet at the bottom."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.listing import create_sort_choice
from app.dashboard.layout.map import LEVELS
from app.dashboard.layout.units import LISTED_LEVELS
from app.sections.elements import attrs, create_slot
from ptce_map.labels import label

TABS = ("filtres", "liste", "statistiques", "methode")
FIRST = "liste"


def create_panel(lang: str) -> Component:
    """Create the panel with its three tabs; phones add a fourth, the filters."""
    tabs = html.Div(
        [
            html.Div([create_tab_list(lang), create_panel_actions(lang)], className="panel-bar"),
            html.Div([create_tab_panel(tab) for tab in TABS], className="panel-body"),
        ],
        id=ids.TABS,
        className="panel-tabs",
    )
    return html.Section(
        [create_handle(lang), tabs],
        id=ids.PANEL,
        className="panel",
        **attrs(aria_label=label("panel.title", lang)),
    )


def create_handle(lang: str) -> Component:
    """Create the handle that changes the panel's height, by dragging or by clicking."""
    expand = label("panel.expand", lang)
    return html.Button(
        id=ids.PANEL_HANDLE,
        type="button",
        className="handle",
        **attrs(
            aria_label=expand,
            aria_expanded="true",
            aria_controls=ids.PANEL,
            data_expand=expand,
            data_collapse=label("panel.collapse", lang),
        ),
    )


def create_tab_list(lang: str) -> Component:
    """Create the tabs; each has a short name for phones."""
    return html.Div(
        [
            create_tab("filtres", "", label("phone.filters", lang)),
            create_tab("liste", create_list_title(lang), label("phone.list", lang)),
            create_tab("statistiques", label("stats.title", lang), label("phone.figures", lang)),
            create_tab("methode", label("method.title", lang), label("phone.method", lang)),
        ],
        className="tabs",
        role="tablist",
        **attrs(aria_label=label("panel.title", lang)),
    )


def create_tab_panel(tab: str) -> Component:
    """Create what a tab shows: a template, but for the filters, which are elsewhere on the page."""
    is_first = tab == FIRST
    return html.Div(
        [] if tab == "filtres" else create_slot(tab),
        id=f"panel-{tab}",
        role="tabpanel",
        hidden=not is_first,
        **attrs(aria_labelledby=f"tab-{tab}"),
    )


def say_list_title(lang: str) -> str:
    """Return the title of the list, with ``{n}`` where the number of poles shown stands."""
    return label("list.title", lang, n="{n}")


def create_list_title(lang: str) -> list[Component | str]:
    """Create the title of the list, with the number of poles shown."""
    head, _, tail = say_list_title(lang).partition("{n}")
    return [head, html.Span("…", **attrs(data_count="true")), tail]


def create_tab(value: str, text: str | list[Component | str], short: str) -> Component:
    """Create a tab with its two names; one without a long name is for phones only."""
    names = [html.Span(text, className="desktop-only"), html.Span(short, className="phone-only")]
    is_first = value == FIRST
    return html.Button(
        names,
        id=f"tab-{value}",
        type="button",
        role="tab",
        className="tab" if text else "tab phone-only",
        tabIndex="0" if is_first else "-1",
        **attrs(
            data_tab=value,
            aria_selected=str(is_first).lower(),
            aria_controls=f"panel-{value}",
        ),
    )


def create_panel_actions(lang: str) -> Component:
    """Create what stands at the right of the tabs: rows of the list, and how to open the panel."""
    rows = [create_rows_button("poles", label("list.switch.poles", lang), pressed=True)]
    rows += [
        create_rows_button("units", label(f"level.{level.value}.plural", lang), level=level.value)
        for level in LEVELS
        if level in LISTED_LEVELS
    ]
    return html.Div(
        [
            html.Div(rows, className="segments", id=ids.LIST_ROWS),
            create_sort_choice(lang),
            create_slot("colonnes"),
            html.Span(label("stats.click", lang), className="stats-hint"),
            html.Button(
                label("panel.open", lang),
                id=ids.PANEL_OPEN,
                type="button",
                className="link panel-open",
            ),
        ],
        className="panel-actions",
    )


def create_rows_button(
    rows: str, text: str, *, pressed: bool = False, level: str = ""
) -> Component:
    """Create the button that shows the poles, or the units of the level, in the list."""
    by_level = attrs(data_by_level=level) if level else {}
    return html.Button(
        text,
        type="button",
        hidden=bool(level),
        **attrs(data_rows=rows, aria_pressed=str(pressed).lower()),
        **by_level,
    )
