"""The menus of downloads: that of the poles shown, and that of the open pole."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.http.addresses import under_root
from app.sections.elements import attrs, icon
from ptce_map.exports import EXPORTS
from ptce_map.labels import label

DETAILS = "details"
FOR_PEOPLE = {
    "png": "/api/carte.png",
    "pdf": "/api/carte.pdf",
    "xlsx": "/api/poles.xlsx",
    "csv-excel": "/api/poles.csv?separateur=point-virgule",
}
"""What people open by a double click, in the order in which it is offered."""

FOR_PROGRAMS = {
    **{export: f"/api/poles.{export}" for export in EXPORTS if export not in FOR_PEOPLE},
    "qlr": "/api/poles.qlr",
    "svg": "/api/carte.svg",
}
"""What other programs read, folded under it."""

ADDRESSES = {**FOR_PEOPLE, **FOR_PROGRAMS, DETAILS: "/api"}
"""Item of a menu -> what it leads to: a file, or the page that tells all about the files."""


def create_download_menu(lang: str) -> Component:
    """Create the menu of the poles shown: plain links that follow the filters."""
    name = label("header.download", lang)
    target = html.Button(
        [icon("download"), html.Span(name, className="text"), icon("chevron")],
        id=ids.DOWNLOAD_TARGET,
        type="button",
        className="button primary download",
        **attrs(aria_label=name),
    )
    rest = [
        dmc.MenuItem(label("download.copy_url", lang), id=ids.DOWNLOAD_COPY),
        dmc.MenuItem(label("download.more", lang), id=ids.DOWNLOAD_MORE),
    ]
    return create_menu(target, ids.DOWNLOAD, ids.download_id, rest, lang)


def create_pole_menu(lang: str) -> Component:
    """Create the menu of the open pole, which opens upward from the foot of the drawer."""
    target = html.Button(
        [icon("download"), label("drawer.download", lang), icon("chevron")],
        id=ids.DRAWER_DOWNLOAD,
        type="button",
        className="button primary",
    )
    return create_menu(target, ids.DRAWER_DOWNLOAD_TITLE, ids.pole_download_id, [], lang)


def create_menu(
    target: Component, title_id: str, item_id: ids.IdOf, rest: list[Component], lang: str
) -> Component:
    """Create a menu of the formats; its title and addresses are set for each view."""
    people = [create_item(name, item_id(name), lang) for name in FOR_PEOPLE]
    programs = [create_item(name, item_id(name), lang, "data") for name in FOR_PROGRAMS]
    details = dmc.MenuItem(
        label("download.details", lang),
        id=item_id(DETAILS),
        href=under_root(ADDRESSES[DETAILS]),
        refresh=True,
        className="details",
    )
    component: Component = dmc.Menu(
        [
            dmc.MenuTarget(target),
            dmc.MenuDropdown(
                [
                    dmc.MenuLabel("", id=title_id),
                    *people,
                    dmc.MenuDivider(),
                    dmc.MenuLabel(label("download.data", lang)),
                    *programs,
                    dmc.MenuDivider(),
                    details,
                    *rest,
                ],
                className="downloads",
            ),
        ],
        position="bottom-end",
        transitionProps={"duration": 0},
    )
    return component


def create_item(export: str, item_id: str, lang: str, kind: str = "") -> Component:
    """Create the link to one format; those of data stand side by side on a large screen.

    It stands in the dropdown itself: what is deeper than that and not shown yet does not follow
    the filters (Dash renders a closed menu down to the children of its dropdown).
    """
    name, _, description = label(f"download.{export}", lang).partition(":")
    component: Component = dmc.MenuItem(
        name.strip(),
        id=item_id,
        href=under_root(ADDRESSES[export]),
        refresh=True,
        className=kind,
        rightSection=html.Span(description.strip()),
    )
    return component
