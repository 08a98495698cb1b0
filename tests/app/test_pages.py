"""The pages that need no script."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from app import create_app, pages
from app.dataset import Dataset
from ptce_map.exports import EXPORTS
from ptce_map.labels import LANGS
from ptce_map.measures.table import MEASURES
from tests.builders import UNSAID

if TYPE_CHECKING:
    from flask.testing import FlaskClient

NO_BREAK = str.maketrans({"\u00a0": " ", "\u202f": " "})


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    return answer.get_data(as_text=True)


def text(html: str) -> str:
    """Return what a reader sees, no-break spaces as plain ones."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).translate(NO_BREAK).split())


def table(page: str, caption: str) -> list[list[str]]:
    """Return the cells of the rows of the table whose caption begins so."""
    tables = re.findall(r"<table.*?</table>", page, flags=re.DOTALL)
    (found,) = [markup for markup in tables if text(markup).startswith(caption)]
    body = found[found.index("<tbody") :]
    rows = re.findall(r"<tr.*?</tr>", body, flags=re.DOTALL)
    return [[text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def links(page: str) -> dict[str, str]:
    """Return the address of each link, by its text."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, flags=re.DOTALL)
    return {text(name): unescape(href) for href, name in found}


def tags(page: str, name: str) -> list[dict[str, str | None]]:
    """Return the attributes of the elements of a name, whatever their order."""
    found: list[dict[str, str | None]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == name:
                found.append(dict(attrs))

    Reader().feed(page)
    return found


def described(page: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    facts: dict[str, Any] = json.loads(found)
    return facts


# The list


def test_the_list_says_the_query_in_a_sentence_and_in_figures(client: FlaskClient) -> None:
    page = read(client, "/liste?secteur=alimentation&secteur=culture")
    (figures,) = re.findall(r'<dl class="figures">(.*?)</dl>', page, flags=re.DOTALL)

    assert re.search(r"4 pôles[^.]*alimentation ou culture", text(page), flags=re.IGNORECASE)
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", figures) == [
        ("pôles, dont 1 à l’activité constatée", "4"),
        ("communes couvertes", "4"),
        ("habitants couverts (2017–2023)", "275"),
        ("départements concernés", "3"),
    ]
    assert "1 pôle connu par sa seule région" in text(page)


def test_the_table_of_the_poles_has_a_row_a_pole_in_reading_order(client: FlaskClient) -> None:
    rows = table(read(client, "/liste"), "5 pôles")

    assert [row[0] for row in rows] == [
        "Ile Haute",
        "Insulaire",
        "La Voisine",
        "Le Phare",
        "Le Quartier",
    ]
    assert rows[3] == [
        "Le Phare",
        "Saint-Étienne",
        "Provence",
        "L'Œuvre commune",
        "Alimentation, Culture",
        "AAP 2013, AMI 2022",
        "2",
        "3",
    ]
    assert rows[1][1:4] == ["inconnu", "Corse", "inconnu"]
    assert rows[1][-2:] == ["inconnu", "inconnu"]


def test_each_pole_leads_to_its_page_in_the_same_language_and_theme(client: FlaskClient) -> None:
    found = links(read(client, "/liste?lang=en&theme=sombre"))

    assert found["Le Phare"] == "/pole/le-phare?lang=en&theme=sombre"
    assert found["Français"] == "/liste?lang=fr&theme=sombre"
    assert found["Map"] == "/?lang=en&theme=sombre"


def test_the_units_have_the_values_of_the_map_and_their_poles(client: FlaskClient) -> None:
    rows = table(read(client, "/liste"), "Nombre de pôles par département")

    assert rows == [
        ["Bouches-du-Rhône (13)", "3", "La Voisine, Le Phare, Le Quartier"],
        ["Corse-du-Sud (2A)", "1", "La Voisine"],
        ["Guadeloupe (971)", "1", "Ile Haute"],
    ]


def test_units_without_a_pole_are_listed_or_counted(client: FlaskClient) -> None:
    query = "?appel=aap-2013&secteur=culture"
    departements = table(read(client, f"/liste{query}"), "Nombre de pôles par département")
    page = read(client, f"/liste{query}&niveau=commune")

    assert [row[:2] for row in departements][1:] == [
        ["Corse-du-Sud (2A)", "0"],
        ["Guadeloupe (971)", "0"],
    ]
    assert [row[:2] for row in table(page, "Nombre de pôles par commune")] == [
        ["Commune 1, Bouches-du-Rhône (13001)", "1"],
        ["Commune 2, Bouches-du-Rhône (13002)", "1"],
    ]
    assert "Sans pôle, et donc absents du tableau : 7 communes." in text(page)


def test_measures_have_their_unit_their_denominator_and_their_decimals(client: FlaskClient) -> None:
    page = read(client, "/liste?mesure=part-population&niveau=epci")
    rows = table(page, "Part de la population couverte par intercommunalité")

    assert "(en % des habitants, population municipale 2023 (Guadeloupe : 2017))" in text(page)
    assert [row[:2] for row in rows] == [["CC des Deux Rives (200000013)", "100,0"]]


def test_an_epci_leads_to_its_poles(client: FlaskClient) -> None:
    found = links(read(client, "/liste?niveau=epci"))

    assert found["CC des Deux Rives (200000013)"] == "/liste?niveau=epci&lieu=200000013"


def test_an_unknown_value_is_not_zero(client: FlaskClient) -> None:
    rows = table(read(client, "/liste?mesure=aides"), "Aides connues par département")

    assert [row[:2] for row in rows] == [
        ["Bouches-du-Rhône (13)", "150 000"],
        ["Corse-du-Sud (2A)", "Donnée absente"],
        ["Guadeloupe (971)", "Donnée absente"],
    ]


def test_levels_and_measures_are_links_that_keep_the_query(client: FlaskClient) -> None:
    found = links(read(client, "/liste?secteur=culture&mesure=part-communes"))

    assert found["Régions"] == "/liste?secteur=culture&niveau=region&mesure=part-communes#unites"
    assert found["Nombre de pôles"] == "/liste?secteur=culture#unites"
    assert "Part des communes couvertes" in found
    assert "Aides connues" not in links(read(client, "/liste?niveau=commune"))


def test_the_map_is_described_in_words(client: FlaskClient) -> None:
    page = text(read(client, "/liste"))

    assert "Carte en aplats de couleur : Nombre de pôles par département." in page
    assert "Valeur la plus forte : 3 pôles (Bouches-du-Rhône)." in page


def test_filters_are_removed_one_by_one_or_all(client: FlaskClient) -> None:
    page = read(client, "/liste?secteur=culture&appel=aap-2013&lang=en")
    chips = [link for link in tags(page, "a") if link.get("class") == "chip"]

    assert {chip["aria-label"]: chip["href"] for chip in chips if "aria-label" in chip} == {
        "Remove filter Culture (en)": "/liste?appel=aap-2013&lang=en",
        "Remove filter AAP 2013 (en)": "/liste?secteur=culture&lang=en",
    }
    assert links(page)["Clear all"] == "/liste?lang=en"


def test_an_empty_list_says_how_many_poles_each_removal_brings_back(client: FlaskClient) -> None:
    page = read(client, "/liste?secteur=culture&departement=971")
    said = text(page)

    assert "Aucun pôle ne répond à ces critères" in said
    assert said.index("Voici combien de pôles") > 0
    assert said.index("Retirer « Culture » (1 pôle)") > 0
    assert said.index("Retirer « Guadeloupe » (1 pôle)") > 0
    assert "<table" not in page


def test_an_empty_list_offers_no_removal_that_brings_nothing_back(client: FlaskClient) -> None:
    page = read(client, "/liste?region=94&secteur=culture&appel=aap-2013&q=nothing&departement=971")
    said = text(page)

    assert "Aucun filtre ne suffit à lui seul" in said
    assert "(0 pôle)" not in said.partition("Choisir les pôles")[0]
    assert links(page)["Tout effacer"] == "/liste"


def test_all_the_values_of_a_filter_are_removed_together(client: FlaskClient) -> None:
    query = "?departement=971&secteur=culture&secteur=non-renseigne"

    assert "Retirer « Culture ou Secteur non renseigné » (1 pôle)" in text(
        read(client, f"/liste{query}")
    )


def test_the_list_has_the_order_and_the_columns_asked_for(client: FlaskClient) -> None:
    page = read(client, "/liste?tri=-communes&colonnes=nom,communes,structure")
    rows = table(page, "5 pôles")

    assert [row[0] for row in rows][-1] == "Insulaire"
    assert [row[2] for row in rows] == ["3", "2", "1", "1", "inconnu"]
    assert [row[1] for row in rows if row[0] == "Le Phare"] == ["Association"]
    heads = dict(zip(["nom", "structure", "communes"], tags(page, "th")))
    assert [head.get("aria-sort") for head in heads.values()] == [None, None, "descending"]
    assert "tri : Communes, ordre décroissant" in text(page)
    assert [order["value"] for order in tags(page, "option") if "selected" in order] == [
        "-communes"
    ]


def test_the_list_and_the_map_have_the_same_columns_until_others_are_asked_for(
    client: FlaskClient,
) -> None:
    page = read(client, "/")
    extra = {head["data-column"] for head in tags(page, "th") if "data-extra" in head}
    asked = {head["data-column"] for head in tags(page, "th") if "data-column" in head} - extra
    shown = {
        str(cell["class"]).split()[0].removeprefix("col-")
        for cell in tags(read(client, "/liste"), "th")
        if str(cell.get("class")).startswith("col-")
    }

    assert extra == {"structure", "etat", "aide"}
    assert shown == asked


def test_equals_follow_their_names_and_the_unknown_comes_last(client: FlaskClient) -> None:
    ascending, descending = (
        [row[0] for row in table(read(client, f"/liste?tri={order}communes"), "5 pôles")]
        for order in ("", "-")
    )

    assert ascending[-1] == descending[-1] == "Insulaire"
    assert ascending[:2] == descending[2:4] == sorted(ascending[:2])


def test_the_list_tells_the_poles_around_a_place(client: FlaskClient) -> None:
    page = read(client, "/liste?lieu=13001&lang=en")
    said = text(page)

    assert "Commune 1" in said
    assert "2 hubs cover this municipality" in said
    assert "crow" in said.lower()
    assert re.search(r"Le Quartier</a> \(.* km\)", page.translate(NO_BREAK))
    assert links(page)["Leave Commune 1"] == "/liste?lang=en"
    assert 'rel="canonical" href="http://localhost/liste?lieu=13001&amp;lang=en"' in page


def test_a_place_that_the_map_does_not_know_is_refused(client: FlaskClient) -> None:
    assert "99999" in text(read(client, "/liste?lieu=99999", 400))


def test_the_field_of_the_text_says_what_it_looks_in(client: FlaskClient) -> None:
    assert '<label for="q">Nom, lieu, structure, activité</label>' in read(client, "/liste")


@pytest.mark.parametrize("path", ["/methode", "/pole/le-phare", "/liste"])
@pytest.mark.parametrize(("key", "value"), [("lang", "de"), ("theme", "vert")])
def test_a_language_or_a_theme_that_does_not_exist_is_refused(
    client: FlaskClient, path: str, key: str, value: str
) -> None:
    assert value in text(read(client, f"{path}?{key}={value}", 400))


def test_the_form_offers_every_facet_with_its_counts_and_keeps_the_view(
    client: FlaskClient,
) -> None:
    page = read(client, "/liste?secteur=culture&niveau=region&id=le-phare")
    fields = tags(page, "input")
    checked = [(field["name"], field["value"]) for field in fields if "checked" in field]
    hidden = [(field["name"], field["value"]) for field in fields if field["type"] == "hidden"]

    assert checked == [("secteur", "culture")]
    assert hidden == [("id", "le-phare"), ("niveau", "region")]
    assert 'value="scic"><span>SCIC</span><span class="n">0 pôle</span>' in (
        page.translate(NO_BREAK)
    )


def test_downloads_have_the_same_query_in_every_format(client: FlaskClient) -> None:
    found = links(read(client, "/liste?secteur=culture&lang=en"))
    addresses = [href for href in found.values() if href.startswith("/api/poles.")]

    assert "/api/poles.geojson?secteur=culture&lang=en" in addresses
    assert len(addresses) == len(EXPORTS)
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_query_that_is_not_understood_is_explained(client: FlaskClient) -> None:
    page = text(read(client, "/liste?secteur=cultur&lang=en", 400))

    assert "This address is not understood" in page
    assert "cultur" in page
    assert "culture (Culture (en)), alimentation" in page
    assert "culture." in page


def test_what_the_reader_types_is_text(client: FlaskClient) -> None:
    page = read(client, "/liste?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_of_the_map_has_no_empty_foot(client: FlaskClient) -> None:
    assert "<footer" not in client.get("/").get_data(as_text=True)


# A pole


def test_a_pole_has_every_fact_of_the_register(client: FlaskClient) -> None:
    page = read(client, "/pole/le-phare")
    said = text(page)

    assert "<h1>Le Phare</h1>" in page
    for fact in (
        "Périmètre documenté Confiance haute",
        "Autres noms Phare, Le Fanal",
        "Structure coordinatrice L'Œuvre commune",
        "Type de structure coordinatrice Association",
        "Commune du siège inconnu",
        "Région Provence",
        "Secteurs Alimentation, Culture",
        "Activités laine, maraîchage",
        "Site internet example.org",
    ):
        assert fact in said
    assert table(page, "Du plus ancien au plus récent") == [
        ["AAP 2013", "100 000 €", "Sélection attestée", "", "1"],
        ["AMI 2022", "50 000 €", "Sélection attestée", "", "2"],
    ]


def test_the_epci_of_a_pole_are_named(client: FlaskClient) -> None:
    assert "Intercommunalités CC des Deux Rives" in text(read(client, "/pole/la-voisine"))


def test_communes_are_listed_with_the_former_codes_that_declare_them(client: FlaskClient) -> None:
    rows = table(read(client, "/pole/le-phare"), "Les 2 communes")

    assert rows == [
        ["Commune 1", "13001", "Bouches-du-Rhône", "1"],
        ["Commune 2", "13002 (ancien code : 13010)", "Bouches-du-Rhône", "2"],
    ]


def test_a_territory_is_told_as_it_was_declared(client: FlaskClient) -> None:
    neighbour, quarter = (
        text(read(client, f"/pole/{pole}")) for pole in ("la-voisine", "le-quartier")
    )

    assert "CC des Deux Rives (intercommunalité, 200000013)" in neighbour
    assert "Cité 1er (arrondissement municipal, 13201)" in quarter


def test_neighbours_are_told_with_what_is_shared(client: FlaskClient) -> None:
    page = read(client, "/pole/le-phare")

    assert table(page, "Pôles dont le territoire touche") == [
        ["La Voisine", "2 communes en commun", "Alimentation"],
        ["Le Quartier", "limitrophe", ""],
    ]
    assert "Aucun autre pôle du même secteur à moins de 50 km." in text(page)
    assert links(page)["La Voisine"] == "/pole/la-voisine"


def test_a_pole_known_by_its_region_says_what_is_missing(client: FlaskClient) -> None:
    page = text(read(client, "/pole/insulaire?lang=en"))

    assert "The territory is not known, only its region: Corse." in page
    assert "Without a known territory, its neighbours cannot be looked for." in page
    assert "The register knows of no call that it won." in page


def test_sources_are_numbered_and_say_who_and_when(client: FlaskClient) -> None:
    page = read(client, "/pole/le-phare")
    (listed,) = re.findall(r'<ol class="sources">(.*?)</ol>', page, flags=re.DOTALL)

    assert list(links(listed).values()) == [
        "https://example.org/journal",
        "https://example.org/rapport",
    ]


def test_the_sources_of_the_territory_are_referred_to_by_their_numbers(client: FlaskClient) -> None:
    page = read(client, "/pole/le-phare")

    assert "Périmètre documenté. 1 , 2" in text(page)
    assert links(page)["2"] == "#source-2"
    assert 'id="source-2"' in page
    assert 'aria-label="Source 2\u00a0: Le Rapport" href="#source-2"' in page


def test_a_pole_is_downloaded_alone(client: FlaskClient) -> None:
    found = links(read(client, "/pole/le-phare"))
    (address,) = [href for href in found.values() if href.startswith("/api/poles.geojson")]

    assert address == "/api/poles.geojson?id=le-phare"
    assert [feature["id"] for feature in client.get(address).get_json()["features"]] == ["le-phare"]


def test_a_pole_leads_back_to_the_map_and_names_its_own_address(client: FlaskClient) -> None:
    page = read(client, "/pole/le-phare?lang=en&theme=clair")

    assert links(page)["See on the map"] == "/?pole=le-phare&lang=en&theme=clair"
    assert '<link rel="canonical" href="http://localhost/pole/le-phare?lang=en">' in page


def test_a_pole_is_a_place_for_search_engines(client: FlaskClient) -> None:
    place = described(read(client, "/pole/le-phare"))

    assert place["@type"] == "Place"
    assert place["name"] == "Le Phare"
    assert place["geo"]["box"] == "0.0 0.0 1.0 2.0"
    assert [container["name"] for container in place["containedInPlace"]] == ["Provence"]
    assert "geo" not in described(read(client, "/pole/insulaire"))


def test_a_pole_may_be_corrected(client: FlaskClient) -> None:
    assert links(read(client, "/pole/le-phare"))["Signaler une erreur"] == "/corriger?pole=le-phare"


def test_an_unknown_pole_is_answered_by_the_nearest(client: FlaskClient) -> None:
    page = read(client, "/pole/le-fare", 404)

    assert "Le registre n’a pas de pôle « le-fare »." in text(page)
    assert links(page)["Le Phare"] == "/pole/le-phare"


# The method


def test_the_method_counts_rounds_from_the_tables(client: FlaskClient) -> None:
    rows = table(read(client, "/methode"), "Exhaustivité")

    assert [row[0] for row in rows] == ["AAP 2013", "AMI 2022"]
    assert rows[0][4] == "2"
    assert rows[0][1:4] == ["inconnu", "inconnu", "inconnu"]


def test_the_method_has_every_measure_with_its_limits(client: FlaskClient) -> None:
    page = read(client, "/methode?lang=en")
    classes = table(page, "Fixed classes")

    assert len(table(page, "What each measure counts")) == len(MEASURES)
    assert ["Number of hubs", "Départements", "1 hub · 2 hubs · 3 hubs · 4 hubs · 5 or more"] in [
        [row[0], row[1], row[2]] for row in classes
    ]
    assert "Municipal population 2023".lower() in text(page).lower()


def test_percentages_are_said_to_be_so_and_sources_are_told_in_the_language(
    client: FlaskClient,
) -> None:
    page = read(client, "/methode?lang=en")
    classes = {tuple(row[:2]): row[2] for row in table(page, "Fixed classes")}
    share = classes["Share of population covered", "Départements"]

    assert share.endswith("%")
    assert not classes["Number of hubs", "Départements"].endswith("%")
    assert "Open Licence 2.0 (Licence Ouverte)" in text(page)
    assert "Official geographic code" in text(page)


def test_codes_are_not_broken_in_two(client: FlaskClient) -> None:
    assert '<td class="code">13001</td>' in read(client, "/pole/le-phare")


def test_the_method_says_how_to_correct_even_without_an_address(
    client: FlaskClient, dataset: Dataset
) -> None:
    page = read(client, "/methode")
    corrected = replace(dataset, correction_url="https://example.org/new?pole={pole}")
    linked = text(read(create_app(dataset=corrected).server.test_client(), "/methode"))

    assert links(page)["Proposer un nom ou une correction"] == "/corriger"
    assert "en cinq étapes" in text(page)
    assert "python -m ptce_map validate" in text(page)
    assert "en cinq étapes" not in linked


def test_the_method_says_how_to_cite(client: FlaskClient) -> None:
    page = text(read(client, "/methode"))

    assert (
        "Le registre, version 2026.1.0, 15 janvier 2026. Licence : etalab-2.0. http://localhost/"
        in page
    )


def test_the_method_describes_the_dataset(client: FlaskClient) -> None:
    found = described(read(client, "/methode"))

    assert (found["@type"], found["version"]) == ("Dataset", "2026.1.0")


# Errors


@pytest.mark.parametrize(
    ("path", "lang", "title"),
    [
        ("/nothing", "fr", "Cette page n’existe pas"),
        ("/nothing/more?lang=en", "en", "This page does not exist"),
    ],
)
def test_an_address_that_leads_nowhere_says_where_to_go(
    client: FlaskClient, path: str, lang: str, title: str
) -> None:
    page = read(client, path, 404)

    assert f'<html lang="{lang}">' in page
    assert f"<h1>{title}</h1>" in page
    assert {href.partition("?")[0] for href in links(page).values()} >= {"/", "/liste"}


def test_the_api_keeps_its_own_errors(client: FlaskClient) -> None:
    assert client.get("/api/nothing.csv").mimetype == "application/problem+json"
    assert client.post("/api/poles.csv").mimetype == "application/problem+json"


def test_a_page_that_is_posted_to_says_that_it_is_read(client: FlaskClient) -> None:
    answer = client.post("/liste")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert "ne reçoit pas de formulaire" in answer.get_data(as_text=True)


def test_a_failure_says_what_to_do_and_nothing_of_the_code(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError("secret")

    monkeypatch.setattr(pages, "create_method_page", fail)
    page = read(client, "/methode?lang=en&theme=sombre", 500)

    assert "Something went wrong on our side and was recorded." in page
    assert "secret" not in page


# All pages

PAGES = ("/liste", "/liste?niveau=commune", "/pole/le-phare", "/methode", "/nothing", "/api")


@pytest.fixture(
    params=[f"{path}{'&' if '?' in path else '?'}lang={lang}" for path in PAGES for lang in LANGS]
)
def page(request: pytest.FixtureRequest, client: FlaskClient) -> str:
    """Every page, in every language."""
    return client.get(request.param).get_data(as_text=True)


def test_a_page_has_one_title_its_landmarks_and_a_skip_link(page: str) -> None:
    assert page.count("<h1>") == 1
    assert page.count("<main") == page.count("<header") == page.count("<footer") == 1
    assert page.index('href="#contenu"') < page.index("<header")
    assert '<main id="contenu"' in page


def test_a_page_needs_no_script_and_no_style_of_its_own(page: str) -> None:
    scripts = re.findall(r"<script[^>]*>", page)

    assert set(scripts) <= {'<script type="application/ld+json">'}
    assert "<style" not in page
    assert " style=" not in page
    assert not re.search(r" on\w+=", page)


def test_ids_of_a_page_are_unique_and_its_anchors_lead_somewhere(page: str) -> None:
    ids = re.findall(r' id="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize(("theme", "scheme"), [("sombre", "dark"), ("clair", "light")])
def test_the_theme_is_that_of_the_address(client: FlaskClient, theme: str, scheme: str) -> None:
    assert f'data-theme="{scheme}"' in read(client, f"/methode?theme={theme}")
    assert "data-theme" not in read(client, "/methode")


def test_a_page_is_not_sent_twice(client: FlaskClient) -> None:
    etag = client.get("/liste?secteur=culture").headers["ETag"]
    again = client.get("/liste?secteur=culture", headers={"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")


def test_a_page_is_confined_to_its_site(client: FlaskClient) -> None:
    assert "default-src 'self'" in client.get("/liste").headers["Content-Security-Policy"]


# Another register


def test_another_register_makes_no_claim_of_the_ptces(dataset: Dataset) -> None:
    register = replace(
        dataset.register,
        name="",
        **UNSAID,
        titles={"fr": "Nos lieux", "en": "Our places"},
        laureats=dataset.register.laureats.iloc[:0],
    )
    catalog = replace(dataset.catalog, register=register)
    other = replace(dataset, catalog=catalog, shelf=replace(dataset.shelf, catalog=catalog))
    client = create_app(dataset=other).server.test_client()
    method = read(client, "/methode")

    assert "Les 5 pôles du registre." in method
    assert "lauréats retrouvés dans" not in method
    assert "Le montant n’est connu que pour" not in method
    assert "ce n’est pas une liste officielle" not in method
    assert "creator" not in described(method)
    assert described(method)["keywords"] == []
    assert '<meta name="description" content="Nos lieux">' in read(client, "/")
    assert "coopération économique" not in read(client, "/pole/le-phare")
    assert (
        client.get("/api/poles.csv")
        .headers["Content-Disposition"]
        .endswith('"nos-lieux_2026-01-15.csv"')
    )


# The shipped register


@pytest.mark.data
def test_every_shipped_pole_has_its_page(shipped: Dataset, visitor: FlaskClient) -> None:
    for pole in shipped.poles.itertuples():
        page = read(visitor, f"/pole/{pole.Index}")
        linked = {href for href in links(page).values() if href.startswith("/pole/")}

        assert f"<h1>{str(pole.nom).replace(chr(39), '&#39;')}</h1>" in page
        assert {href.removeprefix("/pole/").partition("?")[0] for href in linked} <= set(
            shipped.poles.index
        )
        assert page.count('<li id="source-') == len(pole.sources)


@pytest.mark.data
def test_the_shipped_list_has_every_pole_and_département(
    shipped: Dataset, visitor: FlaskClient
) -> None:
    page = read(visitor, "/liste")

    assert len(table(page, "76 pôles")) == len(shipped.poles) == 76
    assert len(table(page, "Nombre de pôles par département")) == 101


@pytest.mark.data
def test_a_shipped_neighbour_and_a_pole_of_its_sector_are_where_they_are(
    shipped: Dataset, visitor: FlaskClient
) -> None:
    page = read(visitor, "/pole/la-place-des-possibles")

    assert table(page, "Pôles dont le territoire touche") == [
        [
            "Entrepreneurs Solidaires du Centre Isère",
            "limitrophe",
            "Tiers-lieux et appui aux projets",
        ]
    ]
    assert table(page, "Pôles d’un secteur commun")[0] == [
        "Pôle Sud Archer",
        "10 km",
        "Santé, autonomie et services",
    ]


@pytest.mark.data
def test_the_shipped_method_says_how_complete_each_round_is(
    shipped: Dataset, visitor: FlaskClient
) -> None:
    rows = {row[0]: row for row in table(read(visitor, "/methode"), "Exhaustivité")}

    assert rows["AAP 2013"][2:] == [
        "180",
        "23",
        "23/23",
        "3 000 000 €",
        "72 000 € à 290 000 €",
    ]
    assert len(rows) == 8
