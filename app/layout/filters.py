"""The filters: regions and départements in lists, the other filters as facets with their counts.

The rows of the facets are plain HTML, here once, in the order of their counts over all poles, so
that they never jump; the script writes the counts of each view into them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app import ids
from app.dataset import Dataset
from app.fragment import Node, Tag
from app.layout.elements import attrs, create_slot, icon
from ptce_map.labels import label, read_locale
from ptce_map.query import FACETS, Filters

PLACE_KEYS = ("region", "departement")
FACET_KEYS = tuple(row.key for row in FACETS if row.key not in PLACE_KEYS)
FOLDED = ("precision", "confiance", "statut")
ORDERED_BY_COUNT = ("secteur", "structure", "region")
ROWS_SHOWN = 7
SEARCHED_FROM = 10
"""Number of values from which a facet has a field to look one up."""
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


def create_facets(dataset: Dataset, lang: str) -> list[Node]:
    """Create the facets: those of every day, then the others, folded."""
    main = [create_facet(dataset, key, lang) for key in FACET_KEYS if key not in FOLDED]
    others = [create_facet(dataset, key, lang) for key in FOLDED]
    more = html.Details(
        [
            html.Summary(
                [
                    label("filters.more", lang),
                    html.Span("0", className="filters-count", hidden=True),
                ]
            ),
            *cast(list[Any], others),
        ],
        id=ids.FILTERS_MORE,
        className="filters-more",
    )
    return [*main, more]


def create_facet(dataset: Dataset, key: str, lang: str) -> Node:
    """Create a group of checkboxes, each with the number of poles it would show."""
    counts = dataset.index.facet_counts(Filters())[key]
    values = order_values(key, dataset.vocabulary.values(key), counts)
    shown = ROWS_SHOWN if len(values) > ROWS_SHOWN + 1 else len(values)
    name = label(f"filters.{key}", lang)
    rows = [
        create_facet_row(
            key, value, dataset.vocabulary.name(key, value, lang), lang, rank=rank, shown=shown
        )
        for rank, value in enumerate(values)
    ]
    search = [create_facet_search(name, lang)] if len(values) > SEARCHED_FROM else []
    head = html.Div(
        [html.Span(name, **attrs(aria_hidden="true")), create_sort_button(name, lang)],
        className="facet-head",
    )
    return Tag(
        "fieldset",
        [
            html.Legend(name, className="visually-hidden"),
            head,
            *search,
            html.Div(className="facet-list", children=cast(list[Any], rows)),
            create_facet_foot(key, name, len(values) - shown, lang),
        ],
        attrs(className="facet", data_key=key, data_shown=str(shown)),
    )


def order_values(key: str, values: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Order the values of a facet: most poles first and unknown last, or as in the vocabulary."""
    if key not in ORDERED_BY_COUNT:
        return list(values)
    return sorted(values, key=lambda value: (value == LAST, -counts[value]))


def create_facet_row(key: str, value: str, text: str, lang: str, *, rank: int, shown: int) -> Tag:
    """Create a row: checkbox, name, "only", count, bar. Rows past those shown wait folded."""
    only = html.Button(
        label("filters.only", lang),
        type="button",
        className="facet-only",
        **attrs(data_facet_only="true", aria_label=label("filters.only.name", lang, x=text)),
    )
    name = Tag(
        "label",
        [
            Tag("input", None, {"type": "checkbox"}),
            html.Span(text, className="text", title=text),
            html.Span("", className="count", **attrs(data_n="true")),
        ],
    )
    bar = html.Span(className="bar", **attrs(aria_hidden="true"))
    return Tag(
        "div",
        [name, only, bar],
        attrs(
            className="facet-row extra" if rank >= shown else "facet-row",
            data_facet=key,
            data_value=value,
            data_rank=str(rank),
        ),
    )


def create_facet_search(name: str, lang: str) -> Tag:
    """Create the field that looks a value up in a long list, once it is unfolded."""
    text = label("filters.find", lang, x=name)
    return Tag(
        "input",
        None,
        attrs(className="facet-search", type="search", placeholder=text, aria_label=text),
    )


def create_sort_button(name: str, lang: str) -> Component:
    """Create the head of the counts, a button that orders the values by them or by name."""
    to_name = label("filters.sort.to_name", lang, x=name)
    return html.Button(
        html.Span(label("filters.sort.count", lang), className="by"),
        type="button",
        className="facet-sort",
        title=to_name,
        **attrs(
            data_facet_sort="true",
            data_by_count=label("filters.sort.count", lang),
            data_by_name=label("filters.sort.name", lang),
            data_to_name=to_name,
            data_to_count=label("filters.sort.to_count", lang, x=name),
        ),
    )


def create_facet_foot(key: str, name: str, n_more: int, lang: str) -> Component:
    """Create what stands under a list: unfold it, tick all its values, or none."""
    more = [create_more_button(key, n_more, lang)] if n_more else []
    ticks = [
        html.Button(
            label(f"filters.{which}", lang),
            type="button",
            className="link",
            **attrs(
                **{f"data_facet_{which}": "true"},
                aria_label=label(f"filters.{which}.name", lang, x=name),
            ),
        )
        for which in ("all", "none")
    ]
    return html.Div([*more, html.Span(ticks, className="facet-ticks")], className="facet-foot")


def create_more_button(key: str, n: int, lang: str) -> Component:
    """Create the button that unfolds the values of a long list, and folds them again."""
    name = key if f"filters.{key}.more.other" in read_locale(lang) else "secteur"
    text = label(f"filters.{name}.more", lang, n=n)
    return html.Button(
        text,
        type="button",
        className="link",
        **attrs(
            data_facet_more="true",
            data_all=text,
            data_less=label("filters.less", lang),
            aria_expanded="false",
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
