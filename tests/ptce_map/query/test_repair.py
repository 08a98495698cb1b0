"""Addresses as they arrive: trackers dropped, damage read where it has one reading alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.filters.filters import build_vocabulary
from ptce_map.query.grammar import tidy
from ptce_map.query.repair import without_trackers

if TYPE_CHECKING:
    from ptce_map.filters.vocabulary import Vocabulary
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance


@pytest.fixture(scope="module")
def vocabulary(register: Register, tiny_france: TinyFrance) -> Vocabulary:
    """The values of the made-up register."""
    return build_vocabulary(register, tiny_france.cog)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("utm_source=lettre&region=93&fbclid=abc", "region=93"),
        ("region=93&utm_source=lettre&secteur=culture", "region=93&secteur=culture"),
        ("bbox=1,2,3,4&gclid=x", "bbox=1,2,3,4"),
        ("gclid", ""),
        ("", ""),
        ("filter=n%20%3E%201&_ga=2", "filter=n%20%3E%201"),
    ],
)
def test_the_rest_stays_as_it_is_written(given: str, kept: str) -> None:
    assert without_trackers(given) == kept


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("region=93&amp;departement=2A", "region=93&departement=2A"),
        ("region=93&amp%3Bdepartement=2A", "region=93&departement=2A"),
        ("region=93)", "region=93"),
        ("region=93%3E.", "region=93"),
        ("pole=le-phare,", "pole=le-phare"),
        ("Region=93", "region=93"),
        ("departement=2a", "departement=2A"),
        ("niveau=REGION", "niveau=region"),
        ("region=%2093%20", "region=93"),
        ("region=93,94", "region=93&region=94"),
        ("region=93%2C%2094", "region=93&region=94"),
        ("region=93;94", "region=93&region=94"),
        ("region=1", "region=01"),
        ("q=caf%25C3%25A9", "q=caf%C3%A9"),
        ("q=%2525C3%2525A9", "q=%C3%A9"),
        ("q=%" + "25" * 9 + "41", "q=%2541"),
        ("vue=2.35%252C46.6%252C5.2", "vue=2.35%2C46.6%2C5.2"),
        ("region=93?utm_source=lettre", "region=93"),
        ("region=93?q=laine", "region=93&q=laine"),
        ("utm_source=lettre&utm_medium=mail&fbclid=abc", ""),
    ],
)
def test_damage_with_one_reading_is_read(given: str, meant: str, vocabulary: Vocabulary) -> None:
    assert tidy(given, vocabulary) == meant


@pytest.mark.parametrize(
    "query",
    [
        "",
        "region=93&region=94",
        "region=999",
        "region=93,999",
        "couleur=bleu",
        "niveau=region,commune",
        "vue=2.35,46.6,5.2",
        "q=100%25",
        "q=laine)",
        "q=a%3Fb",
        "bornes=1,2,5",
        "region=",
        "q=%E9t%E9",
    ],
)
def test_the_rest_is_left_as_it_is(query: str, vocabulary: Vocabulary) -> None:
    assert tidy(query, vocabulary) == query


def test_damage_upon_damage_is_read_however_deep(vocabulary: Vocabulary) -> None:
    assert tidy("region=93" + "?utm_id=1" * 900, vocabulary) == "region=93"
    assert tidy("q=a" + "?q=b" * 2000, vocabulary) == "&".join(["q=a", *["q=b"] * 2000])
    assert tidy("q=a?b?region=93?c", vocabulary) == "q=a%3Fb&region=93%3Fc"
