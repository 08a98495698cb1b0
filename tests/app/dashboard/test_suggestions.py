"""Suggestions of the search box, and the map in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.dashboard.suggestions import suggest
from app.dataset import create_dataset
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.conftest import TinyFrance


def test_suggestions_are_grouped_and_say_what_they_change(client: FlaskClient) -> None:
    (poles,) = client.get("/api/recherche?q=fanal&lang=fr").get_json()

    assert poles["title"] == "Pôles"
    assert poles["items"] == [
        {
            "name": "Le Phare",
            "detail": "«\u00a0Le Fanal\u00a0» · Saint-Étienne",
            "go": {"pole": "le-phare"},
        }
    ]


def test_sectors_and_calls_are_found_and_filter(client: FlaskClient) -> None:
    sectors, *_ = client.get("/api/recherche?q=CULT&lang=fr").get_json()
    (calls,) = client.get("/api/recherche?q=2013+aap&lang=en").get_json()

    assert sectors["title"] == "Filtres"
    assert sectors["items"] == [
        {"name": "Culture", "detail": "Secteur · 1 pôle", "go": {"secteur": ["culture"]}}
    ]
    assert [item["go"] for item in calls["items"]] == [{"appel": ["aap-2013"]}]


def test_a_commune_comes_with_its_departement_its_poles_and_the_code_looked_for(
    client: FlaskClient,
) -> None:
    (communes,) = client.get("/api/recherche?q=13010&lang=en").get_json()

    assert communes["items"] == [
        {
            "name": "Commune 1",
            "detail": "postal code 13010 · Bouches-du-Rhône, 2 hubs",
            "go": {"lieu": "13001", "pole": ""},
        },
        {
            "name": "Commune 2",
            "detail": "INSEE code 13010 · Bouches-du-Rhône, 2 hubs",
            "go": {"lieu": "13002", "pole": ""},
        },
    ]


def test_an_arrondissement_counts_its_own_poles(client: FlaskClient) -> None:
    (communes,) = client.get("/api/recherche?q=13501&lang=fr").get_json()

    assert communes["items"] == [
        {
            "name": "Cité 1er",
            "detail": "code postal 13501 · Bouches-du-Rhône, 1 pôle",
            "go": {"lieu": "13201", "pole": ""},
        }
    ]


def test_a_region_is_a_filter(client: FlaskClient) -> None:
    groups = client.get("/api/recherche?q=provence&lang=fr").get_json()

    assert groups[-1]["title"] == "Régions"
    assert groups[-1]["items"][0]["go"] == {"region": ["93"]}


def test_nothing_is_suggested_for_nothing(client: FlaskClient) -> None:
    assert client.get("/api/recherche").get_json() == []
    assert client.get(f"/api/recherche?q={'é' * 1000}").get_json() == []


def test_the_map_is_put_into_words(client: FlaskClient) -> None:
    answer = client.get("/api/carte.txt?region=93&lang=fr")

    assert answer.mimetype == "text/plain"
    assert "Nombre de pôles par département" in answer.get_data(as_text=True)


def test_a_query_that_is_not_understood_is_refused(client: FlaskClient) -> None:
    assert client.get("/api/carte.txt?couleur=bleu").status_code == 400


def test_the_place_of_a_pole_is_told_once(client: FlaskClient) -> None:
    groups = client.get("/api/recherche?q=saint-etienne&lang=fr").get_json()
    (poles,) = [group for group in groups if group["title"] == "Pôles"]

    assert [item["detail"] for item in poles["items"]] == ["Saint-Étienne"]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("termine", "Marseille · Pôle terminé (mai 2020)"),
        ("renomme", "Marseille · Pôle renommé (mai 2020)"),
        ("actif", "Marseille"),
        ("inconnu", "Marseille"),
    ],
)
def test_what_became_of_a_pole_is_told_where_it_is_found(
    tiny_france: TinyFrance, derived: Path, state: str, told: str
) -> None:
    pole = builders.pole(lieu="Marseille", etat=state, etat_date="2020-05")
    dataset = create_dataset(builders.register([pole]), tiny_france.cog, derived)
    (group,) = suggest(dataset, "Le Phare", "fr")
    assert [item["detail"] for item in group["items"]] == [told]
