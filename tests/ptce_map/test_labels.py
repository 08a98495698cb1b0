from __future__ import annotations

import re
import string

import numpy as np
import pytest

from ptce_map.labels import (
    LANGS,
    fold,
    label,
    number,
    plural_form,
    read_locale,
    sort_key,
    uncapitalised,
)

KEYS = sorted(read_locale("fr"))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts_in_the_same_order() -> None:
    assert list(read_locale("fr")) == list(read_locale("en"))


def fill_alike(key: str) -> bool:
    """Tell whether both languages fill the same fields; a singular may leave its number unsaid.

    "Voir le pôle" is in English "Show 1 hub".
    """
    french, english = fields(read_locale("fr")[key]), fields(read_locale("en")[key])
    return french == english or (key.endswith(".one") and french - {"n"} == english - {"n"})


def test_both_languages_fill_the_same_fields() -> None:
    assert [key for key in KEYS if not fill_alike(key)] == []


def test_plurals_have_both_forms() -> None:
    plural = {key.rpartition(".")[0] for key in KEYS if key.endswith((".one", ".other"))}
    assert plural

    forms = {f"{stem}.{form}" for stem in plural for form in ("one", "other")}
    assert sorted(forms - set(KEYS)) == []
    assert sorted(plural & set(KEYS)) == []


def test_french_typography() -> None:
    french = read_locale("fr")
    wrong = re.compile(r" [:;!?%»]|« |'|\u00a0[;!?]")
    assert {key: french[key] for key in KEYS if wrong.search(french[key])} == {}


@pytest.mark.parametrize(
    ("n", "lang", "text"),
    [
        (0, "fr", "0 pôle"),
        (1, "fr", "1 pôle"),
        (2, "fr", "2 pôles"),
        (1234, "fr", "1\u202f234 pôles"),
        (0, "en", "0 hubs"),
        (1, "en", "1 hub"),
        (1234, "en", "1,234 hubs"),
    ],
)
def test_label_agrees_with_its_number(n: int, lang: str, text: str) -> None:
    assert label("sentence.poles", lang, n=n) == text


def test_label_fills_fields_and_leaves_strings_as_they_are() -> None:
    assert label("drawer.position", "fr", i=3, n=1200) == "3 sur 1\u202f200"
    assert label("map.attribution", "en", contours=" COG 2024", millesime="2026").startswith(
        "Boundaries: IGN Admin Express COG 2024, composed as COG 2026"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_label_refuses_an_unknown_key(lang: str) -> None:
    with pytest.raises(KeyError, match=r"no\.such\.text"):
        label("no.such.text", lang)


def test_a_number_of_a_table_chooses_the_form_as_any_other() -> None:
    assert label("drawer.unit.communes", "fr", n=np.int64(1)) == "commune"
    assert label("sentence.poles", "fr", n=np.int64(1234)) == "1\u202f234 pôles"


def test_a_text_without_number_is_plural() -> None:
    assert plural_form(None, "fr") == "other"


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (1234567, 0, "1\u202f234\u202f567", "1,234,567"),
        (1234.56, 1, "1\u202f234,6", "1,234.6"),
        (-0.5, 2, "-0,50", "-0.50"),
    ],
)
def test_number(value: float, decimals: int, french: str, english: str) -> None:
    assert number(value, "fr", decimals=decimals) == french
    assert number(value, "en", decimals=decimals) == english


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("  L’Œuvre   d'Æsculape ", "l oeuvre d aesculape"),
        ("ÎLE", "ile"),
        ("Straße", "strasse"),
        ("--", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_sort_key_ignores_accents_and_case() -> None:
    names = ["Zoé", "étoile", "Eta", "île", "Ille"]
    assert sorted(names, key=sort_key) == ["Eta", "étoile", "île", "Ille", "Zoé"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("Association", "association"), ("SCIC (en)", "SCIC (en)"), ("", ""), ("Élan", "élan")],
)
def test_a_name_within_a_sentence_loses_its_capital_but_not_its_initials(
    name: str, said: str
) -> None:
    assert uncapitalised(name) == said
