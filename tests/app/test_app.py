"""The application as a whole: its page, its languages, its layout, its callbacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from app import ASSETS, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from app import PtceDash
    from app.dataset import Dataset


def components(node: Any) -> Iterator[dict[str, Any]]:
    """Walk a layout: every component, as the browser receives it."""
    if isinstance(node, list):
        for child in node:
            yield from components(child)
    elif isinstance(node, dict):
        if "namespace" in node:
            yield node
        for value in node.values():
            yield from components(value)


def layout(client: FlaskClient) -> list[dict[str, Any]]:
    return list(components(client.get("/_dash-layout").get_json()))


def written(client: FlaskClient, query: str = "") -> str:
    """Return the page of the scripts as HTML, without what answers fill."""
    page = client.get(f"/{query}").get_data(as_text=True)
    return page.partition('<template id="template-page">')[2].partition("</template>")[0]


@pytest.mark.parametrize(
    ("query", "lang", "title"),
    [
        ("", "fr", "Carte des PTCE"),
        ("?lang=en", "en", "Map of PTCEs"),
        ("?lang=xx", "fr", "Carte des PTCE"),
    ],
)
def test_the_page_is_in_the_language_asked(
    client: FlaskClient, query: str, lang: str, title: str
) -> None:
    page = client.get(f"/{query}").get_data(as_text=True)

    assert f'<html lang="{lang}">' in page
    assert f"<title>{title}</title>" in page


def test_the_page_of_the_scripts_is_in_the_language_asked(client: FlaskClient) -> None:
    assert "Télécharger" in written(client)
    assert "Télécharger" not in written(client, "?lang=en")


def test_the_page_of_the_scripts_has_one_main_title(client: FlaskClient) -> None:
    assert written(client).count("<h1>") == 1
    assert written(client, "?embed=1").count('<h1 class="visually-hidden">') == 1


def test_ids_are_unique(client: FlaskClient) -> None:
    found = [component["props"]["id"] for component in layout(client) if "id" in component["props"]]
    found += re.findall(r' id="([^"]*)"', written(client))

    assert len(found) > 80
    assert sorted(found) == sorted(set(found))


def test_what_answers_fill_has_its_place_in_the_page(client: FlaskClient) -> None:
    outlets = re.findall(r'data-component="([^"]*)"', written(client))
    held = {component["props"].get("id"): component["type"] for component in layout(client)}

    filled = {"drawer-body", "legend-body", "legend-without", "map-webgl", "sentence"}
    assert set(outlets) == filled
    assert len(outlets) == len(filled)
    assert {held[outlet] for outlet in outlets} == {"Div", "P"}
    assert len(held) == 15


def test_every_callback_refers_to_components_that_exist(app: PtceDash, client: FlaskClient) -> None:
    ids = {component["props"].get("id") for component in layout(client)}
    callbacks = client.get("/_dash-dependencies").get_json()
    refers = {
        reference["id"] for call in callbacks for reference in (*call["inputs"], *call["state"])
    }

    assert len(callbacks) > 5
    assert refers <= ids


def test_clientside_functions_are_in_the_scripts(client: FlaskClient) -> None:
    scripts = "".join(path.read_text("utf-8") for path in ASSETS.rglob("*.js"))
    functions = [
        call["clientside_function"]["function_name"]
        for call in client.get("/_dash-dependencies").get_json()
        if call["clientside_function"]
    ]

    assert {"read", "apply", "applyMap", "applyPage", "focusDrawer", "onMap"} == set(functions)
    assert [name for name in functions if name not in scripts] == []


def test_controls_of_the_scripts_are_in_the_layout(client: FlaskClient) -> None:
    import re

    scripts = [*(ASSETS / "page").glob("*.js"), ASSETS / "page.js"]
    script = "".join(path.read_text("utf-8") for path in scripts)
    used = set(re.findall(r'"#([a-z-]+)"|byId\("([a-z-]+)"\)', script))
    ids = {component["props"].get("id") for component in layout(client)}
    written = set(re.findall(r' id="([a-z-]+)"', client.get("/").get_data(as_text=True)))

    assert {selector or other for selector, other in used} <= ids | written


def test_health_is_answered(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200


def test_two_applications_answer_in_one_process(dataset: Dataset) -> None:
    second = create_app(dataset=dataset).server.test_client()

    assert len(second.get("/_dash-dependencies").get_json()) > 5


def test_scripts_are_served_before_any_page_was(dataset: Dataset) -> None:
    fresh = create_app(dataset=dataset).server.test_client()
    page = fresh.get("/").get_data(as_text=True)
    start = page.index("/_dash-component-suites/")
    path = page[start : page.index('"', start)]

    assert create_app(dataset=dataset).server.test_client().get(path).status_code == 200


def test_what_never_changes_is_in_the_page_and_not_in_the_layout(client: FlaskClient) -> None:
    page = client.get("/?lang=en").get_data(as_text=True)
    slots = set(re.findall(r'data-template="([^"]*)"', written(client)))

    assert slots == {
        "template-classes",
        "template-lieux",
        "template-outils",
        "template-recherche",
        "template-facettes",
        "template-colonnes",
        "template-liste",
        "template-statistiques",
        "template-methode",
        "template-telechargement",
    }
    assert all(page.count(f'id="{slot}">') == 1 for slot in slots)
    assert page.count("<tr data-pole=") == 5
    assert '<caption class="visually-hidden">The hubs shown</caption>' in page


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["/", "/_dash-layout"])
def test_a_page_is_the_same_whichever_process_answers_and_whenever(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, path: str, coding: str
) -> None:
    answers = []
    for seconds in (1_000_000_000.0, 1_700_000_000.0):
        monkeypatch.setattr("time.time", lambda seconds=seconds: seconds)
        client = create_app(dataset=dataset).server.test_client()
        client.get("/")
        answer = client.get(path, headers={"Accept-Encoding": coding})
        answers.append((answer.content_encoding or "identity", answer.data))

    assert answers[0] == answers[1]
    assert answers[0][0] == coding
