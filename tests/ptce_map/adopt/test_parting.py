"""Cells that name several places are parted, and a place beside a point is held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.hints import Hints
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.parting import communes_in, held_against, places_in

if TYPE_CHECKING:
    from ptce_map.adopt.gazetteer import Names

SURE, DOUBT, NONE = Certainty.SURE, Certainty.DOUBT, Certainty.NONE


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Arles", ["com:13004"]),
        ("Arles, Rennes et Brest", ["com:13004", "com:35238", "com:29019"]),
        ("Arles ; Rennes", ["com:13004", "com:35238"]),
        ("Arles | Rennes", ["com:13004", "com:35238"]),
        ("Rennes / 35", ["com:35238"]),
        ("Romain / 25", ["com:25499"]),
        ("Rennes - Vannes", ["com:35238", "com:56260"]),
        ("Saint-Denis, Seine-Saint-Denis", ["com:93066"]),
        ("Zyxxy, Rennes", ["", "com:35238"]),
        ("Zyxxy, Zyxy", [""]),
    ],
)
def test_the_communes_of_a_text(names: Names, text: str, tokens: list[str]) -> None:
    assert [match.token for _, match in communes_in(text, Hints(), names)] == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ain, Jura", ["dep:01", "dep:39"]),
        ("Bretagne et Occitanie", ["reg:53", "reg:76"]),
        ("Brest | Bron", ["com:29019", "com:69029"]),
        ("Ain, Zyxxy", [""]),
    ],
)
def test_the_places_of_a_text(names: Names, text: str, tokens: list[str]) -> None:
    assert [match.token for _, match in places_in(text, Hints(), names)] == tokens


@pytest.mark.parametrize(
    ("text", "token", "certainty", "others"),
    [
        ("Métropole de Lyon", "arm:69382", SURE, ()),
        ("Région Bretagne", "com:35051", SURE, ()),
        ("Région Bretagne", "com:13004", DOUBT, ("com:13004",)),
        ("Région Bretagne", "", DOUBT, ()),
    ],
)
def test_a_place_is_held_against_the_commune_of_a_point(
    names: Names, text: str, token: str, certainty: Certainty, others: tuple[str, ...]
) -> None:
    [(_, match)] = held_against(places_in(text, Hints(), names), token, names.cog)
    assert (match.certainty, match.others) == (certainty, others)
