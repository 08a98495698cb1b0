"""The headers that tell browsers what the page may do: nothing but what the site itself serves."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response

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
NO_SNIFF = ("X-Content-Type-Options", "nosniff")


def content_security_policy(script_hashes: Sequence[str]) -> str:
    """Return the policy; the only inline script allowed is the one that starts Dash."""
    directives = {**POLICY, "script-src": ("'self'", *script_hashes)}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def protect(server: Flask, script_hashes: Sequence[str]) -> None:
    """Add the headers to every response of a server."""
    headers = {
        "Content-Security-Policy": content_security_policy(script_hashes),
        "Referrer-Policy": "same-origin",
        NO_SNIFF[0]: NO_SNIFF[1],
    }

    @server.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
