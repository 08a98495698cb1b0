"""How gunicorn serves the map: the data are loaded once, then shared by forked workers."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from typing import Any

preload_app = True
workers = 2
threads = 4
worker_class = "gthread"
control_socket_disable = True
limit_request_line = 8190  # the most that gunicorn reads; addresses of 8,000 bytes are answered
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Say where the map is served, once it answers."""
    addresses = ", ".join(str(listener) for listener in server.LISTENERS)
    server.log.warning("Carte des PTCE : %s (Ctrl+C to stop)", addresses)
    if wsgi := sys.modules.get("app.wsgi"):
        wsgi.site.watch(partial(os.kill, os.getpid(), signal.SIGHUP))


def on_reload(server: Any) -> None:
    """Load the register anew, on SIGHUP, before the workers that will serve it are started."""
    if wsgi := sys.modules.get("app.wsgi"):
        server.app.callable = wsgi.site.renew().server
