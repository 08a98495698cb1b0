"""A line a request, an id, and nothing of who asked."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from app import create_app
from app.http.trace import Tracing, then
from app.settings import Settings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset

ASKING = {
    "User-Agent": "Phare/1.0",
    "Referer": "https://example.org/?q=rien",
    "X-Request-ID": "proxy-7f.2_A",
    "X-Forwarded-For": "192.0.2.7",
}


def said(dataset: Dataset, capsys: pytest.CaptureFixture[str], access_log: str) -> dict[str, Any]:
    """Ask for a page; return the line that says so."""
    client = create_app(Settings(access_log=access_log), dataset).server.test_client()
    capsys.readouterr()
    answer = client.get("/liste?q=phare", headers=ASKING)
    answer.close()
    out = capsys.readouterr().out
    assert answer.headers["X-Request-ID"] == ASKING["X-Request-ID"]
    lines = out.splitlines()
    assert len(lines) <= 1
    return dict(json.loads(lines[0])) if lines else {}


def test_a_line_says_what_was_answered_and_nothing_of_who_asked(
    dataset: Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    line = said(dataset, capsys, Settings().access_log)

    assert list(line) == ["time", "id", "method", "path", "status", "bytes", "ms"]
    assert [line["id"], line["method"], line["path"]] == ["proxy-7f.2_A", "GET", "/liste"]
    assert line["status"] == 200
    assert line["bytes"] > 1000
    assert line["ms"] > 0
    known = json.dumps(line)
    assert [word for word in ("phare", "Phare", "example", "192.0", "127.0") if word in known] == []


def test_an_operator_may_ask_for_more_or_for_nothing(
    dataset: Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    line = said(dataset, capsys, "full")

    assert [line[key] for key in ("query", "address", "browser", "referrer")] == [
        "q=phare",
        "127.0.0.1",
        "Phare/1.0",
        "https://example.org/?q=rien",
    ]
    assert said(dataset, capsys, "none") == {}


@pytest.mark.parametrize(
    "given", ["", "a" * 65, "a b", "a\u00e9", '{"id":1}', "<b>", "a/b", "%0d%0aX: 1"]
)
def test_an_id_that_is_none_is_replaced(client: FlaskClient, given: str) -> None:
    headers = {"X-Request-ID": given.encode().decode("latin-1")}
    first, second = (
        client.get("/healthz", headers=headers).headers["X-Request-ID"] for _ in range(2)
    )

    assert first != second
    assert len(first) == len(second) == 32
    assert int(first, 16) >= 0


@pytest.mark.parametrize("path", ["/geo/nothing.json", "/nowhere", "/api/nowhere", "/_dash-layout"])
def test_whatever_is_answered_has_an_id(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"X-Request-ID": "a"}).headers["X-Request-ID"] == "a"


class Sent(io.BytesIO):
    """A file as a server sends it, by the system."""


def test_a_file_is_left_to_the_server_and_told_once_it_is_closed() -> None:
    told: list[str] = []
    file = Sent(b"a")

    assert then(file, lambda: told.append("end"), {"wsgi.file_wrapper": Sent}) is file
    assert told == []
    file.close()
    assert told == ["end"]
    assert file.closed


def test_a_body_is_told_when_it_is_closed() -> None:
    told = []
    tracing = Tracing(
        lambda _, start: (start("200 OK", [("Content-Length", "3")]), [b"abc"])[1],
        [lambda trace, _: told.append((trace.status, trace.length, trace.route))],
    )
    body = tracing({"PATH_INFO": "/geo/a"}, lambda *_: lambda _: None)

    assert b"".join(body) == b"abc"
    assert told == []
    body.close()
    assert told == [(200, 3, "/geo/")]
