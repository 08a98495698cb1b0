"""The poles near a pole: those that touch or overlap it, those of the same sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.addresses import pole_path
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.fragment import Tag
from app.sections.sheet import Sheet, link_pole
from app.sections.tables import Table, titled
from ptce_map.labels import label, number
from ptce_map.lookup.nearby import Nearby

POLES_SHOWN = 5
Told = Sequence[tuple[Nearby, str]]
"""Poles, and what is said of each."""


def create_neighbours(sheet: Sheet) -> list[Any]:
    """Tell the poles whose territories touch or overlap, with the communes in common."""
    near = [pole for pole in sheet.dataset.nearby[sheet.pole.Index] if pole.is_neighbour]
    told = [(pole, say_shared(pole, sheet.door)) for pole in near]
    if sheet.door.is_page:
        return create_poles_table(sheet, "neighbours", {"page.pole.situation": None}, told)
    return list_poles(sheet, told)


def create_others(sheet: Sheet) -> list[Any]:
    """Tell the poles of the same sector that are not far, with their distances."""
    nearby = sheet.dataset.nearby[sheet.pole.Index]
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
) -> list[Tag]:
    """Create the table of some poles, with the sectors that they share; nothing if there is none.

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
        for pole, text in told
    ]
    caption = door.say(f"page.pole.{key}.caption")
    return [Table(caption, titled(door, titles), rows, is_wide=True).html()] if rows else []


def create_link(dataset: Dataset, pole: str, door: Door, detail: str = "") -> Component:
    """Create the item that opens a pole; the script finds that of the drawer by its id."""
    link = link_pole(dataset, pole, door)
    if door.is_page:
        return html.Li([link, f" ({detail})"] if detail else link)
    return html.Li([link, html.Span(detail)], **attrs(data_pole=pole))
