"""The headers that tell browsers what the page may do: nothing but what the site itself serves."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, request
from werkzeug.exceptions import RequestURITooLarge

# Inline styles: the map carries its sizes as attributes, plotly writes its rules. Blobs and data:
# MapLibre runs its worker from a blob; icons are data images of the stylesheet.
POLICY = {
    "default-src": ("'self'",),
    "style-src": ("'self'", "'unsafe-inline'"),
    "img-src": ("'self'", "data:", "blob:"),
    "worker-src": ("'self'", "blob:"),
    "object-src": ("'none'",),
    "base-uri": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'self'",),
}
EMBEDDED = "1"
"""Value of the key ``embed`` by which the page may stand in the pages of other sites."""
NO_SNIFF = ("X-Content-Type-Options", "nosniff")
OWN_SITE = ("Cross-Origin-Resource-Policy", "same-origin")
"""For what no other site has a use for; the data and the sheets are for all."""
OPEN_PATHS = ("/api", "/ogc")
"""What begins the addresses that other sites may show and read."""
UNUSED = (
    "camera",
    "display-capture",
    "geolocation",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
"""Powers of browsers that the page never asks for, nor does what it may be made to load."""
ONE_YEAR = 31_536_000
PAGE_HEADERS = {
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
}
LONGEST_ADDRESS = 8_000
"""Most bytes of a path and its query: what gunicorn reads of a request line, but for its ends."""


def bound(server: Flask) -> None:
    """Refuse addresses that are too long before anything reads them."""

    @server.before_request
    def check() -> None:
        if len(request.path.encode()) + len(request.query_string) > LONGEST_ADDRESS:
            raise RequestURITooLarge


def content_security_policy(script_hashes: Sequence[str], image_hosts: Sequence[str] = ()) -> str:
    """Return the policy; the only inline script allowed is the one that starts Dash.

    Images may come from ``image_hosts`` too: MapLibre fetches those of a background as data.
    """
    directives = {
        **POLICY,
        "img-src": (*POLICY["img-src"], *image_hosts),
        "connect-src": ("'self'", *image_hosts),
        "script-src": ("'self'", *script_hashes),
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def protect(server: Flask, policy: str, embedders: str, *, is_secure: bool) -> None:
    """Add the headers to the responses of a server: what a page may do, only to pages.

    Parameters
    ----------
    server
        The server.
    policy
        The Content-Security-Policy of a page.
    embedders
        Sites that may show the embedded page, apart by spaces; ``*`` for all, or ``none``.
    is_secure
        Whether the site is known to stand behind TLS; requests may tell so too.
    """
    own = f"frame-ancestors {' '.join(POLICY['frame-ancestors'])}"
    allowed = {"*": "frame-ancestors *", "none": own}.get(embedders, f"{own} {embedders}")
    framed = policy.replace(own, allowed)

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault(*NO_SNIFF)
        if is_secure or request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
        if f"{request.path}/".startswith(tuple(f"{path}/" for path in OPEN_PATHS)):
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        elif not is_embedded():
            response.headers.setdefault(*OWN_SITE)
        if response.mimetype == "text/html":
            chosen = framed if is_embedded() else policy
            response.headers.setdefault("Content-Security-Policy", chosen)
            for name, value in PAGE_HEADERS.items():
                response.headers.setdefault(name, value)
        elif response.mimetype == "image/svg+xml":
            response.headers.setdefault("Content-Security-Policy", DRAWING_POLICY)
        return response


DRAWING_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
)
"""What an SVG may do that is opened as a document: be drawn, and nothing else."""


def is_embedded() -> bool:
    """Tell whether the page asked for is the one that may stand in the pages of other sites."""
    return request.path == "/" and request.args.get("embed") == EMBEDDED
