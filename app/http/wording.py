"""Answers are said with the nouns of the programme that a site shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ptce_map.nouns import Nouns, speaking

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Wording:
    """A site whose answers are written with some nouns, whatever else the process serves."""

    def __init__(self, site: WSGIApplication, nouns: Nouns) -> None:
        self.site, self.nouns = site, nouns

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        with speaking(self.nouns):
            return self.site(environ, start_response)
