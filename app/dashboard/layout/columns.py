"""The columns of the list of the poles: what each is called, sorts by and shows of a pole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.addresses import map_with, under_root
from app.sections.elements import create_text, create_unknown
from ptce_map.labels import label, number, sort_key
from ptce_map.measures.censuses import say_other_years
from ptce_map.register.schema import NOT_STATED
from ptce_map.register.states import say_state

Row = Any
"""A pole: one row of ``dataset.poles``, as a named tuple."""


@dataclass(frozen=True)
class Column:
    """A column of the list: its texts, what it sorts by, what it shows of a pole.

    ``rank`` gives a value to sort by, ``None`` where it is unknown. An extra column shows when a
    reader asks for it.
    """

    key: str
    label_key: str
    rank: Callable[[Dataset, Row, str], Any]
    cell: Callable[[Dataset, Row, str], Any]
    number: bool = False
    extra: bool = False


def create_link(_: Dataset, pole: Row, lang: str) -> Component:
    """Create the link that opens a pole."""
    return html.A(pole.nom, href=under_root(map_with("pole", pole.Index, lang)), title=pole.nom)


def create_tags(names: Sequence[str]) -> list[Component]:
    """Show names as tags; a row has room for the first, and for how many others there are."""
    tags: list[Component] = [
        html.Span(name, className="tag extra" if at else "tag", title=", ".join(names))
        for at, name in enumerate(names)
    ]
    more = html.Span(f"+ {len(names) - 1}", className="more")
    return [*tags, more] if len(names) > 1 else tags


def create_number(value: Any, lang: str) -> Component | str:
    """Write a whole number, or say that it is not known."""
    return create_unknown(lang) if pd.isna(value) else number(value, lang)


def create_population(dataset: Dataset, pole: Row, lang: str) -> Component | str:
    """Write the inhabitants of a pole, with the years of their census where it is another."""
    if pd.isna(pole.population):
        return create_unknown(lang)
    others = say_other_years(dataset.catalog.cog, pole.annees_population)
    return f"{number(pole.population, lang)}{others}"


def known(value: Any) -> Any:
    """Return a number, ``None`` if it is unknown."""
    return None if pd.isna(value) else value


def name_structures(dataset: Dataset, pole: Row, lang: str) -> str:
    """Name the types of the coordinating structure; nothing if they are not stated."""
    stated = [one for one in pole.structures if one != NOT_STATED]
    return dataset.vocabulary.join("structure", stated, lang)


def create_amount(pole: Row, lang: str) -> Component | str:
    """Write the sum of the grants known, or say that it is not."""
    if pd.isna(pole.aide_eur):
        return create_unknown(lang)
    return label("drawer.amount", lang, n=int(pole.aide_eur))


def text_column(
    key: str, label_key: str, text: Callable[[Dataset, Row, str], str], *, extra: bool = False
) -> Column:
    """Make a column of texts, sorted in reading order."""

    def rank(dataset: Dataset, pole: Row, lang: str) -> Any:
        found = text(dataset, pole, lang)
        return sort_key(found) if found else None

    return Column(
        key, label_key, rank, lambda *args: create_text(text(*args), args[2]), extra=extra
    )


COLUMNS = (
    Column("nom", "list.column.pole", lambda _, pole, __: sort_key(pole.nom), create_link),
    text_column("lieu", "list.column.lieu", Dataset.place_of),
    text_column(
        "region",
        "list.column.region",
        lambda dataset, pole, lang: dataset.vocabulary.join("region", pole.regions, lang),
    ),
    text_column("coordinateur", "list.column.structure", lambda _, pole, __: pole.coordinateur),
    text_column(
        "structure",
        "list.column.type",
        name_structures,
    ),
    text_column(
        "secteur",
        "list.column.secteur",
        lambda dataset, pole, lang: dataset.vocabulary.join("secteur", pole.secteurs, lang),
        extra=True,
    ),
    Column(
        "appel",
        "list.column.appel",
        lambda dataset, pole, _: tuple(dataset.rank("appel", one) for one in pole.appels) or None,
        lambda dataset, pole, lang: create_tags(
            [dataset.vocabulary.name("appel", one, lang) for one in pole.appels]
        ),
    ),
    Column(
        "etat",
        "list.column.etat",
        lambda dataset, pole, _: dataset.rank("etat", pole.etat),
        lambda _, pole, lang: create_text(say_state(pole.etat, pole.etat_date, lang), lang),
        extra=True,
    ),
    Column(
        "aide",
        "list.column.aide",
        lambda _, pole, __: known(pole.aide_eur),
        lambda _, pole, lang: create_amount(pole, lang),
        number=True,
        extra=True,
    ),
    Column(
        "communes",
        "list.column.communes",
        lambda _, pole, __: known(pole.n_communes),
        lambda _, pole, lang: create_number(pole.n_communes, lang),
        number=True,
    ),
    Column(
        "habitants",
        "list.column.population",
        lambda _, pole, __: known(pole.population),
        create_population,
        number=True,
    ),
)
