"""The two doors of a section: the map's page, and the pages without script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.http.addresses import carry, map_with, pole_path, under_root
from ptce_map.labels import label
from ptce_map.query.grammar import View


@dataclass(frozen=True)
class Door:
    """Where a section is read, in which language and theme.

    A page tells all and leads to pages. The map's page has room for the first of a long list, and
    its links open in its drawer.
    """

    lang: str
    theme: str = View().theme
    is_page: bool = False

    def say(self, key: str, **values: Any) -> str:
        """Return a text in the language of the reader."""
        return label(key, self.lang, **values)

    def pole(self, pole_id: str) -> str:
        """Return the address of a pole, as browsers ask for it."""
        if self.is_page:
            return self.page(pole_path(pole_id))
        return under_root(map_with("pole", pole_id, self.lang))

    def page(self, path: str) -> str:
        """Return the address of a page, as browsers ask for it, that keeps language and theme."""
        return under_root(carry(path, self.lang, self.theme))
