from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ptce_map.labels import LANGS, read_locale
from ptce_map.register.programme import Programme, create_programme
from ptce_map.register.register import REGISTER_FOLDER, read_register
from ptce_map.register.wording import TEXTS, Wording
from tests import builders

ROOT = Path(__file__).parents[3]

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
        read_register(),
        wording=Wording(),
        prefix="",
        law="",
        titles={"fr": "Nos lieux", "en": "Our places"},
        **stated,
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
    assert (programme.prefix, programme.law) == ("nos-lieux", "")
    assert programme.say("sheet", "fr") == "carte-nos-lieux"
    assert programme.layer("poles") == {"fr": "Nos lieux", "en": "Our places"}
    assert programme.layer("regions")["fr"] == "Régions"


def test_braces_in_a_title_are_text() -> None:
    titles = {"fr": "Lieux {2026}", "en": "Places {2026}"}
    programme = create_programme(replace(read_register(), wording=Wording(), titles=titles))
    assert programme.say("title", "fr") == "Lieux {2026}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_programme_says_every_text_in_its_own_words(lang: str) -> None:
    programme = create_programme(read_register())
    assert set(programme.wording.texts[lang]) == {key for key, _ in TEXTS.values()}
    assert len(programme.wording.limits[lang]) == 2


@pytest.mark.parametrize("lang", LANGS)
def test_a_text_that_a_programme_does_not_say_is_said_as_of_any_register(lang: str) -> None:
    def stem(key: str) -> str:
        return key.removesuffix(".one").removesuffix(".other")

    prefix = "programme.own."
    said = {stem(key.removeprefix(prefix)) for key in read_locale(lang) if key.startswith(prefix)}
    own_alone = {"what", "what.text", "law", "law.link"}
    assert said == {stem(key) for key, _ in TEXTS.values()} - own_alone


def test_no_code_knows_the_shipped_programme() -> None:
    """What is special to it is in the files of its register, which any other may have."""
    named = [
        str(path)
        for folder in ("ptce_map", "app")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if re.search(r"registre-ptce|JORFTEXT", path.read_text("utf-8"))
    ]
    assert named == []
    assert (REGISTER_FOLDER / "programme.toml").is_file()
