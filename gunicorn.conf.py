"""How gunicorn serves the map: the data are loaded once, then shared by forked workers.

Memory that is not written to stays shared. The collector of cycles, which writes to every object,
leaves alone those that were there before the fork; Arrow allocates its tables as Python does.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import socket
import struct
import sys
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

preload_app = True
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 24  # more than a worker takes on (PTCE_IN_FLIGHT): those that are left send away
worker_class = "gthread"
control_socket_disable = True
limit_request_line = 8190  # the most that gunicorn reads; addresses of 8,000 bytes are answered
loglevel = "warning"
SILENCE_S = 10

MOST_GROWTH = 20_000_000
"""Bytes that a worker may grow by: what is kept of answers, and of layers that were asked for."""
NEW_OBJECTS = 10_000
"""Objects from which a worker looks for cycles among those that are new."""
MOST_FREE = 8_000_000
"""Bytes that a worker may grow by before it gives back what is free of them."""
PAGE = os.sysconf("SC_PAGE_SIZE")

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
gc.disable()  # nothing of what is loaded is to be collected


def give_back() -> None:
    """Have the C library give back memory that is free: few arenas, and large blocks apart.

    Two dozen threads would have an arena each, which keep what they had for a large file.
    """
    with suppress(AttributeError):  # another C library than glibc
        mallopt = ctypes.CDLL(None).mallopt
        for parameter, value in ((M_ARENA_MAX, 2), (M_MMAP_THRESHOLD, 65_536)):
            mallopt(parameter, value)


M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # of malloc.h
give_back()


def on_starting(_: Any) -> None:
    """Forget what the workers of an earlier start counted."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        for counted in Path(folder).glob("*.db"):
            counted.unlink()


def child_exit(_: Any, worker: Any) -> None:
    """Keep of a worker that ends what it counted, and nothing of what it was at."""
    if "prometheus_client" in sys.modules:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def when_ready(server: Any) -> None:
    """Say where the map is served, once it answers."""
    addresses = ", ".join(str(listener) for listener in server.LISTENERS)
    server.log.warning("Carte des PTCE : %s (Ctrl+C to stop)", addresses)
    for listener in server.LISTENERS:
        give_up_on_silence(listener.sock)
    gc.freeze()
    if site := site_of(server):
        site.watch(partial(os.kill, os.getpid(), signal.SIGHUP))


def give_up_on_silence(listener: socket.socket) -> None:
    """Leave clients that send nothing, or read nothing, for so long: they would keep a thread.

    The connections that a socket accepts have its limits (Linux).
    """
    limit = struct.pack("ll", SILENCE_S, 0)
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        listener.setsockopt(socket.SOL_SOCKET, option, limit)


def on_reload(server: Any) -> None:
    """Load the register anew, on SIGHUP, before the workers that will serve it are started.

    The press of the edition before ends with the last worker that serves it.
    """
    if site := site_of(server):
        press = site.app.press
        server.app.callable = site.renew().server
        if site.app.press is not press:
            press.leave()
        gc.unfreeze()
        gc.collect()  # the edition before
        gc.freeze()


def pre_fork(server: Any, _worker: Any) -> None:
    """Have the press there before a worker that will ask it for sheets, or start it again."""
    if site := site_of(server):
        site.app.press.start(partial(begin_press, server), collect)


def begin_press(server: Any) -> None:
    """Take no connection of the server, and collect as workers do."""
    for listener in server.LISTENERS:
        listener.sock.close()
    collect_new()


def post_fork(_server: Any, worker: Any) -> None:
    """Measure a worker before it begins, and have it collect."""
    collect_new()
    worker.memory_at_first = worker.memory_at_rest = memory()


def collect_new() -> None:
    """Collect what a process itself leaves behind, now and then.

    Answers leave few cycles: by Python's own count, each would wait for half a dozen collections.
    """
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()


def collect() -> None:
    """Give back to the system what is free."""
    gc.collect()
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def post_request(worker: Any, _request: Any, _environ: Any, _answer: Any) -> None:
    """Let a worker give back what an answer left free, and end if it has grown too much.

    A large file leaves tens of megabytes. One that ends has answered what it was asked; another is
    born in its place in some hundredths, with the memory that all of them share.
    """
    if not worker.alive or memory() <= worker.memory_at_rest + MOST_FREE:
        return
    collect()
    worker.memory_at_rest = memory()
    if worker.memory_at_rest > worker.memory_at_first + MOST_GROWTH:
        worker.log.info("Worker %s has grown: another takes its place", worker.pid)
        worker.alive = False


def worker_exit(_server: Any, _worker: Any) -> None:
    """End a worker at once: to take apart what it shares, it would first copy all of it.

    One that failed ends as Python does.
    """
    ended = sys.exc_info()[1]
    if isinstance(ended, SystemExit) and not ended.code:
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)


def memory() -> int:
    """Return the bytes of memory of this process that no file holds; 0 where Linux does not say."""
    try:
        _, resident, filed, *_ = os.pread(statm(os.getpid()), 128, 0).split()
    except OSError:
        return 0
    return (int(resident) - int(filed)) * PAGE


@cache
def statm(_: int) -> int:
    """Open, once in a process, the file in which Linux says its memory."""
    return os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)


def site_of(server: Any) -> Any:
    """Return the site that is served; nothing if the application is another one."""
    module = sys.modules.get(server.app.app_uri.partition(":")[0])
    return getattr(module, "site", None)
