"""What a programme says of itself is what its page, its form, its API and its files offer."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageColor

from app import create_app
from app.dashboard.layout import create_grammar
from app.dashboard.layout.map import measure_forms
from app.dashboard.view import draw_map
from app.dataset import Dataset, create_dataset
from app.edition import stamp
from app.files.payloads import card_texts
from geodata.cog import Level
from ptce_map.filters.sentence import sentence
from ptce_map.labels import LANGS, label
from ptce_map.map.accent import themes_of
from ptce_map.map.themes import LIGHT
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
singulier_fr = "maison"
pluriel_fr = "maisons"
genre = "féminin"
couleur = "#6A1B9A"
logo = "relais.svg"
singulier_en = "house"
pluriel_en = "houses"

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

[colonnes.budget]
libelle_fr = "Budget"
type = "montant"

[mesures.agents]
colonne = "agents"
unite_fr = "agents"
unite_en = "people"

[mesures.budget_hab]
type = "ratio"
colonne = "budget"
denominateur = "habitants"
pour = 1000

[mesures.budget_agent]
type = "ratio"
colonne = "budget"
denominateur = "agents"
libelle_fr = "Budget par agent"
unite_fr = "€ par agent"
"""
POLES = """nom,territoire,avancement,labels,ouvert_le,agents,budget
Arles,com:13001,En cours,Bio|Local,2024-05-17,4,1000
Berre,com:13002,Prévu,"Bio, et bon",2024,2,
Corte,com:2A001,En cours,,2025-01-02,,
Dol,com:2A004,Suspendu,Local,,1,500
"""

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<rect width="20" height="10" fill="#00FF00"/></svg>'
)


@pytest.fixture(scope="module")
def own(
    tmp_path_factory: pytest.TempPathFactory, tiny_france: TinyFrance, derived: Path
) -> Dataset:
    folder = tmp_path_factory.mktemp("relais")
    (folder / "poles.csv").write_text(POLES, "utf-8")
    (folder / "programme.toml").write_text(PROGRAMME, "utf-8")
    (folder / "relais.svg").write_text(LOGO, "utf-8")
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


def values(own: Dataset, key: str, level: Level, query: str = "") -> dict[str, float]:
    measures = own.catalog.measures
    mask = own.index.select(parse(query, own.vocabulary).filters).mask
    found = measures.table[key].compute(measures, mask, level)
    return dict(zip(own.index.levels[level].codes, found.tolist()))


def test_a_sum_adds_up_to_the_poles_whatever_the_level(own: Dataset) -> None:
    assert values(own, "agents", Level.DEPARTEMENT) == {"13": 6, "2A": 1, "971": 0}
    assert values(own, "agents", Level.REGION) == {"01": 0, "93": 6, "94": 1}
    asked = values(own, "agents", Level.DEPARTEMENT, "avancement=En+cours")
    assert (asked["13"], np.isnan(asked["2A"])) == (4, True)


def test_a_ratio_divides_what_is_known_of_both(own: Dataset) -> None:
    assert values(own, "budget_agent", Level.DEPARTEMENT) == {"13": 250, "2A": 500, "971": 0}
    people = own.catalog.measures.units[Level.DEPARTEMENT].population
    assert values(own, "budget_hab", Level.DEPARTEMENT)["13"] == pytest.approx(1e6 / people[0])


@pytest.mark.parametrize(
    ("key", "level", "form", "title", "unit"),
    [
        ("agents", "region", "cercles", "Staff", "people"),
        ("budget_hab", "departement", "aplats", "Budget per inhabitant", "€ per 1,000 inhabitants"),
        ("budget_agent", "epci", "aplats", "Budget par agent", "€ par agent"),
    ],
)
def test_the_type_of_a_measure_decides_what_is_drawn(
    own: Dataset, browser: FlaskClient, key: str, level: str, form: str, title: str, unit: str
) -> None:
    query = parse(f"mesure={key}&niveau={level}&lang=en", own.vocabulary)
    drawing = draw_map(own, query, own.index.select(query.filters))
    assert (drawing.display.measure.key, drawing.display.form) == (key, form)
    page = browser.get(f"/?mesure={key}&niveau={level}&lang=en").text
    assert f'<h2 class="legend-title">{title}</h2>' in page
    assert f'<p class="legend-sub">{unit} · ' in page
    assert "No house, or zero" in page
    table = browser.get(f"/liste?mesure={key}&niveau={level}&lang=en").text
    assert f"{title} ({unit}" in table
    told = browser.get(f"/api/carte.txt?mesure={key}&niveau={level}&lang=en").text
    assert title in told
    method = browser.get("/methode?lang=en").text
    assert f">{title}</" in method
    assert browser.get(f"/api/carte.pdf?mesure={key}&niveau={level}").status_code == 200


def test_a_measure_is_a_property_of_the_units_of_the_service(browser: FlaskClient) -> None:
    items = browser.get("/ogc/collections/departements/items").get_json()["features"]
    assert {row["id"]: row["properties"]["agents"] for row in items} == {
        "13": 6,
        "2A": 1,
        "971": 0,
    }
    said = browser.get("/ogc/collections/regions/queryables?lang=en").get_json()["properties"]
    assert said["agents"]["description"] == "Staff (people)"


def test_the_script_knows_the_measures_of_the_register(own: Dataset, browser: FlaskClient) -> None:
    table = create_grammar(own.vocabulary)["view"]
    assert {key: allowed for key, _, allowed in table}["mesure"][-3:] == (
        "agents",
        "budget_hab",
        "budget_agent",
    )
    texts = card_texts(own.catalog, "fr")
    assert texts["measure.budget_hab.unit"] == "€ pour 1\u202f000 habitants"
    assert measure_forms(own.catalog.measures.table, "fr")["agents"]["label"] == "Agents"
    assert browser.get("/api/carte.txt?mesure=aucune").status_code == 400


PAGES = ("/", "/liste", "/methode", "/pole/arles", "/pole/personne", "/api", "/api/carte.txt")
HIDDEN = re.compile(r"<script.*?</script>|<style.*?</style>|<code>.*?</code>|<[^>]*>", re.DOTALL)
OURS = re.compile(r"\bpôles?\b|\bhubs?\b", re.IGNORECASE)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("address", PAGES)
def test_pages_call_what_is_mapped_as_the_programme_does(
    browser: FlaskClient, address: str, lang: str
) -> None:
    text = browser.get(f"{address}?lang={lang}").text
    visible = HIDDEN.sub(" ", text)
    assert OURS.findall(visible) == []
    assert {"fr": "maison", "en": "house"}[lang] in visible


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_the_scripts_calls_it_so_too(browser: FlaskClient, lang: str) -> None:
    templates = browser.get(f"/?lang={lang}").text.split("<template", 1)[1]
    assert OURS.findall(HIDDEN.sub(" ", templates)) == []


def test_the_statistics_have_bars_of_what_has_several_values(browser: FlaskClient) -> None:
    page = browser.get("/?onglet=liste").text
    charts = re.findall(r'<h3>([^<]*)</h3>(?:<p>[^<]*</p>)?<ul class="bars', page)
    assert charts == ["Par région", "Avancement", "Labels", "Ouvert le"]


def test_another_site_of_the_process_keeps_its_words(
    client: FlaskClient, browser: FlaskClient
) -> None:
    assert "4 maisons" in browser.get("/liste").text
    assert "5 pôles" in client.get("/liste").text
    assert label("sentence.poles", "en", n=2) == "2 hubs"


def test_the_accent_colours_the_page_the_map_the_picture_and_the_sheet(
    own: Dataset, browser: FlaskClient
) -> None:
    light = themes_of("#6A1B9A")["light"]
    assert own.register.accent == "#6A1B9A"
    css = browser.get(own.payload_url("themes")).text
    assert f"--brand:{light.brand};" in css
    assert f"--class-5:{light.sequential[5]};" in css
    style = browser.get(own.payload_url("style-light")).text
    assert light.sequential[3] in style
    sheet = browser.get("/api/carte.svg").text.upper()
    assert light.sequential[1] in sheet
    assert LIGHT.sequential[1] not in sheet
    picture = Image.open(io.BytesIO(browser.get("/api/apercu.png").data)).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1_000_000)}
    assert ImageColor.getrgb(light.sequential[1]) in colours
    red, green, blue = ImageColor.getrgb(light.sequential[1])
    assert f"{red},{green},{blue},255" in browser.get("/api/poles.qlr").text
    with zipfile.ZipFile(io.BytesIO(browser.get("/api/poles.xlsx").data)) as book:
        assert light.brand_soft.removeprefix("#").upper() in book.read("xl/styles.xml").decode()


def test_the_logo_is_in_the_header_and_on_the_sheets(own: Dataset, browser: FlaskClient) -> None:
    address = own.payload_url("logo")
    answer = browser.get(address)
    assert (answer.text, answer.mimetype) == (LOGO, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert browser.get("/").text.count(f'src="{address}"') == 2
    for path in ("/liste", "/methode"):
        assert f'src="{address}"' in browser.get(path).text
    sheet = Image.open(io.BytesIO(browser.get("/api/carte.png").data)).convert("RGB")
    assert (0, 255, 0) in {colour for _, colour in sheet.getcolors(10_000_000)}


def test_what_a_programme_says_of_itself_makes_other_answers(own: Dataset) -> None:
    said = [own.register, replace(own.register, accent=""), replace(own.register, logo=None)]
    stamps = {stamp(replace(own.catalog, register=register)) for register in said}
    assert len(stamps) == len(said)
