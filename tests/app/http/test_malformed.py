"""Whatever a visitor sends, at whatever address: what is malformed is refused, and never a 500."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.http.problems import PROBLEM_JSON
from app.http.security import LONGEST_ADDRESS
from ptce_map.query.grammar import KEYS

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

ADDRESSES = (
    "/",
    "/liste",
    "/methode",
    "/pole/le-phare",
    "/corriger",
    "/api",
    "/api/recherche",
    "/api/carte.txt",
    "/api/catalog.jsonld",
    "/api/poles.geojson",
    "/api/poles.csv",
    "/api/poles.qlr",
    "/ogc",
    "/ogc/conformance",
    "/ogc/collections",
    "/ogc/collections/poles",
    "/ogc/collections/poles/items",
    "/ogc/collections/poles/items/le-phare",
    "/ogc/collections/poles/queryables",
    "/_dash-layout",
    "/_dash-dependencies",
    "/_dash-component-suites/dash/x.js",
    "/tiles/communes.0123456789/4/8/7.mvt",
    "/geo/themes.0123456789.css",
    "/assets/style.css",
    "/healthz",
    "/nothing",
)
OGC_KEYS = ("f", "limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang")
KEY = st.sampled_from([*KEYS, *OGC_KEYS, "properties", "sortby", "format", "x"]) | st.text()
# As on the wire: any byte, written with per cent, well or not.
RAW = st.binary(max_size=20).map(lambda data: data.decode("latin-1"))
VALUE = st.one_of(
    st.text(max_size=30),
    RAW,
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(
        ["%", "%zz", "%ff", "%00", "nan", "inf", "1e999", "9" * 400, "\ud7ff", "[", "("]
    ),
)
QUERY = st.lists(st.tuples(KEY, VALUE), max_size=5).map(
    lambda pairs: "&".join(f"{key}={value}" for key, value in pairs)
)
HEADERS = (
    "Accept",
    "Accept-Language",
    "Accept-Encoding",
    "Content-Type",
    "Content-Length",
    "Cookie",
    "Host",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "Origin",
    "Range",
    "Referer",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Prefix",
    "X-Forwarded-Proto",
)
HEADER_VALUE = st.one_of(
    RAW,
    st.sampled_from(
        [
            "http://[",
            "http://[::1",
            "bytes=0-1,5-2",
            "bytes=-0",
            "bytes=9999999999999999999-",
            "bytes=a-b",
            "q=1;q=nan, fr;q=inf",
            "fr;q=1e999",
            "*/*;q=-1",
            '"',
            'W/"a", *',
            "Sat, 99 Foo 99999 99:99:99 GMT",
            "-1",
            "9" * 5_000,
            "a.b:99999999",
        ]
    ),
)
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "x")


def environ(path: str, query: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Return what a server says of a request, byte for byte."""
    named = {
        f"HTTP_{key.upper().replace('-', '_')}": value for key, value in (headers or {}).items()
    }
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if f"HTTP_{name}" in named:
            named[name] = named.pop(f"HTTP_{name}")
    return {
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query.encode(errors="surrogatepass").decode("latin-1"),
        **named,
    }


def ask(server: Flask, method: str = "GET", **overrides: str) -> Any:
    client = server.test_client()
    with client.open("/", method=method, environ_overrides=overrides) as answer:
        answer.get_data()
        return answer


@given(path=st.sampled_from(ADDRESSES), query=QUERY)
@example(path="/liste", query="q=%ff%00")
def test_no_query_makes_the_server_fail(server: Flask, path: str, query: str) -> None:
    assert ask(server, **environ(path, query)).status_code < 500


@given(
    path=st.sampled_from(ADDRESSES),
    headers=st.dictionaries(st.sampled_from(HEADERS), HEADER_VALUE, max_size=3),
)
@example(path="/_dash-layout", headers={"Referer": "http://["})
def test_no_header_makes_the_server_fail(server: Flask, path: str, headers: dict[str, str]) -> None:
    assert ask(server, **environ(path, "", headers)).status_code < 500


@given(
    start=st.sampled_from(["", *ADDRESSES]),
    rest=st.text(max_size=20) | RAW | st.just("/.." * 9 + "/etc/passwd"),
)
def test_no_path_makes_the_server_fail(server: Flask, start: str, rest: str) -> None:
    assert ask(server, **environ(f"{start}/{rest}", "")).status_code < 500


@given(
    path=st.sampled_from(ADDRESSES),
    method=st.sampled_from(METHODS),
    body=st.binary(max_size=100),
    kind=st.sampled_from(
        ["application/json", "multipart/form-data; boundary=", "multipart/form-data", "a/b", ""]
    )
    | RAW,
)
def test_no_body_makes_the_server_fail(
    server: Flask, path: str, method: str, body: bytes, kind: str
) -> None:
    answer = server.test_client().open(
        path, method=method, data=body, environ_overrides={"CONTENT_TYPE": kind}
    )
    with answer:
        assert answer.status_code < 500
        assert (
            method in ("GET", "HEAD", "OPTIONS")
            or answer.status_code >= 400
            or (path == "/corriger" and method == "POST")
        )


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/_dash-component-suites/<b>/x.js", "GET", 404),
        ("/_dash-component-suites/dash/<b>.js", "GET", 404),
        ("/_dash-update-component", "PUT", 405),
        ("/_dash-update-component", "GET", 404),
        ("/_dash-nothing", "GET", 404),
        ("/geo/nothing", "GET", 404),
        ("/assets/../gunicorn.conf.py", "GET", 404),
        ("/tiles/communes/1/1/1.mvt", "GET", 404),
        ("/api/poles.geojson", "DELETE", 405),
        ("/healthz", "POST", 405),
    ],
)
def test_programs_are_refused_by_a_problem(
    client: FlaskClient, path: str, method: str, status: int
) -> None:
    answer = client.open(path, method=method)

    assert (answer.status_code, answer.content_type) == (status, PROBLEM_JSON)
    assert answer.get_json(force=True)["status"] == status
    assert "registered" not in answer.text


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/nothing", "GET", 404), ("/liste", "POST", 405)]
)
def test_people_are_refused_by_a_page_and_programs_by_a_problem(
    client: FlaskClient, path: str, method: str, status: int
) -> None:
    page = client.open(path, method=method)
    problem = client.open(path, method=method, headers={"Accept": "application/problem+json"})

    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert (problem.status_code, problem.content_type) == (status, PROBLEM_JSON)


def test_a_precondition_that_fails_on_a_page_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/liste", headers={"If-Match": '"other"'})

    assert (answer.status_code, answer.content_type) == (412, PROBLEM_JSON)


@pytest.mark.parametrize("path", ["/", "/liste", "/api/poles.geojson", "/ogc", "/nothing"])
def test_an_address_that_is_too_long_is_refused(client: FlaskClient, path: str) -> None:
    fits = LONGEST_ADDRESS - len(path) - len("q=")

    assert client.get(f"{path}?q={'a' * (fits + 1)}").status_code == 414
    assert client.get(f"{path}?q={'a' * fits}").status_code in (200, 400, 404)


def test_a_form_that_is_too_large_is_refused_by_a_page(client: FlaskClient) -> None:
    answer = client.post("/corriger", data={"remarque": "a" * 64_000})

    assert (answer.status_code, answer.mimetype) == (413, "text/html")
    assert "64\xa0ko" in answer.text
