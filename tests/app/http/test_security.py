"""The headers that keep the page to its own site."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from app.http.security import content_security_policy

if TYPE_CHECKING:
    from flask.testing import FlaskClient


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/poles.geojson", "/nothing"])
def test_no_response_lets_its_type_be_guessed(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_is_confined_to_its_site(client: FlaskClient) -> None:
    headers = client.get("/").headers

    assert headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_only_the_embedded_page_may_stand_in_other_sites(client: FlaskClient) -> None:
    def framing(path: str) -> str:
        policy = client.get(path).headers["Content-Security-Policy"]
        return re.search(r"frame-ancestors [^;]+", policy)[0]

    assert framing("/?embed=1&region=93") == "frame-ancestors *"
    assert framing("/") == framing("/?embed=2") == "frame-ancestors 'self'"
    assert framing("/liste?embed=1") == "frame-ancestors 'self'"


def test_a_background_is_the_only_other_site_that_the_page_may_ask() -> None:
    host = "https://data.geopf.fr"
    directives = dict(
        part.strip().split(" ", 1) for part in content_security_policy([], [host]).split(";")
    )
    assert [name for name, values in directives.items() if host in values] == [
        "img-src",
        "connect-src",
    ]


def test_without_a_background_the_page_asks_nobody_else() -> None:
    assert "http" not in content_security_policy([])


def test_data_carry_no_rule_of_pages(client: FlaskClient) -> None:
    assert "Content-Security-Policy" not in client.get("/api/poles.geojson").headers


def test_the_policy_names_no_other_site_and_no_unsafe_script(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    assert "http" not in policy
    assert "unsafe" not in directives["script-src"]
    assert directives["worker-src"] == "'self' blob:"


def test_the_policy_allows_every_inline_script_of_the_page(client: FlaskClient) -> None:
    response = client.get("/")
    page = response.get_data(as_text=True)
    inline = re.findall(r'<script id="[^"]+" type="application/javascript">(.*?)</script>', page)
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline
    ]

    assert len(inline) == 1
    assert f"'sha256-{digests[0]}'" in response.headers["Content-Security-Policy"]
