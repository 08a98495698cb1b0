"""The search box: suggestions by kind, and the text filter."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.sections.elements import attrs, icon
from ptce_map.labels import label


def create_search(lang: str) -> Component:
    """Create the search box, a combobox whose suggestions the script writes; "/" leads to it."""
    text = label("header.search", lang)
    field = dmc.TextInput(
        id=ids.SEARCH,
        value="",
        placeholder=text,
        leftSection=icon("search"),
        leftSectionPointerEvents="none",
        rightSection=html.Span("/", className="kbd", **attrs(aria_hidden="true")),
        rightSectionPointerEvents="none",
        inputProps={"type": "search"},
        attributes={"input": {"role": "combobox"}},
        autoComplete="off",
        spellCheck=False,
        **attrs(
            aria_label=text,
            aria_autocomplete="list",
            aria_expanded="false",
            aria_controls=ids.SUGGESTIONS,
        ),
    )
    found = html.Div(
        id=ids.SUGGESTIONS,
        className="suggestions",
        hidden=True,
        role="listbox",
        **attrs(
            aria_label=label("search.suggestions", lang),
            data_text=label("search.text", lang, x="{x}"),
            data_one=label("search.found", lang, n=1),
            data_other=label("search.found", lang, n=2).replace("2", "{n}"),
            data_none=label("search.nothing", lang),
            data_unreachable=label("search.unreachable", lang),
        ),
    )
    return html.Div([field, found], className="search", role="search")
