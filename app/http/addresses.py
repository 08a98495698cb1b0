"""Addresses of the site that keep what the reader chose.

They begin with ``/``, the root of the site, which may stand under a path of its host. That path is
put by ``under_root`` (in templates ``under``) before the addresses that browsers follow by
themselves, by scripts before those that they read in attributes ``data-...`` and in files.
"""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import quote, urlencode

from flask import Flask, Response, has_request_context, redirect, request

from app.dataset import Dataset, programme_path
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import sort_key
from ptce_map.query.grammar import View, tidy
from ptce_map.query.repair import TRAILING, without_trackers

PAGES = ("/", "/liste", "/methode", "/api")
"""Paths of the pages, but those of the poles."""
CORRECTION_PATH = "/corriger"
PROGRAMMES_PATH, CROSSING_PATH = "/programmes", "/croiser"
"""Pages of a site of several programmes, under the path of that site."""
BEYOND_ASCII = re.compile(r"[^\x20-\x7e]+")


def site_path() -> str:
    """Return the path of the site on the host that was asked, without final slash."""
    return request.script_root if has_request_context() else ""


def under_root(address: str) -> str:
    """Return an address of the site as browsers ask for it; addresses elsewhere are left alone."""
    return f"{site_path()}{address}" if address.startswith("/") else address


def hub_path(dataset: Dataset) -> str:
    """Return the path of the site of several programmes that this one is of."""
    return site_path().removesuffix(programme_path(dataset.slug))


def siblings_of(dataset: Dataset, lang: str, theme: str) -> list[tuple[str, str, bool]]:
    """Return the programmes of the site: title, address as browsers ask for it, whether it is here.

    They are in the order of their titles; none if the site has one programme alone.
    """
    root = hub_path(dataset)
    ordered = sorted(dataset.siblings, key=lambda sibling: sort_key(sibling.titles[lang]))
    return [
        (
            sibling.titles[lang],
            f"{root}{carry(f'{sibling.path}/', lang, theme)}",
            sibling.slug == dataset.slug,
        )
        for sibling in ordered
    ]


def hub_ways(dataset: Dataset, lang: str, theme: str) -> list[tuple[str, str]]:
    """Return the pages about all programmes: key of the name, address as browsers ask for it.

    The second crosses this programme with another; there is none where this is the only one.
    """
    root = hub_path(dataset)
    crossed = urlencode({"premier": dataset.slug, **kept(lang, theme)}, doseq=True)
    ways = [("switch.all", f"{root}{carry(PROGRAMMES_PATH, lang, theme)}")]
    if len(dataset.siblings) > 1:
        ways.append(("switch.cross", f"{root}{CROSSING_PATH}?{crossed}"))
    return ways


def asked_query() -> str:
    """Return the query string of the request; bytes that are not UTF-8 are replaced."""
    return request.query_string.decode(errors="replace")


def is_page(path: str) -> bool:
    """Tell whether a path is that of a page that people read and pass on."""
    return path in PAGES or path.startswith("/pole/")


def tidy_addresses(server: Flask, vocabulary: Vocabulary) -> None:
    """Drop what trackers add to any address; lead the readers of pages to the tidy address."""

    @server.before_request
    def lead() -> Response | None:
        asked = asked_query()
        path = request.path.rstrip(TRAILING) or "/"
        if request.method not in ("GET", "HEAD") or not is_page(path):
            request.query_string = without_trackers(asked).encode()
            return None
        query = tidy(asked, vocabulary)
        is_rooted = bool(request.environ["PATH_INFO"])
        if is_rooted and (path, query) == (request.path, asked):
            return None
        address = under_root(path)
        return cast(Response, redirect(f"{address}?{query}" if query else address, 302))


def without_slash() -> Response:
    """Lead from an address with a final slash to the same without it."""
    path, query = under_root(request.path.rstrip("/")), asked_query()
    return cast(Response, redirect(f"{path}?{query}" if query else path, 308))


def attached(name: str, disposition: str = "attachment") -> str:
    """Return the header ``Content-Disposition`` of a file (RFC 6266).

    A name beyond ASCII is given twice: whole, and with what ASCII has of it.
    """
    plain = BEYOND_ASCII.sub("-", name)
    whole = "" if name.isascii() else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{disposition}; filename="{plain}"{whole}'


def carry(path: str, lang: str, theme: str = View().theme) -> str:
    """Return an address of the site that keeps the language and the theme."""
    query = urlencode(kept(lang, theme), doseq=True)
    return f"{path}?{query}" if query else path


def kept(lang: str, theme: str) -> dict[str, list[str]]:
    """Return the arguments that keep the language and the theme, defaults left out."""
    initial, chosen = View(), {"lang": lang, "theme": theme}
    return {key: [value] for key, value in chosen.items() if value != getattr(initial, key)}


def map_with(key: str, value: str, lang: str) -> str:
    """Return the address of the map with one key of its query, in a language."""
    asked = {key: value, "lang": lang}
    return f"/?{urlencode({name: value for name, value in asked.items() if value != View().lang})}"


def pole_path(pole_id: str) -> str:
    """Return the path of the page of a pole, whose id is a slug."""
    return f"/pole/{pole_id}"


def correction_path(lang: str, **chosen: str) -> str:
    """Return the address of the page, with a pole or a call already chosen."""
    path = carry(CORRECTION_PATH, lang)
    return f"{path}{'&' if '?' in path else '?'}{urlencode(chosen)}" if chosen else path


def site_root(dataset: Dataset) -> str:
    """Return the address of the site, without final slash: the public one if it is set."""
    return dataset.shelf.site or request.url_root.rstrip("/")


SCHEMES = {"clair": "light", "sombre": "dark"}
