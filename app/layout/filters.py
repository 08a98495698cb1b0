"""The filters: regions and départements in lists, the other filters as facets with their counts.

The rows of the facets are here once, in the order of their counts over all poles, so that they
never jump; the script writes the counts of each view into them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app import ids
from app.dataset import Dataset
from app.layout.elements import attrs, icon
from ptce_map.labels import label, read_locale
from ptce_map.query import FILTERS, Filters

PLACE_KEYS = ("region", "departement")
FACET_KEYS = tuple(row.key for row in FILTERS if row.key not in PLACE_KEYS)
ORDERED_BY_COUNT = ("secteur", "structure")
ROWS_SHOWN = 7
LAST = "non-renseigne"


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
            *[create_facet(dataset, key, lang) for key in FACET_KEYS],
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
    button = html.Button(
        icon("funnel"),
        id=ids.FILTERS_OPEN,
        type="button",
        className="button square",
        **attrs(aria_label=title, aria_expanded="false"),
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
    options = [{"value": one, "label": dataset.vocabulary.name(key, one, lang)} for one in values]
    component: Component = dmc.MultiSelect(
        id=ids.filter_id(key),
        label=label(f"filters.{key}", lang),
        placeholder=label(f"filters.{key}.all", lang),
        data=options,
        value=[],
        searchable=True,
        hidePickedOptions=True,
        rightSection=icon("chevron"),
        rightSectionPointerEvents="none",
        comboboxProps={"transitionProps": {"duration": 0}},
    )
    return component


def create_facet(dataset: Dataset, key: str, lang: str) -> Component:
    """Create a group of checkboxes, each with the number of poles it would show."""
    counts = dataset.index.facet_counts(Filters())[key]
    values = order_values(key, dataset.vocabulary.values(key), counts)
    shown = ROWS_SHOWN if len(values) > ROWS_SHOWN + 1 else len(values)
    list_id = f"{ids.filter_id(key)}-list"
    rows = [
        create_facet_item(
            key,
            value,
            text=dataset.vocabulary.name(key, value, lang),
            extra=rank >= shown,
        )
        for rank, value in enumerate(values)
    ]
    more = len(values) - shown
    head = html.Span(
        [html.Span(label(f"filters.{key}", lang)), html.Span(label("filters.unit", lang))],
        className="facet-head",
    )
    group = dmc.CheckboxGroup(
        html.Div(rows, id=list_id, className="facet-list"),
        id=ids.filter_id(key),
        label=head,
        value=[],
    )
    button = [create_more_button(key, list_id, more, lang)] if more else []
    return html.Div([group, *button], className="facet")


def order_values(key: str, values: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Order the values of a facet: most poles first and unknown last, or as in the vocabulary."""
    if key not in ORDERED_BY_COUNT:
        return list(values)
    return sorted(values, key=lambda value: (value == LAST, -counts[value]))


def create_facet_item(key: str, value: str, *, text: str, extra: bool) -> Component:
    """Create a row: checkbox, name, count, bar. An extra row shows once the list is unfolded."""
    row = html.Span(
        [
            html.Span(text, className="text"),
            html.Span("", className="count"),
            html.Span(className="bar", **attrs(aria_hidden="true")),
        ],
        className="facet-row",
        **attrs(data_facet=key, data_value=value),
    )
    component: Component = dmc.Checkbox(
        value=value, label=row, className="facet-item extra" if extra else "facet-item"
    )
    return component


def create_more_button(key: str, list_id: str, n: int, lang: str) -> Component:
    """Create the button that unfolds the values of a long list, and folds them again."""
    name = key if f"filters.{key}.more.other" in read_locale(lang) else "secteur"
    text = label(f"filters.{name}.more", lang, n=n)
    return html.Button(
        text,
        type="button",
        className="link facet-more",
        **attrs(
            data_more=list_id,
            data_all=text,
            data_less=label("filters.less", lang),
            aria_expanded="false",
            aria_controls=list_id,
        ),
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
                **plural_attributes("phone.show", lang),
            ),
        ],
        className="filters-foot",
    )


def plural_attributes(key: str, lang: str) -> dict[str, Any]:
    """Return the two forms of a text as attributes, for the script to write a number into."""
    texts = read_locale(lang)
    return {
        "data-plural": "true",
        "data-one": texts[f"{key}.one"],
        "data-other": texts[f"{key}.other"],
    }
