"""``/liste``: what the map and the list show, for the same query, as tables and sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qs, parse_qsl

from app.dashboard.layout.columns import COLUMNS as LISTED
from app.dashboard.layout.method import say_all_missing
from app.dashboard.view import written_figures
from app.dataset import Dataset
from app.described import describe_map
from app.http.documents import create_document
from app.pages.around import create_around
from app.pages.fields import COLUMNS, USUAL
from app.pages.tables import Column, Table
from app.pages.units import create_measures, create_units
from ptce_map.exports import EXPORTS, Order
from ptce_map.filters.filters import FACETS, Filters
from ptce_map.filters.selection import Selection
from ptce_map.filters.sentence import sentence
from ptce_map.labels import label, sort_key
from ptce_map.query.grammar import VIEW_VALUES, Query, View, to_query
from ptce_map.query.view import DESCENDING

PLACES = ("region", "departement")


@dataclass(frozen=True)
class Choice:
    """A value of a filter: its name, the poles it would leave, and whether it is asked for."""

    value: str
    name: str
    n: int
    is_asked: bool


@dataclass(frozen=True)
class Removal:
    """A filter asked for, or a value of it: its name, the address without it, the poles there."""

    name: str
    href: str
    n: int


def create_list_page(dataset: Dataset, query: Query, root: str) -> str:
    """Write the page of a query; ``root`` is the address of the site."""
    filters, lang = query.filters, query.view.lang
    selection = dataset.index.select(filters)
    n, figures = selection.n, selection.figures
    said = sentence(filters, n, dataset.vocabulary, lang)
    shown = View(**{key: getattr(query.view, key) for key in ("lang", "niveau", "mesure", "lieu")})
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
        missing=say_all_missing(dataset, filters.appel or dataset.rounds, lang),
        removals=create_removals(dataset, query),
        relaxations=[] if n else create_relaxations(dataset, query),
        cleared=address(dataset, replace(query, filters=Filters())),
        figures=written_figures(figures, lang).values(),
        without_territory=figures.without_territory,
        without_contour=figures.without_contour,
        choices=create_choices(dataset, selection, lang),
        text=filters.q,
        orders=create_orders(query.view),
        kept=parse_qsl(
            to_query(
                Filters(id=filters.id), dataset.vocabulary, replace(query.view, pole="", tri="")
            )
        ),
        around=create_around(dataset, query.view),
        left=address(dataset, replace(query, view=replace(query.view, lieu=""))),
        describe=describe_map(dataset, query).levels,
        poles=create_poles(dataset, query, selection, said),
        measures=create_measures(dataset, query),
        units=create_units(dataset, query, selection, said),
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
                n=dataset.index.select(without).n,
            )
        )
    return removals


def create_relaxations(dataset: Dataset, query: Query) -> list[Removal]:
    """Return the filters without which poles would answer, the one that brings most back first.

    A filter goes with all its values: they are alternatives, and none of them found a pole.
    """
    lang, relaxations = query.view.lang, []
    for key in dict.fromkeys(key for key, _ in query.filters.active()):
        values = [value for one, value in query.filters.active() if one == key]
        without = query.filters
        for value in values:
            without = without.without(key, value)
        names = [dataset.vocabulary.name(key, value, lang) for value in values]
        relaxations.append(
            Removal(
                name=label("sentence.or", lang).join(names),
                href=address(dataset, replace(query, filters=without)),
                n=dataset.index.select(without).n,
            )
        )
    return sorted((one for one in relaxations if one.n), key=lambda one: -one.n)


def create_orders(view: View) -> list[tuple[str, str, bool]]:
    """Return the orders that the list may have: value, name, whether it is the one asked for.

    That of the names needs no value.
    """
    orders = ["" if one == COLUMNS[0].key else one for one in VIEW_VALUES["tri"] or ()]
    return [(order, say_order(order, view.lang), order == view.tri) for order in orders]


def say_order(order: str, lang: str) -> str:
    """Name an order: the column, and whether it goes down."""
    key, direction = split_order(order)
    (column,) = (one for one in COLUMNS if one.key == key)
    return label(f"page.list.order.{direction}", lang, x=label(column.label_key, lang))


def split_order(order: str) -> tuple[str, str]:
    """Return the column of an order and its direction, as ``aria-sort`` names it."""
    direction = "descending" if order.startswith(DESCENDING) else "ascending"
    return order.removeprefix(DESCENDING) or COLUMNS[0].key, direction


def create_choices(
    dataset: Dataset, selection: Selection, lang: str
) -> list[tuple[str, str, list[Choice]]]:
    """Return the key, the title and the values of each filter; places are in reading order."""
    filters, counts = selection.filters, selection.facets
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


def create_poles(dataset: Dataset, query: Query, selection: Selection, said: str) -> Table:
    """Create the table of the poles of a query, with the columns and in the order asked for."""
    view = query.view
    sorted_by, direction = split_order(view.tri)
    asked = view.colonnes.split(",") if view.colonnes else USUAL
    columns = [one for one in COLUMNS if one.key in asked]
    return Table(
        label("page.list.caption", view.lang, sentence=said, order=say_order(view.tri, view.lang)),
        [
            Column(
                label(one.label_key, view.lang),
                one.is_number,
                direction if one.key == sorted_by else "",
            )
            for one in columns
        ],
        [
            [one.say(dataset, pole, view) for one in columns]
            for pole in dataset.poles.loc[order_poles(dataset, query, selection)].itertuples()
        ],
        is_wide=True,
    )


def order_poles(dataset: Dataset, query: Query, selection: Selection) -> list[str]:
    """Return the ids of the poles of a query in the order asked for.

    As on the map's page, equals follow their names, and what is not known comes last.
    """
    key, direction = split_order(query.view.tri)
    (column,) = (one for one in LISTED if one.key == key)
    ids = sorted(selection.ids, key=dataset.reading_order.__getitem__)
    ranks = {
        pole.Index: column.rank(dataset, pole, query.view.lang)
        for pole in dataset.poles.loc[ids].itertuples()
    }
    known = [one for one in ids if ranks[one] is not None]
    known.sort(key=ranks.__getitem__, reverse=direction == "descending")
    return [*known, *(one for one in ids if ranks[one] is None)]
