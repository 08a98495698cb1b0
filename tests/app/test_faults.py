"""What happens to the served site when something happens to it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from app.http.press import KEEPER
from app.startup import start as start_app
from tests import builders
from tests.serving import ROOT, Served, start
from tests.visiting import Answer, Ask, Visitor, view_of, visiting

if TYPE_CHECKING:
    from collections.abc import Callable

HEALTH = Ask("health", "/healthz")
SHEET = Ask("sheet", "/api/carte.pdf")
ASKED = (HEALTH, view_of("region=93"), Ask("page", "/pole/le-phare"))
HALF = b"GET /liste HTTP/1.1\r\nHost: example.org\r\nX-Half: "


@pytest.fixture
def settings(tmp_path: Path, derived: Path) -> dict[str, str]:
    """The settings of a small site."""
    register = tmp_path / "register"
    register.mkdir()
    builders.write_register(register, builders.tables([builders.pole()]), builders.PACKAGE)
    return {"PTCE_REGISTER": str(register), "PTCE_DERIVED": str(derived), "PTCE_WATCH": "0"}


def workers(served: Served) -> set[int]:
    """Return the workers of a server: what its first process forked, but the keeper of its press.

    There are none before the keeper, which is forked first, is called so.
    """
    pid = served.process.pid
    forked = set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    keepers = {child for child in forked if name_of(child) == KEEPER}
    return forked - keepers if keepers else set()


def name_of(pid: int) -> str:
    """Return what the system calls a process; nothing if it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def ask(served: Served, asked: Ask) -> Answer:
    with closing(Visitor(served.address)) as visitor:
        return visitor.ask(asked)


def until(holds: Callable[[], Any]) -> None:
    """Wait until something holds."""
    waiting = threading.Event()
    for _ in range(30_000):
        if holds():
            return
        waiting.wait(0.01)
    raise AssertionError


def test_a_worker_that_is_killed_under_load_is_started_again(settings: dict[str, str]) -> None:
    n = 4
    with start(**settings) as served:
        until(lambda: len(workers(served)) == 2)
        before = workers(served)
        with visiting(n, ASKED, lambda: Visitor(served.address)) as tally:
            until(lambda: sum(tally.statuses.values()) > 20)
            os.kill(min(before), signal.SIGKILL)
            until(lambda: len(workers(served) - before) == 1 and len(workers(served)) == 2)
            asked = sum(tally.statuses.values())
            until(lambda: sum(tally.statuses.values()) > asked + 40)

        # Those whom the worker was answering see it, unless a proxy asks again.
        assert sum(tally.failures().values()) <= n
        assert {status for _, status in tally.failures()} <= {0}


def test_a_server_that_is_told_to_stop_finishes_its_answers(settings: dict[str, str]) -> None:
    answers: list[Answer] = []
    with start(**settings, WEB_CONCURRENCY="1") as served:
        asking = threading.Thread(target=lambda: answers.append(ask(served, SHEET)))
        asking.start()
        until(lambda: has_begun(served))
        served.process.send_signal(signal.SIGTERM)
        asking.join()
        assert served.process.wait() == 0

    assert [answer.status for answer in answers] == [200]
    assert answers[0].content.startswith(b"%PDF")


def has_begun(served: Served) -> bool:
    """Tell whether a server has taken a connection."""
    port = urlsplit(served.address).port
    here = f"0100007F:{port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    taken = [line.split() for line in lines]
    return any(row[1] == here and row[3] == "01" and row[9] != "0" for row in taken)


def test_a_crowd_is_sent_away_and_all_is_as_before_once_it_is_gone(
    settings: dict[str, str],
) -> None:
    asks = [Ask("list", f"/liste?q={n}") for n in range(2_000)]
    with start(**settings, WEB_CONCURRENCY="1", PTCE_IN_FLIGHT="1") as served:
        with visiting(8, asks, lambda: Visitor(served.address)) as tally:
            until(lambda: tally.statuses["list", 200] > 5 and tally.statuses["list", 503] > 5)
            watched = ask(served, HEALTH)
        after = [ask(served, Ask("list", f"/liste?q=after-{n}")).status for n in range(5)]

    assert watched.status == 200
    assert {status for _, status in tally.statuses} == {200, 503}
    assert after == 5 * [200]


def test_clients_that_are_slow_keep_nobody_out(settings: dict[str, str]) -> None:
    with start(**settings, WEB_CONCURRENCY="1") as served:
        found = urlsplit(served.address)
        place = (str(found.hostname), int(found.port or 0))
        slow = [socket.create_connection(place) for _ in range(40)]
        for connection in slow:
            connection.sendall(HALF)
        answer = ask(served, ASKED[-1])
        for connection in slow:
            connection.close()

    assert answer.status == 200


def test_boundaries_that_are_not_whole_stop_the_start_with_what_mends_them(
    derived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(derived, tmp_path / "derived")
    manifest = folder / "build" / "manifest.json"
    files = '"files": {"seat.parquet": {"bytes": 1, "sha256": "0"}}'
    manifest.write_text(manifest.read_text().replace("{", f"{{{files}, ", 1))
    monkeypatch.setenv("PTCE_DERIVED", str(folder))

    with pytest.raises(SystemExit, match=r"seat.parquet\. Run `make build-geodata`, or `python -m"):
        start_app()


READ_ONLY = "mount --bind / / && mount -o remount,ro,bind / && ! touch /a 2>/dev/null && exec"


def can_mount() -> bool:
    """Tell whether this process may see the file system as read-only."""
    tried = subprocess.run(["unshare", "-m", "sh", "-c", f"{READ_ONLY} true"], capture_output=True)
    return tried.returncode == 0


@pytest.mark.skipif(not can_mount(), reason="only root may mount")
def test_a_file_system_that_is_read_only_is_enough(settings: dict[str, str]) -> None:
    code = (
        "from app.startup import start; client = start().server.test_client();"
        "paths = '/', '/liste', '/api/poles.gpkg', '/api/poles.xlsx', '/api/carte.pdf';"
        "print([client.get(path).status_code for path in paths])"
    )
    command = f'{READ_ONLY} "{sys.executable}" -c "{code}"'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", command],
        cwd=ROOT,
        env={**os.environ, **settings, "TMPDIR": "/dev/shm", "PTCE_ACCESS_LOG": "none"},
        capture_output=True,
        text=True,
    )

    assert done.stdout.splitlines()[-1:] == ["[200, 200, 200, 200, 200]"], done.stderr[-500:]
