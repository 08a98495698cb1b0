"""Which application answers: that of a programme under its path, else that of the whole site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PROGRAMME = re.compile(r"(/p/([a-z0-9-]+))(?=/|$)")
FILES = ("/geo/", "/assets/", "/favicon.ico")
"""What begins the addresses of files that every programme has alike: the first gives them."""


class Dispatch:
    """A WSGI application that hands requests to those of the programmes.

    Parameters
    ----------
    application
        What answers for the whole site.
    programmes
        The application of each programme in service, by slug; it finds its path at the end of
        ``SCRIPT_NAME``.
    """

    def __init__(
        self, application: WSGIApplication, programmes: Mapping[str, WSGIApplication]
    ) -> None:
        self.application = application
        self.programmes = programmes

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ.get("PATH_INFO", "")
        found = PROGRAMME.match(path)
        if found and (programme := self.programmes.get(found[2])):
            root = f"{environ.get('SCRIPT_NAME', '')}{found[1]}"
            inside = {**environ, "SCRIPT_NAME": root, "PATH_INFO": path.removeprefix(found[1])}
            return programme(inside, start_response)
        if path.startswith(FILES):
            return next(iter(self.programmes.values()))(environ, start_response)
        return self.application(environ, start_response)
