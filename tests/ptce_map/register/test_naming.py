"""A programme names what it maps, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from ptce_map.nouns import DEFAULT, Noun, Nouns
from ptce_map.register.naming import is_gender, is_noun, nouns_of
from ptce_map.register.statement import stated


@pytest.mark.parametrize(
    ("said", "nouns"),
    [
        ({}, DEFAULT),
        ({"singulier_fr": "site", "pluriel_fr": "sites"}, Nouns(*[Noun("site", "sites")] * 2)),
        (
            {
                "singulier_fr": "école",
                "pluriel_fr": "écoles",
                "genre": "féminin",
                "singulier_en": "school",
                "pluriel_en": "schools",
            },
            Nouns(Noun("école", "écoles", True, True), Noun("school", "schools", True)),
        ),
        (
            {"singulier_fr": "habitat", "pluriel_fr": "habitats", "elision": True},
            Nouns(*[Noun("habitat", "habitats", False, True)] * 2),
        ),
    ],
)
def test_a_programme_names_what_it_maps(said: dict[str, Any], nouns: Nouns) -> None:
    package, faults = stated({"programme": said})
    assert (nouns_of(package), faults) == (nouns, [])


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"singulier_fr": "a"}, [("programme.singulier_fr", "toml_pair")]),
        ({"pluriel_en": "a"}, [("programme.pluriel_en", "toml_pair")]),
        (
            {"singulier_fr": "a{n}", "pluriel_fr": "<a>"},
            [("programme.singulier_fr", "toml_noun"), ("programme.pluriel_fr", "toml_noun")],
        ),
        ({"couleur": "#12345"}, [("programme.couleur", "toml_colour")]),
        ({"couleur": 3}, [("programme.couleur", "toml_colour")]),
        ({"genre": "f"}, [("programme.genre", "toml_gender")]),
        ({"elision": "oui"}, [("programme.elision", "toml_flag")]),
    ],
)
def test_what_names_nothing_is_told(said: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    found = stated({"programme": said})[1]
    assert [(fault.column, fault.code) for fault in found] == faults


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("maison France services", True),
        ("lieu d’accueil", True),
        ("", False),
        (" x", False),
        ("a\nb", False),
        ("a" * 61, False),
        ("{n}", False),
        (3, False),
    ],
)
def test_a_noun_stands_within_a_sentence(text: object, holds: bool) -> None:
    assert is_noun(text) is holds


def test_there_are_two_genders() -> None:
    assert [is_gender(text) for text in ("masculin", "féminin", "neutre", 1)] == [
        True,
        True,
        False,
        False,
    ]
