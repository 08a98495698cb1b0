"""The column of filters: regions and départements in lists, the others as facets."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.sections.elements import attrs, create_slot, icon_button, plural_texts
from ptce_map.labels import label


def create_filters(lang: str) -> Component:
    """Create the column of filters, and the rail that it folds to on narrower screens."""
    title = label("filters.title", lang)
    content = html.Div(
        [
            create_filters_head(lang),
            create_slot("lieux", "filters-selects"),
            create_slot("facettes"),
            create_filters_foot(lang),
        ],
        className="filters-scroll",
    )
    return html.Section(
        [create_rail(title), content],
        id=ids.FILTERS,
        className="filters",
        **attrs(aria_label=title),
    )


def create_rail(title: str) -> Component:
    """Create the button that unfolds the filters where they are folded to a rail."""
    button = icon_button(
        "funnel",
        id=ids.FILTERS_OPEN,
        className="button square",
        label=title,
        **attrs(aria_expanded="false"),
    )
    text = html.Span(title, className="label", **attrs(aria_hidden="true"))
    return html.Div([button, text], className="rail")


def create_filters_head(lang: str) -> Component:
    """Create the title, the number of active filters and the reset button."""
    return html.Div(
        [
            html.H2(label("filters.title", lang)),
            html.Span("0", id=ids.FILTERS_COUNT, className="filters-count", hidden=True),
            html.Button(
                label("filters.reset", lang),
                id=ids.FILTERS_RESET,
                type="button",
                className="link",
                **attrs(data_clear="true", aria_disabled="true"),
            ),
        ],
        className="filters-head",
    )


def create_filters_foot(lang: str) -> Component:
    """Create the two buttons that phones show under the filters."""
    return html.Div(
        [
            html.Button(
                label("filters.reset", lang),
                type="button",
                className="button",
                **attrs(data_clear="true"),
            ),
            html.Button(
                "",
                id=ids.FILTERS_SEE,
                type="button",
                className="button primary",
                **attrs(data_plural="true", data_none=label("phone.show.none", lang)),
                **plural_texts("phone.show", lang),
            ),
        ],
        className="filters-foot",
    )
