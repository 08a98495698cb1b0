"""Several programmes in one site: each under its path, the refused one said, the others there."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.test import Client

from app.http.metrics import Standing
from app.hub.dispatch import Dispatch
from app.hub.members import member_settings
from app.hub.site import create_hub
from app.settings import Settings
from tests.app.http.test_surface import ROUTE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset
    from app.hub.members import Members
    from app.hub.site import Hub

ROOT = Path(__file__).parent.parent.parent.parent
HTML = {"Accept": "text/html"}
FOLLOWED = re.compile(r"""(?:\b(?:href|src|action)=)["']?(/[^"'\s>]*)""")
PROGRAMME_PAGES = ("/", "/?lang=en", "/liste", "/methode", "/api", "/pole/le-phare", "/ogc?f=html")


def test_the_home_leads_to_the_programmes(visitor: FlaskClient) -> None:
    answer = visitor.get("/?lang=en&theme=sombre")
    assert (answer.status_code, answer.location) == (302, "/programmes?lang=en&theme=sombre")


@pytest.mark.parametrize("path", PROGRAMME_PAGES)
def test_a_programme_is_the_site_of_its_register_under_its_path(
    visitor: FlaskClient, path: str
) -> None:
    answer = visitor.get(f"/p/poles{path}", headers=HTML)
    assert answer.status_code == 200
    links = FOLLOWED.findall(answer.text)
    lang = "lang=en" if "lang=en" in path else ""
    ways = {"/p/lieux/": "", "/programmes": "", "/croiser": "premier=poles"}
    expected = {
        f"{way}?{query}".rstrip("?")
        for way, own in ways.items()
        for query in ("&".join(filter(None, (own, lang))),)
    }
    outside = {unescape(link) for link in links if not link.startswith("/p/poles")}
    assert outside == expected or path.startswith("/ogc")


def test_programmes_do_not_mix(visitor: FlaskClient) -> None:
    assert visitor.get("/p/lieux/pole/la-forge").status_code == 200
    assert visitor.get("/p/poles/pole/la-forge").status_code == 404
    assert "la-forge" in visitor.get("/p/lieux/api/poles.csv").text
    assert "la-forge" not in visitor.get("/p/poles/api/poles.csv").text


def test_a_path_without_its_slash_leads_to_the_programme(visitor: FlaskClient) -> None:
    assert visitor.get("/p/poles").location == "/p/poles/"


def test_a_refused_programme_is_said_and_takes_none_of_the_others_down(
    visitor: FlaskClient,
) -> None:
    for path in ("/p/casse", "/p/casse/", "/p/casse/liste"):
        answer = visitor.get(path, headers=HTML)
        assert answer.status_code == 503
        assert "Dossier casse" in answer.text
        assert "(erreurs\u00a0: 3)" in answer.text
    assert visitor.get("/p/poles/healthz").get_json()["status"] == "ok"


@pytest.mark.parametrize("path", ["/p/inconnu/", "/p/inconnu/liste", "/nulle-part"])
def test_an_address_that_leads_nowhere_leads_back_to_the_programmes(
    visitor: FlaskClient, path: str
) -> None:
    answer = visitor.get(path, headers=HTML)
    assert answer.status_code == 404
    assert 'href="/programmes"' in answer.text
    assert visitor.get(path, headers={"Accept": "application/json"}).get_json()["status"] == 404


def test_health_tells_each_programme(visitor: FlaskClient) -> None:
    answer = visitor.get("/healthz")
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.get_json()
    assert (told["status"], told["millesime"]) == ("ok", 2026)
    states = {slug: programme["state"] for slug, programme in told["programmes"].items()}
    assert states == {"lieux": "current", "poles": "current", "casse": "refused"}
    assert told["programmes"]["casse"]["refused"]["faults"] == 3
    assert told["programmes"]["poles"]["poles"] == 5


def test_figures_are_labelled_by_their_programme(members: Members) -> None:
    families = {family.name: family for family in Standing(members.describe()).collect()}
    poles = families["ptce_register_poles"].samples
    assert {sample.labels["programme"]: sample.value for sample in poles} == {
        "lieux": 2,
        "poles": 5,
    }
    kept = families["ptce_register_kept"].samples
    assert {sample.labels["programme"]: sample.value for sample in kept}["casse"] == 1


def test_files_that_all_have_alike_are_given_at_the_root(
    visitor: FlaskClient, members: Members
) -> None:
    for path in (members.first.payload_url("themes"), "/assets/logo.svg"):
        with visitor.get(path) as answer:
            assert answer.status_code == 200


def test_programmes_switch_to_one_another(visitor: FlaskClient) -> None:
    for path, n_pages in (("/p/poles/", 2), ("/p/poles/liste", 1)):
        text = visitor.get(path).text
        assert text.count('href="/p/lieux/"') == n_pages
        assert text.count("Tous les programmes") == n_pages


def test_a_register_alone_has_no_switch(client: FlaskClient) -> None:
    for path in ("/", "/liste", "/_dash-layout"):
        assert 'class="programmes-menu' not in client.get(path).text


def test_the_path_of_the_host_stands_before_that_of_the_programme(
    members: Members, derived: Path
) -> None:
    served = create_hub(Settings(derived=derived, base_path="/cartes"), members)
    client = served.server.test_client()
    page = client.get("/cartes/p/poles/liste").text
    assert 'href="/cartes/p/lieux/"' in page
    assert 'href="/cartes/programmes"' in page
    assert client.get("/cartes/").location == "/cartes/programmes"


def test_the_seats_and_the_memory_of_answers_are_those_of_one_process(hub: Hub) -> None:
    apps = list(hub.apps.values())
    kept = {app.answers.keep for app in apps}
    assert len(kept) == len(apps)
    assert all(app.server is not hub.server for app in apps)


def test_settings_of_a_programme_are_those_of_the_site_under_its_path(derived: Path) -> None:
    site = Settings(derived=derived, public_url="https://cartes.example/", access_log="full")
    own = member_settings(site, "lieux", derived / "lieux")
    assert own.public_url == "https://cartes.example/p/lieux"
    assert (own.access_log, own.metrics) == ("none", None)
    assert own.cache == derived / "build" / "prepared-lieux"
    elsewhere = member_settings(site.model_copy(update={"cache": derived}), "a", derived)
    assert elsewhere.cache == derived / "prepared-a"


def test_every_address_of_the_site_is_documented(hub: Hub) -> None:
    document = (ROOT / "docs" / "security.md").read_text("utf-8")
    _, _, several = document.partition("### Several programmes")
    documented = {address for _, address in ROUTE.findall(several)}
    assert {rule.rule for rule in hub.server.url_map.iter_rules()} == documented


@pytest.mark.parametrize(
    ("path", "root", "inside"),
    [
        ("/p/a/liste", "/p/a", "/liste"),
        ("/p/a", "/p/a", ""),
        ("/geo/x.css", "", "/geo/x.css"),
        ("/p/ab/liste", "hub", "/p/ab/liste"),
        ("/programmes", "hub", "/programmes"),
    ],
)
def test_requests_are_handed_to_the_programme_of_their_path(
    path: str, root: str, inside: str
) -> None:
    def echo(name: str) -> Any:
        def answer(environ: dict[str, str], start: object) -> list[bytes]:
            start("200 OK", [])
            return [f"{name}{environ['SCRIPT_NAME']}|{environ['PATH_INFO']}".encode()]

        return answer

    found = Client(Dispatch(echo("hub"), {"a": echo("")})).get(path).text
    assert found == f"{root}|{inside}"


def test_a_dataset_says_nothing_of_siblings_by_itself(dataset: Dataset) -> None:
    assert (dataset.slug, tuple(dataset.siblings)) == ("", ())
