"""Addresses of the site that keep what the reader chose."""

from __future__ import annotations

from urllib.parse import urlencode

from ptce_map.query import View


def carry(path: str, lang: str, theme: str = View().theme) -> str:
    """Return an address of the site that keeps the language and the theme."""
    initial = View()
    kept = {"lang": lang, "theme": theme}
    query = urlencode({key: one for key, one in kept.items() if one != getattr(initial, key)})
    return f"{path}?{query}" if query else path


def map_with(key: str, value: str, lang: str) -> str:
    """Return the address of the map with one key of its query, in a language."""
    asked = {key: value, "lang": lang}
    return f"/?{urlencode({name: one for name, one in asked.items() if one != View().lang})}"


def pole_path(pole_id: str) -> str:
    """Return the path of the page of a pole, whose id is a slug."""
    return f"/pole/{pole_id}"
