"""What a programme says of itself is what its page, its form, its API and its files offer."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from app import create_app
from app.dataset import Dataset, create_dataset
from ptce_map.filters.sentence import sentence
from ptce_map.labels import LANGS
from ptce_map.query.grammar import parse
from ptce_map.register.register import read_register

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.conftest import TinyFrance

PROGRAMME = """
[programme]
titre_fr = "Relais"
titre_en = "Relays"

[colonnes.avancement]
libelle_fr = "Avancement"
libelle_en = "Progress"
filtre = true
valeurs = ["Prévu", "En cours", "Achevé"]
valeurs_en = ["Planned", "Under way", "Done"]

[colonnes.labels]
libelle_fr = "Labels"
type = "liste"
filtre = true

[colonnes.ouvert_le]
libelle_fr = "Ouvert le"
libelle_en = "Opened"
type = "date"
filtre = true

[colonnes.agents]
libelle_fr = "Agents"
libelle_en = "Staff"
type = "entier"
"""
POLES = """nom,territoire,avancement,labels,ouvert_le,agents
Arles,com:13001,En cours,Bio|Local,2024-05-17,4
Berre,com:13002,Prévu,"Bio, et bon",2024,2
Corte,com:2A001,En cours,,2025-01-02,
Dol,com:2A004,Suspendu,Local,,1
"""


@pytest.fixture(scope="module")
def own(
    tmp_path_factory: pytest.TempPathFactory, tiny_france: TinyFrance, derived: Path
) -> Dataset:
    folder = tmp_path_factory.mktemp("relais")
    (folder / "poles.csv").write_text(POLES, "utf-8")
    (folder / "programme.toml").write_text(PROGRAMME, "utf-8")
    return create_dataset(read_register(folder), tiny_france.cog, derived)


@pytest.fixture(scope="module")
def browser(own: Dataset) -> FlaskClient:
    return create_app(dataset=own).server.test_client()


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["arles", "berre", "corte", "dol"]),
        ("avancement=En+cours", ["arles", "corte"]),
        ("avancement=En+cours&avancement=Suspendu", ["arles", "corte", "dol"]),
        ("labels=Bio", ["arles"]),
        ("labels=Bio%2C+et+bon", ["berre"]),
        ("labels=non-renseigne", ["corte"]),
        ("ouvert_le=2024", ["arles", "berre"]),
        ("ouvert_le=2024&avancement=En+cours", ["arles"]),
    ],
)
def test_a_column_that_is_a_filter_selects_poles_everywhere(
    own: Dataset, browser: FlaskClient, query: str, ids: list[str]
) -> None:
    assert list(own.index.select(parse(query, own.vocabulary).filters).ids) == ids
    found = browser.get(f"/api/poles.geojson?{query}").get_json()["features"]
    assert sorted(feature["properties"]["id"] for feature in found) == ids
    items = browser.get(f"/ogc/collections/poles/items?{query}").get_json()["features"]
    assert sorted(feature["id"] for feature in items) == ids
    listed = re.findall(r'"/pole/([a-z]+)', browser.get(f"/liste?{query}").text)
    assert list(dict.fromkeys(listed)) == ids


def test_the_values_are_in_their_order_and_those_not_declared_come_after(own: Dataset) -> None:
    names = own.vocabulary.names
    assert list(names["avancement"]) == ["Prévu", "En cours", "Achevé", "Suspendu"]
    assert [name["en"] for name in names["avancement"].values()] == [
        "Planned",
        "Under way",
        "Done",
        "Suspendu",
    ]
    assert list(names["labels"]) == ["Bio", "Bio, et bon", "Local", "non-renseigne"]
    assert list(names["ouvert_le"]) == ["2024", "2025", "non-renseigne"]
    assert "agents" not in names


@pytest.mark.parametrize(
    ("query", "lang", "said"),
    [
        ("avancement=En+cours", "fr", "2 pôles, avancement\u00a0: En cours"),
        ("avancement=En+cours&avancement=Achevé", "en", "2 hubs, progress: Under way or Done"),
        ("labels=Bio&q=arles", "en", "1 hub, labels: Bio, mentioning “arles”"),
    ],
)
def test_a_sentence_says_what_it_asks(own: Dataset, query: str, lang: str, said: str) -> None:
    filters = parse(query, own.vocabulary).filters
    n = own.index.select(filters).n
    assert sentence(filters, n, own.vocabulary, lang) == said


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_the_form_and_the_api_offer_it(
    own: Dataset, browser: FlaskClient, lang: str
) -> None:
    page = browser.get(f"/?lang={lang}&avancement=En+cours").text
    title, value = {"fr": ("Avancement", "En cours"), "en": ("Progress", "Under way")}[lang]
    assert 'data-key="avancement"' in page
    assert f">{title}</legend>" in page
    assert f'title="{value}"' in page
    form = browser.get(f"/liste?lang={lang}").text
    assert f"<summary>{title}</summary>" in form
    assert 'name="avancement" value="En cours"' in form or 'value="En cours"' in form
    assert "<code>avancement</code>" in browser.get(f"/api?lang={lang}").text
    assert own.vocabulary.title("avancement", lang) == title


def test_the_ogc_service_has_it_among_the_queryables(browser: FlaskClient) -> None:
    said = browser.get("/ogc/collections/poles/queryables?lang=en").get_json()["properties"]
    assert said["avancement"]["description"] == "Progress"
    asked = "/ogc/collections/poles/items?filter=avancement%20%3D%20'En%20cours'"
    rows = browser.get(asked).get_json()["features"]
    assert sorted(row["id"] for row in rows) == ["arles", "corte"]


def test_many_values_are_one_chip(browser: FlaskClient) -> None:
    values = ("Prévu", "En cours", "Achevé", "Suspendu")
    query = "&".join(f"avancement={value}" for value in values)
    assert "Avancement\u00a0: 4 valeurs" in browser.get(f"/?{query}").text


def test_a_value_that_is_none_is_told_with_those_that_are(browser: FlaskClient) -> None:
    told = browser.get("/api/poles.csv?avancement=Encours").get_json()
    assert (told["key"], told["nearest"]) == ("avancement", "En cours")
    assert browser.get("/api/poles.csv?couleur=x").get_json()["allowed"].count("labels") == 1


def test_the_file_is_named_and_told_after_what_it_holds(browser: FlaskClient) -> None:
    answer = browser.get("/api/poles.csv?avancement=Achevé&avancement=En+cours")
    assert "relais_en-cours_acheve" in answer.headers["Content-Disposition"]
    described = json.loads(browser.get("/api/poles.csv.datapackage.json?labels=Bio").data)
    assert "labels\u00a0: Bio" in json.dumps(described, ensure_ascii=False)
