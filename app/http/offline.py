"""The site kept by browsers for places without a network, where the operator offers it."""

from __future__ import annotations

from flask import Blueprint, Response

from app.files.payloads import ASSETS

WORKER = "/service-worker.js"
REMOVAL = """\
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  const own = `ptce ${new URL("./", self.location.href).href}`;
  await Promise.all(names.filter((name) => name === own).map((name) => caches.delete(name)));
  await self.registration.unregister();
})()));
"""
"""What takes the place of the worker once it is no longer offered: it forgets all, and goes."""
SCRIPT = '<script defer src="{root}/assets/offline.js"></script>'


def create_blueprint(*, is_offered: bool) -> Blueprint:
    """Create the route of the worker; it stands at the root, since it holds for what is below."""
    blueprint = Blueprint("offline", __name__)
    text = (ASSETS / "service-worker.js").read_text("utf-8") if is_offered else REMOVAL

    @blueprint.get(WORKER)
    def worker() -> Response:
        response = Response(text, content_type="text/javascript; charset=utf-8")
        response.headers["Cache-Control"] = "no-cache"
        return response

    return blueprint


def script(root: str, *, is_offered: bool) -> str:
    """Write what a page has for it; nothing if it is not offered."""
    return SCRIPT.format(root=root) if is_offered else ""
