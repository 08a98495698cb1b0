"""The press: what one process makes for all, and what becomes of it when that process dies."""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from app.http import press as pressing
from app.http.load import Busy
from app.http.press import Press, PressError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
PATIENCE_S = 60


def processes() -> bytes:
    """Say which process this is, and which one forked it."""
    return f"{os.getpid()} {os.getppid()}".encode()


@pytest.fixture
def started() -> Iterator[Callable[..., Press]]:
    """What starts a press of some makers; it is left in the end."""
    presses: list[Press] = []

    def start(*makers: Callable[..., bytes]) -> Press:
        press = Press()
        for maker in makers:
            press.taking(maker)
        press.start(lambda: None, lambda: None)
        presses.append(press)
        return press

    yield start
    for press in presses:
        press.leave()


def places(press: Press, at: int = 0) -> tuple[int, int]:
    """Return the processes of the press and of its keeper."""
    made, keeper = map(int, press.make(at).split())
    return made, keeper


def wait_until_gone(press: Press) -> None:
    """Wait until nobody is left at the other end."""
    assert press.channel
    assert select.select([press.channel], [], [], PATIENCE_S)[0]


def test_one_process_makes_what_all_ask_for(started: Callable[..., Press]) -> None:
    press = started(processes)
    made, keeper = places(press)

    assert len({made, keeper, os.getpid()}) == 3
    assert places(press) == (made, keeper)
    press.start(lambda: None, lambda: None)
    assert places(press) == (made, keeper)


def test_arguments_and_bytes_come_through() -> None:
    press = Press()
    times = press.taking(lambda text, n: text.encode() * n)
    press.start(lambda: None, lambda: None)
    try:
        assert times("é", 400_000) == "é".encode() * 400_000
        assert times("", 1) == b""
    finally:
        press.leave()


def test_where_there_is_no_keeper_it_is_made_here() -> None:
    press = Press()
    made = press.taking(processes)

    assert not press.is_there
    assert made() == processes()


def test_what_goes_wrong_is_told_to_who_asked(started: Callable[..., Press]) -> None:
    def fail() -> bytes:
        raise ValueError("no such sheet")

    press = started(fail, processes)
    with pytest.raises(PressError, match=r"(?s)Traceback.*in fail.*ValueError: no such sheet"):
        press.make(0)
    assert press.is_there
    assert places(press, 1)[0] != os.getpid()


def test_a_sheet_is_asked_for_again_if_the_press_dies_with_it(
    started: Callable[..., Press], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pressing, "PAUSE_S", 0)
    seen = tmp_path / "seen"

    def die(times: int) -> bytes:
        deaths = seen.read_text() if seen.exists() else ""
        if len(deaths) < times:
            seen.write_text(f"{deaths}x")
            os.kill(os.getpid(), signal.SIGKILL)
        return deaths.encode()

    press = started(die, processes)
    keeper = places(press, 1)[1]
    assert press.make(0, 1) == b"x"
    assert places(press, 1)[1] == keeper
    seen.unlink()
    with pytest.raises(Busy):
        press.make(0, 1_000)
    assert seen.read_text() == "xx"
    assert places(press, 1)[1] == keeper


def test_who_has_waited_too_long_is_sent_away_and_nothing_is_made_for_those_who_left(
    started: Callable[..., Press], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, release = os.pipe()
    made = tmp_path / "made"

    def wait() -> bytes:
        return os.read(held, 1)

    def note(text: str) -> bytes:
        with made.open("a") as file:
            file.write(text)
        return text.encode()

    press = started(wait, note)
    first, left = press.call(), press.call()
    assert first
    assert left
    first.send((0, ()))
    left.send((1, ("left",)))
    left.close()
    with monkeypatch.context() as hurried:
        hurried.setattr(pressing, "PATIENCE_S", 0)
        with pytest.raises(Busy):
            press.make(1, "late")
    os.write(release, b"!")

    assert press.make(1, "last") == b"last"
    assert first.recv() == (True, b"!")
    assert made.read_text() == "last"


def test_a_press_that_takes_too_long_is_ended(
    started: Callable[..., Press], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pressing, "LONGEST_S", 1)
    monkeypatch.setattr(pressing, "PAUSE_S", 0)
    held, _ = os.pipe()

    def hang() -> bytes:
        return os.read(held, 1)

    press = started(hang, processes)
    with pytest.raises(Busy):
        press.make(0)
    assert places(press, 1)[0] != os.getpid()


def test_a_press_without_work_gives_its_memory_back(
    started: Callable[..., Press], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pressing, "IDLE_S", 0)
    press = started(processes)
    first = places(press)
    with suppress(ProcessLookupError):
        select.select([os.pidfd_open(first[0])], [], [], PATIENCE_S)
    again = places(press)

    assert first[0] != again[0]
    assert first[1] == again[1]


def test_a_press_gives_way_to_another_after_so_many_sheets(
    started: Callable[..., Press], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pressing, "MOST_SHEETS", 2)
    press = started(processes)
    made = [places(press)[0] for _ in range(5)]

    assert [made[at] == made[at + 1] for at in range(4)] == [True, False, True, False]


def test_without_its_keeper_sheets_are_drawn_here_until_it_is_started_again(
    started: Callable[..., Press],
) -> None:
    press = started(processes)
    made, keeper = places(press)
    for process in (keeper, made):
        os.kill(process, signal.SIGKILL)
    os.waitpid(keeper, 0)
    wait_until_gone(press)

    assert places(press)[0] == os.getpid()
    press.start(lambda: None, lambda: None)
    assert places(press)[1] not in (keeper, os.getppid())


def test_signals_for_the_server_do_not_end_it_and_leaving_it_does(
    started: Callable[..., Press],
) -> None:
    press = started(processes)
    made, keeper = places(press)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        os.kill(keeper, number)
        os.kill(made, number)
    assert places(press) == (made, keeper)

    press.leave()
    assert os.waitpid(keeper, 0) == (keeper, 0)
    assert places(press)[0] == os.getpid()


def test_a_keeper_that_cannot_begin_says_so(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise OSError("no room")

    press = Press()
    made = press.taking(processes)
    press.start(fail, lambda: None)
    wait_until_gone(press)

    assert made() == processes()
    press.leave()
    assert "OSError: no room" in capfd.readouterr().err
