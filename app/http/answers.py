"""How the API answers over HTTP: validators, caches, content coding, ranges, other sites."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from http import HTTPStatus
from threading import Lock
from types import MappingProxyType

from cachetools import LRUCache, cached
from flask import Response, g, request
from flask_compress import Compress
from werkzeug.exceptions import PreconditionFailed
from werkzeug.http import parse_accept_header

from app.dataset import Dataset
from app.files.suites import CODING, path_of
from app.http.addresses import site_path
from app.http.front import CALLBACKS, KEPT
from geodata.coding import CODINGS, Effort

# A browser asks again after five minutes, a CDN after an hour, and may meanwhile serve what it has.
CACHE_CONTROL = "public, max-age=300, s-maxage=3600, stale-while-revalidate=86400"
CACHE_BYTES = 12_000_000
EXPOSED = (
    "Accept-Ranges, Content-Crs, Content-Disposition, Content-Language, Content-Range, ETag, "
    "Last-Modified, Link, OGC-NumberReturned"
)
CORS: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "If-Modified-Since, If-None-Match, If-Range, Range",
        "Access-Control-Expose-Headers": EXPOSED,
        "Access-Control-Max-Age": "86400",
    }
)
GZIP_TIME = slice(4, 8)
"""Bytes of a gzip file that hold when it was written (RFC 1952)."""
Keep = Callable[[tuple[str, str], Callable[[], bytes]], bytes]
"""(key, what makes the bytes) -> the bytes kept under the key, or those made and kept now."""


def create_cache(size: int = CACHE_BYTES) -> Keep:
    """Create what keeps answers, ``size`` bytes of them at most; the least lately used goes first.

    An answer larger than that is made each time.
    """
    kept: LRUCache[tuple[str, str], bytes] = LRUCache(size, getsizeof=len)

    @cached(kept, key=lambda key, _: key, lock=Lock())
    def keep(_: tuple[str, str], make: Callable[[], bytes]) -> bytes:
        return make()

    return keep


@dataclass(frozen=True)
class Answers:
    """What every answer shares: the stamp of the data and of the code, their date, the cache."""

    stamp: str
    modified: datetime | None
    keep: Keep = field(default_factory=create_cache)

    def etag(self, key: str, coding: str) -> str:
        """Return the strong validator of an answer: equal validators, equal bytes."""
        return hashlib.sha256(f"{self.stamp}\n{site_path()}{key}\n{coding}".encode()).hexdigest()[
            :20
        ]

    def bytes_of(self, key: str, make: Callable[[], bytes], coding: str = "identity") -> bytes:
        """Return the bytes of an answer in a content coding, kept for the next to ask."""
        kept = (f"{site_path()}{key}", coding)
        if coding == "identity":
            return self.keep(kept, make)
        return self.keep(kept, lambda: CODINGS[coding](make(), Effort.ON_REQUEST))

    def answer(
        self,
        key: str,
        media_type: str,
        make: Callable[[], bytes],
        *,
        vary: Sequence[str] = (),
        caches: str = CACHE_CONTROL,
    ) -> Response:
        """Answer a request: 304 if the client has it, a part if it asks for one, else all.

        Parameters
        ----------
        key
            Names the answer: equal for requests that ask the same.
        media_type
            What it is.
        make
            Writes it.
        vary
            Headers of the request, beside that of the content coding, that decide it.
        caches
            What caches may do with it.
        """
        request.environ[KEPT] = True
        coding = chosen_coding(media_type)
        etag = self.etag(key, coding)
        is_known = request.if_none_match.contains(etag)
        body = b"" if is_known else self.bytes_of(key, make, coding)
        response = Response(body, content_type=media_type)
        response.set_etag(etag)
        response.last_modified = self.modified
        response.headers["Cache-Control"] = caches
        response.vary.update(vary)
        if is_text(media_type):
            response.vary.add("Accept-Encoding")
        if coding != "identity":
            response.content_encoding = coding
        g.is_coded = True
        response.make_conditional(request, accept_ranges=True, complete_length=len(body))
        if response.status_code == HTTPStatus.PRECONDITION_FAILED:
            raise PreconditionFailed
        return response


def open_to_all(response: Response) -> Response:
    """Let pages of any site read a response."""
    response.headers.update(CORS)
    return response


def create_answers(dataset: Dataset, size: int = CACHE_BYTES) -> Answers:
    """Create what the answers about a dataset share; ``size`` bytes of them are kept."""
    date = dataset.register.date
    modified = datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None
    return Answers(f"{dataset.stamp} {dataset.shelf.site}", modified, create_cache(size))


def is_text(media_type: str) -> bool:
    """Tell whether a media type is a text, worth compressing."""
    return media_type.startswith("text/") or any(word in media_type for word in ("json", "kml+xml"))


def chosen_coding(media_type: str) -> str:
    """Choose the content coding of an answer: none for what is compressed, or asked in part."""
    if not is_text(media_type) or "Range" in request.headers:
        return "identity"
    return preferred_coding(request.headers.get("Accept-Encoding", ""))


@lru_cache(maxsize=256)
def preferred_coding(header: str) -> str:
    """Return the coding that a header ``Accept-Encoding`` prefers: browsers send few of them."""
    accepted = parse_accept_header(header)
    qualities = {coding: accepted.quality(coding) for coding in CODINGS}
    chosen = max(qualities, key=lambda coding: qualities[coding])
    is_wanted = qualities[chosen] > 0 and qualities[chosen] >= accepted.quality("identity")
    return chosen if is_wanted else "identity"


class PageCompress(Compress):
    """Compression of the pages; what :class:`Answers` made has the coding asked for already.

    Attributes
    ----------
    coded
        Bytes of scripts that were compressed before, by their path.
    """

    coded: Mapping[str, bytes] = MappingProxyType({})

    def after_request(self, response: Response | None) -> Response:
        """Compress a response, if the browser asks for it; gzip without the time of day."""
        if response and g.get("is_coded"):
            return response
        is_whole = response and response.status_code == HTTPStatus.OK and asks_for(CODING)
        if is_whole and response and (coded := self.coded_now(response)):
            response.direct_passthrough = False
            response.set_data(coded)
            response.content_encoding = CODING
            response.vary.add("Accept-Encoding")
            return response
        answer = super().after_request(response)
        if answer.content_encoding == "gzip" and not answer.is_streamed:
            data = answer.get_data()
            answer.set_data(data[: GZIP_TIME.start] + bytes(4) + data[GZIP_TIME.stop :])
        return answer

    def coded_now(self, response: Response) -> bytes | None:
        """Return the bytes of a script, compressed before, or of a callback, with little effort."""
        if request.path == CALLBACKS:
            return CODINGS[CODING](response.get_data(), Effort.AT_ONCE)
        return self.coded.get(path_of(request.path))


def asks_for(coding: str) -> bool:
    """Tell whether a browser prefers a coding for a script."""
    return chosen_coding("text/javascript") == coding
