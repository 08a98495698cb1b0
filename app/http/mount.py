"""Where the site stands on its host: the path before its addresses, and who may tell it.

A host that serves more than one site gives each a path, ``/ptce`` say. Its proxy takes the path
away before it asks the site, or leaves it; the site writes it before each of its addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.settings import BASE_PATH, Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "HTTP_X_FORWARDED_PREFIX"


class Mount:
    """A WSGI application that stands under a path, whether or not requests bear it.

    The path is that of the server (``SCRIPT_NAME``), else that of the settings, else the one that a
    trusted proxy tells (``X-Forwarded-Prefix``).

    Parameters
    ----------
    application
        What answers; it finds the path in ``SCRIPT_NAME``, and in ``PATH_INFO`` what follows it.
    base_path
        Path of the settings, without final slash; empty if there is none.
    proxies
        Number of proxies whose headers are trusted. ``None`` trusts one proxy, if it is on this
        machine.
    """

    def __init__(self, application: WSGIApplication, base_path: str, proxies: int | None) -> None:
        self.application = application
        self.base_path = base_path
        self.proxies = proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        return self.application({**environ, **self.place(environ)}, start_response)

    def place(self, environ: WSGIEnvironment) -> dict[str, Any]:
        """Return the path of the site and what follows it in the address asked for."""
        served, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
        if served:
            path = f"/{path}" if served.endswith("/") else path
            return {"SCRIPT_NAME": served.rstrip("/"), "PATH_INFO": path}
        root = self.base_path or self.told(environ)
        is_kept = bool(root) and f"{path}/".startswith(f"{root}/")
        return {"SCRIPT_NAME": root, "PATH_INFO": path.removeprefix(root) if is_kept else path}

    def told(self, environ: WSGIEnvironment) -> str:
        """Return the path that a trusted proxy tells; nothing if it is not well formed."""
        n = self.proxies
        if n is None:
            n = int(is_near(environ.get("REMOTE_ADDR", "")))
        values = environ.get(HEADER, "").split(",")
        path = values[-n].strip() if 0 < n <= len(values) else ""
        return path.rstrip("/") if re.fullmatch(BASE_PATH, path) else ""


@lru_cache(maxsize=1024)
def is_near(address: str) -> bool:
    """Tell whether a request comes from this machine; that of a Unix socket has no address."""
    try:
        return not address or ip_address(address).is_loopback
    except ValueError:
        return False


def mount(server: Flask, settings: Settings) -> None:
    """Put a server under the path of the settings, behind the proxies that they trust."""
    application: Any = Mount(server.wsgi_app, settings.root_path, settings.proxies)
    if n := settings.proxies:
        application = ProxyFix(application, x_for=n, x_proto=n, x_host=n)
    server.wsgi_app = application  # type: ignore[method-assign]
