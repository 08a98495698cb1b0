"""The filters of the first page: a form that asks the server for the page of other filters.

The facets in it are those of the page of the scripts, which takes them over.
"""

from __future__ import annotations

from typing import Any

from dash import html

from app.dashboard.first.shown import Shown
from app.dashboard.layout.facets import PLACE_KEYS, create_facets
from app.http.addresses import under_root
from app.sections.elements import attrs, icon
from app.sections.fragment import Node, Tag
from ptce_map.filters.filters import Filters
from ptce_map.labels import label, number, sort_key

FORM = "filtres"


def create_filters(shown: Shown) -> Node:
    """Create the form: what it does not ask for is kept, hidden."""
    lang = shown.lang
    kept = [
        Tag("input", None, {"type": "hidden", "name": name, "value": value})
        for name, value in shown.kept()
    ]
    places = [create_place_choice(shown, key) for key in PLACE_KEYS]
    facets = create_facets(shown.dataset, lang, shown.query.filters, shown.selection.facets)
    content: list[Node] = [
        *kept,
        create_head(shown),
        Tag("div", places, {"className": "filters-selects"}),
        Tag("div", facets, {"id": "template-facettes"}),
    ]
    send = Tag(
        "p",
        Tag("button", label("page.list.show", lang), {"className": "button primary"}),
        {"className": "filters-send"},
    )
    form = Tag(
        "form",
        [Tag("div", content, {"className": "filters-scroll"}), send],
        {"id": FORM, "action": under_root("/"), "method": "get"},
    )
    title = label("filters.title", lang)
    opener = html.A(
        icon("funnel"),
        href=f"#{FORM}",
        className="button square",
        **attrs(aria_label=title),
    )
    name = html.Span(title, className="label", **attrs(aria_hidden="true"))
    rail = html.Div([opener, name], className="rail")
    return Tag("section", [rail, form], {"className": "filters", "aria-label": title})


def create_head(shown: Shown) -> Node:
    """Create the title, the number of filters asked for, and the link that drops them."""
    lang, n = shown.lang, len(shown.query.filters.active())
    text = label("filters.reset", lang)
    reset = (
        html.A(text, href=shown.href(filters=Filters()), className="link")
        if n
        else html.Span(text, className="link", **attrs(aria_disabled="true"))
    )
    count = [html.Span(number(n, lang), className="filters-count")] if n else []
    return html.Div(
        [html.H2(label("filters.title", lang)), *count, reset], className="filters-head"
    )


def create_place_choice(shown: Shown, key: str) -> Node:
    """Create the choice of the régions or of the départements: boxes that unfold."""
    vocabulary, lang, filters = shown.dataset.vocabulary, shown.lang, shown.query.filters
    asked, counts = filters.values(key), shown.selection.facets[key]
    names = {value: vocabulary.name(key, value, lang) for value in offered(shown, key)}
    rows = [
        Tag("li", create_box(key, value, name, number(counts[value], lang), value in asked))
        for value, name in sorted(names.items(), key=lambda row: sort_key(row[1]))
    ]
    said: Any = ", ".join(names[value] for value in asked) or html.Span(
        label(f"filters.{key}.all", lang)
    )
    head = [
        html.Span(label(f"filters.{key}", lang), className="place-name"),
        html.Span(
            [html.Span(said, className="text"), icon("chevron")],
            className="place-said",
            **attrs(data_asked="true" if asked else None),
        ),
    ]
    return Tag("details", [Tag("summary", head), Tag("ul", rows)], {"className": "place"})


def offered(shown: Shown, key: str) -> list[str]:
    """Return the values of a place that are offered: départements of the régions asked for."""
    values = list(shown.dataset.vocabulary.values(key))
    regions = shown.query.filters.region
    if key != "departement" or not regions:
        return values
    chosen = shown.query.filters.departement
    return [
        code
        for code in values
        if shown.dataset.catalog.cog.region_of(code) in regions or code in chosen
    ]


def create_box(key: str, value: str, name: str, count: str, is_asked: bool) -> Tag:
    """Create a box of the form with its name and the poles that it would show."""
    told = {"type": "checkbox", "name": key, "value": value, "checked": is_asked}
    texts = {"text": name, "count": count}
    shown = [Tag("span", text, {"className": kind}) for kind, text in texts.items()]
    return Tag("label", [Tag("input", None, told), *shown])
