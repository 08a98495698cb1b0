"""Visitors without a browser: what a page asks of the server, by keep-alive, counted."""

from __future__ import annotations

import gzip
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.dashboard import ids

if TYPE_CHECKING:
    import ssl

UPDATE = "/_dash-update-component"
VIEW = {
    ids.VIEW: "data",
    ids.SENTENCE: "children",
    ids.LEGEND_BODY: "children",
    ids.LEGEND_WITHOUT: "children",
}
PATIENCE_S = 60


@dataclass(frozen=True)
class Ask:
    """What is asked: a kind, an address, and a body if it is sent."""

    kind: str
    path: str
    body: bytes | None = None


def view_of(query: str) -> Ask:
    """Return what a page sends when its query changes."""
    outputs = [{"id": name, "property": prop} for name, prop in VIEW.items()]
    body = {
        "output": f"..{'...'.join(f'{name}.{prop}' for name, prop in VIEW.items())}..",
        "outputs": outputs,
        "inputs": [{"id": ids.QUERY, "property": "data", "value": query}],
        "changedPropIds": [f"{ids.QUERY}.data"],
    }
    return Ask("callback", UPDATE, json.dumps(body).encode())


@dataclass
class Answer:
    """What was answered, as it came and as it is read; status 0 if nothing was."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    content: bytes = b""


class Visitor:
    """One who asks, one thing after another, on a connection that is kept."""

    def __init__(self, address: str, host: str = "", trust: ssl.SSLContext | None = None) -> None:
        found = urlsplit(address)
        place, port = str(found.hostname), found.port
        self.connection = (
            HTTPSConnection(place, port, timeout=PATIENCE_S, context=trust)
            if trust
            else HTTPConnection(place, port, timeout=PATIENCE_S)
        )
        self.headers = {"Accept-Encoding": "gzip", **({"Host": host} if host else {})}

    def ask(self, ask: Ask) -> Answer:
        """Ask once. A kept connection that the server had closed before is opened again."""
        is_kept = self.connection.sock is not None
        try:
            return self.send(ask)
        except (ConnectionError, HTTPException, TimeoutError) as error:
            self.connection.close()
            if is_kept and not isinstance(error, TimeoutError):
                return self.ask(ask)
            return Answer(0)

    def send(self, ask: Ask) -> Answer:
        """Send what is asked, and read the answer."""
        method = "POST" if ask.body else "GET"
        sent = {"Content-Type": "application/json"} if ask.body else {}
        self.connection.request(method, ask.path, ask.body, {**self.headers, **sent})
        answer = self.connection.getresponse()
        body, headers = answer.read(), dict(answer.getheaders())
        is_coded = headers.get("Content-Encoding") == "gzip"
        return Answer(answer.status, headers, body, gzip.decompress(body) if is_coded else body)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


@dataclass
class Tally:
    """What visitors were answered."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: list[tuple[str, int, float]] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def failures(self) -> dict[tuple[str, int], int]:
        """Return what was answered otherwise than well, by kind and status."""
        return {key: n for key, n in self.statuses.items() if not 200 <= key[1] < 400}


@contextmanager
def visiting(
    n: int,
    asks: Sequence[Ask],
    create: Callable[[], Visitor],
    *,
    pace: Callable[[], Any] = lambda: None,
) -> Iterator[Tally]:
    """Have ``n`` visitors ask, each in its turn of the list, until the block ends."""
    tally = Tally()

    def visit(start: int) -> None:
        visitor = create()
        turn = start * len(asks) // n
        while not tally.done.is_set():
            ask = asks[turn % len(asks)]
            began = perf_counter()
            status = visitor.ask(ask).status
            tally.statuses[ask.kind, status] += 1
            tally.seconds.append((ask.kind, status, perf_counter() - began))
            turn += 1
            pace()
        visitor.close()

    threads = [threading.Thread(target=visit, args=(start,)) for start in range(n)]
    for thread in threads:
        thread.start()
    try:
        yield tally
    finally:
        tally.done.set()
        for thread in threads:
            thread.join()
