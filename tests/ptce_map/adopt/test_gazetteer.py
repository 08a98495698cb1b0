from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.gazetteer import How

if TYPE_CHECKING:
    from ptce_map.adopt.gazetteer import Names


def found(names: Names, text: str) -> list[tuple[str, How]]:
    return [(near.named.token, near.how) for near in names.communes.named(text)]


def test_a_name_is_that_of_every_place_which_bears_it(names: Names) -> None:
    assert found(names, "ROMAIN") == [
        ("com:25499", How.NAME),
        ("com:39464", How.NAME),
        ("com:51464", How.NAME),
        ("com:54461", How.NAME),
    ]


@pytest.mark.parametrize(
    ("text", "token", "how"),
    [
        ("Rochelle", "com:17300", How.VARIANT),
        ("Geispitzen", "com:68103", How.NAME),
        ("Lyon 7e Arrondissement", "arm:69387", How.NAME),
        ("Nouméa", "com:98818", How.NAME),
    ],
)
def test_small_words_parts_and_overseas(names: Names, text: str, token: str, how: How) -> None:
    assert (token, how) in found(names, text)


def test_former_communes_are_those_that_replaced_them(names: Names) -> None:
    assert ("com:01033", How.FORMER) in found(names, "Arlod")


def test_names_near_are_looked_for_in_a_departement(names: Names) -> None:
    near = names.communes.near("Romorantin Lantenay", frozenset({"41"}))
    assert [(found.named.name, found.slips) for found in near] == [("Romorantin-Lanthenay", 1)]
    assert names.communes.near("Romorantin Lantenay", frozenset({"01"})) == []


def test_an_epci_has_its_name_its_initials_and_the_departements_of_its_communes(
    names: Names,
) -> None:
    for text in ("CC Pays Mornantais", "COPAMO"):
        assert [near.named.token for near in names.epci.named(text)] == ["epci:246900740"]
    assert names.departements_of["246900740"] == {"69"}


def test_a_former_epci_is_the_one_that_replaced_it(names: Names) -> None:
    near = names.epci.named("CC Petite Montagne")
    assert [(found.named.token, found.how) for found in near] == [("epci:200090579", How.FORMER)]
