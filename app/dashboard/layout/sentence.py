"""The band above the map: what is shown as one sentence, and the key figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.wire import share
from app.dataset import Dataset
from app.described import say_finding
from app.sections.elements import attrs, create_outlet, icon
from ptce_map.errors import QueryError
from ptce_map.filters.filters import Filters
from ptce_map.filters.selection import Selection
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import label
from ptce_map.nouns import Nouns, spoken
from ptce_map.query.mistakes import query_problem

Href: TypeAlias = Callable[[Filters], str]
"""Filters -> address of the page with them."""

FIGURES = ("poles", "communes", "population", "departements")
MOST_CHIPS = 3
"""Number of values of a filter from which one chip stands for all."""
PLACE = "\0"
"""What stands in a clause where the chips go."""


def create_band(lang: str) -> Component:
    """Create the band; the sentence and the figures come with each view."""
    figures = [create_figure(figure, lang) for figure in FIGURES]
    return html.Section(
        [
            create_outlet(ids.SENTENCE),
            html.Dl(figures, id=ids.KEY_FIGURES, className="figures"),
        ],
        className="band",
        **attrs(aria_label=label("figures.title", lang)),
    )


def create_figure(figure: str, lang: str) -> Component:
    """Create one key figure: its name, then its value, which the style shows above."""
    term = create_term(figure, label(f"figures.{figure}", lang, n=2), lang, 2)
    short = SHORT_FIGURES.get(figure)
    single, other = (label(short, lang, n=n) if short else "" for n in (1, 2))
    return html.Div(
        [term, html.Dd("…")], **attrs(data_figure=figure, data_one=single, data_other=other)
    )


def create_term(figure: str, text: str, lang: str, n: int) -> Component:
    """Create the name of a key figure of a value, with the short one of phones."""
    short = SHORT_FIGURES.get(figure)
    data = attrs(data_short=label(short, lang, n=n) if short else "")
    return html.Dt(html.Span(text, className="text"), **data)


SHORT_FIGURES = {
    "communes": "figures.communes.short",
    "population": "figures.population.short",
    "departements": "figures.departements.short",
}


def create_sentence(
    dataset: Dataset, filters: Filters, selection: Selection, lang: str, href: Href
) -> list[Component]:
    """Say what is found, how many poles are shown, and of what, each value a chip that removes it.

    "Deux départements sur trois ont au moins un pôle (68 sur 101)", then "4 pôles en
    [Auvergne-Rhône-Alpes ×], secteur [Économie circulaire ×]".

    Parameters
    ----------
    dataset, filters
        The data, and what is asked of it.
    selection
        The poles that answer.
    lang
        Language of the sentence.
    href
        Gives the address of the page with other filters: where chips lead.
    """
    n = selection.n
    found = say_finding(dataset, filters, selection, lang)
    head = [html.P(found, className="finding")] if found else []
    active = filters.active()
    if not active:
        return [*head, create_whole(n, lang, spoken())]
    count = html.Strong(label("sentence.poles", lang, n=n))
    asked: dict[str, list[str]] = {}
    for key, value in active:
        asked.setdefault(key, []).append(value)
    said: list[Any] = [count]
    for key, values in asked.items():
        said += [" " if len(said) == 1 and key == "region" else ", "]
        said += create_clause(
            dataset, key, values, n, lang, lambda gone: href(less(filters, *gone))
        )
    clear = html.A(
        label("chip.clear", lang),
        href=href(Filters()),
        className="link",
        **attrs(data_clear="true"),
    )
    return [*head, html.P([*said, " ", clear])]


@lru_cache(maxsize=64)
def create_whole(n: int, lang: str, _: Nouns) -> Component:
    """Say that all poles are shown: answers share what they say of it."""
    count = html.Strong(label("sentence.poles", lang, n=n))
    rest = (label("sentence.country", lang), label("sentence.everything", lang))
    texts = [
        html.Span(f" · {text}", className=name) for text, name in zip(rest, ("country", "all"))
    ]
    return share(html.P(html.Span([count, *texts])))


def less(filters: Filters, key: str, *values: str) -> Filters:
    """Return filters less some values of one of them."""
    for value in values:
        filters = filters.without(key, value)
    return filters


def create_clause(
    dataset: Dataset,
    key: str,
    values: Sequence[str],
    n: int,
    lang: str,
    without: Callable[[Sequence[str]], str],
) -> list[Component | str]:
    """Say what a filter asks for, in chips: one a value or, for many values, one for all.

    Parameters
    ----------
    dataset, lang
        The data, and the language.
    key, values
        The filter, and what it asks for.
    n
        Number of poles that answer.
    without
        Gives the address of the page without values of a filter: its key, then these.
    """
    if len(values) > MOST_CHIPS:
        many = say_many(dataset.vocabulary, key, len(values), lang)
        return [create_chip(many, without([key, *values]), lang, data_remove=key)]
    clause = PLACE if key == "region" else dataset.vocabulary.clause(key, lang, n=n, x=PLACE)
    before, _, after = clause.partition(PLACE)
    said: list[Component | str] = [before] if before else []
    for at, value in enumerate(values):
        name = dataset.vocabulary.name(key, value, lang)
        said += [label("sentence.or", lang)] if at else []
        said += [preposition(value, lang)] if key == "region" else []
        said.append(
            create_chip(name, without([key, value]), lang, data_remove=key, data_value=value)
        )
    return [*said, after] if after else said


def say_many(vocabulary: Vocabulary, key: str, n: int, lang: str) -> str:
    """Count the values that a filter asks for: "4 secteurs", "Avancement : 4 valeurs"."""
    if key in vocabulary.own:
        return label("chip.many.column", lang, title=vocabulary.title(key, lang), n=n)
    return label(f"chip.many.{key}", lang, n=n)


def preposition(region: str, lang: str) -> str:
    """Return what stands before the name of a région: "en ", "dans les ", "à "."""
    said = label(f"place.region.{region}", lang)
    return said[: next(at for at, letter in enumerate(said) if letter.isupper())]


def create_chip(name: str, href: str, lang: str, **data: str) -> Component:
    """Create the chip of what is asked for; the whole chip leads to the page without it."""
    text = label("chip.remove", lang, x=name)
    return html.A(
        [html.Span(name, className="text"), icon("close")],
        href=href,
        className="chip",
        title=text,
        **attrs(aria_label=text, **data),
    )


def create_problems(
    dataset: Dataset, problems: Sequence[QueryError], lang: str, corrected: str
) -> list[Component]:
    """Say in a line, which unfolds, what the address asks in vain, and offer to remove it.

    Parameters
    ----------
    dataset, lang
        The data, and the language.
    problems
        What is not understood.
    corrected
        Address of the page without it.
    """
    if not problems:
        return []
    texts = [html.P(query_problem(problem, lang, dataset.vocabulary)) for problem in problems]
    asked = ", ".join(
        f"{problem.key}={problem.value}" if problem.value else problem.key for problem in problems
    )
    said = label("error.address", lang, n=len(problems), asked=asked)
    button = html.A(
        label("error.correct", lang),
        href=corrected,
        className="link",
        **attrs(data_correct=json.dumps([(problem.key, problem.value) for problem in problems])),
    )
    unfolding = html.Details([html.Summary(said, title=said), *texts])
    return [html.Div([unfolding, button], className="alert problems", role="alert")]
