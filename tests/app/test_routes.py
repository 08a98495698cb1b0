"""The routes: files, tiles, downloads, errors."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli
import pytest

from ptce_map.exports import EXPORTS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset

IMMUTABLE = "public, max-age=31536000, immutable"


def ids(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [feature["id"] for feature in answer["features"]]


@pytest.mark.parametrize("extension", EXPORTS)
def test_every_format_can_be_downloaded(client: FlaskClient, extension: str) -> None:
    response = client.get(f"/api/poles.{extension}?appel=ami-2022")

    assert response.status_code == 200
    assert response.content_type == EXPORTS[extension].media_type
    assert response.headers["Content-Disposition"] == (
        f"attachment; filename=ptce_ami-2022_2026-01-15.{extension}"
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_download_holds_the_poles_asked_for(client: FlaskClient) -> None:
    answer = client.get("/api/poles.geojson?appel=ami-2022&secteur=alimentation").get_json(
        force=True
    )

    assert ids(answer) == ["le-phare", "la-voisine", "ile-haute"]
    assert answer["filtre"] == "3 pôles · France entière · Alimentation · AMI 2022"


def test_a_download_follows_the_language_of_the_query(client: FlaskClient) -> None:
    answer = client.get("/api/poles.geojson?lang=en").get_json(force=True)

    assert answer["filtre"] == "5 hubs · All of France · all sectors, all calls"


def test_an_unchanged_download_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/api/poles.geojson")
    again = client.get("/api/poles.geojson", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize(
    ("query", "key", "value", "allowed"),
    [
        ("couleur=bleu", "couleur", "", "secteur"),
        ("secteur=mines", "secteur", "mines", "alimentation"),
        ("region=999", "region", "999", "93"),
        ("niveau=canton", "niveau", "canton", "departement"),
    ],
)
def test_a_query_not_understood_is_a_problem_that_names_it(
    client: FlaskClient, query: str, key: str, value: str, allowed: str
) -> None:
    response = client.get(f"/api/poles.geojson?{query}")
    problem = response.get_json(force=True)

    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert (problem["status"], problem["key"], problem["value"]) == (400, key, value)
    assert allowed in problem["allowed"]
    assert f"«\xa0{key}\xa0»" in problem["detail"]


def test_a_problem_is_told_in_the_language_asked(client: FlaskClient) -> None:
    problem = client.get("/api/poles.geojson?lang=en&couleur=bleu").get_json(force=True)

    assert problem["title"] == "Request not understood"


@pytest.mark.parametrize("path", ["/api/poles.docx", "/api/nothing", "/nothing", "/geo/nothing"])
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
