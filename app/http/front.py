"""What was answered once is given again as it went out, before anything of the site is woken.

Only answers that say so are kept: all that decides their bytes is in the address, in the headers
of :data:`DECIDING` and in the edition in service, which never changes under an application.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from cachetools import LRUCache
from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags, remove_entity_headers

from app.http.trace import KEY as TRACE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEPT = "ptce.kept"
"""Where the environment of a request says that its answer may be given again."""
FRONT_BYTES = 12_000_000
DECIDING = (
    *("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "CONTENT_TYPE"),
)
SITE_ALONE = ("HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
"""Headers of requests that the site itself answers."""
CONSTANT = ("/_dash-component-suites/", "/_dash-dependencies")
"""What begins the addresses of Dash whose answers never change either."""
CALLBACKS = "/_dash-update-component"
"""Where the page asks by POST: the body decides the answer too."""
LONGEST_BODY = 4_000
"""Bytes of the body of a callback that is kept; those of the page have some hundreds."""
SMALL = 1_000
"""Bytes of an answer beside its body, about."""

Key = tuple[str | bytes, ...]


class Kept(NamedTuple):
    """An answer as it went out: its status, its headers, its body, and the rule that made it.

    It has no date: gunicorn says that of each time that it is given.
    """

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    etag: str
    route: str

    @property
    def unchanged(self) -> list[tuple[str, str]]:
        """The headers that tell those who have the answer that they may keep it."""
        headers = list(self.headers)
        remove_entity_headers(headers)
        return headers


class Front:
    """A WSGI application that keeps what another one answers, by weight, the latest used longest.

    Parameters
    ----------
    application
        What answers; it sets :data:`KEPT` in the environment of what may be given again.
    size
        Bytes kept at most; an answer larger than a quarter of it is not kept.
    """

    def __init__(self, application: WSGIApplication, size: int = FRONT_BYTES) -> None:
        self.application = application
        self.largest = size // 4
        self.kept: LRUCache[Key, Kept] = LRUCache(size, lambda kept: len(kept.body) + SMALL)
        self.lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if not is_plain(environ):
            return self.application(environ, start_response)
        key = (*[environ.get(name, "") for name in DECIDING], read_body(environ))
        with self.lock:
            kept = self.kept.get(key)
        return (
            give(kept, environ, start_response) if kept else self.ask(key, environ, start_response)
        )

    def ask(
        self, key: Key, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the application answer, and keep its answer if it may be."""
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            told[:] = status, headers
            return start_response(status, headers, *rest)

        body = self.application(environ, start)
        if not is_constant(environ) or not told[0].startswith("200"):
            return body
        whole = b"".join(body)
        if close := getattr(body, "close", None):
            close()
        if len(whole) <= self.largest:
            status = told[0]
            headers = [(name, value) for name, value in told[1] if name.lower() != "date"]
            route = getattr(environ.get(TRACE), "route", "")
            etag = Headers(headers).get("ETag", "").strip('"')
            with self.lock:
                self.kept[key] = Kept(status, headers, whole, etag, route)
        return [whole]


def is_plain(environ: WSGIEnvironment) -> bool:
    """Tell whether a request asks for the whole of an answer, or whether it is the one it has."""
    if any(name in environ for name in SITE_ALONE):
        return False
    if environ["REQUEST_METHOD"] != "GET":
        return is_callback(environ)
    return "HTTP_IF_MODIFIED_SINCE" not in environ or "HTTP_IF_NONE_MATCH" in environ


def is_callback(environ: WSGIEnvironment) -> bool:
    """Tell whether a request is a callback such as the page sends."""
    if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) != ("POST", CALLBACKS):
        return False
    length = environ.get("CONTENT_LENGTH", "")
    return length.isdecimal() and int(length) <= LONGEST_BODY


def read_body(environ: WSGIEnvironment) -> bytes:
    """Read the body of a callback, and leave it to be read again; others have none."""
    if environ["REQUEST_METHOD"] == "GET":
        return b""
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def is_constant(environ: WSGIEnvironment) -> bool:
    """Tell whether the answer to a request may be given again."""
    return KEPT in environ or environ["PATH_INFO"].startswith((*CONSTANT, CALLBACKS))


def give(kept: Kept, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Give a kept answer, or tell those who have it that it is the same."""
    if trace := environ.get(TRACE):
        trace.route = kept.route
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and kept.etag and parse_etags(known).contains_weak(kept.etag):
        start_response("304 NOT MODIFIED", kept.unchanged)
        return []
    start_response(kept.status, list(kept.headers))
    return [kept.body]
