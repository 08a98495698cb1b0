"""The statistics: bars by sector, type and round. A bar is a button that filters on its value."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.layout.elements import attrs
from app.layout.filters import LAST, order_values
from ptce_map.labels import label
from ptce_map.query import Filters

CHARTS = (("secteur", "bars"), ("structure", "bars"), ("appel", "bars narrow"))


def create_statistics(dataset: Dataset, lang: str) -> Component:
    """Create the three charts, on one scale."""
    charts = [create_chart(dataset, key, name, lang) for key, name in CHARTS]
    return html.Div(charts, className="statistics")


def create_chart(dataset: Dataset, key: str, class_name: str, lang: str) -> Component:
    """Create the bars of one filter's values."""
    counts = dataset.index.facet_counts(Filters())[key]
    values = order_values(key, dataset.vocabulary.values(key), counts)
    bars = [create_bar(dataset, key, value, lang) for value in values]
    note = [create_note(lang)] if key == CHARTS[-1][0] else []
    return html.Div(
        [
            html.H3(label(f"stats.by_{key}", lang)),
            html.P(label(f"stats.note.{key}", lang)),
            html.Ul([html.Li(bar) for bar in bars], className=class_name),
            *note,
        ]
    )


def create_bar(dataset: Dataset, key: str, value: str, lang: str) -> Component:
    """Create a bar; that of a round says how many laureates were announced."""
    announced = dataset.announced(value) if key == "appel" else None
    out_of: list[Component | str] = []
    if announced is not None:
        _, _, text = label("stats.of", lang, n="§", m=announced).partition("§")
        out_of = [html.Span(text, className="out-of")]
    bar = "bar hatched" if value == LAST else "bar"
    return html.Button(
        [
            html.Span(dataset.vocabulary.name(key, value, lang), className="text"),
            html.Span(className=bar, **attrs(aria_hidden="true")),
            html.Span([html.B(""), *out_of], className="count"),
        ],
        type="button",
        className="bar-row",
        **attrs(data_facet=key, data_value=value, aria_pressed="false"),
    )


def create_note(lang: str) -> Component:
    """Say what the scale is, and how the poles were recorded."""
    link = html.Button(
        label("stats.how", lang),
        type="button",
        className="link",
        **attrs(data_tab_link="methode"),
    )
    return html.P([label("stats.same_scale", lang), " ", link], className="statistics-note")
