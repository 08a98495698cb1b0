"""The headers that tell browsers what the page may do: nothing but what the site itself serves."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, request
from werkzeug.exceptions import RequestURITooLarge

# Inline styles: Mantine writes its theme as a <style> element, plotly its rules. Blobs and data:
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


def protect(server: Flask, script_hashes: Sequence[str], image_hosts: Sequence[str] = ()) -> None:
    """Add the headers to the responses of a server: what a page may do, only to pages."""
    policy = content_security_policy(script_hashes, image_hosts)
    framed = policy.replace("frame-ancestors 'self'", "frame-ancestors *")

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault(*NO_SNIFF)
        if response.mimetype == "text/html":
            is_framed = request.path == "/" and request.args.get("embed") == EMBEDDED
            response.headers.setdefault("Content-Security-Policy", framed if is_framed else policy)
            response.headers.setdefault("Referrer-Policy", "same-origin")
        return response
