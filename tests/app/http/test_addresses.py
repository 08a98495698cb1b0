"""Addresses that keep what the reader chose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app.dashboard.layout import create_templates
from app.http.addresses import map_with

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset


def test_an_address_of_the_map_keeps_the_language() -> None:
    assert map_with("pole", "le-phare", "fr") == "/?pole=le-phare"
    assert map_with("region", "93", "en") == "/?region=93&lang=en"


def test_the_rows_of_the_lists_keep_the_language(dataset: Dataset) -> None:
    hrefs = re.findall(r'href="(/\?[^"]*)"', create_templates(dataset, "en"))

    assert "/?pole=le-phare&amp;lang=en" in hrefs
    assert "/?departement=13&amp;lang=en" in hrefs
    assert [href for href in hrefs if "lang=en" not in href] == []


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        ("/?utm_source=lettre&utm_medium=mail&fbclid=abc", "/"),
        ("/?region=93&utm_source=lettre", "/?region=93"),
        ("/liste?region=93&amp;departement=13", "/liste?region=93&departement=13"),
        ("/liste).?region=93", "/liste?region=93"),
        ("/pole/le-phare?gclid=1", "/pole/le-phare"),
        ("/pole/le-phare)", "/pole/le-phare"),
        ("/methode?mc_cid=1&lang=en", "/methode?lang=en"),
        ("/api?region=93&xtor=EPR-1", "/api?region=93"),
    ],
)
def test_the_readers_of_a_page_are_led_to_its_tidy_address(
    client: FlaskClient, given: str, tidy: str
) -> None:
    answer = client.get(given)

    assert (answer.status_code, answer.location) == (302, tidy)
    assert client.get(tidy).status_code == 200


def test_the_tidy_address_keeps_the_prefix_of_the_site(client: FlaskClient) -> None:
    answer = client.get("/?fbclid=1&region=93", environ_overrides={"SCRIPT_NAME": "/ptce"})

    assert answer.location == "/ptce/?region=93"


@pytest.mark.parametrize(
    "address",
    [
        "/api/poles.csv?region=93&utm_source=lettre",
        "/api/carte.txt?region=93&fbclid=1",
        "/ogc/collections/poles/items?region=93&gclid=1",
        "/ogc?msclkid=1",
        "/api/catalog.jsonld?_ga=1",
    ],
)
def test_services_answer_as_if_trackers_were_not_there(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert address.rpartition("&")[2].rpartition("?")[2] not in answer.headers.get("Link", "")


@pytest.mark.parametrize("address", ["/api/poles.csv?couleur=1", "/ogc?couleur=1"])
def test_services_refuse_what_no_tracker_adds(client: FlaskClient, address: str) -> None:
    assert client.get(f"{address}&utm_source=x").status_code == 400
