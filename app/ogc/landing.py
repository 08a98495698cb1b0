"""The landing page of the service and the list of its collections."""

from __future__ import annotations

from typing import Any

from app.ogc.collections import Collections, link
from app.ogc.crs import CRS84
from app.ogc.media import JSON, OPENAPI
from ptce_map.exports.download import licence_url
from ptce_map.labels import label


def landing(collections: Collections, root: str, lang: str) -> dict[str, Any]:
    """Return the landing page of the service."""
    register = collections.dataset.register
    licence = licence_url(register)
    links = [
        link(root, "self", JSON, label("ogc.this", lang)),
        link(f"{root}?f=html", "alternate", "text/html", label("ogc.as_html", lang)),
        link(f"{root}/api", "service-desc", OPENAPI, label("ogc.definition", lang)),
        link(f"{root}/api?f=html", "service-doc", "text/html", label("ogc.definition", lang)),
        link(f"{root}/conformance", "conformance", JSON, label("ogc.conformance", lang)),
        link(f"{root}/collections", "data", JSON, label("ogc.collections", lang)),
    ]
    return {
        "title": register.titles[lang],
        "description": collections.dataset.programme.say("description", lang),
        "links": [*links, link(licence, "license", "text/html", "")] if licence else links,
    }


def listing(collections: Collections, root: str, lang: str) -> dict[str, Any]:
    """Return the list of the collections."""
    url = f"{root}/collections"
    return {
        "links": [
            link(url, "self", JSON, label("ogc.this", lang)),
            link(f"{url}?f=html", "alternate", "text/html", label("ogc.as_html", lang)),
        ],
        "crs": [CRS84],
        "collections": [collections.describe(name, root, lang) for name in collections.layers],
    }
