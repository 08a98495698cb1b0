from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ptce_map.labels import LANGS, read_locale
from ptce_map.register.programme import OWN, VOICES, Programme, create_programme
from ptce_map.register.register import read_register
from tests import builders

if TYPE_CHECKING:
    from ptce_map.register.register import Register


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
    register = replace(builders.register(), version=version, date=day)
    assert create_programme(register).cite(lang) == said


def own(**stated: object) -> Programme:
    register: Register = replace(
        read_register(), name="", titles={"fr": "Nos lieux", "en": "Our places"}, **stated
    )
    return create_programme(register)


def test_the_register_of_the_ptces_is_told_in_the_words_of_the_site() -> None:
    programme = create_programme(read_register())
    said = programme.say("description", "fr")
    assert said.startswith("Carte interactive des pôles territoriaux")
    assert programme.say("creator", "fr") == "Carte des PTCE"
    assert programme.prefix == "ptce"
    assert programme.layer("poles")["fr"] == "Pôles territoriaux de coopération économique"


def test_another_register_is_told_in_its_own_words() -> None:
    assert own(descriptions={}).say("description", "en") == "Our places"
    assert own(descriptions={"fr": "Ici."}).say("description", "fr") == "Ici."
    assert own(creator="").say("creator", "fr") == ""
    assert own(creator="Nous").say("creator", "fr") == "Nous"
    programme = own()
    assert (programme.prefix, programme.voice.law) == ("nos-lieux", "")
    assert programme.say("sheet", "fr") == "carte-nos-lieux"
    assert programme.layer("poles") == {"fr": "Nos lieux", "en": "Our places"}
    assert programme.layer("regions")["fr"] == "Régions"


def test_braces_in_a_title_are_text() -> None:
    titles = {"fr": "Lieux {2026}", "en": "Places {2026}"}
    programme = create_programme(replace(read_register(), name="", titles=titles))
    assert programme.say("title", "fr") == "Lieux {2026}"


@pytest.mark.parametrize("lang", LANGS)
def test_every_voice_says_the_same_things(lang: str) -> None:
    heard = {
        voice.name: {
            key.removeprefix(f"programme.{voice.name}.").removesuffix(".one").removesuffix(".other")
            for key in read_locale(lang)
            if key.startswith(f"programme.{voice.name}.")
        }
        for voice in (OWN, *VOICES.values())
    }
    assert heard["own"] == heard["ptce"]
    assert "title" in heard["own"]
