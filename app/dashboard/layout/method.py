"""The method: how complete the register is, round by round, and what the map shows."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.addresses import carry, under_root
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.method import create_missing, say_shown
from ptce_map.exports import attribution
from ptce_map.labels import label
from ptce_map.register.rounds import Round, say

LINKS = (("method.full", ""), ("method.sources", "#sources"), ("method.report", "#corriger"))
"""Key of the name, part of the page of the method."""


def create_method(dataset: Dataset, lang: str) -> Component:
    """Create the tab of the method."""
    return html.Div(
        [create_completeness(dataset, lang), create_explanation(dataset, lang)], className="method"
    )


def create_completeness(dataset: Dataset, lang: str) -> Component:
    """Create the table of the rounds: laureates found, out of those announced."""
    title = label("method.completeness", lang)
    rows = [create_round(dataset, round_, lang) for round_ in dataset.catalog.rounds.values()]
    return html.Div(
        [
            html.H3(title),
            html.P(label("stats.note.appel", lang), className="sub"),
            html.Table(
                [html.Caption(title, className="visually-hidden"), html.Tbody(rows)],
                className="completeness",
            ),
            *create_missing(dataset, Door(lang)),
        ]
    )


def create_round(dataset: Dataset, round_: Round, lang: str) -> Component:
    """Create the row of a round; its numbers are those of the register, never typed."""
    bar = html.Span(
        className="bar",
        style={"--n": round_.found, "--max": round_.announced or 1},
        **attrs(aria_hidden="true"),
    )
    return html.Tr(
        [
            html.Th(dataset.vocabulary.name("appel", round_.appel, lang), scope="row"),
            html.Td(bar),
            html.Td(say(round_, lang)),
            html.Td(say_missing(round_, lang)),
        ]
    )


def say_missing(round_: Round, lang: str) -> str:
    """Say how many laureates of a round were not found."""
    if round_.missing is None:
        return ""
    if not round_.missing:
        return label("method.complete", lang)
    return label("method.missing", lang, n=round_.missing)


def create_link(key: str, anchor: str, lang: str) -> Component:
    """Link to a part of the page of the method; the script adds the query."""
    return html.A(
        label(key, lang),
        href=under_root(carry("/methode", lang) + anchor),
        **attrs(data_follows=f"/methode{anchor}"),
    )


def create_explanation(dataset: Dataset, lang: str) -> Component:
    """Say what is on the map and what is not, with the version of the data."""
    return html.Div(
        [
            html.H3(label("method.shows", lang)),
            html.P(say_shown(dataset, lang)),
            html.P(attribution(dataset.catalog, lang), className="sub"),
            html.P([create_link(*link, lang) for link in LINKS], className="links"),
        ]
    )
