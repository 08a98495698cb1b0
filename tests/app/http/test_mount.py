"""The site under a path of its host: every address that a browser follows begins with it."""

from __future__ import annotations

import json
import re
from html import unescape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from app import ASSETS, create_app
from app.http.mount import Mount, is_near
from app.settings import Settings

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from app.dataset import Dataset

ROOT = "/ptce"
FOLLOWED = re.compile(r"""(?:\b(?:href|src|action)=|url=)["']?(/[^"'\s>]*)""")
PAGES = (
    *("/", "/?lang=en", "/?embed=1", "/liste", "/liste?lieu=com:38185", "/liste?appel=ami-2099"),
    *("/methode", "/corriger", "/api", "/ogc?f=html", "/ogc/collections?f=html", "/nulle-part"),
    *("/ogc/collections/poles/items?f=html", "/pole/inconnu"),
)
UPDATE = "/_dash-update-component"


def followed(text: str) -> list[str]:
    """Return the addresses of a page that begin with a slash."""
    return FOLLOWED.findall(text)


def links_of(value: Any) -> list[str]:
    """Return what a layout of Dash links to or shows, within the site."""
    if isinstance(value, list):
        return [link for part in value for link in links_of(part)]
    if not isinstance(value, dict):
        return []
    own = [str(value[key]) for key in ("href", "src") if value.get(key)]
    return [*(link for link in own if link[0] == "/"), *links_of(list(value.values()))]


class Way:
    """A way in which requests reach the site that stands under the path."""

    def __init__(self, server: Flask, *, is_kept: bool, **options: Any) -> None:
        self.client: FlaskClient = server.test_client()
        self.before = ROOT if is_kept else ""
        self.options = options

    def get(self, path: str, **more: Any) -> TestResponse:
        """Ask for an address of the site."""
        return self.client.get(f"{self.before}{path}", **self.options, **more)


@pytest.fixture(scope="module")
def under_setting(dataset: Dataset) -> Flask:
    """The site whose setting names its path."""
    flask: Flask = create_app(Settings(base_path=f"{ROOT}/"), dataset).server
    return flask


@pytest.fixture(params=["header", "server", "setting, kept", "setting, taken away"])
def way(request: pytest.FixtureRequest, server: Flask, under_setting: Flask) -> Way:
    """Each way to say the path, and to let it stand before what is asked for."""
    return {
        "header": lambda: Way(server, is_kept=False, headers={"X-Forwarded-Prefix": ROOT}),
        "server": lambda: Way(server, is_kept=False, environ_overrides={"SCRIPT_NAME": ROOT}),
        "setting, kept": lambda: Way(under_setting, is_kept=True),
        "setting, taken away": lambda: Way(under_setting, is_kept=False),
    }[request.param]()


def test_no_address_of_a_page_leaves_the_path(way: Way, dataset: Dataset) -> None:
    pages = (*PAGES, f"/pole/{dataset.poles.index[0]}")
    found = {page: followed(way.get(page).text) for page in pages}

    assert {page: len(links) > 4 for page, links in found.items()} == dict.fromkeys(pages, True)
    left = [link for links in found.values() for link in links if not link.startswith(f"{ROOT}/")]
    assert left == []
    assert [link for links in found.values() for link in links if link.count(ROOT) > 1] == []


def test_the_addresses_of_a_page_answer(way: Way) -> None:
    links = {link for page in ("/", "/liste") for link in followed(way.get(page).text)}
    unanswered = []
    for link in links:
        with way.get(unescape(link.removeprefix(ROOT)).partition("#")[0]) as answer:
            unanswered += [] if answer.status_code == HTTPStatus.OK else [link]

    assert unanswered == []


def test_the_page_tells_its_scripts_the_path(way: Way) -> None:
    page = way.get("/").text

    assert f'<body data-root="{ROOT}" ' in page
    (config,) = re.findall(
        r'<script id="_dash-config" type="application/json">(.*?)</script>', page
    )
    assert json.loads(config)["requests_pathname_prefix"] == f"{ROOT}/"


def test_scripts_write_no_address_but_under_the_path() -> None:
    written = re.compile(r"""([\w.(]*)["'`](/(?:[a-z_]+|(?=["'`])))""")
    scripts = {path: path.read_text() for path in ASSETS.rglob("*.js")}
    code = {path: re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) for path, text in scripts.items()}
    found = {(path.name, *pair) for path, text in code.items() for pair in written.findall(text)}

    kept = ("under(", ".split(")  # the path is put before it; it cuts a key and is no address
    bare = {(name, address) for name, before, address in found if not before.endswith(kept)}
    assert bare == {("controls.js", "/"), ("options.js", "/api"), ("view.js", "/api")}
    assert len(found) > 6


def test_the_page_of_the_scripts_stays_under_the_path(way: Way) -> None:
    page = way.get("/").text.partition('<template id="template-page">')[2]
    links = re.findall(r'(?:href|src)="(/[^"]*)"', page)

    assert len(links) > 20
    assert [link for link in links if not link.startswith(f"{ROOT}/")] == []


def test_redirections_stay_under_the_path(way: Way) -> None:
    targets = {
        "/favicon.ico": f"{ROOT}/assets/logo.svg",
        "/api/": f"{ROOT}/api",
        "/ogc/": f"{ROOT}/ogc",
        "/?lang=en&utm_source=lettre": f"{ROOT}/?lang=en",
        "/liste?lang=en&fbclid=abc": f"{ROOT}/liste?lang=en",
    }

    assert {asked: way.get(asked).headers["Location"] for asked in targets} == targets


def test_what_the_api_refers_to_stays_under_the_path(way: Way) -> None:
    said = way.get("/api/poles.csv").headers["Link"]
    refused = way.get("/api/poles.doc").json
    landing = way.get("/ogc?f=json").json

    assert re.findall(r"<(/[^>]*)>", said) == [
        f"{ROOT}/api/poles.csv",
        f"{ROOT}/api/poles.csv.datapackage.json",
        f"{ROOT}/api",
    ]
    assert refused is not None
    assert (refused["type"], refused["instance"]) == (
        f"{ROOT}/api#problem-format",
        f"{ROOT}/api/poles.doc",
    )
    assert landing is not None
    own = [link["href"] for link in landing["links"] if "localhost" in link["href"]]
    assert [href for href in own if not href.startswith(f"http://localhost{ROOT}/ogc")] == []
    assert len(own) == 6


def test_the_drawer_stays_under_the_path(way: Way, dataset: Dataset) -> None:
    pole = str(dataset.poles.index[0])
    sent = {
        "output": "drawer-body.children",
        "outputs": {"id": "drawer-body", "property": "children"},
        "inputs": [
            {"id": "selected", "property": "data", "value": pole},
            {"id": "place", "property": "data", "value": ""},
        ],
        "state": [{"id": "query", "property": "data", "value": ""}],
        "changedPropIds": ["selected.data"],
    }
    answer = way.client.post(f"{way.before}{UPDATE}", json=sent, **way.options)
    links = links_of(answer.json)

    assert f"{ROOT}/pole/{pole}" in links
    assert [link for link in links if not link.startswith(f"{ROOT}/")] == []


def test_one_server_answers_under_each_path_by_its_own_addresses(server: Flask) -> None:
    client = server.test_client()
    paths = ("", "/ptce", "/cartes/ptce", "")
    pages = [client.get("/liste", headers={"X-Forwarded-Prefix": path}) for path in paths]

    roots = [set(re.findall(r'href="([^"]*)/assets/logo.svg"', page.text)) for page in pages]
    assert roots == [{path} for path in paths]
    assert len({page.headers["ETag"] for page in pages}) == 3


def test_the_path_alone_leads_to_the_page(under_setting: Flask) -> None:
    answer = under_setting.test_client().get("/ptce?niveau=region")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/ptce/?niveau=region")


def place(mount: Mount, **environ: str) -> tuple[str, str]:
    placed = mount.place({"REMOTE_ADDR": "127.0.0.1", "PATH_INFO": "/liste", **environ})
    return placed["SCRIPT_NAME"], placed["PATH_INFO"]


def nothing(*_: object) -> list[bytes]:
    return []


@pytest.mark.parametrize(
    ("proxies", "address", "told", "path"),
    [
        (None, "127.0.0.1", "/ptce", "/ptce"),
        (None, "::1", "/ptce/", "/ptce"),
        (None, "", "/ptce", "/ptce"),
        (None, "192.0.2.7", "/ptce", ""),
        (None, "nobody", "/ptce", ""),
        (0, "127.0.0.1", "/ptce", ""),
        (1, "192.0.2.7", "/ptce", "/ptce"),
        (1, "192.0.2.7", "/forged, /ptce", "/ptce"),
        (2, "192.0.2.7", "/forged, /outer, /inner", "/outer"),
        (2, "192.0.2.7", "/ptce", ""),
        (1, "192.0.2.7", "//example.org", ""),
        (1, "192.0.2.7", "https://example.org", ""),
        (1, "192.0.2.7", '/"><script>', ""),
        (1, "192.0.2.7", "/../ptce", ""),
        (1, "192.0.2.7", "/", ""),
    ],
)
def test_a_header_is_believed_from_the_proxies_trusted(
    proxies: int | None, address: str, told: str, path: str
) -> None:
    mount = Mount(nothing, "", proxies)

    found = place(mount, REMOTE_ADDR=address, HTTP_X_FORWARDED_PREFIX=told)
    assert found == (path, "/liste")


def test_what_the_server_and_the_settings_say_comes_before_the_header() -> None:
    told = {"HTTP_X_FORWARDED_PREFIX": "/told"}

    assert place(Mount(nothing, "/set", None), **told) == ("/set", "/liste")
    assert place(Mount(nothing, "/set", None), SCRIPT_NAME="/served", **told)[0] == "/served"
    assert place(Mount(nothing, "", None), SCRIPT_NAME="/s/", PATH_INFO="") == ("/s", "/")


def test_a_path_is_taken_away_once_and_whole() -> None:
    mount = Mount(nothing, "/ptce", None)
    asked = ("/ptce/ptce", "/ptce", "/ptce/", "/ptcefoo", "/liste", "")

    assert [place(mount, PATH_INFO=path)[1] for path in asked] == [
        *("/ptce", "", "/", "/ptcefoo", "/liste", "")
    ]


def test_a_machine_is_known_by_its_address() -> None:
    assert [is_near(host) for host in ("127.0.0.9", "::1", "", "10.0.0.1", "x")] == [
        *(True, True, True, False, False)
    ]


def test_trusted_proxies_tell_the_host_too(dataset: Dataset) -> None:
    told = {
        "X-Forwarded-Host": "cartes.example.org",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/ptce",
    }
    client = create_app(Settings(proxies=1), dataset).server.test_client()

    page = client.get("/liste", headers=told).text
    assert '<link rel="canonical" href="https://cartes.example.org/ptce/liste' in page


def test_the_public_address_tells_the_path(dataset: Dataset) -> None:
    settings = Settings(public_url="https://example.org/ptce/")

    assert settings.root_path == "/ptce"
    assert Settings(public_url="https://example.org").root_path == ""
    assert Settings(public_url="https://example.org/ptce", base_path="/ptce/").root_path == "/ptce"


@pytest.mark.parametrize("path", ["ptce", "//ptce", "/a b", "/../a", "/é", "/"])
def test_a_path_that_is_not_well_formed_is_refused(path: str) -> None:
    with pytest.raises(ValidationError, match="base_path"):
        Settings(base_path=path)


def test_two_paths_that_disagree_are_refused() -> None:
    with pytest.raises(ValidationError, match="base_path"):
        Settings(public_url="https://example.org/cartes", base_path="/ptce")
