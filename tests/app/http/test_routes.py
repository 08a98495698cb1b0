"""The routes: files and tiles."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli
import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset

IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/nothing", "/geo/nothing"])
def test_what_does_not_exist_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_files_made_in_memory_are_compressed_as_asked(
    client: FlaskClient, dataset: Dataset, coding: str, decode: type[bytes]
) -> None:
    response = client.get(dataset.payload_url("poles-fr"), headers={"Accept-Encoding": coding})

    assert response.headers.get("Content-Encoding", "") == coding
    assert decode(response.data) == dataset.payloads["poles-fr"].encodings["identity"]
    assert response.headers["Cache-Control"] == IMMUTABLE
    assert response.content_type == "application/json"


def test_boundary_files_are_served_compressed_and_for_ever(
    client: FlaskClient, dataset: Dataset
) -> None:
    from geodata.store import web_files

    path = f"/geo/{web_files(dataset.derived)['departements']}"
    with client.get(path, headers={"Accept-Encoding": "br"}) as response:
        headers, data = response.headers, response.data

    assert brotli.decompress(data).startswith(b'{"type":"FeatureCollection"')
    assert headers["Content-Encoding"] == "br"
    assert headers["Content-Type"] == "application/geo+json"
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_tile_is_sent_as_stored(client: FlaskClient) -> None:
    path = "/tiles/communes.0123456789/4/8/7.mvt"
    zipped = client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = client.get(path)

    assert zipped.status_code == 200
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert b"13001" in plain.data
    assert zipped.headers["Cache-Control"] == IMMUTABLE
    assert zipped.content_type == "application/vnd.mapbox-vector-tile"


def test_an_empty_tile_is_no_content(client: FlaskClient) -> None:
    response = client.get("/tiles/communes.0123456789/4/0/0.mvt")

    assert (response.status_code, response.data) == (204, b"")


@pytest.mark.parametrize("path", ["communes.ffffffffff/4/8/7", "communes.0123456789/4/16/7"])
def test_a_tile_outside_the_world_or_of_no_archive_is_not_found(
    client: FlaskClient, path: str
) -> None:
    assert client.get(f"/tiles/{path}.mvt").status_code == 404


def test_a_browser_that_looks_for_an_icon_finds_the_logo(client: FlaskClient) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response.location) == (301, "/assets/logo.svg")
