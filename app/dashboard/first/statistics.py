"""The statistics without a script: bars, the matrix and the small maps, made of links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from app.dashboard.crossing import create_crossing
from app.dashboard.first.shown import Shown
from app.dashboard.layout.facets import LAST, order_values
from app.dashboard.layout.statistics import (
    CHARTS,
    CROSSED,
    MOST,
    OUTLINES,
    create_chart_head,
    create_legend,
    create_symbol,
)
from app.sections.elements import attrs
from app.sections.fragment import Node, Tag, to_html
from ptce_map.filters.filters import Filters
from ptce_map.labels import label, number

LOWS = (1, 3, 5, 7, 10)
"""Least number of poles of each colour of the matrix, as its script has them."""


def create_statistics(shown: Shown) -> Markup:
    """Write what readers see of the statistics where no script runs; browsers skip it elsewhere."""
    charts = [create_chart(shown, key, name) for key, name in charts_of(shown)]
    crossing = create_crossing(shown.dataset, shown.query)
    parts: list[Node] = [
        html.Div(charts, className="statistics"),
        create_matrix(shown, crossing["pairs"]),
        create_multiples(shown, crossing["rounds"]),
    ]
    return Markup("<noscript>{}</noscript>").format(to_html(parts))


def charts_of(shown: Shown) -> list[tuple[str, str]]:
    """Return the filters that have bars, each with the class of its list."""
    vocabulary = shown.dataset.vocabulary
    keys = [*CHARTS, *((key, "bars") for key in vocabulary.own)]
    return [(key, name) for key, name in keys if len(vocabulary.values(key)) > 1]


def toggled(filters: Filters, *pairs: tuple[str, str]) -> Filters:
    """Return filters that ask for some values beside the others; for none if they ask for all."""
    asked = filters.asked()
    is_asked = all(value in filters.values(key) for key, value in pairs)
    for key, value in pairs:
        others = tuple(other for other in filters.values(key) if other != value)
        asked[key] = others if is_asked else (*others, value)
    return Filters.of(asked, filters.q)


def create_chart(shown: Shown, key: str, name: str) -> Component:
    """Create the bars of a filter's values, on the scale of all charts."""
    dataset, counts = shown.dataset, shown.selection.facets[key]
    usual = dataset.index.select(Filters()).facets[key]
    most = max(
        max(shown.selection.facets[facet].values(), default=0) for facet, _ in charts_of(shown)
    )
    bars = [
        create_bar(shown, key, value, counts.get(value, 0), most)
        for value in order_values(dataset.vocabulary, key, usual)
    ]
    head = create_chart_head(dataset, key, shown.lang)
    return html.Div([*head, html.Ul(bars, className=name)], className=f"chart {key}")


def create_bar(shown: Shown, key: str, value: str, n: int, most: int) -> Component:
    """Create the bar of a value that ``n`` poles of at most ``most`` have: a link to it."""
    is_asked = value in shown.query.filters.values(key)
    bar = html.Span(
        className="bar hatched" if value == LAST else "bar",
        style={"--n": str(n), "--max": str(max(most, 1))},
        **attrs(aria_hidden="true"),
    )
    return html.Li(
        html.A(
            [
                html.Span(shown.dataset.vocabulary.name(key, value, shown.lang), className="text"),
                bar,
                html.Span(number(n, shown.lang), className="count"),
            ],
            href=shown.href(filters=toggled(shown.query.filters, (key, value))),
            className="bar-row",
            **attrs(**({"aria_current": "true"} if is_asked else {})),
        )
    )


def create_matrix(shown: Shown, pairs: Mapping[str, int]) -> Component:
    """Create the table of sectors by round, whose numbers lead to their poles."""
    key, other = CROSSED
    names = shown.dataset.vocabulary
    rounds = names.values(other)
    usual = shown.dataset.index.select(Filters()).facets[key]
    rows = [
        html.Tr(
            [
                html.Th(names.name(key, value, shown.lang), scope="row"),
                *(create_cell(shown, ((key, value), (other, appel)), pairs) for appel in rounds),
            ]
        )
        for value in order_values(names, key, usual)
    ]
    heads = [html.Th(names.name(other, appel, shown.lang), scope="col") for appel in rounds]
    title = label("stats.matrix", shown.lang)
    table = html.Table(
        [
            html.Caption(title, className="visually-hidden"),
            html.Thead(
                html.Tr([html.Th(label(f"filters.{key}", shown.lang), scope="col"), *heads])
            ),
            html.Tbody(rows),
        ],
        className="matrix",
    )
    return html.Section(
        [html.H3(title), html.Div(table, className="matrix-scroll")], className="statistics-part"
    )


def create_cell(
    shown: Shown, pair: Sequence[tuple[str, str]], counts: Mapping[str, int]
) -> Component:
    """Create a cell of the matrix: its number, a link to these poles where there are any."""
    n = counts.get("&".join(f"{key}={value}" for key, value in pair), 0)
    written = number(n, shown.lang)
    marks = attrs(data_class=str(sum(low <= n for low in LOWS)))
    if not n:
        return html.Td(html.Span(html.B(written), className="cell", **marks))
    filters = toggled(shown.query.filters, *pair)
    return html.Td(
        html.A(html.B(written), href=shown.href(filters=filters), className="cell", **marks)
    )


def create_multiples(shown: Shown, rounds: Mapping[str, Mapping[str, Any]]) -> Tag:
    """Create a small map a round, each a link to its poles."""
    maps = [Tag("li", create_multiple(shown, appel, **told)) for appel, told in rounds.items()]
    parts: list[Node] = [
        create_symbol(shown.dataset.thumbnail),
        html.H3(label("stats.multiples", shown.lang)),
        create_legend(shown.lang),
        Tag("ul", maps, {"className": "multiples"}),
    ]
    return Tag("section", parts, {"className": "statistics-part"})


def create_multiple(shown: Shown, appel: str, n: int, counts: Mapping[str, int], text: str) -> Tag:
    """Create the map of a round.

    Parameters
    ----------
    shown
        The query.
    appel
        The round.
    n
        Number of its poles.
    counts
        Département -> number of its poles.
    text
        The same in words.
    """
    thumbnail = shown.dataset.thumbnail
    colours = {
        f"--d-{code}": f"var(--class-{min(count, MOST)}-of-{MOST})"
        for code, count in counts.items()
    }
    drawing = Tag(
        "svg",
        Tag("use", None, {"href": f"#{OUTLINES}"}),
        attrs(viewBox=f"0 0 {thumbnail.width} {thumbnail.height}", aria_hidden="true"),
    )
    name = shown.dataset.vocabulary.name("appel", appel, shown.lang)
    head = html.Span(
        [html.Span(name, className="text"), html.Span(number(n, shown.lang), className="count")],
        className="multiple-title",
    )
    told = {
        "href": shown.href(filters=toggled(shown.query.filters, ("appel", appel))),
        "className": "multiple",
        "style": colours,
        "title": text,
        "aria-label": f"{name} {text}",
    }
    return Tag("a", [head, drawing], told)
