"""What the page asks besides its views: suggestions, the map in words, rows of a long list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
from flask import Blueprint, Response, jsonify, request

from app.dashboard.first.panel import write_stretch
from app.dashboard.first.shown import show
from app.dataset import Dataset
from app.described import describe_map
from app.http.addresses import asked_query
from app.http.answers import Answers
from app.http.problems import asked_language
from geodata.cog import Level
from geodata.jsontext import to_json
from ptce_map.filters.filters import Filters
from ptce_map.labels import fold, label
from ptce_map.lookup.entries import Entry, Kind
from ptce_map.lookup.search import SHORTEST
from ptce_map.query.grammar import parse, to_query
from ptce_map.register.rules import ENDED, RENAMED
from ptce_map.register.states import say_state

LONGEST = 80
"""Characters of a text that are looked at."""
PLACES = {
    Kind.COMMUNE: Level.COMMUNE,
    Kind.EPCI: Level.EPCI,
    Kind.DEPARTEMENT: Level.DEPARTEMENT,
    Kind.REGION: Level.REGION,
}
NAMED = ("secteur", "structure", "appel")
"""Filters whose values are found by name, beside those of the register alone."""
MOST_VALUES = 4
WORD = re.compile(r"\w+")
FILTERING = (Kind.DEPARTEMENT, Kind.REGION)
"""Places that are values of a filter; the others are looked up."""

PARTING = " · "
"""What parts the things said of a suggestion."""
TOLD_STATES = (ENDED, RENAMED)
"""States of a pole that a reader who finds it by its name must know."""


def create_blueprint(dataset: Dataset, answers: Answers) -> Blueprint:
    """Create the routes of the suggestions, of the description and of the rows."""
    blueprint = Blueprint("suggestions", __name__)

    @blueprint.get("/api/recherche")
    def suggestions() -> Response:
        text = request.args.get("q", "")[:LONGEST]
        response = jsonify(suggest(dataset, text, asked_language()))
        response.headers["Cache-Control"] = "public, max-age=300"
        response.vary.add("Accept-Language")
        return response

    @blueprint.get("/api/carte.txt")
    def words() -> Response:
        query = parse(asked_query(), dataset.vocabulary)
        said = to_query(query.filters, dataset.vocabulary, query.view)
        return answers.answer(
            f"carte.txt?{said}",
            "text/plain; charset=utf-8",
            lambda: describe_map(dataset, query).text.encode(),
        )

    @blueprint.get("/liste/lignes")
    def rows() -> Response:
        shown = show(dataset, asked_query())
        said = to_query(shown.query.filters, dataset.vocabulary, shown.view)
        return answers.answer(
            f"lignes?{said}",
            "application/json",
            lambda: to_json(vars(write_stretch(shown))),
        )

    return blueprint


def suggest(dataset: Dataset, text: str, lang: str) -> list[dict[str, Any]]:
    """Return the groups of suggestions: ``title`` and ``items``, each ``name``, ``detail``, ``go``.

    ``go`` is what choosing it changes in the query of the page.
    """
    values = suggest_values(dataset, text, lang)
    return [
        *([{"title": label("search.value", lang), "items": values}] if values else []),
        *suggest_names(dataset, text, lang),
    ]


def suggest_values(dataset: Dataset, text: str, lang: str) -> list[dict[str, Any]]:
    """Return the values of filters, such as sectors and rounds, that hold words begun so."""
    names, wanted = dataset.vocabulary, fold(text).split()
    if len(text.strip()) < SHORTEST:
        return []
    facets = dataset.index.select(Filters()).facets
    found = (
        (key, value, name)
        for key in (*NAMED, *names.own)
        for value in names.values(key)
        if is_begun(wanted, name := names.name(key, value, lang))
    )
    return [
        {
            "name": name,
            "detail": PARTING.join(
                (names.title(key, lang), label("sentence.poles", lang, n=facets[key].get(value, 0)))
            ),
            "go": {key: [value]},
        }
        for key, value, name in islice(found, MOST_VALUES)
    ]


def is_begun(wanted: Sequence[str], name: str) -> bool:
    """Tell whether each word wanted, folded, begins a word of a name."""
    words = WORD.findall(fold(name))
    return all(any(word.startswith(begun) for word in words) for begun in wanted)


def suggest_names(dataset: Dataset, text: str, lang: str) -> list[dict[str, Any]]:
    """Return the groups of the poles, places and structures of a name."""
    return [
        {
            "title": label(f"search.{kind}", lang),
            "items": [create_item(dataset, entry, lang) for entry in entries],
        }
        for kind, entries in dataset.search.find(text).items()
    ]


def create_item(dataset: Dataset, entry: Entry, lang: str) -> dict[str, Any]:
    """Create a suggestion."""
    parts = describe(dataset, entry, lang).split(PARTING)
    if entry.scheme:
        parts.insert(0, label(f"search.{entry.scheme}", lang, x=entry.known_as))
    elif entry.known_as and entry.known_as not in (entry.value, *parts):
        parts.insert(0, label("search.known_as", lang, x=entry.known_as))
    return {"name": entry.name, "detail": PARTING.join(filter(None, parts)), "go": change(entry)}


def change(entry: Entry) -> dict[str, Any]:
    """Return the keys of the query that choosing an entry changes."""
    if entry.kind in FILTERING:
        return {entry.kind.value: [entry.value]}
    return {"lieu": entry.value, "pole": ""} if entry.kind in PLACES else {"pole": entry.value}


def describe(dataset: Dataset, entry: Entry, lang: str) -> str:
    """Say where an entry is, and how many poles are there."""
    if entry.kind is Kind.POLE:
        pole = dataset.catalog.pole(entry.value)
        state = say_state(pole.etat, pole.etat_date, lang) if pole.etat in TOLD_STATES else ""
        return PARTING.join(filter(None, (dataset.catalog.place_of(pole, lang), state)))
    if entry.kind is Kind.STRUCTURE:
        return str(dataset.poles.at[entry.value, "nom"])
    said = [label("sentence.poles", lang, n=count(dataset, entry))]
    if entry.kind is Kind.COMMUNE:
        cog = dataset.catalog.cog
        departement = str(cog.places.at[entry.value, "code_departement"])
        said.insert(0, cog.name(Level.DEPARTEMENT, departement))
    return ", ".join(said)


def count(dataset: Dataset, entry: Entry) -> int:
    """Count the poles of a place, whatever the filters."""
    if entry.kind is Kind.COMMUNE:
        return len(dataset.vicinity.covering(entry.value))
    units = dataset.index.levels[PLACES[entry.kind]]
    position = int(np.searchsorted(units.codes, entry.value))
    found = position < len(units.codes) and units.codes[position] == entry.value
    return int(np.count_nonzero(units.unit == position)) if found else 0
