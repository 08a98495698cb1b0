"""What the page is drawn from: map files and tiles."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from wsgiref.headers import Headers

from flask import Blueprint, Flask, Response, jsonify, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse
from whitenoise import WhiteNoise

from app.dataset import Dataset
from app.http.addresses import under_root
from app.http.security import NO_SNIFF, OWN_SITE
from geodata import store
from ptce_map import __version__

IMMUTABLE = "public, max-age=31536000, immutable"
HASHED_NAME = r"\.[0-9a-f]{10}\.[a-z]+$"


def serve_boundaries(server: Flask, dataset: Dataset) -> None:
    """Serve the boundary files straight from the disk, in the coding that the browser prefers."""
    files = WhiteNoise(
        server.wsgi_app,
        mimetypes={".geojson": "application/geo+json", ".pmtiles": "application/octet-stream"},
        immutable_file_test=HASHED_NAME,
        add_headers_function=add_headers,
    )
    files.add_files(str(store.web_folder(dataset.derived)), prefix="geo/")
    server.wsgi_app = files  # type: ignore[method-assign]


def add_headers(headers: Headers, *_: str) -> None:
    """Add to a file of the disk the headers that the server adds to all that it answers."""
    for name, value in (NO_SNIFF, OWN_SITE):
        headers.add_header(name, value)


@dataclass
class Health:
    """How the register stands: the faults of an edition that was refused, and when it was.

    ``origin`` describes where it is kept, if that is not a file that is read as it is.
    """

    n_refused: int = 0
    refused_at: str = ""
    origin: Callable[[], dict[str, Any] | None] = lambda: None


def create_blueprint(dataset: Dataset, health: Health) -> Blueprint:
    """Create the routes of a dataset."""
    blueprint = Blueprint("ptce", __name__)

    @blueprint.get("/healthz")
    def tell_health() -> Response:
        response = jsonify(describe_health(dataset, health))
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.get("/favicon.ico")
    def icon() -> BaseResponse:
        """Lead browsers that look for an icon where no page named one."""
        return redirect(under_root("/assets/logo.svg"), 301)

    @blueprint.get("/geo/<file_name>")
    def payload(file_name: str) -> Response:
        return answer_payload(dataset, file_name)

    @blueprint.get("/tiles/<archive>/<int:z>/<int:x>/<int:y>.mvt")
    def tile(archive: str, z: int, x: int, y: int) -> Response:
        return answer_tile(dataset, archive, (z, x, y))

    return blueprint


def describe_health(dataset: Dataset, health: Health) -> dict[str, Any]:
    """Describe what is in service, and whether a newer edition of the register was refused."""
    return {
        "status": "ok",
        "version": __version__,
        "boundaries": dataset.catalog.boundaries.manifest.get("fingerprint", ""),
        "millesime": dataset.millesime,
        "register": describe_register(dataset, health),
    }


def describe_register(dataset: Dataset, health: Health) -> dict[str, Any]:
    """Describe the register in service, and whether a newer edition of it was refused."""
    is_refused, origin = bool(health.refused_at), health.origin()
    return {
        "version": dataset.register.version,
        "poles": len(dataset.poles),
        "faults": dataset.n_faults,
        "state": "kept" if is_refused else "current",
        "refused": {"faults": health.n_refused, "at": health.refused_at} if is_refused else None,
        **({"origin": origin} if origin else {}),
    }


def answer_payload(dataset: Dataset, file_name: str) -> Response:
    """Answer with a file made in memory, compressed as the browser asks."""
    payload = dataset.payload_files.get(file_name)
    if payload is None:
        raise NotFound
    coding = request.accept_encodings.best_match(payload.encodings, default="identity")
    response = Response(bytes(payload.encodings[coding]), content_type=payload.media_type)
    if coding != "identity":
        response.content_encoding = coding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = IMMUTABLE
    return response


def answer_tile(dataset: Dataset, archive: str, zxy: tuple[int, int, int]) -> Response:
    """Answer with a tile as it is stored, compressed by gzip; 204 where nothing is drawn."""
    reader = dataset.archives.get(archive)
    z, x, y = zxy
    if reader is None or not (z < 25 and x < 2**z and y < 2**z):
        raise NotFound
    data = reader.get(*zxy)
    response = Response(status=204) if data is None else create_tile(data)
    response.headers["Cache-Control"] = IMMUTABLE
    return response


def create_tile(data: bytes) -> Response:
    """Create the response of a stored tile."""
    is_gzip = request.accept_encodings.quality("gzip") > 0
    response = Response(data if is_gzip else gzip.decompress(data))
    response.content_type = "application/vnd.mapbox-vector-tile"
    if is_gzip:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response
