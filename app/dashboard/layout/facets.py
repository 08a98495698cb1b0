"""The facets: the values of a filter with their counts, to tick, to sort and to look up.

Their rows are plain HTML, here once, in the order of their counts over all poles, so that they
never jump; the script writes the counts of each view into them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dataset import Dataset
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.fragment import Node, Tag
from app.sections.method import create_missing
from ptce_map.filters.filters import Filters, facet_keys
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import label, number, read_locale

PLACE_KEYS = ("region", "departement")
FOLDED = ("precision", "confiance", "statut")
ORDERED_BY_COUNT = ("secteur", "structure", "region")
ROWS_SHOWN = 7
SEARCHED_FROM = 7
"""Number of values beyond which a facet has a field to look one up."""
LAST = "non-renseigne"
THOUSAND = 1000
"""Number from which a count needs room for one figure more."""


def create_facets(
    dataset: Dataset, lang: str, filters: Filters, facets: Mapping[str, Mapping[str, int]]
) -> list[Node]:
    """Create the facets: those of every day, then the others, folded; none for a single value.

    Parameters
    ----------
    dataset, lang
        The data, and the language.
    filters
        What is asked for: these boxes are ticked.
    facets
        Filter -> value -> number of poles that it would show.
    """

    def create(key: str) -> Node:
        return create_facet(dataset, key, lang, filters.values(key), facets[key])

    vocabulary = dataset.vocabulary
    keys = (key for key in facet_keys(vocabulary) if key not in PLACE_KEYS)
    offered = [key for key in keys if len(vocabulary.values(key)) > 1]
    main = [create(key) for key in offered if key not in FOLDED]
    others = [create(key) for key in offered if key in FOLDED]
    ticked = sum(len(filters.values(key)) for key in FOLDED)
    more = html.Details(
        [
            html.Summary(
                [
                    label("filters.more", lang),
                    html.Span(str(ticked), className="filters-count", hidden=not ticked),
                ]
            ),
            *cast(list[Any], others),
        ],
        id=ids.FILTERS_MORE,
        className="filters-more",
        open=bool(ticked),
    )
    return [*main, more]


def create_facet(
    dataset: Dataset, key: str, lang: str, asked: Sequence[str], shown_poles: Mapping[str, int]
) -> Node:
    """Create a group of checkboxes, each with the number of poles it would show.

    Parameters
    ----------
    dataset, key, lang
        The data, the filter, the language.
    asked
        Values that are ticked.
    shown_poles
        Value -> number of poles that it would show.
    """
    counts = dataset.index.select(Filters()).facets[key]
    own = dataset.vocabulary.values(key)
    by_count = sort_by_count(own, counts)
    values = order_values(dataset.vocabulary, key, counts)
    most = max(1, *shown_poles.values())
    shown = ROWS_SHOWN if len(values) > ROWS_SHOWN + 1 else len(values)
    name = dataset.vocabulary.title(key, lang)
    rows = [
        create_facet_row(
            key,
            value,
            dataset.vocabulary.name(key, value, lang),
            lang,
            ranks={"count": by_count.index(value), "own": own.index(value)},
            is_extra=rank >= shown,
            count=Count(shown_poles[value], most, is_asked=value in asked),
        )
        for rank, value in enumerate(values)
    ]
    search = [create_facet_search(name, lang)] if len(values) > SEARCHED_FROM else []
    head = html.Div(
        [
            html.Span(name, **attrs(aria_hidden="true")),
            create_sort_button(dataset.vocabulary, key, lang),
        ],
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
            *(create_missing(dataset, Door(lang)) if key == "appel" else ()),
        ],
        attrs(className="facet", data_key=key, data_shown=str(shown)),
    )


def order_values(vocabulary: Vocabulary, key: str, counts: Mapping[str, int]) -> list[str]:
    """Order the values of a facet as it begins: by count, or as in the vocabulary."""
    values = vocabulary.values(key)
    return sort_by_count(values, counts) if begins_by_count(vocabulary, key) else list(values)


def begins_by_count(vocabulary: Vocabulary, key: str) -> bool:
    """Tell whether the values of a facet begin in the order of their counts, not in their own."""
    own = vocabulary.own.get(key)
    return not own.is_ordered if own else key in ORDERED_BY_COUNT


def sort_by_count(values: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Sort values: most poles first and unknown last."""
    return sorted(values, key=lambda value: (value == LAST, -counts[value]))


@dataclass(frozen=True)
class Count:
    """The poles that a value would show, the most that a value of its facet would.

    ``is_asked`` tells whether the value is asked for.
    """

    n: int
    most: int
    is_asked: bool

    def marks(self) -> dict[str, Any]:
        """Return what the row of the value carries."""
        return attrs(
            style={"--n": self.n, "--max": self.most},
            data_zero=not self.n,
            data_thousands=self.n >= THOUSAND,
        )


def create_facet_row(
    key: str,
    value: str,
    text: str,
    lang: str,
    *,
    ranks: Mapping[str, int],
    is_extra: bool,
    count: Count,
) -> Tag:
    """Create a row: checkbox, name, "only", count, bar. Extra rows wait folded.

    ``ranks`` are its places by number of poles and in the order of the vocabulary.
    """
    box = {"type": "checkbox", "name": key, "value": value, "checked": count.is_asked}
    only = Tag(
        "button",
        label("filters.only", lang),
        attrs(
            type="button",
            className="facet-only",
            data_facet_only="true",
            aria_label=label("filters.only.name", lang, x=text),
        ),
    )
    name = Tag(
        "label",
        [
            Tag("input", None, box),
            Tag("span", text, {"className": "text", "title": text}),
            Tag("span", number(count.n, lang), attrs(className="count", data_n="true")),
        ],
    )
    bar = Tag("span", None, attrs(className="bar", aria_hidden="true"))
    return Tag(
        "div",
        [name, only, bar],
        attrs(
            className="facet-row extra" if is_extra else "facet-row",
            data_facet=key,
            data_value=value,
            **{f"data_rank_{order}": str(rank) for order, rank in ranks.items()},
            **count.marks(),
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


def create_sort_button(vocabulary: Vocabulary, key: str, lang: str) -> Component:
    """Create the head of the counts, a button that says the order of the values and changes it.

    Values that have an order of their own, as calls have their dates, begin with it.
    """
    name, is_by_count = vocabulary.title(key, lang), begins_by_count(vocabulary, key)
    own = key if f"filters.sort.own.{key}" in read_locale(lang) else "column"
    orders = [
        (
            order,
            label(
                f"filters.sort.{order}.{own}" if order == "own" else f"filters.sort.{order}", lang
            ),
            label(f"filters.sort.to_{order}", lang, x=name),
        )
        for order in (("count", "name") if is_by_count else ("own", "count", "name"))
    ]
    return html.Button(
        html.Span(orders[0][1], className="by"),
        type="button",
        className="facet-sort",
        title=orders[1][2],
        **attrs(data_facet_sort=json.dumps(orders)),
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
    name = key if f"filters.{key}.more.other" in read_locale(lang) else "column"
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
