"""What the server alone can do: a WSGI function that returns an answer of the site from two files.

``BARE_BODY`` is its body, ``BARE_HEADERS`` the list of its headers as JSON.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BODY = Path(os.environ["BARE_BODY"]).read_bytes()
HEADERS = [
    (name, value) for name, value in json.loads(Path(os.environ["BARE_HEADERS"]).read_text())
]


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request."""
    start_response("200 OK", list(HEADERS))
    return [BODY]
