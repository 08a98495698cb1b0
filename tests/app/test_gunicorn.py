"""What gunicorn does around the site: workers give way to others, and one process draws for all."""

from __future__ import annotations

import gc
import logging
import os
import runpy
import select
import signal
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from tests import builders
from tests.benchmarks.processes import PROC, tree
from tests.serving import ROOT, Served, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")
PATIENCE_S, LOOK_S = 120, 0.05


@pytest.fixture
def settings() -> Iterator[dict[str, Any]]:
    """What gunicorn reads of its settings; they stop the collector, which is started again."""
    thresholds = gc.get_threshold()
    yield runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    gc.set_threshold(*thresholds)
    gc.enable()


def worker(settings: dict[str, Any], *sizes: int) -> SimpleNamespace:
    """Return a worker whose memory is found to have sizes, one after the other, then the last."""
    found = list(sizes)
    asked = settings["post_fork"].__globals__
    asked["memory"] = lambda: found.pop(0) if len(found) > 1 else found[0]
    born = SimpleNamespace(alive=True, pid=1, log=logging.getLogger("worker"))
    settings["post_fork"](None, born)
    return born


@pytest.mark.parametrize(
    ("after", "is_kept"),
    [((0,), True), ((1,), True), ((2, 1), True), ((2, 2), False)],
    ids=["as it was", "as large as it may", "given back", "too large"],
)
def test_a_worker_that_has_grown_too_much_ends_after_its_answer(
    settings: dict[str, Any], after: tuple[int, ...], is_kept: bool
) -> None:
    most = settings["MOST_GROWTH"]
    born = worker(settings, 1_000, *(1_000 + most + size - 1 for size in after))
    settings["post_request"](born, None, None, None)

    assert born.alive is is_kept


def test_a_worker_gives_back_what_an_answer_left_free(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
    free = settings["MOST_FREE"]
    born = worker(settings, 0, free, free + 1, 5, 5 + free)
    for n in (0, 1, 1):
        settings["post_request"](born, None, None, None)
        assert len(collected) == n

    assert born.memory_at_rest == 5
    assert born.alive


def test_a_worker_has_a_memory_of_its_own(settings: dict[str, Any]) -> None:
    before = settings["memory"]()
    held = bytearray(b"x") * 50_000_000

    assert 40_000_000 < settings["memory"]() - before < 60_000_000
    assert len(held) == 50_000_000


def test_workers_collect_what_they_leave_and_nothing_of_what_they_share(
    settings: dict[str, Any],
) -> None:
    assert not gc.isenabled()
    worker(settings, 0)
    assert gc.isenabled()
    assert gc.get_threshold()[0] == settings["NEW_OBJECTS"]


def processes_of(served: Served) -> dict[int, int]:
    """Return the processes below the first one of a server, and what forked each."""
    found = {pid: parent_of(pid) for pid in tree(served.process.pid)}
    return {pid: parent for pid, parent in found.items() if pid != served.process.pid and parent}


def parent_of(pid: int) -> int:
    """Return the process that forked one; 0 if it has ended."""
    with suppress(OSError):
        text = (PROC / str(pid) / "stat").read_text()
        state, parent = text.rpartition(")")[2].split()[:2]
        return 0 if state == "Z" else int(parent)
    return 0


def press_of(served: Served) -> int:
    """Return the press: the process that was forked by one that the first process forked."""
    below = processes_of(served)
    return next((pid for pid, parent in below.items() if parent in below), 0)


def until(found: Callable[[], T]) -> T:
    """Return what is found, once it is."""
    ends = time.monotonic() + PATIENCE_S
    while not (value := found()):
        assert time.monotonic() < ends
        select.select([], [], [], LOOK_S)
    return value


@pytest.fixture
def served(derived: Path, tmp_path: Path) -> Iterator[Served]:
    """A server of two workers on the made-up France."""
    register = tmp_path / "register"
    register.mkdir()
    builders.write_register(register, builders.tables([builders.pole()]))
    places = {"PTCE_REGISTER": str(register), "PTCE_DERIVED": str(derived)}
    with start(**places, PTCE_LOG_LEVEL="ERROR", WEB_CONCURRENCY="2") as served:
        yield served


def ask(served: Served, path: str) -> bytes:
    with urllib.request.urlopen(f"{served.address}{path}", timeout=PATIENCE_S) as answer:
        body: bytes = answer.read()
    return body


def test_one_process_draws_for_all_workers_and_is_there_again_once_it_died(served: Served) -> None:
    assert press_of(served) == 0
    assert ask(served, "/api/carte.svg").startswith(b"<?xml")
    first = press_of(served)
    assert ask(served, "/api/carte.svg?lang=en").startswith(b"<?xml")
    assert press_of(served) == first

    with ThreadPoolExecutor(1) as pool:
        os.kill(first, signal.SIGSTOP)
        drawn = pool.submit(ask, served, "/api/carte.pdf")
        os.kill(first, signal.SIGKILL)
        assert drawn.result().startswith(b"%PDF")
    assert press_of(served) not in (0, first)
    assert ask(served, "/healthz")


def test_after_a_reload_another_press_draws_and_nothing_stays_of_a_server_that_ended(
    served: Served,
) -> None:
    ask(served, "/api/carte.svg")
    before = set(processes_of(served))
    served.process.send_signal(signal.SIGHUP)
    until(lambda: not before & set(processes_of(served)) and len(processes_of(served)) == 3)
    assert ask(served, "/api/carte.svg?lang=en").startswith(b"<?xml")
    after = set(processes_of(served))
    assert len(after) == 4

    served.process.terminate()
    served.process.wait(PATIENCE_S)
    until(lambda: not any(parent_of(pid) for pid in after))
    with pytest.raises(OSError, match="refused"):
        ask(served, "/healthz")


def test_a_keeper_that_was_killed_comes_again_with_the_next_worker(served: Served) -> None:
    ask(served, "/api/carte.svg")
    press = press_of(served)
    keeper = processes_of(served)[press]
    workers = set(processes_of(served)) - {press, keeper}
    for pid in (keeper, press):
        os.kill(pid, signal.SIGKILL)
    until(lambda: not parent_of(keeper) and not parent_of(press))
    assert ask(served, "/api/carte.svg?lang=en").startswith(b"<?xml")

    for pid in workers:
        os.kill(pid, signal.SIGTERM)
    until(lambda: not workers & set(processes_of(served)) and len(processes_of(served)) == 3)
    ask(served, "/api/carte.png")
    assert press_of(served) not in (0, press)
