"""Several replicas behind a real proxy: one answers as the other, and one may always go."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tests import builders
from tests.proxies import HOST, PROXIES, put_here, trusting
from tests.serving import Served, start
from tests.visiting import Answer, Ask, Visitor, view_of, visiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ASKED = (
    Ask("page", "/"),
    Ask("page", "/?lang=en&region=13"),
    Ask("page", "/liste"),
    Ask("page", "/pole/le-phare"),
    Ask("page", "/_dash-layout"),
    Ask("file", "/api/poles.geojson"),
    Ask("file", "/api/poles.xlsx"),
    Ask("file", "/api/poles.gpkg"),
    Ask("file", "/api/poles.csv"),
    Ask("file", "/api/catalog.jsonld"),
    Ask("file", "/ogc/collections/poles/items"),
    view_of("region=93"),
)
WATCHED = (Ask("health", "/healthz"), view_of("region=93"), Ask("page", "/pole/le-phare"))


PAUSE = Event()
"""What nobody ends: it is waited for between two looks, and by visitors between two requests."""


def edition(folder: Path, version: str, *poles: str) -> dict[str, str]:
    """Write an edition of a register; return the settings that serve it."""
    folder.mkdir(exist_ok=True)
    rows = [builders.pole(pole) for pole in ("le-phare", *poles)]
    package = {**builders.PACKAGE, "version": version}
    builders.write_register(folder, builders.tables(rows), package)
    return {"PTCE_REGISTER": str(folder)}


def replica(folder: Path, derived: Path, seed: str) -> Any:
    """Start a replica, with a register, boundaries and an order of sets of its own."""
    settings = edition(folder, "1.0.0")
    own = folder.with_name(f"{folder.name}-derived")
    own.symlink_to(derived)
    settings |= {"PTCE_DERIVED": str(own), "PTCE_WATCH": "1", "WEB_CONCURRENCY": "1"}
    return start(**settings, PYTHONHASHSEED=seed)


@pytest.fixture
def replicas(derived: Path, tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Two replicas, ended at once: a worker would wait for what a proxy leaves open."""
    with (
        replica(tmp_path / "a", derived, "1") as first,
        replica(tmp_path / "b", derived, "2") as second,
    ):
        yield first, second
        second.kill()


def pause() -> None:
    """Leave the machine to what it prepares."""
    PAUSE.wait(0.02)


def read(ask: Ask, answer: Answer) -> Any:
    """Return the hash of an answer; what it says if it is of a callback, whose order is free."""
    return json.loads(answer.content) if ask.body else hashlib.sha256(answer.body).hexdigest()


def ask_once(address: str, ask: Ask) -> Answer:
    with closing(Visitor(address, HOST)) as visitor:
        return visitor.ask(ask)


def told(answer: Answer) -> dict[str, Any]:
    return dict(json.loads(answer.content))


def until(ask: Callable[[], Answer], holds: Callable[[Answer], bool]) -> Answer:
    """Ask until an answer is the one that is waited for."""
    for _ in range(6000):
        if holds(answer := ask()):
            return answer
        PAUSE.wait(0.03)
    raise AssertionError(answer)


@pytest.mark.parametrize("proxy", ["haproxy.cfg", "nginx.conf"])
def test_replicas_are_one_and_one_may_go_without_a_visitor_seeing_it(
    replicas: tuple[Served, Served], proxy: str, tmp_path: Path
) -> None:
    first, second = replicas
    for ask in ASKED:
        own, other = (ask_once(served.address, ask) for served in replicas)
        assert own.status == other.status == 200, ask
        assert read(ask, own) == read(ask, other), ask
        assert own.headers.get("ETag") == other.headers.get("ETag"), ask
        assert ask.kind != "file" or "ETag" in own.headers, ask

    folder = tmp_path / "proxy"
    folder.mkdir()
    behind = [served.address.removeprefix("http://") for served in replicas]
    conf = put_here(proxy, folder, behind)
    trust = trusting(folder)
    with (
        PROXIES[proxy].run(conf) as address,
        closing(Visitor(address, HOST, trust)) as watcher,
        visiting(3, WATCHED, lambda: Visitor(address, HOST, trust), pace=pause) as tally,
    ):
        until(lambda: watcher.ask(WATCHED[0]), lambda _: sum(tally.statuses.values()) > 30)
        first.kill()
        n = sum(tally.statuses.values())
        until(lambda: watcher.ask(WATCHED[0]), lambda _: sum(tally.statuses.values()) > n + 60)
        edition(tmp_path / "b", "2.0.0", "la-voisine")
        taken = until(
            lambda: watcher.ask(WATCHED[0]),
            lambda answer: told(answer)["register"]["version"] == "2.0.0",
        )
        n = sum(tally.statuses.values())
        until(lambda: watcher.ask(WATCHED[0]), lambda _: sum(tally.statuses.values()) > n + 30)

    assert told(taken)["register"]["poles"] == 2
    assert tally.failures() == {}
    assert {kind for kind, _ in tally.statuses} == {"health", "callback", "page"}
    assert second.process.poll() is None
