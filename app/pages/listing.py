"""``/liste``: what the map and the list show, for the same query, as tables and sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from dash import html
from dash.development.base_component import Component

from app.dashboard.card import share
from app.dashboard.view import written_figures
from app.dataset import Dataset
from app.described import describe_map
from app.http.addresses import under_root
from app.http.documents import create_document
from app.pages.form import create_form, say_order, split_order
from app.pages.found import Found, find
from app.pages.units import create_units
from app.sections.elements import attrs, create_links, interleave, link_to
from app.sections.fields import FIELDS, USUAL
from app.sections.fragment import Node, to_html
from app.sections.method import create_missing
from app.sections.place import create_place
from app.sections.stretches import create_pager, stretch_sheets
from app.sections.tables import Table
from ptce_map.exports import EXPORTS, Order
from ptce_map.filters.filters import Filters
from ptce_map.labels import label
from ptce_map.query.grammar import Query, View, to_query

PARTS = {
    "poles": "list.switch.poles",
    "unites": "page.list.units",
    "telecharger": "header.download",
}
"""Anchor of a part of the page -> key of the link that leads there."""


def create_list_page(dataset: Dataset, query: Query, root: str) -> str:
    """Write the page of a query; ``root`` is the address of the site."""
    found, view = find(dataset, query), query.view
    seen = ("lang", "niveau", "mesure", "lieu")
    plain = {key: value for key, value in vars(View()).items() if key not in seen}
    plain["page"] = "" if view.tri else view.page  # in another order a page has other rows
    main: list[Node] = [
        html.P(found.said, className="said"),
        *create_removals(found),
        create_ways(found),
        *create_around(found),
        *([] if found.selection.n else create_empty(found)),
        *create_missing(dataset, found.door, query.filters.appel),
        create_form(found),
        *(create_found(found) if found.selection.n else []),
    ]
    canonical = root + found.address(**plain)
    shared = share(dataset, query, found.selection, root)
    return create_document(
        dataset,
        view.lang,
        parse_qs(to_query(query.filters, dataset.vocabulary, view)),
        title=label("page.list.title", view.lang),
        description=found.said,
        canonical=canonical,
        sharing=replace(shared, address=canonical).tags(),
        tab=f"{found.said} · {label('page.list.title', view.lang)}",
        main=to_html(main),
    )


def create_removals(found: Found) -> list[Component]:
    """Create the chips that remove each filter asked for, in the order of the query, or all."""
    say, filters, removals = found.door.say, found.query.filters, []
    for key, value in filters.active():
        name = found.dataset.vocabulary.name(key, value, found.door.lang)
        text = [name, html.Span("×", **attrs(aria_hidden="true"))]
        href, said = found.address(filters=filters.without(key, value)), say("chip.remove", x=name)
        removals.append(html.Li(link_to(text, href, className="chip", **attrs(aria_label=said))))
    if not removals:
        return []
    clear = link_to(say("chip.clear"), found.address(filters=Filters()), className="chip")
    title = attrs(aria_label=say("filters.title"))
    return [html.Ul([*removals, html.Li(clear)], className="chips screen", **title)]


def create_ways(found: Found) -> Component:
    """Lead to the map and to the parts of the page."""
    say = found.door.say
    ways = [link_to(say("page.list.map"), found.address("/"), className="button")]
    if found.selection.n:
        ways += [html.A(say(key), href=f"#{part}") for part, key in PARTS.items()]
    return html.P(interleave(ways, " "), className="actions")


def create_around(found: Found) -> list[Component]:
    """Tell the place that is looked up, and how to leave it; nothing if none is."""
    if not found.query.view.lieu:
        return []
    told = create_place(found.dataset, found.query.view.lieu, found.door)
    name = found.door.say("page.list.leave", x=told[0].children)
    leave = html.P(link_to(name, found.address(lieu="")), className="screen")
    return [html.Section([*told, leave])]


def create_empty(found: Found) -> list[Component]:
    """Say that no pole answers, and how many would without each filter."""
    say, relaxations = found.door.say, relax(found)
    links = [
        html.Li(
            [link_to(say("state.empty.remove", x=name), href), f" ({say('sentence.poles', n=n)})"]
        )
        for name, href, n in relaxations
    ]
    clear = html.Li(link_to(say("chip.clear"), found.address(filters=Filters())))
    return [
        html.H2(say("state.empty")),
        html.P(say("page.list.empty" if relaxations else "page.list.empty.none")),
        html.Ul([*links, clear], className="links"),
    ]


def relax(found: Found) -> list[tuple[str, str, int]]:
    """Return the filters without which poles would answer, the one that brings most back first.

    Each with its name, the address without it and the poles there. A filter goes with all its
    values: they are alternatives, and none of them found a pole.
    """
    dataset, active, relaxations = found.dataset, list(found.query.filters.active()), []
    for key in dict.fromkeys(key for key, _ in active):
        values = [value for other, value in active if other == key]
        without = found.query.filters
        for value in values:
            without = without.without(key, value)
        names = (dataset.vocabulary.name(key, value, found.door.lang) for value in values)
        name, n = found.door.say("sentence.or").join(names), dataset.index.select(without).n
        relaxations.append((name, found.address(filters=without), n))
    return sorted((row for row in relaxations if row[2]), key=lambda row: -row[2])


def create_found(found: Found) -> list[Any]:
    """Tell the poles found: figures, what the map shows, the poles, the units, downloads."""
    say, figures = found.door.say, found.selection.figures
    counts = written_figures(figures, found.door.lang).values()
    keys = ("without_territory", "without_contour", "unplaced")
    left_out = {key: getattr(figures, key) for key in keys}
    files = create_downloads(found.dataset, found.query.filters, found.door.lang)
    return [
        html.H2(say("figures.title"), className="screen"),
        html.Dl([html.Div([html.Dt(name), html.Dd(n)]) for n, name in counts], className="figures"),
        *(html.P(say(f"figures.{key}", n=n), className="sub") for key, n in left_out.items() if n),
        html.H2(say("page.list.described")),
        *(html.P(text) for text in describe_map(found.dataset, found.query).levels),
        html.H2(say("list.switch.poles"), id="poles"),
        *create_poles(found),
        html.H2(say("page.list.units"), id="unites"),
        *create_units(found),
        html.Section(
            [
                html.H2(say("download.shown", n=found.selection.n), id="telecharger"),
                create_links(files),
                html.P(link_to(say("page.list.api"), found.address("/api"))),
            ],
            className="screen",
        ),
    ]


def create_downloads(dataset: Dataset, filters: Filters, lang: str) -> list[tuple[str, str]]:
    """Return the name and the address of the poles that answer filters, in each format."""
    order = Order(filters=filters, lang=lang)
    return [
        (label(export.label_key, lang), dataset.shelf.path(export.order_of(order)))
        for export in EXPORTS.values()
    ]


def create_poles(found: Found) -> list[Node]:
    """Create the table of the poles found, with the columns and in the order asked for.

    As on the map's page, equals follow their names, what is not known comes last, and a long list
    has pages.
    """
    view, door = found.query.view, found.door
    key, direction = split_order(view.tri)
    asked = view.colonnes.split(",") if view.colonnes else USUAL
    fields = [field for field in FIELDS if field.key in asked]
    order = say_order(view.tri, view.lang)
    stretch, sheets = stretch_sheets(found.dataset, found.selection, view, door)
    table = Table(
        door.say("page.list.caption", sentence=found.said, order=order),
        [field.column(door, sort=direction if field.key == key else None) for field in fields],
        [[field.cell(sheet) for field in fields] for sheet in sheets],
        is_wide=True,
    )
    pager = create_pager(
        stretch, door, lambda page: f"{under_root(found.address(page=page))}#poles"
    )
    return [table.html(), pager]
