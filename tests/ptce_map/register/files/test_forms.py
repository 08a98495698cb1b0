from __future__ import annotations

import pytest

from ptce_map.notices import Level
from ptce_map.register.files.forms import Column, take
from ptce_map.register.rules import RULES

WORDS = {"culture": "Culture", "sante": "Santé"}
NAMES = {"culture": "culture", "culture et creation": "culture", "sante": "sante"}
COLUMNS = {
    "text": Column(RULES["text"], many=False),
    "texts": Column(RULES["text"], many=True),
    "date": Column(RULES["date"], many=False),
    "year": Column(RULES["year"], many=False),
    "integer": Column(RULES["integer"], many=False),
    "url": Column(RULES["url"], many=False),
    "confiance": Column(RULES["confiance"], many=False),
    "token": Column(RULES["token"], many=True),
    "com": Column(RULES["token"], many=True, prefix="com"),
    "dep": Column(RULES["token"], many=True, prefix="dep"),
    "words": Column(RULES["slug"], many=True, words=WORDS),
    "ids": Column(RULES["slug"], many=True, names=NAMES),
}


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [
        ("date", "13/03/2024", "2024-03-13"),
        ("year", "mars 2024", "2024"),
        ("integer", "1 234 €", "1234"),
        ("integer", "-", ""),
        ("url", "www.exemple.fr", "https://www.exemple.fr"),
        ("url", "néant", ""),
        ("confiance", "Haute", "high"),
        ("confiance", "Confiance moyenne", "medium"),
        ("token", "com:31555|", "com:31555"),
        ("token", "com:31555 | com:09122", "com:31555|com:09122"),
        ("token", "com:31555, com:09122", "com:31555|com:09122"),
        ("token", "com:31555 com:09122", "com:31555|com:09122"),
        ("token", "com:31 555", "com:31555"),
        ("com", "31555", "com:31555"),
        ("com", "31555 et 09122", "com:31555|com:09122"),
        ("dep", "56 - Morbihan", "dep:56"),
        ("words", "Culture; Santé", "Culture|Santé"),
        ("words", "SANTE", "Santé"),
        ("ids", "Culture et création", "culture"),
        ("ids", "Culture et création / Santé", "culture|sante"),
        ("text", "'- une note", "- une note"),
    ],
)
def test_what_can_only_mean_one_thing_is_read_and_said(column: str, cell: str, text: str) -> None:
    taken, said = take(COLUMNS[column], cell)
    assert taken == text
    assert {level for _, finding in said for level in [finding.level]} == {Level.NOTE}


@pytest.mark.parametrize(
    ("column", "cell", "text", "code"),
    [
        ("date", "12/03/2024", "2024-03-12", "day_month"),
        ("date", "45363", "2024-03-12", "serial"),
        ("integer", "1.234", "1234", "thousands"),
        ("com", "1004", "com:01004", "zero"),
        ("text", "Cr?ation", "Cr?ation", "question_mark"),
        ("text", "L&eacute;on", "L&eacute;on", "entities"),
        ("text", "A|B", "A|B", "bar"),
        ("text", "n/a", "n/a", "nothing"),
        ("texts", "Un ; deux", "Un ; deux", "several"),
        ("words", "Bois; pierre", "Bois; pierre", "several"),
        ("words", "Bois, pierre", "Bois, pierre", "several"),
        ("words", "Bois\npierre", "Bois\npierre", "several"),
    ],
)
def test_what_may_be_a_mistake_is_doubted(column: str, cell: str, text: str, code: str) -> None:
    taken, [(value, doubt)] = take(COLUMNS[column], cell)
    assert (taken, value, doubt.code, doubt.level) == (text, cell, code, Level.DOUBT)


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("text", "#N/A", "error_value"),
        ("words", "#REF!", "error_value"),
        ("token", "Err:502", "error_value"),
        ("token", '="com:"&E2', "uncomputed"),
        ("text", "Caf\ufffd", "lost_accents"),
        ("text", "CrÃ©ation", "spoiled_accents"),
        ("integer", "1 234,50 €", "decimals"),
        ("url", "https://a.fr ; https://b.fr", "urls"),
        ("url", "contact@exemple.fr", "mail"),
        ("url", "https://exemple.fr/a b", "url_within"),
    ],
)
def test_what_means_nothing_to_its_column_is_a_fault(column: str, cell: str, code: str) -> None:
    _, [(value, fault)] = take(COLUMNS[column], cell)
    assert (value, fault.code, fault.level) == (cell, code, None)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("text", "Agriculture, alimentation"),
        ("texts", "Un, deux|trois / quatre"),
        ("token", "com:31555|dep:09"),
        ("words", "Culture|Santé"),
        ("ids", "culture|sante"),
        ("url", "https://exemple.fr/a,b?c=d"),
        ("text", "Qui ? Quoi ?"),
    ],
)
def test_what_is_written_as_it_should_be_stays(column: str, cell: str) -> None:
    assert take(COLUMNS[column], cell) == (cell, [])
