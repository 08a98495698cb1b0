from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.hints import (
    Hints,
    read_area,
    read_departements,
    read_regions,
    split_name,
    weigh,
)

if TYPE_CHECKING:
    from geodata.cog import Cog
    from ptce_map.adopt.gazetteer import Names


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("01 - Ain", {"01"}),
        ("1", {"01"}),
        ("Guadeloupe (971)", {"971"}),
        ("2a", {"2A"}),
        ("Corse-du-Sud", {"2A"}),
        ("Ain, Jura", {"01", "39"}),
        ("Ain et Jura", {"01", "39"}),
        ("26 / 07", {"26", "07"}),
        ("BRETAGNE", {"22", "29", "35", "56"}),
        ("Limousin", {"19", "23", "87"}),
        ("quelque part", set()),
        ("", set()),
    ],
)
def test_departements_of_a_text(names: Names, text: str, codes: set[str]) -> None:
    assert read_departements(text, names.cog) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Occitanie", {"76"}), ("76", {"76"}), ("1", {"01"}), ("Haute-Garonne", {"76"}), ("x", set())],
)
def test_regions_of_a_text(names: Names, text: str, codes: set[str]) -> None:
    assert read_regions(text, names.cog) == codes


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ain", ("dep:01",)),
        ("Département de l'Ain", ("dep:01",)),
        ("01 - Ain", ("dep:01",)),
        ("Région Bretagne", ("reg:53",)),
        ("53", ("dep:53", "reg:53")),
        ("La Réunion", ("dep:974", "reg:04")),
        ("02 - Ain", ()),
        ("Ain et Jura", ()),
    ],
)
def test_an_area_is_all_that_a_text_is(names: Names, text: str, tokens: tuple[str, ...]) -> None:
    assert read_area(text, names.cog) == tokens


@pytest.mark.parametrize(
    ("text", "name", "departements", "postcodes"),
    [
        ("Rennes (Ille-et-Vilaine)", "Rennes", {"35"}, set()),
        ("Rennes, 35", "Rennes", {"35"}, set()),
        ("35 - Rennes", "Rennes", {"35"}, set()),
        ("35000 RENNES CEDEX 7", "RENNES", set(), {"35000"}),
        ("Havre (Le)", "Havre (Le)", set(), set()),
        ("Brax (une partie)", "Brax", set(), set()),
        ("Saint-Denis-en-Val", "Saint-Denis-en-Val", set(), set()),
    ],
)
def test_what_stands_beside_a_name(
    names: Names, text: str, name: str, departements: set[str], postcodes: set[str]
) -> None:
    bare, hints = split_name(text, names.cog)
    assert (bare, hints.departements, hints.postcodes) == (name, departements, postcodes)


def test_an_epci_that_goes_around_two_departements_says_which_is_meant(names: Names) -> None:
    crain = names.communes.named("Crain")[0].named
    epci = names.epci_of["89129"]
    assert weigh(crain, Hints(frozenset({"58"})), names).against == 1
    both = weigh(crain, Hints(frozenset({"58"}), epci=frozenset({epci})), names)
    assert (both.agreeing, both.against) == (1, 0)


def test_what_one_hint_does_not_know_another_may(names: Names) -> None:
    del names
    own, other = Hints(frozenset({"35"})), Hints(frozenset({"56"}), frozenset({"35000"}))
    assert own.with_(other) == Hints(frozenset({"35"}), frozenset({"35000"}))


@pytest.mark.parametrize(
    ("text", "name", "departements"),
    [
        ("37 Tours", "Tours", {"37"}),
        ("Tours 37", "Tours", {"37"}),
        ("Montreuil/93", "Montreuil", {"93"}),
        ("Bastia 2B", "Bastia", {"2B"}),
        ("Tours, Indre-et-Loire, France", "Tours", {"37"}),
        ("Tours - France", "Tours", set()),
        ("Fort-de-France", "Fort-de-France", set()),
        ("Latour-de-France", "Latour-de-France", set()),
        ("Tours (France)", "Tours", set()),
        ("Rue 99", "Rue 99", set()),
    ],
)
def test_the_number_of_a_departement_and_the_country_stand_beside_a_name(
    cog: Cog, text: str, name: str, departements: set[str]
) -> None:
    found, hints = split_name(text, cog)
    assert (found, hints.departements) == (name, departements)
