"""The header: name, search, download, share, language, theme."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.controls import create_menu, create_menu_item
from app.dashboard.layout.downloads import create_download_menu
from app.dashboard.layout.search import create_search
from app.dataset import Dataset
from app.http.addresses import under_root
from app.sections.elements import attrs, icon, icon_button
from app.sections.switch import create_switch
from ptce_map.labels import LANGS, label

PRINTED = "/api/carte.pdf"
EMBED_HEIGHTS_PX = (450, 600, 800)
"""Heights of the embedded map to choose from."""


def create_header(dataset: Dataset, lang: str, theme: str) -> Component:
    """Create the header of the page."""
    return html.Header(
        [
            create_brand(dataset, lang),
            create_search(lang),
            create_download_menu(lang),
            create_more(dataset, lang, theme),
        ],
        className="header",
    )


def create_more(dataset: Dataset, lang: str, theme: str) -> Component:
    """Create what phones fold into a menu: programmes of the site, share, language, theme."""
    switch = create_switch(dataset, lang, theme)
    themes = icon_button(
        "theme",
        id=ids.THEME_SWITCH,
        className="button square",
        label=label("header.theme", lang),
        **attrs(
            data_to_dark=label("header.theme.dark", lang),
            data_to_light=label("header.theme.light", lang),
        ),
    )
    opener = icon_button(
        "menu",
        id=ids.MENU_OPEN,
        className="button square phone-only",
        label=label("phone.menu", lang),
        **attrs(aria_expanded="false", aria_controls=ids.MENU),
    )
    items = html.Div(
        [*switch, create_share(lang), create_language_links(lang), themes],
        id=ids.MENU,
        className="header-menu",
    )
    return html.Div([opener, items], className="header-more")


def create_share(lang: str) -> Component:
    """Create the menu of what can be shared: the address, the map for another page, a print."""
    items = [
        create_menu_item(label("share.link", lang), id=ids.SHARE_LINK),
        create_embed_choice(lang),
        create_menu_item(
            label("map.print", lang),
            id=ids.SHARE_PRINT,
            href=under_root(PRINTED),
            target="_blank",
            **attrs(data_follows=PRINTED),
        ),
    ]
    name = label("header.share", lang)
    return create_menu(ids.SHARE, [icon("share"), name], items, button="button share", name=name)


def create_embed_choice(lang: str) -> Component:
    """Create what copies the code that embeds the map, by the height that it is given."""
    copies = [
        create_menu_item(
            label("share.embed.height", lang, n=height),
            **attrs(
                data_embed_height=str(height),
                aria_label=label("share.embed.copy", lang, n=height),
            ),
        )
        for height in EMBED_HEIGHTS_PX
    ]
    name = label("share.embed", lang)
    title = html.P(name, className="menu-title", **attrs(aria_hidden="true"))
    row = html.Div(copies, className="menu-row")
    return html.Div([title, row], role="group", **attrs(aria_label=name))


def create_brand(dataset: Dataset, lang: str) -> Component:
    """Create the logo, that of the programme if it has one, the title and the years covered."""
    own = dataset.register.logo is not None
    logo = (
        html.Img(src=under_root(dataset.payload_url("logo")), alt="", className="own")
        if own
        else html.Img(src=under_root("/assets/logo.svg"), alt="", width="32", height="32")
    )
    return html.Div(
        [
            logo,
            html.Div([html.H1(dataset.title(lang)), html.P(create_subtitle(dataset, lang))]),
        ],
        className="brand",
    )


def create_subtitle(dataset: Dataset, lang: str) -> str:
    """Say what the poles are and the years covered; for another register, what is known of it."""
    years = dataset.register.appels["annee"].dropna()
    span = {"first": str(years.min()), "last": str(years.max())} if len(years) else {}
    return dataset.programme.say("subtitle", lang, **span) if span else ""


def create_language_links(lang: str) -> Component:
    """Create the links to the page in each language; the script adds the current query."""
    return html.Nav(
        [create_language_link(code, current=code == lang) for code in LANGS],
        className="segments languages",
        **attrs(aria_label=label("header.language", lang)),
    )


def create_language_link(lang: str, *, current: bool) -> Component:
    """Create the link to the page in one language."""
    mark = attrs(aria_current="true") if current else {}
    return html.A(
        lang.upper(),
        href=under_root("/" if lang == LANGS[0] else f"/?lang={lang}"),
        lang=lang,
        hrefLang=lang,
        title=label(f"language.{lang}", lang),
        **attrs(data_lang=lang),
        **mark,
    )
