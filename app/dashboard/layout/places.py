"""The filters of the places: régions and départements to tick, in lists that unfold.

They are plain HTML, in the first page and taken from it: the script writes counts and names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from dash import html

from app.dashboard.layout.facets import PLACE_KEYS, create_facet_search
from app.dataset import Dataset
from app.sections.elements import attrs, icon
from app.sections.fragment import Node, Tag
from ptce_map.filters.filters import Filters
from ptce_map.labels import label, number, sort_key

Counts = Mapping[str, Mapping[str, int]]
"""Filter -> value -> number of poles that it would show."""


def create_places(dataset: Dataset, lang: str, filters: Filters, counts: Counts) -> list[Node]:
    """Create the lists of the places, with what is asked for ticked."""
    return [create_place(dataset, key, lang, filters, counts[key]) for key in PLACE_KEYS]


def create_place(
    dataset: Dataset, key: str, lang: str, filters: Filters, counts: Mapping[str, int]
) -> Node:
    """Create the list of the régions or of the départements.

    Parameters
    ----------
    dataset, key, lang
        The data, the filter, the language.
    filters
        What is asked for.
    counts
        Value -> number of poles that it would show.
    """
    vocabulary, asked = dataset.vocabulary, filters.values(key)
    names = {value: vocabulary.name(key, value, lang) for value in vocabulary.values(key)}
    title, every = label(f"filters.{key}", lang), label(f"filters.{key}.all", lang)
    here = offered(dataset, key, filters)
    rows = [
        create_row(
            name,
            number(counts[value], lang),
            {"name": key, "value": value, "checked": value in asked},
            marks_of(dataset, key, value, is_offered=value in here),
        )
        for value, name in sorted(names.items(), key=lambda row: sort_key(row[1]))
    ]
    said = html.Span(", ".join(names[value] for value in asked) or every, className="text")
    head = [
        html.Span(title, className="place-name"),
        html.Span(
            [said, icon("chevron")],
            className="place-said",
            **attrs(data_asked="true" if asked else None, data_all=every),
        ),
    ]
    lists = [create_facet_search(title, lang), Tag("div", rows, {"className": "place-list"})]
    marks = attrs(className="place-filter", data_key=key)
    return Tag("details", [Tag("summary", head, {"id": f"filter-{key}"}), *lists], marks)


def offered(dataset: Dataset, key: str, filters: Filters) -> Collection[str]:
    """Return the values of a place that are offered: départements of the régions asked for."""
    values = dataset.vocabulary.values(key)
    if key != "departement" or not filters.region:
        return frozenset(values)
    chosen, region_of = filters.departement, dataset.catalog.cog.region_of
    return frozenset(code for code in values if region_of(code) in filters.region or code in chosen)


def create_row(name: str, count: str, box: Mapping[str, Any], marks: Mapping[str, Any]) -> Tag:
    """Create the row of a place: its box, its name, the poles that it would show.

    Parameters
    ----------
    name, count
        What is written.
    box, marks
        Attributes of the box and of the row.
    """
    shown = [
        Tag("input", None, {"type": "checkbox", **box}),
        Tag("span", name, {"className": "text"}),
        Tag("span", count, attrs(className="count", data_n="true")),
    ]
    return Tag("div", Tag("label", shown), {"className": "place-row", **marks})


def marks_of(dataset: Dataset, key: str, value: str, *, is_offered: bool) -> dict[str, Any]:
    """Return what the row of a place carries: its value, its région, whether it is left out."""
    region = dataset.catalog.cog.region_of(value) if key == "departement" else None
    elsewhere = None if is_offered else "true"
    return attrs(data_facet=key, data_value=value, data_region=region, data_elsewhere=elsewhere)
