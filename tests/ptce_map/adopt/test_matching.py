from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.anyplace import match_place
from ptce_map.adopt.hints import Hints, read_departements
from ptce_map.adopt.matching import Certainty, match_commune, match_epci

if TYPE_CHECKING:
    from ptce_map.adopt.gazetteer import Names
    from ptce_map.adopt.matching import Match

SURE, DOUBT, NONE = Certainty.SURE, Certainty.DOUBT, Certainty.NONE


def hints(names: Names, departement: str = "", postcode: str = "") -> Hints:
    homes = read_departements(departement, names.cog)
    return Hints(homes, frozenset(filter(None, [postcode])))


def commune(names: Names, text: str, departement: str = "", postcode: str = "") -> Match:
    return match_commune(text, hints(names, departement, postcode), names)


@pytest.mark.parametrize(
    ("text", "departement", "postcode", "token"),
    [
        ("Romain", "Doubs (25)", "", "com:25499"),
        ("MAUSSANE LES ALPILLES", "", "", "com:13058"),
        ("St-Denis", "93", "", "com:93066"),
        ("Havre (Le)", "76", "", "com:76351"),
        ("Rochelle", "17", "", "com:17300"),
        ("Ajacio", "2A", "", "com:2A004"),
        ("Merlevenes", "56 - Morbihan", "", "com:56130"),
        ("Geispitzen", "68", "", "com:68103"),
        ("Lyon 7e", "", "", "arm:69387"),
        ("Lyon 07", "69", "", "arm:69387"),
        ("Paris XVIIIème arrondissement", "", "", "arm:75118"),
        ("Marseille 1er", "13", "", "arm:13201"),
        ("75011 Paris", "", "", "arm:75111"),
        ("Paris", "", "75011", "arm:75111"),
        ("Lyon", "69", "", "com:69123"),
        ("Saint-Martin", "978", "", "com:97801"),
        ("Toulouse", "", "", "com:31555"),
        ("Angles", "30", "", "com:30011"),
        ("Ville de Rennes", "35", "", "com:35238"),
        ("Bors (Canton de Charente-Sud)", "16", "", "com:16053"),
        ("S. Etienne du Rouvray", "76", "", "com:76575"),
        ("Lyon (7e)", "69", "", "arm:69387"),
    ],
)
def test_a_commune_is_sure(
    names: Names, text: str, departement: str, postcode: str, token: str
) -> None:
    found = commune(names, text, departement, postcode)
    assert (found.certainty, found.token, found.why, found.others) == (SURE, token, "", ())


@pytest.mark.parametrize(
    ("text", "departement", "why", "token", "other"),
    [
        ("Valence", "", "several", "com:26362", "com:16392"),
        ("Romain", "", "several", "com:51464", "com:54461"),
        ("Crain", "Nièvre (58)", "against", "com:89129", "com:58066"),
        ("Toulouse", "35", "against", "com:31555", ""),
        ("Romorantin Lantenay", "", "slip", "com:41194", ""),
        ("Saint-Ouen", "", "several", "com:41226", "com:93070"),
        ("Montreuil sous Bois", "93", "part", "com:93048", ""),
        ("Lyon 7e", "35", "against", "arm:69387", "com:69123"),
    ],
)
def test_a_commune_is_in_doubt_and_the_others_are_told(
    names: Names, text: str, departement: str, why: str, token: str, other: str
) -> None:
    found = commune(names, text, departement)
    assert (found.certainty, found.why, found.token) == (DOUBT, why, token)
    assert not other or other in found.others


@pytest.mark.parametrize(
    ("text", "departement", "token", "until"),
    [
        ("Chalons sur Marne", "", "com:51108", 1998),
        ("Saint-Ouen", "93", "com:93070", 2018),
        ("St Ouen", "41", "com:41226", 0),
        ("Cherbourg", "50", "com:50129", 2000),
        ("Arlod", "", "com:01033", 1971),
    ],
)
def test_a_name_of_before_is_sure_where_nothing_else_may_be_meant_and_has_its_year(
    names: Names, text: str, departement: str, token: str, until: int
) -> None:
    found = commune(names, text, departement)
    assert (found.certainty, found.token, found.until) == (SURE, token, until)


def test_an_epci_is_found_by_the_name_that_it_bore(names: Names) -> None:
    found = match_epci("Communauté de communes de Grand Lieu", hints(names), names)
    assert (found.certainty, found.token, found.until) == (SURE, "epci:244400438", 2022)


def test_a_slip_too_many_is_not_taken_and_what_is_near_is_told(names: Names) -> None:
    found = commune(names, "Baln", "01")
    assert (found.certainty, found.token, found.others[0]) == (NONE, "", "com:01027")


@pytest.mark.parametrize("text", ["", "(ancienne commune)", "Xyzzyville", "Lyon 12e"])
def test_what_is_no_commune_is_not_found(names: Names, text: str) -> None:
    assert commune(names, text).certainty is NONE


@pytest.mark.parametrize(
    ("text", "departement", "certainty", "token"),
    [
        ("CA Grand Sud Caraïbe (une partie)", "971", SURE, "epci:249710070"),
        ("Communauté de communes du pays mornantais", "", SURE, "epci:246900740"),
        ("CC du pays mornantai", "Rhône", SURE, "epci:246900740"),
        ("CC du pays mornantai", "", DOUBT, "epci:246900740"),
        ("CC des Quatre Rivières", "74", SURE, "epci:247400666"),
        ("CC des Quatre Rivières", "", DOUBT, "epci:247000623"),
        ("C.C. du Pays Mornantais", "69", SURE, "epci:246900740"),
        ("Grand Lyon", "", SURE, "epci:200046977"),
        ("Dinan agglo", "", SURE, "epci:200068989"),
        ("CC de Nulle Part", "", NONE, ""),
    ],
)
def test_an_epci(
    names: Names, text: str, departement: str, certainty: Certainty, token: str
) -> None:
    found = match_epci(text, hints(names, departement), names)
    assert (found.certainty, found.token) == (certainty, token)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Toulouse Métropole", "epci:243100518"),
        ("Ville de Toulouse", "com:31555"),
        ("Département de l'Ain", "dep:01"),
        ("Bretagne", "reg:53"),
        ("Haute-Garonne", "dep:31"),
        ("Pays Mornantais", "epci:246900740"),
        ("com:31555", "com:31555"),
        ("dep:1", "dep:01"),
    ],
)
def test_a_place_of_any_kind(names: Names, text: str, token: str) -> None:
    found = match_place(text, Hints(), names)
    assert (found.certainty, found.token) == (SURE, token)


@pytest.mark.parametrize(
    ("text", "token", "other"),
    [("La Réunion", "dep:974", "com:47222"), ("Vienne", "dep:86", "com:38544")],
)
def test_an_area_that_a_commune_is_called_like_is_a_doubt(
    names: Names, text: str, token: str, other: str
) -> None:
    found = match_place(text, Hints(), names)
    assert (found.certainty, found.token, found.others) == (DOUBT, token, (other,))


def test_a_commune_that_is_the_whole_of_its_area_is_sure(names: Names) -> None:
    found = match_place("Paris", Hints(), names)
    assert (found.certainty, found.token) == (SURE, "com:75056")


@pytest.mark.parametrize("text", ["11e arrondissement de Paris", "Paris 11", "11ème arr. Paris"])
def test_the_rank_of_an_arrondissement_may_come_first(names: Names, text: str) -> None:
    found = match_commune(text, Hints(), names)
    assert (found.certainty, found.token) == (SURE, "arm:75111")
