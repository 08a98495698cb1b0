"""How gunicorn serves the map: the data are loaded once, then shared by forked workers."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from typing import Any

preload_app = True
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "gthread"
control_socket_disable = True
limit_request_line = 8190  # the most that gunicorn reads; addresses of 8,000 bytes are answered
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Say where the map is served, once it answers."""
    addresses = ", ".join(str(listener) for listener in server.LISTENERS)
    server.log.warning("Carte des PTCE : %s (Ctrl+C to stop)", addresses)
    if site := site_of(server):
        site.watch(partial(os.kill, os.getpid(), signal.SIGHUP))


def on_reload(server: Any) -> None:
    """Load the register anew, on SIGHUP, before the workers that will serve it are started."""
    if site := site_of(server):
        server.app.callable = site.renew().server


def site_of(server: Any) -> Any:
    """Return the site that is served; nothing if the application is another one."""
    module = sys.modules.get(server.app.app_uri.partition(":")[0])
    return getattr(module, "site", None)
