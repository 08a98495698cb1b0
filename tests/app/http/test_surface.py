"""What the server answers: the addresses that docs/security.md names, and nothing else."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from app.http.security import LONGEST_ADDRESS
from ptce_map.filters.filters import FILTERS

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from app.dataset import Dataset

ROOT = Path(__file__).parent.parent.parent.parent
DOCUMENT = (ROOT / "docs" / "security.md").read_text("utf-8")
ROUTE = re.compile(r"^\| ([A-Z, ]+) \| `(/[^`]*)` \|", re.MULTILINE)


def documented() -> dict[str, set[str]]:
    """Return the addresses that the document names, with their methods."""
    alone = DOCUMENT.partition("### Several programmes")[0]
    return {address: set(methods.split(", ")) for methods, address in ROUTE.findall(alone)}


def test_every_address_that_the_server_answers_is_documented(server: Flask) -> None:
    answered: dict[str, set[str]] = {}
    for rule in server.url_map.iter_rules():
        answered.setdefault(rule.rule, set()).update(rule.methods or ())

    assert all("OPTIONS" in methods for methods in answered.values())
    assert all(("HEAD" in methods) == ("GET" in methods) for methods in answered.values())
    by_hand = {rule: methods - {"HEAD", "OPTIONS"} for rule, methods in answered.items()}
    assert by_hand == documented()


def test_what_is_sent_is_read_at_two_addresses_alone() -> None:
    posted = [address for address, methods in documented().items() if "POST" in methods]

    assert posted == ["/corriger", "/_dash-update-component"]


def test_the_tests_that_keep_the_promises_are_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", DOCUMENT)

    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_endpoints_of_development_are_closed(
    server: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/_reload-hash").status_code == 404

    monkeypatch.setattr(server, "debug", True)
    assert client.get("/_reload-hash").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/liste", "/corriger", "/api/poles.csv", "/healthz"])
def test_methods_that_would_change_something_are_not_there(
    client: FlaskClient, method: str, path: str
) -> None:
    answer = client.open(path, method=method)

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/", "/liste", "/corriger", "/api", "/ogc", "/_dash-layout"])
def test_no_answer_sets_a_cookie(client: FlaskClient, path: str) -> None:
    assert "Set-Cookie" not in client.get(path, headers={"Cookie": "a=1"}).headers


def test_gunicorn_reads_the_longest_address() -> None:
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    assert settings["limit_request_line"] >= LONGEST_ADDRESS + len("OPTIONS  HTTP/1.1")


@pytest.mark.data
def test_all_values_of_all_filters_of_the_shipped_register_fit_in_an_address(
    shipped: Dataset,
) -> None:
    asked = [(row.key, value) for row in FILTERS for value in shipped.vocabulary.values(row.key)]

    assert len(asked) > 200
    assert len(f"/api/communes.geojson?{urlencode(asked)}") < LONGEST_ADDRESS
