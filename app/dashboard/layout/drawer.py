"""The drawer: what the register knows of one pole."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.downloads import create_pole_menu
from app.dataset import Dataset
from app.http.addresses import correction_path, pole_path, under_root
from app.sections import pole as parts
from app.sections.door import Door
from app.sections.elements import FRENCH, attrs, create_outlet, create_prose, icon, icon_button
from app.sections.neighbours import create_neighbours, create_others
from app.sections.place import create_place
from app.sections.pole import Part
from app.sections.sheet import Sheet
from app.sections.sources import create_sources
from ptce_map.labels import label, sort_key

COMMUNES_SHOWN = 7
EPCI_SHOWN = 3


def create_drawer(lang: str) -> Component:
    """Create the drawer, empty and closed; the content comes with the pole chosen."""
    position = html.Span(
        id=ids.DRAWER_POSITION, **attrs(data_text=label("drawer.position", lang, i="{i}", n="{n}"))
    )
    head = html.Div(
        [
            icon_button("left", id=ids.DRAWER_PREVIOUS, label=label("drawer.previous", lang)),
            position,
            icon_button("right", id=ids.DRAWER_NEXT, label=label("drawer.next", lang)),
            icon_button(
                "close",
                id=ids.DRAWER_CLOSE,
                label=label("drawer.close", lang),
                className="drawer-close",
            ),
        ],
        className="drawer-head",
    )
    foot = html.Div(
        [
            create_pole_menu(lang),
            html.Button(
                [icon("share"), label("header.share", lang)],
                id=ids.DRAWER_SHARE,
                type="button",
                className="button",
            ),
        ],
        className="drawer-foot",
    )
    return html.Aside(
        [head, create_outlet(ids.DRAWER_BODY), foot],
        id=ids.DRAWER,
        className="drawer",
        **attrs(aria_label=label("drawer.title", lang)),
    )


def create_told(dataset: Dataset, pole: str, place: str, lang: str) -> list[Component]:
    """Create what the drawer tells: of a pole, else of a place; nothing if neither is known."""
    if pole in dataset.poles.index:
        return create_pole(dataset, pole, lang)
    if place and dataset.vicinity.units(place):
        return create_place(dataset, place, Door(lang))
    return []


def create_pole(dataset: Dataset, pole_id: str, lang: str) -> list[Component]:
    """Create the content of the drawer: every fact, and in words those that are missing."""
    sheet = Sheet(dataset, dataset.catalog.pole(pole_id), Door(lang))
    place = html.Span(sheet.pole.lieu, lang=FRENCH)
    contents = {title: [item for part in told for item in part(sheet)] for title, *told in PARTS}
    return [
        html.H2(sheet.pole.nom, tabIndex="-1"),
        html.P([icon("pin"), place], className="drawer-place"),
        parts.create_marks(sheet),
        *(
            create_section([html.H3(label(title, lang)), *content])
            for title, content in contents.items()
            if content
        ),
        create_section([create_link("page.pole.page", sheet.door.page(pole_path(pole_id)), lang)]),
        create_section(
            [create_link("method.report", under_root(correction_path(lang, pole=pole_id)), lang)]
        ),
    ]


def create_section(content: list[Any]) -> Component:
    """Create a section of the drawer."""
    return html.Section(content, className="drawer-section")


def create_link(key: str, address: str, lang: str) -> Component:
    """Create a line that leads elsewhere."""
    return html.P(html.A(label(key, lang), href=address))


def create_territory(sheet: Sheet) -> list[Component]:
    """Measure the territory and list its communes; a pole known by its région has neither."""
    dataset, pole = sheet.dataset, sheet.pole
    regions = dataset.vocabulary.join("region", pole.regions, sheet.door.lang)
    communes = sorted(dataset.catalog.commune_names(pole.Index), key=sort_key)
    epci = dataset.catalog.epci_names(pole.Index) if communes else []
    return [
        html.P(regions),
        *parts.create_undrawn(sheet),
        *parts.create_figures(sheet),
        *list_names(communes, COMMUNES_SHOWN, "drawer.show_communes", sheet.door),
        *list_names(epci, EPCI_SHOWN, "drawer.show_epci", sheet.door),
    ]


def list_names(names: list[str], n_shown: int, more: str, door: Door) -> list[Component]:
    """List names of places, the first ones at once and all of them on demand."""
    if not names:
        return []
    shown = ", ".join(names[:n_shown])
    if len(names) <= n_shown:
        return [create_prose(shown)]
    unfolded = [html.Summary(door.say(more, n=len(names))), create_prose(", ".join(names))]
    return [create_prose(f"{shown}…"), html.Details(unfolded)]


PARTS: tuple[tuple[str, Part] | tuple[str, Part, Part], ...] = (
    ("filters.etat", parts.create_state, parts.prose_of("note_etat")),
    ("drawer.structure", parts.create_coordinator, parts.prose_of("note_structure")),
    ("page.pole.seat", parts.create_seat),
    ("drawer.secteurs", parts.create_sectors),
    ("drawer.appels", parts.create_awards),
    ("drawer.territory", create_territory),
    ("drawer.precision", parts.create_precision),
    ("page.pole.neighbours", create_neighbours),
    ("page.pole.others", create_others),
    ("drawer.activites", parts.prose_of("activites")),
    ("drawer.extras", parts.create_extras),
    ("drawer.doubts", parts.prose_of("doutes")),
    ("drawer.alias", parts.create_alias),
    ("drawer.site_web", parts.create_website),
    ("drawer.sources", create_sources),
)
"""Key of the title of each section, and the parts that it is made of."""
