"""The search box: suggestions by kind, and the text filter."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.sections.elements import attrs, create_slot, icon
from app.sections.fragment import Node, Tag
from ptce_map.labels import label


def create_search(lang: str) -> Component:
    """Create the search box, a combobox whose suggestions the script writes; "/" leads to it."""
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
    return html.Div([create_slot("recherche"), found], className="search", role="search")


def create_search_field(lang: str) -> list[Node]:
    """Create the field of the search box."""
    text = label("header.search", lang)
    field = {
        "id": ids.SEARCH,
        "type": "search",
        "role": "combobox",
        "placeholder": text,
        "autocomplete": "off",
        "spellcheck": "false",
        **attrs(
            aria_label=text,
            aria_autocomplete="list",
            aria_expanded="false",
            aria_controls=ids.SUGGESTIONS,
        ),
    }
    key = html.Span("/", className="kbd", **attrs(aria_hidden="true"))
    return [icon("search"), Tag("input", None, field), key]
