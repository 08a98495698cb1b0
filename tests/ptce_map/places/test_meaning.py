from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.places.meaning import Meaning, find_meanings, find_nearest, say

if TYPE_CHECKING:
    from tests.conftest import TinyFrance


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("13001", [Meaning("commune", "com", "13001", "Commune 1")]),
        (" com:13001 ", [Meaning("commune", "com", "13001", "Commune 1")]),
        ("arm:13001", []),
        (
            "13010",
            [
                Meaning("commune", "com", "13001", "Commune 1", postcode="13010"),
                Meaning("ancien-code", "com", "13010", "", "13002"),
            ],
        ),
        ("com:13010", [Meaning("ancien-code", "com", "13010", "", "13002")]),
        (
            "13502",
            [
                Meaning(
                    "arrondissement-municipal", "arm", "13202", "Cité 2e", "13055", postcode="13502"
                )
            ],
        ),
        ("2a010", [Meaning("commune-deleguee", "com", "2A010", "Ancienne", "2A003")]),
        (
            "13201",
            [Meaning("arrondissement-municipal", "arm", "13201", "Cité 1er", "13055")],
        ),
        ("200000013", [Meaning("epci", "epci", "200000013", "CC des Deux Rives")]),
        (
            "94",
            [Meaning("region", "reg", "94", "Corse")],
        ),
        ("cite 2E", [Meaning("arrondissement-municipal", "arm", "13202", "Cité 2e", "13055")]),
        (
            "commune 2",
            [
                Meaning("commune", "com", "13002", "Commune 2"),
                Meaning("commune", "com", "2A002", "Commune 2"),
            ],
        ),
        ("99999", []),
    ],
)
def test_find_meanings(tiny_france: TinyFrance, text: str, found: list[Meaning]) -> None:
    assert find_meanings(text, tiny_france.cog) == found


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("3001", ["com:13001"]),
        ("com:13011", ["com:13010", "com:13001"]),
        ("Corze", ["reg:94"]),
        ("dep:20", ["dep:2A"]),
        ("2A999", ["com:2A002", "com:2A003", "com:2A004"]),
        ("Zzzzzz", []),
    ],
)
def test_find_nearest(tiny_france: TinyFrance, text: str, tokens: list[str]) -> None:
    assert [meaning.token for meaning in find_nearest(text, tiny_france.cog)] == tokens


@pytest.mark.parametrize(
    ("code", "lang", "said"),
    [
        (
            "13001",
            "fr",
            "com:13001 Commune 1 (commune actuelle), epci:200000013 CC des Deux Rives, "
            "dep:13 Bouches-du-Rhône, reg:93 Provence, 1 habitant (2023)",
        ),
        (
            "13003",
            "en",
            "com:13003 Commune 3 (current commune), dep:13 Bouches-du-Rhône, reg:93 Provence, "
            "4 inhabitants (2023)",
        ),
        (
            "13010",
            "en",
            "com:13010 (former commune code) is part of com:13002 Commune 2 in the COG of 2026",
        ),
        (
            "2A010",
            "fr",
            "com:2A010 Ancienne (commune déléguée)\u00a0: relève de com:2A003 Commune 3 "
            "dans le COG de 2026",
        ),
        (
            "13201",
            "fr",
            "arm:13201 Cité 1er (arrondissement municipal), partie de com:13055 Commune 5",
        ),
        ("13", "en", "dep:13 Bouches-du-Rhône (département)"),
        (
            "13502",
            "en",
            "postal code 13502: arm:13202 Cité 2e (municipal arrondissement), "
            "part of com:13055 Commune 5",
        ),
    ],
)
def test_say(tiny_france: TinyFrance, code: str, lang: str, said: str) -> None:
    meaning = find_meanings(code, tiny_france.cog)[-1]
    assert say(meaning, tiny_france.cog, lang) == said
