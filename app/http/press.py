"""The press: one process that draws the sheets of all workers, and gives its memory back.

A worker that draws keeps matplotlib and what it read of the boundaries, some 80 MB, and takes as
much again while it draws. So the process that forks the workers forks a keeper too, which waits; it
forks the press when a sheet is asked for, and the press ends when none was for a while.

Whoever asks makes two connected sockets and hands one over. The channel is inherited from the first
process, and has no name by which others could reach it. Where there is no keeper, sheets are drawn
where they are asked for.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from app.http.load import Busy

Maker: TypeAlias = Callable[..., bytes]
Act: TypeAlias = Callable[[], object]

PATIENCE_S = 55
"""Seconds after which who waits for a sheet is sent away: proxies wait for sixty."""
LONGEST_S = 50
"""Seconds after which a press is ended that has not finished its sheet."""
IDLE_S = 20
"""Seconds without a sheet after which the press ends."""
MOST_SHEETS = 40
"""Sheets after which another press takes the place of one."""
TRIES = 2
"""Times that a sheet is asked for, if the press dies with it."""
KEEPER, PRESS = "ptce-keeper", "ptce-press"
"""What the system calls these processes, in 15 characters at most."""
PAUSE_S = 1
"""Seconds before another press is forked in the place of one that died."""
ENDED_BY_THEIR_CHANNEL = (
    *(signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM),
    *(signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH, signal.SIGTTIN, signal.SIGTTOU),
)
"""Signals that tell the whole server what is for its first process alone: they end with it."""


class PressError(RuntimeError):
    """What the press met when it made something: its traceback."""


class Press:
    """What makes large things in one process for all workers, or here where there is none."""

    def __init__(self) -> None:
        self.makers: list[Maker] = []
        self.channel: socket.socket | None = None

    def taking(self, make: Maker) -> Maker:
        """Return what has a function called by the press, with arguments that can be pickled.

        It must be told before the press starts.
        """
        at = len(self.makers)
        self.makers.append(make)

        def made(*arguments: Any) -> bytes:
            return self.make(at, *arguments)

        return made

    def start(self, begin: Act, rest: Act) -> None:
        """Fork the keeper, unless it is there.

        Parameters
        ----------
        begin
            Called in the keeper, once.
        rest
            Called in the press after each sheet.
        """
        if self.is_there:
            return
        self.leave()
        self.channel, end = socket.socketpair()
        if os.fork():
            end.close()
            return
        status = 1
        try:
            self.leave()
            be_called(KEEPER)
            forget_signals()
            begin()
            keep(end, self.makers, rest)
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)

    def leave(self) -> None:
        """Have no more to do with the keeper: it ends once all who knew it have left."""
        if self.channel:
            self.channel.close()
            self.channel = None

    @property
    def is_there(self) -> bool:
        """Whether the keeper, or a press that it forked, may answer."""
        return self.channel is not None and not select.select([self.channel], [], [], 0)[0]

    def make(self, at: int, *arguments: Any) -> bytes:
        """Have the press call a function.

        Raises
        ------
        Busy
            If it takes too long, or if the press dies of it again.
        PressError
            If the function raises an error.
        """
        ends = time.monotonic() + PATIENCE_S
        for _ in range(TRIES):
            asked = self.call()
            if asked is None:
                return self.makers[at](*arguments)
            with asked, suppress(EOFError, OSError):
                asked.send((at, arguments))
                if not asked.poll(max(0.0, ends - time.monotonic())):
                    break
                is_made, found = asked.recv()
                if is_made:
                    return bytes(found)
                raise PressError(found)
        raise Busy

    def call(self) -> Connection | None:
        """Return a connection that the press will answer; nothing where there is none."""
        if self.channel is None or not self.is_there:
            return None
        mine, other = Pipe()
        with other:
            try:
                socket.send_fds(self.channel, [b"."], [other.fileno()])
            except OSError:
                mine.close()
                return None
        return mine


def be_called(name: str) -> None:
    """Have the system call this process by a name (Linux)."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(name)


def forget_signals() -> None:
    """Leave to the first process what it does when it is told something."""
    for number in ENDED_BY_THEIR_CHANNEL:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def keep(channel: socket.socket, makers: list[Maker], rest: Act) -> None:
    """Fork a press each time that one is asked for, until nobody is left who could ask."""
    while select.select([channel], [], []) and channel.recv(1, socket.MSG_PEEK):
        press = os.fork()
        if not press:
            be_called(PRESS)
            serve(channel, makers, rest)
            os._exit(0)
        _, status = os.waitpid(press, 0)
        if status:
            time.sleep(PAUSE_S)


def serve(channel: socket.socket, makers: list[Maker], rest: Act) -> None:
    """Answer one after the other, until nobody asks for a while."""
    for _ in range(MOST_SHEETS):
        if not select.select([channel], [], [], IDLE_S)[0]:
            return
        told, handles, *_ = socket.recv_fds(channel, 1, 1)
        if not told:
            return
        for handle in handles:
            with Connection(handle) as asking, suppress(EOFError, OSError):
                answer(asking, makers)
        rest()


def answer(asking: Connection, makers: list[Maker]) -> None:
    """Answer one, unless it was left waiting too long and is gone."""
    at, arguments = asking.recv()
    if asking.poll():
        return
    signal.alarm(LONGEST_S)
    try:
        answered: tuple[bool, bytes | str] = True, makers[at](*arguments)
    except Exception:
        answered = False, traceback.format_exc()
    signal.alarm(0)
    asking.send(answered)
