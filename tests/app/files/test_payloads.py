"""The files made in memory."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import brotli

from app.files.payloads import create_payload, pole_facts

if TYPE_CHECKING:
    from app.dataset import Dataset


def content(dataset: Dataset, name: str) -> Any:
    return json.loads(dataset.payloads[name].encodings["identity"])


def test_a_file_is_named_by_its_content() -> None:
    first, same, other = (create_payload("facts", "json", data) for data in (b"1", b"1", b"2"))

    assert first.file_name == "facts.6b86b273ff.json"
    assert first.url == f"/geo/{same.file_name}"
    assert first.file_name != other.file_name
    assert first.media_type == "application/json"


def test_a_file_keeps_its_content_in_every_coding() -> None:
    data = b"pole " * 100
    encodings = create_payload("facts", "json", data).encodings

    assert gzip.decompress(encodings["gzip"]) == brotli.decompress(encodings["br"]) == data


def test_outlines_are_those_of_the_poles_that_have_one(dataset: Dataset) -> None:
    features = content(dataset, "territoires")["features"]

    assert {feature["properties"]["id"] for feature in features} == {
        "le-phare",
        "la-voisine",
        "le-quartier",
        "ile-haute",
    }


def test_unknown_seats_are_marked_in_their_territory(dataset: Dataset) -> None:
    features = content(dataset, "sieges")["features"]

    assert {feature["properties"]["connu"] for feature in features} == {False}
    assert "pole:le-phare" in {feature["properties"]["cle"] for feature in features}


def test_the_communes_of_each_pole_are_listed_once(dataset: Dataset) -> None:
    assert content(dataset, "members")["commune"]["le-phare"] == ["13001", "13002"]


def test_facts_of_the_poles_are_named_in_the_language(dataset: Dataset) -> None:
    french, english = (
        {facts["id"]: facts for facts in pole_facts(dataset.catalog, lang)} for lang in ("fr", "en")
    )

    assert french["le-phare"]["secteurs"] == "Alimentation, Culture"
    assert english["le-phare"]["secteurs"] == "Alimentation (en), Culture (en)"
    assert french["le-phare"]["appels"] == "AAP 2013, AMI 2022"
    assert french["la-voisine"]["note"] == "Périmètre approché"
    assert french["ile-haute"]["note"] == "Pôle terminé (2019)"


def test_the_style_of_each_theme_draws_from_addresses_of_the_site(dataset: Dataset) -> None:
    for theme in ("light", "dark"):
        sources = content(dataset, f"style-{theme}")["sources"]
        addresses = [source.get("data") or source["tiles"][0] for source in sources.values()]

        assert sources["territoires"]["data"] == dataset.payload_url("territoires")
        assert all(address.startswith(("/geo/", "/tiles/")) for address in addresses)
