"""A file asked for by HTTPS: anew if it changed alone, bounded in time, size and redirections."""

from __future__ import annotations

import json
import re
import string
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit

from ptce_map import __version__
from ptce_map.origins.access import (
    AUTHORIZATION,
    QUERY,
    SILENCE_S,
    WHOLE_S,
    secret,
    without_secrets,
)
from ptce_map.origins.address import Origin, is_loopback, shown
from ptce_map.register.files.bounds import BOUNDS, MOST_BYTES

MOST_REDIRECTIONS = 5
BLOCK = 1 << 16
NOT_MODIFIED = 304
REFUSALS = (401, 403, 407)
ABSENCES = (404, 410)
ACCEPTED = (
    "text/csv, application/geo+json, application/geopackage+sqlite3, application/zip,"
    " application/vnd.oasis.opendocument.spreadsheet, */*;q=0.5"
)
NAMED = re.compile(r"[^/\\]+")


@dataclass(frozen=True)
class Answer:
    """A file that was sent: where it was written, what it is called, what tells its version."""

    path: Path
    name: str
    state: str


class NotSecureError(URLError):
    """An address leads to another that is not encrypted."""


class Redirections(urllib.request.HTTPRedirectHandler):
    """Follow few redirections, to encrypted addresses alone; secrets are for the first host."""

    max_redirections = MOST_REDIRECTIONS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return the request of a redirection."""
        parts = urlsplit(newurl)
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and is_loopback(parts.hostname or "")
        )
        if not is_safe or (req.type == "https" and parts.scheme != "https"):
            fp.close()
            raise NotSecureError(shown(newurl))
        made = super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]
        if made is not None and made.host != req.host:
            made.remove_header("Authorization")
        return made


def ask(origin: Origin, state: str, folder: Path) -> Answer | None:
    """Ask for the file of an address; nothing if it is as the state says.

    Raises
    ------
    UnusableRegisterError
        If it is not sent whole, within the bounds.
    """
    with _refusals(origin):
        return _ask(origin, state, folder)


def _ask(origin: Origin, state: str, folder: Path) -> Answer | None:
    opener = urllib.request.build_opener(Redirections)
    ends = monotonic() + WHOLE_S
    try:
        with opener.open(_request(origin, state), timeout=SILENCE_S) as answer:
            path = folder / ".answer"
            _write(origin, answer, path, ends)
            headers = answer.headers
            kept = {"etag": headers.get("ETag"), "modified": headers.get("Last-Modified")}
            return Answer(path, _name(answer), json.dumps(kept))
    except HTTPError as error:
        error.close()
        if error.code == NOT_MODIFIED:
            return None
        raise


def _request(origin: Origin, state: str) -> urllib.request.Request:
    address = quote(origin.address, safe=string.punctuation)
    added = secret(QUERY)
    if added:
        address += ("&" if urlsplit(address).query else "?") + added
    headers = {"User-Agent": f"ptce-map/{__version__}", "Accept": ACCEPTED}
    kept = json.loads(state) if state else {}
    for name, key in (("If-None-Match", "etag"), ("If-Modified-Since", "modified")):
        if kept.get(key):
            headers[name] = kept[key]
    if secret(AUTHORIZATION):
        headers["Authorization"] = secret(AUTHORIZATION)
    return urllib.request.Request(address, headers=headers)  # noqa: S310 - https, or this machine


def _write(origin: Origin, answer: HTTPResponse, path: Path, ends: float) -> None:
    said = answer.headers.get("Content-Length", "")
    size = 0
    with path.open("wb") as file:
        while block := answer.read1(BLOCK):
            size += file.write(block)
            if size > MOST_BYTES:
                raise origin.fault("heavy", **BOUNDS)
            if monotonic() > ends:
                raise origin.fault("origin_slow", seconds=WHOLE_S)
    if said.isdigit() and size != int(said):
        raise origin.fault("origin_cut", read=str(size), said=said)


def _name(answer: HTTPResponse) -> str:
    """Return what the file is called: by the header that says it, else by the address."""
    named = answer.headers.get_filename() or unquote(urlsplit(answer.url).path)
    parts = NAMED.findall(named)
    return parts[-1] if parts else urlsplit(answer.url).hostname or ""


@contextmanager
def _refusals(origin: Origin) -> Iterator[None]:
    """Tell what keeps a file from being read; what a library says is told without secrets."""
    try:
        yield
    except HTTPError as error:
        raise origin.fault(_status_code(error.code), status=str(error.code)) from None
    except NotSecureError as error:
        raise origin.fault("origin_redirect", address=str(error.reason)) from None
    except TimeoutError:
        raise origin.fault("origin_slow", seconds=SILENCE_S) from None
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise origin.fault("origin_slow", seconds=SILENCE_S) from None
        raise origin.fault("origin_away_web", reason=_reason(error.reason)) from None
    except (HTTPException, OSError, ValueError) as error:
        raise origin.fault("origin_away_web", reason=_reason(error)) from None


def _status_code(status: int) -> str:
    if status in REFUSALS:
        return "origin_denied"
    if status in ABSENCES:
        return "origin_absent"
    is_redirection = 300 <= status < 400
    return "origin_redirections" if is_redirection else "origin_status"


def _reason(error: Any) -> str:
    """Return what a library says of an error, on one line; its kind where it may tell a header."""
    if isinstance(error, ValueError | HTTPException):
        return type(error).__name__
    return without_secrets(getattr(error, "strerror", None) or str(error))
