"""The search: accents, case, slips of the finger, codes and former names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.lookup.entries import Entry, Kind, Scheme, coded_entries, place_entries
from ptce_map.lookup.search import SearchIndex, build_search, index_entries

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog

TOWNS = {
    "Toulouse": 500_000,
    "Toulon": 180_000,
    "Saint-Étienne": 170_000,
    "Rennes": 220_000,
    "Renescure": 2_000,
    "Le Creusot": 20_000,
}


@pytest.fixture(scope="module")
def towns() -> SearchIndex:
    """Six towns, whose codes are their names."""
    return index_entries([Entry(Kind.COMMUNE, name, name, "", n) for name, n in TOWNS.items()])


@pytest.fixture(scope="module")
def index(catalog: Catalog) -> SearchIndex:
    """The made-up register and COG."""
    return build_search(catalog.poles, catalog.cog)


def first(index: SearchIndex, text: str) -> str:
    return index.find(text)[Kind.COMMUNE][0].name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("toulouse", "Toulouse"),
        ("TOULOUSE", "Toulouse"),
        ("toulouze", "Toulouse"),
        ("saint etienne", "Saint-Étienne"),
        ("st-étienne saint", "Saint-Étienne"),
        ("sain etiene", "Saint-Étienne"),
        ("creuzot", "Le Creusot"),
        ("ren", "Rennes"),
        ("rennnes", "Rennes"),
    ],
)
def test_a_name_is_found_whatever_accents_case_and_slips(
    towns: SearchIndex, text: str, name: str
) -> None:
    assert first(towns, text) == name


@pytest.mark.parametrize(("text", "begun"), [("toulouse", "a"), ("montpellier", "b")])
def test_names_that_hold_the_whole_search_stay_beside_the_very_name(text: str, begun: str) -> None:
    found = index_entries(
        [
            Entry(Kind.COMMUNE, "31555", "Toulouse", "", 500_000),
            Entry(Kind.EPCI, "a", "Toulouse Métropole"),
            Entry(Kind.COMMUNE, "34172", "Montpellier", "", 300_000),
            Entry(Kind.EPCI, "b", "Montpellier Méditerranée Métropole"),
            Entry(Kind.EPCI, "c", "CA Terre de Montpelliérais"),
        ]
    ).find(text)

    assert list(found) == [Kind.COMMUNE, Kind.EPCI]
    assert found[Kind.EPCI][0].value == begun


@pytest.mark.parametrize("text", ["", "t", "  é ", "xyzzy"])
def test_nothing_is_found_by_too_little_or_by_what_is_like_nothing(
    towns: SearchIndex, text: str
) -> None:
    assert towns.find(text) == {}


def test_a_group_is_limited_and_each_value_is_there_once() -> None:
    names = [Entry(Kind.COMMUNE, str(n), f"Saint-Denis {n}") for n in range(20)]
    found = index_entries([*names, *names]).find("saint denis")[Kind.COMMUNE]

    assert len(found) == 8
    assert len({entry.value for entry in found}) == 8


def test_poles_are_found_by_name_alias_place_and_coordinator(index: SearchIndex) -> None:
    assert index.find("phare")[Kind.POLE][0].value == "le-phare"
    assert index.find("fanal")[Kind.POLE][0].known_as == "Le Fanal"
    assert index.find("oeuvre commune")[Kind.STRUCTURE][0].value == "le-phare"
    assert index.find("saint etienne")[Kind.POLE][0].value == "le-phare"


def test_places_are_found_by_name_former_name_and_code(index: SearchIndex) -> None:
    assert index.find("ancienne")[Kind.COMMUNE] == [
        Entry(Kind.COMMUNE, "2A003", "Commune 3", "Ancienne")
    ]
    assert index.find("2a")[Kind.DEPARTEMENT][0].name == "Corse-du-Sud"
    assert index.find("200000021")[Kind.EPCI][0].name == "CA du Levant"
    assert index.find("provence")[Kind.REGION][0].value == "93"


def test_a_postal_code_comes_before_the_code_of_another_commune(index: SearchIndex) -> None:
    found = index.find("13010")[Kind.COMMUNE]

    assert [(entry.value, entry.scheme) for entry in found] == [
        ("13001", Scheme.POSTAL),
        ("13002", Scheme.INSEE),
    ]


def test_an_arrondissement_is_found_by_its_postal_code_and_by_its_own(index: SearchIndex) -> None:
    (postal,) = index.find("13502")[Kind.COMMUNE]
    (own,) = index.find("13202")[Kind.COMMUNE]

    assert (postal.value, postal.name, postal.scheme) == ("13202", "Cité 2e", Scheme.POSTAL)
    assert (own.value, own.scheme) == ("13202", Scheme.INSEE)


@pytest.mark.parametrize("text", ["97500", "97 500", "97501", "97500 nulle part"])
def test_places_that_the_map_does_not_draw_are_found_by_code(index: SearchIndex, text: str) -> None:
    assert index.find(text)[Kind.COMMUNE][0].value == "97501"


def test_a_postal_code_beside_a_name_leads_to_its_communes_then_to_the_name(
    index: SearchIndex,
) -> None:
    found = index.find("13501 Fanal")

    assert found[Kind.COMMUNE][0].value == "13201"
    assert found[Kind.POLE][0].value == "le-phare"


@pytest.fixture(scope="module")
def france() -> SearchIndex:
    """The places of France."""
    return index_entries(list(place_entries(read_cog())), list(coded_entries(read_cog())))


@pytest.mark.parametrize(
    ("postcode", "first_name", "n"),
    [
        ("75011", "Paris 11e Arrondissement", 2),
        ("75116", "Paris 16e Arrondissement", 1),
        ("69009", "Lyon 9e Arrondissement", 2),
        ("93200", "Saint-Denis", 1),
        ("26100", "Romans-sur-Isère", 2),
        ("97133", "Saint-Barthélemy", 2),
        ("51300", "Vitry-le-François", 47),
    ],
)
def test_a_postal_code_of_france_gives_all_its_communes_the_largest_first(
    france: SearchIndex, postcode: str, first_name: str, n: int
) -> None:
    found = france.find(postcode)[Kind.COMMUNE]

    assert (found[0].name, found[0].scheme, len(found)) == (first_name, Scheme.POSTAL, n)


@pytest.mark.parametrize(
    ("kind", "former", "code"),
    [
        (Kind.COMMUNE, "Annecy-le-Vieux", "74010"),
        (Kind.COMMUNE, "Châlons-sur-Marne", "51108"),
        (Kind.COMMUNE, "Crépieux-la-Pape", "69286"),
        (Kind.EPCI, "CC Eure-Madrie-Seine", "200089456"),
    ],
)
def test_a_place_is_found_by_the_name_that_it_bore(
    france: SearchIndex, kind: Kind, former: str, code: str
) -> None:
    found = france.find(former)[kind][0]
    assert (found.value, found.known_as) == (code, former)


def test_a_former_name_comes_after_the_place_that_bears_it(france: SearchIndex) -> None:
    found = france.find("Saint-Ouen")[Kind.COMMUNE]
    assert (found[0].name, found[0].known_as) == ("Saint-Ouen", "")
    assert "93070" in [entry.value for entry in found]


def test_a_region_is_found_by_its_english_name(index: SearchIndex) -> None:
    (found,) = index.find("corsica")[Kind.REGION]

    assert (found.value, found.name, found.known_as) == ("94", "Corse", "Corsica")


def test_the_very_name_of_a_wide_area_comes_first() -> None:
    found = index_entries(
        [
            Entry(Kind.POLE, "a", "Ferme", "Bretagne"),
            Entry(Kind.COMMUNE, "36024", "Bretagne"),
            Entry(Kind.REGION, "53", "Bretagne"),
            Entry(Kind.STRUCTURE, "b", "Bretagne active"),
        ]
    ).find("bretagne")

    assert list(found) == [Kind.REGION, Kind.COMMUNE, Kind.POLE, Kind.STRUCTURE]
