"""The first page: the view of an address as the server writes it, before any script.

It is a page of its own, whose links and form lead to others. Its parts have the classes of those
that come in their place, so that nothing moves then; the map, the facets and the list stay: the
scripts take them into their page.
"""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from app.dashboard import ids
from app.dashboard.drawn import draw_page_map
from app.dashboard.first.filters import create_filters
from app.dashboard.first.header import create_header
from app.dashboard.first.panel import create_panel
from app.dashboard.first.shown import Shown
from app.dashboard.first.tools import create_switch, create_tools
from app.dashboard.layout.drawer import create_told
from app.dashboard.layout.legend import create_legend_body, create_overlays
from app.dashboard.layout.map import attribution, create_edition
from app.dashboard.layout.marks import worn_marks
from app.dashboard.layout.notes import create_note
from app.dashboard.layout.sentence import create_problems, create_sentence, create_term
from app.dashboard.view import has_outline, written_figures
from app.described import units_asked
from app.sections.elements import attrs, icon
from app.sections.fragment import Node, Tag, to_html
from ptce_map.filters.selection import KeyFigures
from ptce_map.filters.sentence import sentence
from ptce_map.labels import label

ENTRY = Markup('<div id="react-entry-point"></div>')
"""The element that Dash puts the page into."""

HEIGHTS = {"ferme": "closed", "moyen": "default", "grand": "open"}
"""``panneau`` of the address -> height of the panel, as the stylesheet knows it."""


def create_shell(shown: Shown) -> Markup:
    """Write the first page of a query, and the element that the page of the scripts is put into."""
    view, drawer = shown.view, create_drawer(shown)
    marks = {
        "data-tab": view.onglet or "filtres",
        "data-rows": "poles",
        "data-panel": HEIGHTS.get(view.panneau, "open" if view.onglet == "methode" else None),
        "data-embed": view.embed or None,
        "data-drawer": "open" if drawer else None,
        "data-forms": str(len(shown.drawing.display.measure.forms)),
    }
    main = Markup('<main class="main">{}{}{}</main>').format(
        to_html(create_band(shown)), create_frame(shown), create_panel(shown)
    )
    parts = (
        to_html([create_skip_links(shown.lang), create_header(shown), create_filters(shown)]),
        main,
        to_html([*drawer, create_embed_bar(shown)]),
    )
    start, end = str(to_html(Tag("div", "\0", {"className": "page shell", **marks}))).split("\0")
    return ENTRY + Markup(start) + Markup("").join(parts) + Markup(end)  # noqa: S704 (as written)


def create_skip_links(lang: str) -> Component:
    """Create the links that lead the keyboard to the map and to the list."""
    targets = (("map-svg", "skip.map"), (ids.LIST, "skip.list"))
    links = [
        html.A(label(text, lang), href=f"#{target}", className="visually-hidden")
        for target, text in targets
    ]
    return html.Nav(links, className="skip-links", **attrs(aria_label=label("skip.title", lang)))


def create_band(shown: Shown) -> Component:
    """Create the band: what is not understood, the sentence, the key figures."""
    dataset, lang, links = shown.dataset, shown.lang, shown.addresses
    filters = shown.query.filters
    said = [*create_problems(dataset, shown.problems, lang, links.href())]
    said += create_sentence(dataset, filters, shown.selection, lang, links.filtered)
    return html.Section(
        [
            html.Div(said, className="sentence"),
            create_figures(shown.selection.figures, lang),
        ],
        className="band filtered" if filters.active() else "band",
    )


def create_frame(shown: Shown) -> Markup:
    """Write the frame of the map: the map itself, its choices, its legend, its sources."""
    dataset, lang = shown.dataset, shown.lang
    drawn = draw_page_map(dataset, shown.query, shown.drawing, shown.selection)
    table = shown.href("/liste", pole="", embed="")
    target = "_blank" if shown.view.embed else None
    sources = html.P(
        [
            html.A(label("map.table", lang), href=table, className="map-table", target=target),
            attribution(dataset, lang),
            create_edition(dataset, lang),
        ],
        className="attribution",
    )
    around = to_html([create_tools(shown), create_legend(shown), sources])
    return Markup(
        '<section class="map-frame" aria-label="{}"><div class="map-home">{}</div>{}</section>'
    ).format(
        label("map.title", lang),
        Markup(drawn),  # noqa: S704 (texts are escaped where the map is written)
        around,
    )


def create_figures(figures: KeyFigures, lang: str) -> Component:
    """Create the key figures, written."""
    rows = [
        html.Div([create_term(key, name, lang, getattr(figures, key)), html.Dd(value)])
        for key, (value, name) in written_figures(figures, lang).items()
    ]
    return html.Dl(rows, className="figures")


def create_legend(shown: Shown) -> Component:
    """Create the legend: the classes, then the overlays with the links that switch them."""
    dataset, lang, drawing = shown.dataset, shown.lang, shown.drawing
    within = units_asked(dataset, shown.query, drawing.display.level)
    left_out = shown.selection.figures.without_territory
    marks = worn_marks(dataset, shown.selection.mask)
    body = create_legend_body(dataset, drawing, lang, left_out, within, marks)
    classes = html.Div(
        html.Button(label("classes.change", lang), type="button", className="link later"),
        className="classes-target",
    )
    overlays = create_overlays(
        dataset,
        lang,
        [
            create_switch(shown, "territoires", label("legend.territories", lang)),
            create_switch(shown, "sieges", label("legend.seats", lang)),
        ],
        html.P(
            create_note(dataset, shown.selection, lang, shown.addresses.narrowed),
            className="legend-note",
        ),
        is_outlined=has_outline(dataset, shown.view.pole),
    )
    parts: list[Any] = [html.Div(body, className="legend-body"), classes, overlays]
    return html.Section(
        parts, className="card legend", **attrs(aria_label=label("legend.title", lang))
    )


def create_drawer(shown: Shown) -> list[Node]:
    """Create the drawer of the open pole or of the place looked up, if there is one."""
    view, lang = shown.view, shown.lang
    body = create_told(shown.dataset, view.pole, view.lieu, lang)
    if not body:
        return []
    left = shown.href(pole="") if view.pole else shown.href(lieu="")
    close = html.A(
        icon("close"),
        href=left,
        className="drawer-close",
        title=label("drawer.close", lang),
        **attrs(aria_label=label("drawer.close", lang)),
    )
    head = html.Div(close, className="drawer-head")
    title = attrs(aria_label=label("drawer.title", lang))
    return [
        html.Aside([head, html.Div(body, className="drawer-body")], className="drawer", **title)
    ]


def create_embed_bar(shown: Shown) -> Component:
    """Create what stands under an embedded map: what it shows, and the link to the whole page."""
    said = sentence(shown.query.filters, shown.selection.n, shown.dataset.vocabulary, shown.lang)
    link = html.A(label("share.full", shown.lang), href=shown.href(embed=""), target="_blank")
    return html.P([html.Span(said), link], className="embed-bar")
