"""The band above the map: what is shown as one sentence, and the key figures."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from app import ids
from app.dataset import Dataset
from app.layout.elements import attrs, icon
from ptce_map.errors import QueryError
from ptce_map.labels import label
from ptce_map.query import Filters, query_problem

FIGURES = ("poles", "communes", "population", "departements")


def create_band(lang: str) -> Component:
    """Create the band; the sentence and the figures come with each view."""
    figures = [create_figure(figure, lang) for figure in FIGURES]
    return html.Section(
        [
            html.Div(id=ids.SENTENCE, className="sentence"),
            html.Dl(figures, id=ids.KEY_FIGURES, className="figures"),
        ],
        className="band",
        **attrs(aria_label=label("figures.title", lang)),
    )


def create_figure(figure: str, lang: str) -> Component:
    """Create one key figure: its name, then its value, which the style shows above."""
    short = SHORT_FIGURES.get(figure)
    return html.Div(
        [
            html.Dt(
                html.Span(label(f"figures.{figure}", lang, n=2), className="text"),
                **attrs(data_short=label(short, lang) if short else ""),
            ),
            html.Dd("…"),
        ],
        **attrs(data_figure=figure),
    )


SHORT_FIGURES = {
    "population": "figures.population.short",
    "departements": "figures.departements.short",
}


def create_sentence(dataset: Dataset, filters: Filters, n: int, lang: str) -> list[Component]:
    """Say how many poles are shown, and make of each filter a chip that removes it."""
    count = html.Strong(label("sentence.poles", lang, n=n))
    active = filters.active()
    if not active:
        rest = (label("sentence.country", lang), label("sentence.everything", lang))
        texts = [
            html.Span(f" · {text}", className=name) for text, name in zip(rest, ("country", "all"))
        ]
        return [html.P(html.Span([count, *texts]))]
    chips: list[Component] = []
    for rank, (key, value) in enumerate(active):
        chips += [html.Span("·")] if rank else []
        chips.append(create_chip(dataset, key, value, lang))
    clear = html.Button(
        label("chip.clear", lang), type="button", className="link", **attrs(data_clear="true")
    )
    return [html.P([count, *chips, clear])]


def create_chip(dataset: Dataset, key: str, value: str, lang: str) -> Component:
    """Create the chip of one filter; the whole chip removes it."""
    name = dataset.vocabulary.name(key, value, lang)
    return html.Button(
        [html.Span(name, className="text"), icon("close")],
        type="button",
        className="chip",
        title=label("chip.remove", lang, x=name),
        **attrs(
            aria_label=label("chip.remove", lang, x=name),
            data_remove=key,
            data_value=value,
        ),
    )


def create_problems(dataset: Dataset, problems: Sequence[QueryError], lang: str) -> list[Component]:
    """Say what is not understood of the address, and offer to remove it."""
    if not problems:
        return []
    texts = [html.P(query_problem(one, lang, dataset.vocabulary)) for one in problems]
    button = html.Button(
        label("error.correct", lang),
        type="button",
        className="link",
        **attrs(data_correct=json.dumps([(one.key, one.value) for one in problems])),
    )
    return [html.Div([*texts, button], className="alert", role="alert")]
