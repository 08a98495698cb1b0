"""Downloads over HTTP: files, validators, codings, ranges, refusals."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.http.answers import create_cache
from ptce_map.exports import EXPORTS, WRITTEN, Order
from ptce_map.filters.filters import Filters

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from app.dataset import Dataset

LINKS = (
    '</api/poles.csv?region=93&secteur=culture>; rel="canonical"',
    '</api/poles.csv.datapackage.json?region=93&secteur=culture>; rel="describedby"; '
    'type="application/json"',
    '<https://spdx.org/licenses/etalab-2.0.html>; rel="license"',
    '</api>; rel="service-doc"; type="text/html"',
)


@pytest.mark.parametrize("extension", WRITTEN)
def test_every_format_can_be_downloaded(
    client: FlaskClient, dataset: Dataset, extension: str
) -> None:
    response = client.get(f"/api/poles.{extension}?appel=ami-2022")
    geometry = WRITTEN[extension].geometries[0]
    order = Order("poles", extension, Filters(appel=("ami-2022",)), geometry)

    assert response.status_code == 200
    assert response.data == dataset.shelf.write(order)
    assert response.content_type == WRITTEN[extension].media_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="ptce_ami-2022_2026-01-15.{extension}"'
    )


def test_headers_of_a_download(client: FlaskClient) -> None:
    headers = client.get("/api/poles.csv?secteur=culture&region=93&niveau=region").headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    exposed = set(headers["Access-Control-Expose-Headers"].split(", "))
    assert exposed >= {"Link", "Accept-Ranges", "Content-Range", "Content-Disposition"}
    assert headers["Cache-Control"] == (
        "public, max-age=300, s-maxage=3600, stale-while-revalidate=86400"
    )
    assert headers["Last-Modified"] == "Thu, 15 Jan 2026 00:00:00 GMT"
    assert headers["Content-Language"] == "fr"
    assert headers["Link"] == ", ".join(LINKS)
    assert headers["ETag"].startswith('"')


def test_the_communes_of_the_poles(client: FlaskClient) -> None:
    text = client.get("/api/communes-des-poles.csv?q=phare").get_data(as_text=True)

    assert [line.partition(",")[0] for line in text.splitlines()] == [
        *("id", "le-phare:13001", "le-phare:13002")
    ]


def test_equivalent_queries_are_one_answer(client: FlaskClient) -> None:
    answer = client.get("/api/poles.gpkg?secteur=culture&secteur=alimentation&region=93")
    other = client.get("/api/poles.gpkg?region=93&secteur=alimentation&secteur=culture&q=")

    assert answer.headers["ETag"] == other.headers["ETag"]
    assert answer.headers["Link"] == other.headers["Link"]
    assert answer.data == other.data


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/api?region=93&secteur=culture", "/api?lang=fr&secteur=culture&region=93&q=&niveau=epci"),
        ("/api?theme=sombre&q=a+b", "/api?q=a++b&theme=sombre"),
        ("/liste?region=93&secteur=culture", "/liste?lang=fr&secteur=culture&region=93&q="),
        ("/methode", "/methode?lang=fr&x=1"),
        ("/pole/le-phare", "/pole/le-phare?theme=auto&x=1"),
    ],
)
def test_equivalent_addresses_of_a_page_are_one_answer(
    client: FlaskClient, address: str, other: str
) -> None:
    first, second = client.get(address), client.get(other)

    assert first.status_code == second.status_code == 200
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]


def test_a_page_in_the_language_of_the_browser_leads_to_files_in_it(client: FlaskClient) -> None:
    page = client.get("/api", headers={"Accept-Language": "en"}).get_data(as_text=True)

    assert 'href="/api/poles.gpkg?lang=en"' in page


def test_different_answers_have_different_validators(client: FlaskClient) -> None:
    paths = (
        *("/api/poles.csv", "/api/poles.csv?region=93", "/api/poles.csv?lang=en"),
        *("/api/poles.csv?geometrie=territoire", "/api/poles.gpkg", "/api/communes-des-poles.csv"),
    )
    assert len({client.get(path).headers["ETag"] for path in paths}) == len(paths)


@pytest.mark.parametrize("coding", ["", "br", "gzip"])
def test_an_unchanged_download_is_not_sent_again(client: FlaskClient, coding: str) -> None:
    first = client.get("/api/poles.geojson", headers={"Accept-Encoding": coding})
    again = client.get(
        "/api/poles.geojson",
        headers={"Accept-Encoding": coding, "If-None-Match": first.headers["ETag"]},
    )

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Link" in again.headers


def test_a_download_not_modified_since_is_not_sent_again(client: FlaskClient) -> None:
    def since(day: int) -> int:
        date = datetime(2026, 1, day, tzinfo=UTC)
        headers = {"If-Modified-Since": date.strftime("%a, %d %b %Y %H:%M:%S GMT")}
        return client.get("/api/poles.fgb", headers=headers).status_code

    assert (since(14), since(15)) == (200, 304)


@pytest.mark.parametrize(
    ("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_texts_are_compressed_as_asked(client: FlaskClient, coding: str, decode: type) -> None:
    plain = client.get("/api/poles.geojson")
    packed = client.get("/api/poles.geojson", headers={"Accept-Encoding": coding})

    assert packed.headers["Content-Encoding"] == coding
    assert decode(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_what_is_compressed_is_not_compressed_again(client: FlaskClient) -> None:
    response = client.get("/api/poles.parquet", headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("extension", ["fgb", "geojson"])
def test_a_part_can_be_asked_for(client: FlaskClient, extension: str) -> None:
    path = f"/api/poles.{extension}"
    whole = client.get(path)
    headers = {"Range": "bytes=10-19", "Accept-Encoding": "br"}
    part = client.get(path, headers=headers)

    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"
    assert part.headers["ETag"] == whole.headers["ETag"]
    assert client.get(path, headers={"Range": "bytes=99999999-"}).status_code == 416


def test_the_head_of_a_download(client: FlaskClient) -> None:
    head, whole = client.head("/api/poles.kml"), client.get("/api/poles.kml")

    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(whole.data))
    assert head.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize(
    ("accept", "extension"),
    [(None, "geojson"), ("text/csv", "csv"), ("application/vnd.apache.parquet;q=0.5", "parquet")],
)
def test_without_extension_the_format_is_the_one_accepted(
    client: FlaskClient, accept: str | None, extension: str
) -> None:
    response = client.get("/api/poles", headers={"Accept": accept} if accept else {})

    assert response.content_type == EXPORTS[extension].media_type
    assert "Accept" in response.headers["Vary"]
    assert f"</api/poles.{extension}>" in response.headers["Link"]


@pytest.mark.parametrize(
    ("query", "key", "value", "allowed", "nearest"),
    [
        ("couleur=bleu", "couleur", "", "secteur", None),
        ("secteurs=culture", "secteurs", "", "secteur", "secteur"),
        ("secteur=cultur", "secteur", "cultur", "alimentation", "culture"),
        ("region=Provence", "region", "Provence", "93", "93"),
        ("region=999", "region", "999", "93", "94"),
        ("region=39", "region", "39", "93", "93"),
        ("departement=1O", "departement", "1O", "13", None),
        ("geometrie=point&geometrie=territoire", "geometrie", "territoire", "point", None),
        ("niveau=canton", "niveau", "canton", "departement", None),
        ("geometrie=points", "geometrie", "points", "territoire", "point"),
    ],
)
def test_a_query_not_understood_is_a_problem_that_names_it(
    client: FlaskClient, query: str, key: str, value: str, allowed: str, nearest: str | None
) -> None:
    response = client.get(f"/api/poles.geojson?{query}")
    problem = response.get_json(force=True)

    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (problem["type"], problem["status"]) == ("/api#problem-query", 400)
    assert problem["instance"] == f"/api/poles.geojson?{query}"
    assert (problem["key"], problem["value"]) == (key, value)
    assert allowed in problem["allowed"]
    assert problem.get("nearest") == nearest
    assert f"«\xa0{key}\xa0»" in problem["detail"]


@pytest.mark.parametrize(
    ("path", "accept", "status", "kind", "nearest"),
    [
        ("/api/poles.geosjon", "", 404, "format", "geojson"),
        ("/api/poles.docx", "", 404, "format", None),
        ("/api/pole.csv", "", 404, "layer", "poles"),
        ("/api/poles", "image/png", 406, "not_acceptable", None),
        ("/api/.csv", "", 404, "layer", None),
    ],
)
def test_what_does_not_exist_is_a_problem(
    client: FlaskClient, path: str, accept: str, status: int, kind: str, nearest: str | None
) -> None:
    response = client.get(path, headers={"Accept": accept} if accept else {})
    problem = response.get_json(force=True)

    assert response.status_code == problem["status"] == status
    assert problem["type"] == f"/api#problem-{kind}"
    assert problem.get("nearest") == nearest


def test_the_api_is_only_read(client: FlaskClient) -> None:
    response = client.post("/api/poles.csv")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert response.get_json(force=True)["type"] == "/api#problem-method"


@pytest.mark.parametrize(
    ("q", "disposition"),
    [
        ("été", 'attachment; filename="ptce_ete_2026-01-15.geojson"'),
        (
            "日本",
            'attachment; filename="ptce_-_2026-01-15.geojson"; '
            "filename*=UTF-8''ptce_%E6%97%A5%E6%9C%AC_2026-01-15.geojson",
        ),
        (
            "ø",
            'attachment; filename="ptce_-_2026-01-15.geojson"; '
            "filename*=UTF-8''ptce_%C3%B8_2026-01-15.geojson",
        ),
    ],
)
def test_a_file_has_a_name_in_any_script(client: FlaskClient, q: str, disposition: str) -> None:
    response = client.get("/api/poles.geojson", query_string={"q": q})

    assert response.headers["Content-Disposition"] == disposition


@given(q=st.text(max_size=30))
def test_any_text_can_be_searched_for(server: Flask, q: str) -> None:
    response = server.test_client().get("/api/poles.csv", query_string={"q": q})

    assert response.status_code == 200
    assert all(text.isascii() and text.isprintable() for text in response.headers.values())


def test_bytes_that_are_no_text_are_no_failure(client: FlaskClient) -> None:
    response = client.get("/api/poles.csv", query_string="q=\xff")

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("br;q=0", None),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("gzip;q=0.5, br;q=0.5", "br"),
        ("identity, br;q=0.5", None),
        ("gzip;q=0.2, *;q=0", "gzip"),
        ("*", "br"),
    ],
)
@pytest.mark.parametrize("path", ["/api/poles.geojson", "/liste", "/ogc/collections?f=json"])
def test_the_coding_preferred_is_the_one_sent(
    client: FlaskClient, path: str, accept: str, coding: str | None
) -> None:
    response = client.get(path, headers={"Accept-Encoding": accept})

    assert response.headers.get("Content-Encoding") == coding


@pytest.mark.parametrize(
    ("path", "negotiated"),
    [
        ("/api/poles.csv", False),
        ("/api/poles", True),
        ("/ogc?f=json", False),
        ("/ogc", True),
    ],
)
def test_an_answer_varies_by_accept_where_it_was_negotiated(
    client: FlaskClient, path: str, *, negotiated: bool
) -> None:
    assert ("Accept" in client.get(path).vary) is negotiated


@pytest.mark.parametrize(
    "path",
    [
        *("/api/poles.geojson?foo", "/api/poles.geojson?foo=", "/api/catalog.jsonld?foo=1"),
        *("/api/poles.csv?q=phare&foo=", "/api/carte.svg?foo=", "/liste?foo="),
    ],
)
def test_an_unknown_key_is_refused_even_without_value(client: FlaskClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 400
    assert "«\xa0foo\xa0»" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "target"), [("/api/?lang=en", "/api?lang=en"), ("/ogc/?f=json", "/ogc?f=json")]
)
def test_a_final_slash_leads_to_the_same_without(
    client: FlaskClient, path: str, target: str
) -> None:
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (308, target)
    assert client.get(target).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({"If-Match": '"other"'}, 412, "precondition"),
        ({"Range": "bytes=99999999-"}, 416, "range"),
    ],
)
@pytest.mark.parametrize("path", ["/api/poles.fgb", "/ogc/collections/poles/items"])
def test_what_http_refuses_is_a_problem(
    client: FlaskClient, path: str, headers: dict[str, str], status: int, kind: str
) -> None:
    response = client.get(path, headers=headers)

    assert response.status_code == response.get_json(force=True)["status"] == status
    assert response.get_json(force=True)["type"] == f"/api#problem-{kind}"


def test_a_range_beyond_the_file_says_its_length(client: FlaskClient) -> None:
    length = len(client.get("/api/poles.fgb").data)
    response = client.get("/api/poles.fgb", headers={"Range": "bytes=99999999-"})

    assert response.headers["Content-Range"] == f"bytes */{length}"


@pytest.mark.parametrize(("path", "kind"), [("/api/x", "failure"), ("/ogc/x", "failure")])
def test_a_failure_is_a_problem(
    server: Flask, monkeypatch: pytest.MonkeyPatch, path: str, kind: str
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(path)

    monkeypatch.setattr(server, "dispatch_request", fail)
    problem = server.test_client().get(path).get_json(force=True)

    assert (problem["status"], problem["type"]) == (500, f"/api#problem-{kind}")


@pytest.mark.parametrize("path", ["/apix", "/ogcx"])
def test_an_address_like_the_api_is_not_the_api(client: FlaskClient, path: str) -> None:
    assert client.get(path).content_type == "text/html; charset=utf-8"


def test_other_sites_may_ask_before_asking(client: FlaskClient) -> None:
    response = client.options("/api/poles.csv")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("query", "language", "title"),
    [
        ("lang=en&couleur=bleu", "fr", "Request not understood"),
        ("couleur=bleu", "en-GB,en;q=0.9", "Request not understood"),
        ("couleur=bleu", "de", "Requête non comprise"),
        ("lang=de", "en", "Request not understood"),
    ],
)
def test_a_problem_is_told_in_the_language_asked(
    client: FlaskClient, query: str, language: str, title: str
) -> None:
    response = client.get(f"/api/poles.geojson?{query}", headers={"Accept-Language": language})

    assert response.get_json(force=True)["title"] == title


def test_an_error_of_the_page_is_no_problem(client: FlaskClient) -> None:
    assert client.get("/nothing").content_type == "text/html; charset=utf-8"


def test_the_cache_is_bounded() -> None:
    keep = create_cache(size=10)
    made: list[str] = []

    def ask(name: str, size: int) -> None:
        def make() -> bytes:
            made.append(name)
            return size * b"x"

        assert len(keep((name, "identity"), make)) == size

    for name, size in (("a", 6), ("b", 4), ("a", 6), ("c", 4), ("a", 6), ("b", 4)):
        ask(name, size)
    assert made == ["a", "b", "c", "b"]
    # What is larger than all of it is made each time, and drives nothing out.
    for name, size in (("d", 11), ("d", 11), ("b", 4)):
        ask(name, size)
    assert made == ["a", "b", "c", "b", "d", "d"]
