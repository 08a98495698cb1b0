"""``/liste``: what the map and the list show, for the same query, as tables and sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import pandas as pd

from app.addresses import carry, pole_path
from app.dataset import Dataset
from app.documents import create_document
from app.pages.tables import Cell, Column, Table
from app.pages.units import create_measures, create_units, describe_map
from app.view import written_figures
from ptce_map.exports import EXPORTS, Order
from ptce_map.labels import label, number, sort_key
from ptce_map.query import FACETS, Filters, Query, View, sentence, to_query

PLACES = ("region", "departement")
Said = Callable[[Dataset, Any, View], Cell]


@dataclass(frozen=True)
class Choice:
    """A value of a filter: its name, the poles it would leave, and whether it is asked for."""

    value: str
    name: str
    n: int
    is_asked: bool


@dataclass(frozen=True)
class Removal:
    """A filter asked for: its name, the address without it, and the poles found there."""

    name: str
    href: str
    n: int


def create_list_page(dataset: Dataset, query: Query, root: str) -> str:
    """Write the page of a query; ``root`` is the address of the site."""
    filters, lang = query.filters, query.view.lang
    mask = dataset.index.mask(filters)
    n = int(mask.sum())
    figures = dataset.index.key_figures(mask)
    said = sentence(filters, n, dataset.vocabulary, lang)
    shown = View(**{key: getattr(query.view, key) for key in ("lang", "niveau", "mesure")})
    return create_document(
        dataset,
        "list.html",
        lang,
        parse_qs(to_query(filters, dataset.vocabulary, query.view)),
        title=label("page.list.title", lang),
        description=said,
        canonical=root + address(dataset, replace(query, view=shown)),
        sentence=said,
        n=n,
        removals=create_removals(dataset, query),
        cleared=address(dataset, replace(query, filters=Filters())),
        figures=written_figures(figures, lang).values(),
        without_territory=figures.without_territory,
        choices=create_choices(dataset, filters, lang),
        text=filters.q,
        kept=parse_qsl(
            to_query(Filters(id=filters.id), dataset.vocabulary, replace(query.view, pole=""))
        ),
        describe=describe_map(dataset, query).levels,
        poles=create_poles(dataset, query, label("page.list.caption", lang, sentence=said)),
        measures=create_measures(dataset, query),
        units=create_units(dataset, query, said),
        downloads=create_downloads(dataset, filters, lang),
        map=address(dataset, query, "/"),
        api=address(dataset, query, "/api"),
    )


def address(dataset: Dataset, query: Query, path: str = "/liste") -> str:
    """Return the canonical address of a query on a page of the site."""
    written = to_query(query.filters, dataset.vocabulary, replace(query.view, pole=""))
    return f"{path}?{written}" if written else path


def create_removals(dataset: Dataset, query: Query) -> list[Removal]:
    """Return what removes each filter asked for, in the order of the query."""
    removals = []
    for key, value in query.filters.active():
        without = query.filters.without(key, value)
        removals.append(
            Removal(
                name=dataset.vocabulary.name(key, value, query.view.lang),
                href=address(dataset, replace(query, filters=without)),
                n=int(dataset.index.mask(without).sum()),
            )
        )
    return removals


def create_choices(
    dataset: Dataset, filters: Filters, lang: str
) -> list[tuple[str, str, list[Choice]]]:
    """Return the key, the title and the values of each filter; places are in reading order."""
    counts = dataset.index.facet_counts(filters)
    choices = []
    for row in FACETS:
        values = [
            Choice(
                value=value,
                name=dataset.vocabulary.name(row.key, value, lang),
                n=counts[row.key][value],
                is_asked=value in filters.values(row.key),
            )
            for value in dataset.vocabulary.values(row.key)
        ]
        if row.key in PLACES:
            values.sort(key=lambda one: sort_key(one.name))
        choices.append((row.key, label(row.label_key, lang), values))
    return choices


def create_downloads(dataset: Dataset, filters: Filters, lang: str) -> list[tuple[str, str]]:
    """Return the name and the address of the poles that answer filters, in each format."""
    order = Order(filters=filters, lang=lang)
    return [
        (label(export.label_key, lang), dataset.shelf.path(export.order_of(order)))
        for export in EXPORTS.values()
    ]


def create_poles(dataset: Dataset, query: Query, caption: str) -> Table:
    """Create the table of the poles of a query, in the order of their names."""
    found = dataset.index.selected(dataset.index.mask(query.filters))
    ids = sorted(found, key=dataset.reading_order.__getitem__)
    lang = query.view.lang
    return Table(
        caption,
        [Column(label(key, lang), is_number) for key, _, is_number in COLUMNS],
        [
            [say(dataset, pole, query.view) for _, say, _ in COLUMNS]
            for pole in dataset.poles.loc[ids].itertuples()
        ],
        is_wide=True,
    )


def say_text(text: str, lang: str) -> Cell:
    """Write a text, or that it is not known."""
    return Cell(text) if text else Cell(label("value.unknown", lang), is_unknown=True)


def say_number(value: Any, lang: str) -> Cell:
    """Write a whole number, or that it is not known."""
    return say_text("" if pd.isna(value) else number(value, lang), lang)


def say_names(key: str, column: str) -> Said:
    """Return what names the values of a filter that a pole has."""

    def say(dataset: Dataset, pole: Any, view: View) -> Cell:
        return say_text(names_of(dataset, key, getattr(pole, column), view.lang), view.lang)

    return say


def names_of(dataset: Dataset, key: str, values: Sequence[str], lang: str) -> str:
    """Name values of a filter, one after the other."""
    return ", ".join(dataset.vocabulary.name(key, value, lang) for value in values)


COLUMNS: tuple[tuple[str, Said, bool], ...] = (
    (
        "list.column.pole",
        lambda _, pole, view: Cell(pole.nom, carry(pole_path(pole.Index), view.lang, view.theme)),
        False,
    ),
    ("list.column.lieu", lambda _, pole, view: say_text(pole.lieu, view.lang), False),
    ("list.column.region", say_names("region", "regions"), False),
    ("list.column.structure", lambda _, pole, view: say_text(pole.coordinateur, view.lang), False),
    ("list.column.secteur", say_names("secteur", "secteurs"), False),
    ("list.column.appel", say_names("appel", "appels"), False),
    ("list.column.communes", lambda _, pole, view: say_number(pole.n_communes, view.lang), True),
    ("list.column.population", lambda _, pole, view: say_number(pole.population, view.lang), True),
)
"""Key of the title, what a cell says of a pole, whether it is a number."""
