"""The filters of the first page: a form that asks the server for the page of other filters.

The places and the facets in it are those of the page of the scripts, which takes them over.
"""

from __future__ import annotations

from dash import html

from app.dashboard.first.shown import Shown
from app.dashboard.layout.facets import create_facets
from app.dashboard.layout.places import create_places
from app.http.addresses import under_root
from app.sections.elements import attrs, icon
from app.sections.fragment import Node, Tag
from ptce_map.filters.filters import Filters
from ptce_map.labels import label, number

FORM = "filtres"


def create_filters(shown: Shown) -> Node:
    """Create the form: what it does not ask for is kept, hidden."""
    lang = shown.lang
    kept = [
        Tag("input", None, {"type": "hidden", "name": name, "value": value})
        for name, value in shown.kept()
    ]
    told = (shown.dataset, lang, shown.query.filters, shown.selection.facets)
    content: list[Node] = [
        *kept,
        create_head(shown),
        Tag("div", create_places(*told), {"id": "template-lieux", "className": "filters-selects"}),
        Tag("div", create_facets(*told), {"id": "template-facettes"}),
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
