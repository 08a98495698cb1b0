"""What was answered once is given again, whole, to those who asked the same, within its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client

from app.http.front import KEPT, SMALL, Front

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


class Counting:
    """An application that counts what it is asked, and answers with that number and its body."""

    def __init__(self, body: bytes = b"", *, is_kept: bool = True, status: str = "200 OK") -> None:
        self.body, self.is_kept, self.status = body, is_kept, status
        self.n = 0

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer."""
        self.n += 1
        if self.is_kept:
            environ[KEPT] = True
        headers = [("ETag", '"a"'), ("Content-Type", "text/plain"), ("Cache-Control", "no-cache")]
        start(self.status, headers)
        return [str(self.n).encode(), self.body]


def texts(front: Front, *asked: str | dict[str, object]) -> list[str]:
    client = Client(front)
    rows = [{"path": row} if isinstance(row, str) else row for row in asked]
    return [client.get(**row).text for row in rows]


def test_the_same_request_is_answered_once() -> None:
    assert texts(Front(Counting()), "/a?b=1", "/a?b=1", "/a?b=2", "/a?b=1") == ["1", "1", "2", "1"]


@pytest.mark.parametrize(
    "other",
    [
        {"headers": {"Accept-Encoding": "gzip"}},
        {"headers": {"Accept-Language": "en"}},
        {"headers": {"Accept": "text/csv"}},
        {"headers": {"Host": "example.org"}},
        {"base_url": "https://localhost/"},
        {"base_url": "http://localhost/ptce"},
    ],
)
def test_what_decides_an_answer_tells_requests_apart(other: dict[str, object]) -> None:
    assert texts(Front(Counting()), "/", {"path": "/", **other}, "/") == ["1", "2", "1"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-1"},
        {"If-Match": '"a"'},
        {"If-Modified-Since": "Sat, 28 Nov 2026 00:00:00 GMT"},
    ],
)
def test_what_only_the_site_can_answer_goes_to_the_site(headers: dict[str, str]) -> None:
    assert texts(Front(Counting()), "/", {"path": "/", "headers": headers}) == ["1", "2"]


def test_other_methods_go_to_the_site() -> None:
    application = Counting()
    client = Client(Front(application))
    for act in (client.get, client.head, client.post, client.options):
        act("/")

    assert application.n == 4


@pytest.mark.parametrize("application", [Counting(is_kept=False), Counting(status="404 NOT FOUND")])
def test_what_is_not_said_to_last_is_asked_again(application: Counting) -> None:
    assert texts(Front(application), "/", "/") == ["1", "2"]


@pytest.mark.parametrize("known", ['"a"', 'W/"a"', '"b", "a"', "*"])
def test_who_has_the_answer_is_told_so(known: str) -> None:
    client = Client(Front(Counting()))
    client.get("/")
    date = "Sat, 28 Nov 2026 00:00:00 GMT"
    answer = client.get("/", headers={"If-None-Match": known, "If-Modified-Since": date})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == '"a"'
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Content-Type" not in answer.headers


def test_who_has_another_answer_is_given_this_one() -> None:
    client = Client(Front(Counting()))
    client.get("/")

    assert client.get("/", headers={"If-None-Match": '"b"'}).text == "1"


def test_no_more_bytes_are_kept_than_are_allowed() -> None:
    body = 1_000 * b"x"
    front = Front(Counting(body), size=5 * (len(body) + SMALL))
    first = texts(front, *(f"/{n}" for n in range(20)))
    again = texts(front, "/19", "/0")

    assert front.kept.currsize <= front.kept.maxsize
    assert 0 < len(front.kept) <= 5
    assert (again[0], again[1] in first) == (first[19], False)


def test_what_is_too_large_is_not_kept() -> None:
    front = Front(Counting(1_000 * b"x"), size=3_000)
    texts(front, "/")

    assert len(front.kept) == 0


def test_a_callback_is_answered_once_for_each_body() -> None:
    client = Client(Front(Counting(is_kept=False)))
    bodies = ("a", "b", "a", "b", "c")
    found = [client.post("/_dash-update-component", data=body).text for body in bodies]

    assert found == ["1", "2", "1", "2", "3"]


def test_a_body_that_no_page_sends_is_left_to_the_site() -> None:
    application = Counting(is_kept=False)
    client = Client(Front(application))
    for _ in range(2):
        client.post("/_dash-update-component", data=5_000 * "a")
        client.post("/corriger", data="a")

    assert application.n == 4


def test_the_scripts_of_dash_are_answered_once() -> None:
    application = Counting(is_kept=False)
    texts(Front(application), *2 * ["/_dash-component-suites/dash/deps/react.js"])

    assert application.n == 1


def undated(answer: TestResponse) -> list[tuple[str, str]]:
    """Return the headers of an answer but its date, which is that of each time it is given."""
    return [(name, value) for name, value in answer.headers if name != "Date"]


@pytest.mark.parametrize(
    "path", ["/", "/?departement=13", "/?rien=1", "/liste", "/api/poles.geojson", "/pole/le-phare"]
)
def test_a_kept_answer_is_what_the_site_answers(
    client: FlaskClient, server: object, path: str
) -> None:
    asked = {"Accept-Encoding": "gzip", "X-Request-ID": "same"}
    first, again = (client.get(path, headers=asked) for _ in range(2))
    own = client.get(path, headers={**asked, "If-Match": first.headers.get("ETag", "*")})

    assert first.data == again.data == own.data
    assert list(again.headers) == undated(first) == undated(own)
    assert again.status_code == own.status_code


def test_the_page_is_composed_once_for_equal_queries(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed: list[object] = []

    def write(shown: object) -> str:
        composed.append(shown)
        return '<div id="react-entry-point"></div>'

    monkeypatch.setattr("app.create_shell", write)
    asked = ("?departement=13&departement=2A", "?departement=2A&departement=13")
    tags = {client.get(f"/{query}&secteur=culture").headers["ETag"] for query in asked}

    assert len(composed) == len(tags) == 1


def test_the_page_is_revalidated(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Encoding": "br"})
    again = client.get(
        "/", headers={"Accept-Encoding": "br", "If-None-Match": page.headers["ETag"]}
    )

    assert page.headers["Cache-Control"] == "no-cache"
    assert page.headers["Content-Encoding"] == "br"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]


def test_two_starts_write_the_same_page(dataset: object) -> None:
    from app import create_app

    pages = {create_app(dataset=dataset).server.test_client().get("/").data for _ in range(2)}

    assert len(pages) == 1
