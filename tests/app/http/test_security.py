"""The headers that keep the page to its own site."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from app.http.security import content_security_policy, protect
from geodata.store import web_files

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset


def protected(embedders: str = "*", *, is_secure: bool = False) -> FlaskClient:
    """Return a browser of a server of one page, whose headers are those of the site."""
    server = Flask(__name__)
    server.add_url_rule("/", view_func=lambda: "<p>")
    protect(server, content_security_policy([]), embedders, is_secure=is_secure)
    return server.test_client()


def framing_of(client: FlaskClient, path: str) -> str:
    """Return which sites may frame a page."""
    policy = client.get(path).headers["Content-Security-Policy"]
    return re.search(r"frame-ancestors [^;]+", policy)[0]


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/poles.geojson", "/nothing"])
def test_no_response_lets_its_type_be_guessed(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_is_confined_to_its_site(client: FlaskClient) -> None:
    headers = client.get("/").headers

    assert headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_only_the_embedded_page_may_stand_in_other_sites(client: FlaskClient) -> None:
    assert framing_of(client, "/?embed=1&region=93") == "frame-ancestors *"
    for path in ("/", "/?embed=2", "/liste?embed=1"):
        assert framing_of(client, path) == "frame-ancestors 'self'"


@pytest.mark.parametrize(
    ("embedders", "framing"),
    [
        ("*", "frame-ancestors *"),
        ("none", "frame-ancestors 'self'"),
        (
            "https://a.example https://*.b.example",
            "frame-ancestors 'self' https://a.example https://*.b.example",
        ),
    ],
)
def test_the_operator_names_the_sites_that_may_show_the_embedded_page(
    embedders: str, framing: str
) -> None:
    client = protected(embedders=embedders)

    assert framing_of(client, "/?embed=1") == framing
    assert framing_of(client, "/") == "frame-ancestors 'self'"


def test_a_page_has_no_power_that_it_does_not_use(client: FlaskClient) -> None:
    headers = client.get("/").headers

    assert "geolocation=(), microphone=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Permissions-Policy" not in client.get("/api/poles.csv").headers


def test_other_sites_load_the_data_and_the_embedded_page_alone(
    client: FlaskClient, dataset: Dataset
) -> None:
    def policy(path: str) -> str | None:
        with client.get(path) as answer:
            return answer.headers.get("Cross-Origin-Resource-Policy")

    departements = f"/geo/{web_files(dataset.derived)['departements']}"
    own = ("/", "/liste", "/_dash-layout", "/assets/style.css", "/apis", departements)
    assert [path for path in own if policy(path) != "same-origin"] == []
    assert [path for path in ("/api/poles.csv", "/ogc") if policy(path) != "cross-origin"] == []
    assert policy("/?embed=1") is None


def test_behind_tls_browsers_are_told_to_stay_there(client: FlaskClient) -> None:
    name = "Strict-Transport-Security"

    assert client.get("/", base_url="https://localhost").headers[name] == "max-age=31536000"
    assert protected(is_secure=True).get("/").headers[name] == "max-age=31536000"
    assert name not in client.get("/").headers


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
    inline = re.findall(r'<script id="[^"]+" type="module">(.*?)</script>', page, re.S)
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline
    ]

    assert len(inline) == 1
    assert f"'sha256-{digests[0]}'" in response.headers["Content-Security-Policy"]
