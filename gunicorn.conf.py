"""How gunicorn serves the map: the data are loaded once, then shared by forked workers.

Memory that is not written to stays shared. The collector of cycles, which writes to every object,
leaves alone those that were there before the fork; Arrow allocates its tables as Python does.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys
from functools import partial
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

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
gc.disable()  # nothing of what is loaded is to be collected


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
    """Load the register anew, on SIGHUP, before the workers that will serve it are started."""
    if site := site_of(server):
        server.app.callable = site.renew().server
        gc.unfreeze()
        gc.collect()  # the edition before
        gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    """Collect what a worker itself leaves behind."""
    gc.enable()


def site_of(server: Any) -> Any:
    """Return the site that is served; nothing if the application is another one."""
    module = sys.modules.get(server.app.app_uri.partition(":")[0])
    return getattr(module, "site", None)
