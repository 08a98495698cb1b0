"""The poles near a pole: those that touch or overlap it, those of the same sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.addresses import pole_path
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.fragment import Node
from app.sections.sheet import Sheet, link_pole
from app.sections.tables import Table, titled
from ptce_map.filters.filters import Filters
from ptce_map.labels import label, number
from ptce_map.lookup.nearby import Nearby
from ptce_map.query.grammar import to_query

POLES_SHOWN = 5
MOST_ROWS = 50
"""Poles of a table; of more, the page leads to the list."""
Told = Sequence[tuple[Nearby, str]]
"""Poles, and what is said of each."""


@lru_cache(maxsize=16)
def near_to(dataset: Dataset, pole: str) -> Sequence[Nearby]:
    """Return the poles near a pole: measured once for both of its lists."""
    return dataset.nearby[pole]


def create_neighbours(sheet: Sheet) -> list[Any]:
    """Tell the poles whose territories touch or overlap, with the communes in common."""
    near = [pole for pole in near_to(sheet.dataset, sheet.pole.Index) if pole.is_neighbour]
    told = [(pole, say_shared(pole, sheet.door)) for pole in near]
    if sheet.door.is_page:
        return create_poles_table(sheet, "neighbours", {"page.pole.situation": None}, told)
    return list_poles(sheet, told)


def create_others(sheet: Sheet) -> list[Any]:
    """Tell the poles of the same sector that are not far, with their distances."""
    nearby = near_to(sheet.dataset, sheet.pole.Index)
    near = [pole for pole in nearby if pole.secteurs and not pole.is_neighbour]
    told = [(pole, say_distance(pole.km, sheet.door.lang)) for pole in near]
    if sheet.door.is_page:
        return create_poles_table(sheet, "others", {"page.pole.distance": "number"}, told)
    return list_poles(sheet, told)


def say_shared(pole: Nearby, door: Door) -> str:
    """Say how many communes two poles share, or that they touch."""
    shared = pole.n_shared
    return door.say("page.pole.shared", n=shared) if shared else door.say("page.pole.touching")


def say_distance(km: float, lang: str) -> str:
    """Write a distance in whole kilometres."""
    return (
        label("place.km", lang, n=number(round(km), lang))
        if km >= 1
        else label("place.under_km", lang)
    )


def list_poles(sheet: Sheet, told: Told) -> list[Any]:
    """List the first of some poles; the page of the pole has them all."""
    links = [create_link(sheet.dataset, pole.pole, sheet.door, text) for pole, text in told]
    listed = [html.Ul(links[:POLES_SHOWN], className="places")] if links else []
    if len(links) <= POLES_SHOWN:
        return listed
    address = sheet.door.page(pole_path(sheet.pole.Index))
    return [*listed, html.P(html.A(sheet.door.say("drawer.more_poles"), href=address))]


def create_poles_table(
    sheet: Sheet, key: str, column: Mapping[str, str | None], told: Told
) -> list[Node]:
    """Create the table of some poles, with the sectors that they share; nothing if there is none.

    Of many, the first are shown, and the rest is led to.

    Parameters
    ----------
    sheet
        The pole that they are near to.
    key
        That of the caption.
    column
        Title of what is said of each, with its class.
    told
        The poles, and what is said of each.
    """
    dataset, door = sheet.dataset, sheet.door
    titles = {"list.column.pole": None, **column, "page.pole.common": None}
    rows = [
        [
            link_pole(dataset, pole.pole, door),
            text,
            dataset.vocabulary.join("secteur", pole.secteurs, door.lang),
        ]
        for pole, text in told[:MOST_ROWS]
    ]
    caption = door.say(f"page.pole.{key}.caption")
    n = len(told) - MOST_ROWS
    table = Table(caption, titled(door, titles), rows, is_wide=True).html()
    left_out = [lead_to_list(dataset, door, sheet.pole.departements, n)] if n > 0 else []
    return [*([table] if rows else []), *left_out]


def lead_to_list(dataset: Dataset, door: Door, homes: Sequence[str], n: int) -> Component:
    """Say how many poles are left out, and link to the list of those of the same départements."""
    address = door.page("/liste")
    query = to_query(Filters(departement=tuple(homes)), dataset.vocabulary)
    names = dataset.vocabulary.join("departement", homes, door.lang)
    link = html.A(
        door.say("page.pole.more.list", x=names),
        href=f"{address}{'&' if '?' in address else '?'}{query}",
    )
    return html.P([f"{door.say('page.pole.more', n=n)} ", link])


def create_link(dataset: Dataset, pole: str, door: Door, detail: str = "") -> Component:
    """Create the item that opens a pole; the script finds that of the drawer by its id."""
    link = link_pole(dataset, pole, door)
    if door.is_page:
        return html.Li([link, f" ({detail})"] if detail else link)
    return html.Li([link, html.Span(detail)], **attrs(data_pole=pole))
