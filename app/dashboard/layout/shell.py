"""What the page shows until its scripts are there: its map, what it says, the places of its parts.

Its parts have the classes of those that come in their place, so that nothing moves then. The map
itself stays: ``assets/map-svg.js`` takes it into the page.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from app.dashboard.drawn import draw_page_map
from app.dashboard.layout.legend import create_legend_body
from app.dashboard.layout.map import attribution, create_edition
from app.dashboard.layout.sentence import create_problems, create_sentence, create_term
from app.dashboard.queries import understood
from app.dashboard.view import draw_map, written_figures
from app.dataset import Dataset
from app.described import units_asked
from app.http.addresses import under_root
from app.sections.elements import attrs
from app.sections.fragment import to_html
from ptce_map.filters.selection import KeyFigures
from ptce_map.labels import label
from ptce_map.map.drawing import Drawing
from ptce_map.query.grammar import Query

N_ROWS = 4
ENTRY = Markup('<div id="react-entry-point"></div>')
"""The element that Dash puts the page into."""


def create_shell(dataset: Dataset, query_string: str) -> Markup:
    """Write the outline of the page for a query, and the element that the page is put into."""
    query, problems = understood(dataset, query_string)
    lang = query.view.lang
    selection = dataset.index.select(query.filters)
    drawing, figures = draw_map(dataset, query, selection), selection.figures
    said = [*create_problems(dataset, problems, lang)]
    said += create_sentence(dataset, query.filters, figures.poles, lang)
    band = html.Section(
        [html.Div(said, className="sentence"), create_figures(figures, lang)],
        className="band filtered" if query.filters.active() else "band",
    )
    frame = html.Section(
        [
            create_home(draw_page_map(dataset, query, drawing, selection)),
            html.P(label("state.loading", lang), role="status", className="shell-status"),
            create_legend(dataset, query, drawing, figures),
            html.P(
                [attribution(dataset, lang), create_edition(dataset, lang)], className="attribution"
            ),
        ],
        className="map-frame",
    )
    rows = [html.Div([html.Span(), html.Span(), html.Span()], className="skeleton-row")] * N_ROWS
    panel = html.Section(rows, className="panel shell-list", **attrs(aria_hidden="true"))
    outline = html.Div(
        [
            create_head(dataset, lang),
            html.Div(className="filters"),
            html.Main([band, frame, panel], className="main"),
        ],
        className="page shell",
        **attrs(data_embed=query.view.embed or None),
    )
    return ENTRY + to_html(outline)


def create_home(drawn: str) -> Markup:
    """Put the map where it is home: in the part of its frame that nothing covers."""
    escaped = Markup(drawn)  # noqa: S704 (texts are escaped where the map is written)
    return Markup('<div class="map-home">{}</div>').format(escaped)


def create_head(dataset: Dataset, lang: str) -> Component:
    """Create the header, with the title alone."""
    logo = html.Img(src=under_root("/assets/logo.svg"), alt="", width="32", height="32")
    title = html.Div(html.Strong(dataset.title(lang), className="shell-title"))
    return html.Div(html.Div([logo, title], className="brand"), className="header")


def create_figures(figures: KeyFigures, lang: str) -> Component:
    """Create the key figures, written."""
    rows = [
        html.Div([create_term(key, name, lang), html.Dd(value)])
        for key, (value, name) in written_figures(figures, lang).items()
    ]
    return html.Dl(rows, className="figures")


def create_legend(
    dataset: Dataset, query: Query, drawing: Drawing, figures: KeyFigures
) -> Component:
    """Create the legend of the classes."""
    within = units_asked(dataset, query, drawing.display.level)
    lang = query.view.lang
    body = create_legend_body(dataset, drawing, lang, figures.without_territory, within)
    return html.Section(html.Div(body, className="legend-body"), className="card legend")
