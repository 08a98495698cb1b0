"""What gunicorn does around the site: workers that have grown give way to others."""

from __future__ import annotations

import gc
import logging
import runpy
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


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
