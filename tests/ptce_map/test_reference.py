from __future__ import annotations

from dataclasses import replace

import pytest

from ptce_map.reference import cite, creator, describe_register
from ptce_map.register import Register, read_register
from tests import builders


@pytest.mark.parametrize(
    ("version", "day", "lang", "said"),
    [
        ("2026.1.0", "2026-01-15", "fr", "Le registre, version 2026.1.0, 15 janvier 2026"),
        ("2026.1.0", "2026-01-15", "en", "The register, version 2026.1.0, January 15, 2026"),
        ("2026.1.0", "", "fr", "Le registre, version 2026.1.0"),
        ("", "2026-01-01", "fr", "Le registre, 1 janvier 2026"),
        ("", "", "fr", "Le registre"),
    ],
)
def test_cite(version: str, day: str, lang: str, said: str) -> None:
    assert cite(replace(builders.register(), version=version, date=day), lang) == said


def own(**stated: object) -> Register:
    return replace(
        read_register(), name="", titles={"fr": "Nos lieux", "en": "Our places"}, **stated
    )


def test_the_register_of_the_ptces_is_told_in_the_words_of_the_site() -> None:
    register = read_register()
    assert describe_register(register, "fr").startswith("Carte interactive des pôles territoriaux")
    assert creator(register, "fr") == "Carte des PTCE"


def test_another_register_is_told_in_its_own_words() -> None:
    assert describe_register(own(descriptions={}), "en") == "Our places"
    assert describe_register(own(descriptions={"fr": "Ici."}), "fr") == "Ici."
    assert creator(own(creator=""), "fr") == ""
    assert creator(own(creator="Nous"), "fr") == "Nous"
