"""The statistics: bars, sectors by round, and a small map a round. Everything counted is a filter.

It is plain HTML, here once; the script writes the numbers of each view into it.
"""

from __future__ import annotations

from typing import Any, cast

from dash import html
from dash.development.base_component import Component

from app.dashboard.layout.facets import LAST, order_values
from app.dataset import Dataset
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.fragment import Node, Tag
from app.sections.method import create_missing
from ptce_map.filters.filters import Filters
from ptce_map.labels import label
from ptce_map.map.thumbnail import Thumbnail

CHARTS = (
    ("secteur", "bars"),
    ("structure", "bars"),
    ("appel", "bars narrow"),
    ("region", "bars"),
)
CROSSED = ("secteur", "appel")
"""Filters of the rows and of the columns of the matrix."""
OUTLINES = "departements"
MOST = 5
"""The small maps have a colour for each number of poles up to this one, as their script does."""


def create_statistics(dataset: Dataset, lang: str) -> Node:
    """Create the charts, the matrix and the small maps."""
    own = ((key, "bars") for key in dataset.vocabulary.own)
    charts = [
        create_chart(dataset, key, name, lang)
        for key, name in (*CHARTS, *own)
        if len(dataset.vocabulary.values(key)) > 1
    ]
    return [
        html.Div(charts, className="statistics"),
        create_matrix(dataset, lang),
        create_multiples(dataset, lang),
        html.P(
            [
                label("stats.same_scale", lang),
                " ",
                html.Button(
                    label("stats.how", lang),
                    type="button",
                    className="link",
                    **attrs(data_tab_link="methode"),
                ),
            ],
            className="statistics-note",
        ),
    ]


def create_chart(dataset: Dataset, key: str, class_name: str, lang: str) -> Component:
    """Create the bars of one filter's values."""
    counts = dataset.index.select(Filters()).facets[key]
    values = order_values(dataset.vocabulary, key, counts)
    bars = [create_bar(dataset, key, value, lang) for value in values]
    is_own = key in dataset.vocabulary.own
    return html.Div(
        [
            *create_chart_head(dataset, key, lang),
            html.Ul([html.Li(bar) for bar in bars], className=class_name),
            *(create_missing(dataset, Door(lang)) if key == "appel" else ()),
        ],
        className="chart" if is_own else f"chart {key}",
    )


def create_chart_head(dataset: Dataset, key: str, lang: str) -> list[Component]:
    """Create the title of the bars of a filter, and what they count."""
    if key in dataset.vocabulary.own:
        return [html.H3(dataset.vocabulary.title(key, lang))]
    return [html.H3(label(f"stats.by_{key}", lang)), html.P(label(f"stats.note.{key}", lang))]


def create_bar(dataset: Dataset, key: str, value: str, lang: str) -> Component:
    """Create a bar; that of a round says how many laureates were announced."""
    announced = dataset.catalog.rounds[value].announced if key == "appel" else None
    out_of: list[Component | str] = []
    if announced is not None:
        _, _, text = label("stats.of", lang, n="§", m=announced).partition("§")
        out_of = [html.Span(text, className="out-of")]
    bar = "bar hatched" if value == LAST else "bar"
    name = dataset.vocabulary.name(key, value, lang)
    return html.Button(
        [
            html.Span(name, className="text", title=name),
            html.Span(className=bar, **attrs(aria_hidden="true")),
            html.Span([html.B("", **attrs(data_n="true")), *out_of], className="count"),
        ],
        type="button",
        className="bar-row",
        **attrs(data_facet=key, data_value=value, aria_pressed="false"),
    )


def create_matrix(dataset: Dataset, lang: str) -> Component:
    """Create the table of sectors by round; each cell filters on both."""
    key, other = CROSSED
    counts = dataset.index.select(Filters()).facets[key]
    values = order_values(dataset.vocabulary, key, counts)
    rounds = dataset.vocabulary.values(other)
    heads = [html.Th(dataset.vocabulary.name(other, appel, lang), scope="col") for appel in rounds]
    rows = [
        html.Tr(
            [
                html.Th(dataset.vocabulary.name(key, value, lang), scope="row"),
                *[create_cell(dataset, value, appel, lang) for appel in rounds],
            ]
        )
        for value in values
    ]
    title = label("stats.matrix", lang)
    table = html.Table(
        [
            html.Caption(title, className="visually-hidden"),
            html.Thead(html.Tr([html.Th(label(f"filters.{key}", lang), scope="col"), *heads])),
            html.Tbody(rows),
        ],
        className="matrix",
    )
    return html.Section(
        [
            html.H3(title),
            html.P(label("stats.note.matrix", lang)),
            html.Div(table, className="matrix-scroll"),
        ],
        className="statistics-part",
    )


def create_cell(dataset: Dataset, value: str, appel: str, lang: str) -> Component:
    """Create a cell of the matrix, a button that asks for its sector and its round."""
    key, other = CROSSED
    names = [dataset.vocabulary.name(*pair, lang) for pair in ((key, value), (other, appel))]
    button = html.Button(
        [html.Span(", ".join([*names, ""]), className="visually-hidden"), html.B("")],
        type="button",
        **attrs(data_cross=f"{key}={value}&{other}={appel}", aria_pressed="false"),
    )
    return html.Td(button)


def create_multiples(dataset: Dataset, lang: str) -> Component:
    """Create a small map a round, their classes locked: the same colour is the same number."""
    symbol = create_symbol(dataset.thumbnail)
    maps = [
        html.Li(create_multiple(dataset, appel, lang))
        for appel in dataset.vocabulary.values("appel")
    ]
    cumulated = Tag(
        "label",
        [
            Tag("input", None, {"type": "checkbox", "id": "cumulated"}),
            label("stats.multiples.cumulated", lang),
        ],
        {"className": "cumulated"},
    )
    return html.Section(
        cast(
            Any,
            [
                symbol,
                html.H3(label("stats.multiples", lang)),
                html.P(label("stats.note.multiples", lang)),
                cumulated,
                create_legend(lang),
                html.Ul(maps, className="multiples"),
            ],
        ),
        className="statistics-part",
    )


def create_legend(lang: str) -> Component:
    """Create the legend of the small maps: a colour a number of poles, the last one open."""
    texts = [str(n) for n in range(MOST)] + [label("legend.more", lang, n=MOST)]
    items = [html.Li([create_swatch(n), text]) for n, text in enumerate(texts)]
    title = attrs(aria_label=label("legend.title", lang))
    return html.Ul(items, className="multiples-legend", **title)


def create_swatch(n: int) -> Component:
    """Create the colour of a number of poles."""
    return html.Span(className="swatch", style={"--fill": f"var(--class-{n}-of-{MOST})"})


def create_symbol(thumbnail: Thumbnail) -> Tag:
    """Create the outlines once; each map that uses them gives each département its colour."""
    shapes = [
        Tag("path", None, {"d": path, "style": {"fill": f"var(--d-{code}, var(--class-0))"}})
        for code, path in thumbnail.paths.items()
    ]
    box = f"0 0 {thumbnail.width} {thumbnail.height}"
    symbol = Tag("symbol", shapes, {"id": OUTLINES, "viewBox": box})
    return Tag("svg", symbol, attrs(className="visually-hidden", aria_hidden="true"))


def create_multiple(dataset: Dataset, appel: str, lang: str) -> Component:
    """Create the map of a round, a button that filters on it; its numbers come with each view."""
    thumbnail = dataset.thumbnail
    drawing = Tag(
        "svg",
        Tag("use", None, {"href": f"#{OUTLINES}"}),
        attrs(viewBox=f"0 0 {thumbnail.width} {thumbnail.height}", aria_hidden="true"),
    )
    texts = html.Span(
        [
            html.Span(dataset.vocabulary.name("appel", appel, lang), className="text"),
            html.Span("", className="count"),
        ],
        className="multiple-title",
    )
    return html.Button(
        cast(Any, [texts, drawing]),
        type="button",
        className="multiple",
        **attrs(data_round=appel, aria_pressed="false"),
    )
