"""What is kept of a request: an id, a line of the log, and what it took, without who asked."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from flask import Flask, Response, request
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "X-Request-ID"
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
KEY = "ptce.trace"
"""Where the environment of a request holds its trace."""
FILES = "/geo/"
OTHER = "other"

Teller = Callable[["Trace", "WSGIEnvironment"], None]
Line = Callable[["Trace", "WSGIEnvironment"], dict[str, Any]]


@dataclass
class Trace:
    """One request, from its first byte to the last of its answer.

    Attributes
    ----------
    id
        The one that the proxy gave, or one made here.
    route
        The rule that answered, as ``/pole/<pole_id>``; ``other`` if none did.
    status, length
        Status of the answer, and bytes of its body as it says them; 0 if it does not.
    seconds
        From its arrival to the last byte given to the server.
    """

    id: str
    route: str = OTHER
    status: int = 0
    length: int = 0
    seconds: float = 0.0


WRITING = Lock()
JSON = json.JSONEncoder(ensure_ascii=False)


class Tracing:
    """A WSGI application that traces what another one answers.

    Parameters
    ----------
    application
        What answers.
    tellers
        Called with each trace, and the environment of its request, once the answer is given.
    """

    def __init__(self, application: WSGIApplication, tellers: Sequence[Teller]) -> None:
        self.application = application
        self.tellers = tellers

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        began = perf_counter()
        trace = Trace(read_id(environ.get("HTTP_X_REQUEST_ID", "")))
        environ[KEY] = trace

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            trace.status = int(status[:3])
            lengths = (int(value) for name, value in headers if name.lower() == "content-length")
            trace.length = next(lengths, 0)
            named = [*headers, (HEADER, trace.id)]
            return (
                start_response(status, named, exc_info)
                if exc_info
                else start_response(status, named)
            )

        def end() -> None:
            trace.seconds = perf_counter() - began
            if environ["PATH_INFO"].startswith(FILES) and trace.route == OTHER:
                trace.route = FILES
            for tell in self.tellers:
                tell(trace, environ)

        return then(self.application(environ, start), end, environ)


def then(
    body: Iterable[bytes], end: Callable[[], None], environ: WSGIEnvironment
) -> Iterable[bytes]:
    """Return a body that calls ``end`` when it is closed; a file stays one that servers send."""
    wrapper = environ.get("wsgi.file_wrapper")
    if not (isinstance(wrapper, type) and isinstance(body, wrapper)):
        return ClosingIterator(body, end)
    close = getattr(body, "close", None)

    def close_both() -> None:
        if close:
            close()
        end()

    body.close = close_both  # type: ignore[attr-defined]
    return body


def read_id(given: str) -> str:
    """Return the id that a proxy gave to a request, or a new one if it is none."""
    return given if REQUEST_ID.fullmatch(given) else uuid4().hex


def name_routes(server: Flask) -> None:
    """Say in the trace of a request which rule answers it."""

    @server.after_request
    def name(response: Response) -> Response:
        trace = request.environ.get(KEY)
        if trace and request.url_rule:
            trace.route = request.url_rule.rule
        return response


def anonymous(trace: Trace, environ: WSGIEnvironment) -> dict[str, Any]:
    """Return what a line says: nothing of who asks, nor of what a reader typed."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": trace.id,
        "method": environ["REQUEST_METHOD"],
        "path": environ.get("PATH_INFO", ""),
        "status": trace.status,
        "bytes": trace.length,
        "ms": round(1000 * trace.seconds, 1),
    }


def full(trace: Trace, environ: WSGIEnvironment) -> dict[str, Any]:
    """Return what a line says with the address of who asks, the query, the browser and the page."""
    return {
        **anonymous(trace, environ),
        "query": environ.get("QUERY_STRING", ""),
        "address": environ.get("REMOTE_ADDR", ""),
        "browser": environ.get("HTTP_USER_AGENT", ""),
        "referrer": environ.get("HTTP_REFERER", ""),
    }


LINES: dict[str, Line] = {"anonymous": anonymous, "full": full}
"""Value of the setting -> what a line says; ``none`` writes none."""


def log_by(line: Line) -> Teller:
    """Return what writes one line of JSON a request."""

    def log(trace: Trace, environ: WSGIEnvironment) -> None:
        write_line(JSON.encode(line(trace, environ)))

    return log


def write_line(text: str) -> None:
    """Write a line to the standard output, whole; where nobody reads any more it is lost."""
    with WRITING, suppress(OSError, ValueError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def tellers(access_log: str) -> Iterator[Teller]:
    """Yield what is told of each request, as the settings say."""
    if access_log in LINES:
        yield log_by(LINES[access_log])
