"""The columns of the table of the poles at ``/liste``: what each is called and says of a pole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.dataset import Dataset
from app.pages.names import link_pole
from app.pages.tables import Cell
from ptce_map.labels import label, number
from ptce_map.measures.censuses import say_other_years
from ptce_map.query.grammar import View
from ptce_map.register.states import say_state

Said = Callable[[Dataset, Any, View], Cell]


def say_text(text: str, lang: str) -> Cell:
    """Write a text, or that it is not known."""
    return Cell(text) if text else Cell(label("value.unknown", lang), is_unknown=True)


def say_number(value: Any, lang: str) -> Cell:
    """Write a whole number, or that it is not known."""
    return say_text("" if pd.isna(value) else number(value, lang), lang)


def say_population(dataset: Dataset, pole: Any, view: View) -> Cell:
    """Write the inhabitants of a pole, with the years of their census where it is another."""
    if pd.isna(pole.population):
        return say_text("", view.lang)
    others = say_other_years(dataset.catalog.cog, pole.annees_population)
    return say_text(f"{number(pole.population, view.lang)}{others}", view.lang)


def say_names(key: str, column: str) -> Said:
    """Return what names the values of a filter that a pole has."""

    def say(dataset: Dataset, pole: Any, view: View) -> Cell:
        return say_text(dataset.vocabulary.join(key, getattr(pole, column), view.lang), view.lang)

    return say


def say_grants(_: Dataset, pole: Any, view: View) -> Cell:
    """Write the sum of the grants that are known, in euros, or that none is."""
    amount = pole.aide_eur
    text = "" if pd.isna(amount) else label("drawer.amount", view.lang, n=int(amount))
    return say_text(text, view.lang)


@dataclass(frozen=True)
class Field:
    """A column that the list may have: key in the query, key of the title, what a cell says."""

    key: str
    label_key: str
    say: Said
    is_number: bool = False


COLUMNS = (
    Field(
        "nom", "list.column.pole", lambda dataset, pole, view: link_pole(dataset, pole.Index, view)
    ),
    Field(
        "lieu",
        "list.column.lieu",
        lambda dataset, pole, view: say_text(dataset.place_of(pole, view.lang), view.lang),
    ),
    Field("region", "list.column.region", say_names("region", "regions")),
    Field(
        "coordinateur",
        "list.column.structure",
        lambda _, pole, view: say_text(pole.coordinateur, view.lang),
    ),
    Field("structure", "list.column.type", say_names("structure", "structures")),
    Field("secteur", "list.column.secteur", say_names("secteur", "secteurs")),
    Field("appel", "list.column.appel", say_names("appel", "appels")),
    Field(
        "etat",
        "list.column.etat",
        lambda _, pole, view: Cell(say_state(pole.etat, pole.etat_date, view.lang)),
    ),
    Field("aide", "list.column.aide", say_grants, is_number=True),
    Field(
        "communes",
        "list.column.communes",
        lambda _, pole, view: say_number(pole.n_communes, view.lang),
        is_number=True,
    ),
    Field(
        "habitants",
        "list.column.population",
        say_population,
        is_number=True,
    ),
)
"""In the order of the list; the first column heads each row."""

USUAL = tuple(one.key for one in COLUMNS if one.key not in ("structure", "etat", "aide"))
"""Columns that the page has when none is asked for."""
