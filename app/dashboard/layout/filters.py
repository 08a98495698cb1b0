"""The column of filters: regions and départements in lists, the others as facets."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.facets import PLACE_KEYS
from app.dataset import Dataset
from app.sections.elements import attrs, create_slot, icon, icon_button, plural_texts
from ptce_map.labels import label, sort_key


def create_filters(dataset: Dataset, lang: str) -> Component:
    """Create the column of filters, and the rail that it folds to on narrower screens."""
    title = label("filters.title", lang)
    content = html.Div(
        [
            create_filters_head(lang),
            html.Div(
                [create_place_filter(dataset, key, lang) for key in PLACE_KEYS],
                className="filters-selects",
            ),
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
                disabled=True,
                className="link",
                **attrs(data_clear="true"),
            ),
        ],
        className="filters-head",
    )


def create_place_filter(dataset: Dataset, key: str, lang: str) -> Component:
    """Create the list of the regions or of the départements, searchable."""
    values = dataset.vocabulary.values(key)
    options = [
        {"value": value, "label": dataset.vocabulary.name(key, value, lang)} for value in values
    ]
    options.sort(key=lambda option: sort_key(option["label"]))
    component: Component = dmc.MultiSelect(
        id=ids.filter_id(key),
        label=label(f"filters.{key}", lang),
        placeholder=label(f"filters.{key}.all", lang),
        data=options,
        value=[],
        searchable=True,
        hidePickedOptions=True,
        selectFirstOptionOnChange=True,
        renderOption={"function": "placeOption", "options": {"key": key}},
        rightSection=icon("chevron"),
        rightSectionPointerEvents="none",
        comboboxProps={"transitionProps": {"duration": 0}},
    )
    return component


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
