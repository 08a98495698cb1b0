"""The nouns of a programme stand in the texts of both languages, and what agrees with them."""

from __future__ import annotations

import pytest

from ptce_map.labels import LANGS, label, read_locale
from ptce_map.nouns import DEFAULT, MARK, Noun, Nouns, expand, speaking, spoken

HOUSE = Nouns(Noun("maison", "maisons", is_feminine=True), Noun("house", "houses"))
SPACE = Nouns(Noun("espace", "espaces", is_elided=True), Noun("area", "areas"))
SCHOOL = Nouns(Noun("école", "écoles", is_feminine=True, is_elided=True), Noun("unit", "units"))


@pytest.mark.parametrize(
    ("text", "default", "house", "space", "school"),
    [
        ("<le pôle>", "le pôle", "la maison", "l’espace", "l’école"),
        ("<Le pôle>", "Le pôle", "La maison", "L’espace", "L’école"),
        ("<du pôle>", "du pôle", "de la maison", "de l’espace", "de l’école"),
        ("<au pôle>", "au pôle", "à la maison", "à l’espace", "à l’école"),
        ("<Un pôle>", "Un pôle", "Une maison", "Un espace", "Une école"),
        ("<ce pôle>", "ce pôle", "cette maison", "cet espace", "cette école"),
        ("<Aucun pôle>", "Aucun pôle", "Aucune maison", "Aucun espace", "Aucune école"),
        ("<de pôles>", "de pôles", "de maisons", "d’espaces", "d’écoles"),
        ("<des pôles>", "des pôles", "des maisons", "des espaces", "des écoles"),
        ("<Pôles>", "Pôles", "Maisons", "Espaces", "Écoles"),
        ("<vu|vue> {n}", "vu {n}", "vue {n}", "vu {n}", "vue {n}"),
    ],
)
def test_a_french_noun_takes_its_article(
    text: str, default: str, house: str, space: str, school: str
) -> None:
    told = [expand(text, "fr", nouns) for nouns in (DEFAULT, HOUSE, SPACE, SCHOOL)]
    assert told == [default, house, space, school]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<a hub>", ["a hub", "a house", "an area", "a unit"]),
        ("<A hub>", ["A hub", "A house", "An area", "A unit"]),
        ("the <hubs>", ["the hubs", "the houses", "the areas", "the units"]),
        ("<Hub>", ["Hub", "House", "Area", "Unit"]),
    ],
)
def test_an_english_noun_takes_its_article(text: str, told: list[str]) -> None:
    assert [expand(text, "en", nouns) for nouns in (DEFAULT, HOUSE, SPACE, SCHOOL)] == told


def test_nouns_hold_within_what_is_said_with_them() -> None:
    assert label("sentence.poles", "fr", n=2) == "2 pôles"
    with speaking(HOUSE):
        assert label("sentence.poles", "fr", n=2) == "2 maisons"
        assert label("legend.zero", "fr") == "Aucune maison recensée"
        assert label("finding.of_these", "en") == "at least one of these houses"
    assert spoken() is DEFAULT


@pytest.mark.parametrize("lang", LANGS)
def test_every_mark_of_the_texts_is_understood(lang: str) -> None:
    with speaking(HOUSE):
        texts = read_locale(lang)
    assert [text for text in texts.values() if MARK.search(text)] == []
    told = [key for key, text in texts.items() if not key.startswith(NAMES_THEM)]
    words = {"fr": ("pôle",), "en": ("hub",)}[lang]
    left = {key for key in told if any(word in texts[key].lower() for word in words)}
    assert left == LEFT


NAMES_THEM = (*("fault.", "notice.", "adopt.", "column.", "table.", "head.", "sheet."),)
"""Texts about the tables and the files, whose words are those of every register, or of PTCEs."""
LEFT: set[str] = set()
