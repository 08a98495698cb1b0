"""The poles near a pole: those that touch or overlap it, those of the same sector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.addresses import pole_path
from app.sections.door import Door
from app.sections.elements import attrs
from app.sections.sheet import Sheet, link_pole
from app.sections.tables import Column, create_table
from ptce_map.labels import label, number
from ptce_map.lookup.nearby import Nearby

POLES_SHOWN = 5


def create_neighbours(sheet: Sheet) -> list[Component]:
    """Tell the poles whose territories touch or overlap, with the communes in common."""
    near = [pole for pole in sheet.dataset.nearby[sheet.pole.Index] if pole.is_neighbour]
    said = [say_shared(pole, sheet.door) for pole in near]
    return tell_poles(
        sheet, near, said, ("neighbours", Column(sheet.door.say("page.pole.situation")))
    )


def create_others(sheet: Sheet) -> list[Component]:
    """Tell the poles of the same sector that are not far, with their distances."""
    near = [
        pole
        for pole in sheet.dataset.nearby[sheet.pole.Index]
        if pole.secteurs and not pole.is_neighbour
    ]
    said = [say_distance(pole.km, sheet.door.lang) for pole in near]
    distance = Column(sheet.door.say("page.pole.distance"), "number")
    return tell_poles(sheet, near, said, ("others", distance))


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


def tell_poles(
    sheet: Sheet, near: Sequence[Nearby], said: Sequence[str], titled: tuple[str, Column]
) -> list[Component]:
    """Tell poles with what is said of each: a table on the page, the first ones in the drawer.

    Parameters
    ----------
    sheet
        The pole that they are near to.
    near, said
        The poles, and what is said of each.
    titled
        Key of the caption, and the column of what is said.
    """
    if not near:
        return []
    if sheet.door.is_page:
        return [create_poles_table(sheet, near, said, titled)]
    links = [
        create_link(sheet.dataset, pole.pole, sheet.door, text) for pole, text in zip(near, said)
    ]
    listed = html.Ul(links[:POLES_SHOWN], className="places")
    if len(links) <= POLES_SHOWN:
        return [listed]
    address = sheet.door.page(pole_path(sheet.pole.Index))
    return [listed, html.P(html.A(sheet.door.say("drawer.more_poles"), href=address))]


def create_poles_table(
    sheet: Sheet, near: Sequence[Nearby], said: Sequence[str], titled: tuple[str, Column]
) -> Component:
    """Create the table of poles, with the sectors that they share; as for :func:`tell_poles`."""
    dataset, door = sheet.dataset, sheet.door
    key, column = titled
    common = Column(door.say("page.pole.common"))
    rows: list[list[Any]] = [
        [
            link_pole(dataset, pole.pole, door),
            text,
            dataset.vocabulary.join("secteur", pole.secteurs, door.lang),
        ]
        for pole, text in zip(near, said)
    ]
    caption = door.say(f"page.pole.{key}.caption")
    columns = [Column(door.say("list.column.pole")), column, common]
    return create_table(caption, columns, rows, is_wide=True)


def create_link(dataset: Dataset, pole: str, door: Door, detail: str = "") -> Component:
    """Create the item that opens a pole."""
    return html.Li([link_pole(dataset, pole, door), html.Span(detail)], **attrs(data_pole=pole))
