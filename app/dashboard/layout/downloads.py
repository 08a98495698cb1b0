"""The menus of downloads: that of the poles shown, and that of the open pole."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.controls import create_menu, create_menu_item
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
    content = [icon("download"), html.Span(name, className="text"), icon("chevron")]
    rest = [
        create_menu_item(label("download.copy_url", lang), id=ids.DOWNLOAD_COPY),
        create_menu_item(label("download.more", lang), id=ids.DOWNLOAD_MORE),
    ]
    items = create_items(ids.DOWNLOAD, ids.download_id, rest, lang)
    return create_menu(
        ids.DOWNLOAD_TARGET,
        content,
        items,
        button="button primary download",
        look="downloads",
        name=name,
    )


def create_pole_menu(lang: str) -> Component:
    """Create the menu of the open pole, which opens upward from the foot of the drawer."""
    content = [icon("download"), label("drawer.download", lang), icon("chevron")]
    items = create_items(ids.DRAWER_DOWNLOAD_TITLE, ids.pole_download_id, [], lang)
    return create_menu(
        ids.DRAWER_DOWNLOAD, content, items, button="button primary", look="downloads upward"
    )


def create_items(
    title_id: str, item_id: ids.IdOf, rest: list[Component], lang: str
) -> list[Component]:
    """Create the items of the formats; their title and addresses are set for each view."""
    people = [create_item(name, item_id(name), lang) for name in FOR_PEOPLE]
    programs = [create_item(name, item_id(name), lang, "data") for name in FOR_PROGRAMS]
    details = create_menu_item(
        label("download.details", lang),
        className="details",
        **leading_to(DETAILS, item_id(DETAILS)),
    )
    fold = create_menu_item(
        [label("download.data", lang), icon("chevron")],
        className="fold",
        **attrs(aria_expanded="false"),
    )
    return [
        html.P("", id=title_id, className="menu-title"),
        *people,
        html.Hr(),
        fold,
        *programs,
        html.Hr(),
        details,
        *rest,
    ]


def create_item(export: str, item_id: str, lang: str, kind: str = "") -> Component:
    """Create the link to one format; those of data, folded, stand side by side on a desk."""
    name, _, description = label(f"download.{export}", lang).partition(":")
    content = [html.Span(name.strip()), html.Span(description.strip(), className="hint")]
    return create_menu_item(content, className=kind, **leading_to(export, item_id))


def leading_to(item: str, item_id: str) -> dict[str, Any]:
    """Return what makes an item a link: the script adds the query of each view to its address."""
    address = ADDRESSES[item]
    return {"id": item_id, "href": under_root(address), **attrs(data_download=address)}
