"""The pages that are plain HTML, readable without a script: one frame, one stylesheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from app.dataset import Dataset
from app.http.addresses import SCHEMES, carry, hub_ways, siblings_of
from ptce_map.exports import attribution
from ptce_map.labels import LANGS, label
from ptce_map.query.grammar import VIEW_VALUES, View

SECTIONS = {
    "/": "page.map",
    "/liste": "page.list",
    "/methode": "page.method",
    "/api": "page.api",
}
"""Address -> key of its name, in the order of the navigation."""


def create_document(
    dataset: Dataset,
    lang: str,
    asked: Mapping[str, list[str]] | None = None,
    *,
    template: str = "document.html",
    **content: Any,
) -> str:
    """Write a page in a language; templates find texts by ``t(key)``, addresses by ``url(path)``.

    Parameters
    ----------
    dataset, lang
        The data, and the language of the page.
    asked
        Arguments that the page keeps in its links to itself, those of the request unless given.
    template
        The frame of all pages unless given.
    content
        ``title``; ``main``, what the frame holds; ``canonical``, the address of the page on the
        public site, ``description`` and ``described``, for search engines, ``sharing``, what links
        to it show, and ``tab``, its title in tabs, if it has them.
    """
    kept = request.args.to_dict(flat=False) if asked is None else asked

    def text(key: str, **values: Any) -> str:
        return label(key, lang, **values)

    def url(path: str) -> str:
        return carry(path, lang, asked_theme())

    return render_template(
        template,
        **{
            "lang": lang,
            "t": text,
            "url": url,
            "scheme": SCHEMES.get(asked_theme()),
            "themes": dataset.payload_url("themes"),
            "sheet": dataset.payload_url("document"),
            "sections": [(url(path), text(key), path) for path, key in SECTIONS.items()],
            "path": request.path,
            "languages": [
                (other, label(f"language.{other}", other), same_page(kept, "lang", other))
                for other in LANGS
            ],
            "name": dataset.title(lang),
            "logo": dataset.payload_url("logo") if dataset.register.logo else "",
            "looks": [
                (
                    text(f"page.theme.{theme}"),
                    same_page(kept, "theme", theme),
                    theme == asked_theme(),
                )
                for theme in (VIEW_VALUES["theme"] or ())
                if takes_theme()
            ],
            "attribution": attribution(dataset.catalog, lang),
            "canonical": "",
            "sharing": "",
            "tab": "",
            "siblings": siblings_of(dataset, lang, asked_theme()),
            "hub": hub_ways(dataset, lang, asked_theme()),
            **content,
        },
    )


def asked_theme() -> str:
    """Return the theme that the address asks for, that of the reader's machine otherwise."""
    theme = request.args.get("theme", "")
    return theme if theme in (VIEW_VALUES["theme"] or ()) else View().theme


def takes_theme() -> bool:
    """Tell whether the page takes a theme: the pages of the OGC service take its own keys alone."""
    return not request.path.startswith("/ogc")


def same_page(kept: Mapping[str, list[str]], key: str, value: str) -> str:
    """Return the address of the page asked for, with some arguments, one of them changed."""
    return f"{request.path}?{urlencode({**kept, key: [value]}, doseq=True)}"
