"""The header of the first page: what the scripts make of it, as fields and links."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.first.filters import FORM
from app.dashboard.first.shown import Shown
from app.dashboard.layout.header import create_brand
from app.sections.elements import attrs, icon
from app.sections.fragment import Node, Tag
from app.sections.switch import create_switch
from ptce_map.labels import LANGS, label

MENU = "menu-premier"
OTHER_THEME = {"sombre": "clair"}
"""Theme asked for -> the one that the button leads to; ``sombre`` from all others."""


def create_header(shown: Shown) -> Node:
    """Create the header: name, search, files of the poles shown, language, theme."""
    lang = shown.lang
    download = html.A(
        [
            icon("download"),
            html.Span(label("header.download", lang), className="text"),
            icon("chevron"),
        ],
        href=shown.href("/liste", pole="", embed="") + "#telecharger",
        className="button primary download",
        **attrs(aria_label=label("header.download", lang)),
    )
    parts = [create_brand(shown.dataset, lang), create_search(shown), download, create_menu(shown)]
    return Tag("header", parts, {"className": "header"})


def create_search(shown: Shown) -> Node:
    """Create the search box, a field of the form of the filters: a text to look for."""
    text = label("header.search", shown.lang)
    told = {"type": "search", "name": "q", "value": shown.query.filters.q, "form": FORM}
    field = Tag("input", None, {**told, "placeholder": text, "aria-label": text})
    return Tag("div", [icon("search"), field], {"className": "search", "role": "search"})


def create_menu(shown: Shown) -> Node:
    """Create the links to the page in the other language and theme; phones fold them."""
    lang, view = shown.lang, shown.view
    languages = [
        html.A(
            code.upper(),
            href=shown.href(lang=code),
            lang=code,
            hrefLang=code,
            title=label(f"language.{code}", code),
            **attrs(**({"aria_current": "true"} if code == lang else {})),
        )
        for code in LANGS
    ]
    named = attrs(aria_label=label("header.language", lang))
    theme = html.A(
        icon("theme"),
        href=shown.href(theme=OTHER_THEME.get(view.theme, "sombre")),
        className="button square",
        id=f"{ids.THEME_SWITCH}-first",
        title=label("header.theme", lang),
        **attrs(aria_label=label("header.theme", lang)),
    )
    share: list[Any] = [icon("share"), label("header.share", lang)]
    items: list[Component] = [
        *create_switch(shown.dataset, lang, view.theme),
        html.Span(share, className="button share later", **attrs(aria_hidden="true")),
        html.Nav(languages, className="segments languages", **named),
        theme,
    ]
    opener = html.A(
        icon("menu"),
        href=f"#{MENU}",
        className="button square phone-only",
        **attrs(aria_label=label("phone.menu", lang)),
    )
    return html.Div(
        [opener, html.Div(items, id=MENU, className="header-menu")], className="header-more"
    )
