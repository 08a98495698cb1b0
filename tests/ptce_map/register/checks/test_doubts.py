"""Places that do not go with their row, and rows that are in order."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest

from geodata.cog import read_cog
from ptce_map.notices import Level, Notice
from ptce_map.register.checks.doubts import NEIGHBOURS, find_doubts, find_twins
from ptce_map.register.checks.report import inspect
from ptce_map.register.register import REGISTER_FOLDER


def row(**columns: str) -> pd.DataFrame:
    return pd.DataFrame([columns], index=[7], dtype="str")


def said(doubts: list[Notice]) -> list[tuple[str, str, str]]:
    assert all(doubt.level is Level.DOUBT and doubt.next_step("fr") for doubt in doubts)
    return [(doubt.column, doubt.value, doubt.code) for doubt in doubts]


@pytest.mark.parametrize(
    ("columns", "doubt"),
    [
        (
            {"lieu": "Rennes (Ille-et-Vilaine)", "territoire": "com:31555"},
            ("territoire", "com:31555", "far_from_words"),
        ),
        (
            {"lieu": "Toulouse", "territoire": "dep:35"},
            ("territoire", "dep:35", "far_from_words"),
        ),
        ({"lieu": "Toulouse", "territoire": "dep:76"}, ("territoire", "dep:76", "region_of")),
        ({"lieu": "Toulouse", "territoire": "dep:73"}, ("territoire", "dep:73", "region_of")),
        ({"nom": "Le Phare, Lyon", "territoire": "dep:84"}, ("territoire", "dep:84", "region_of")),
        (
            {"lieu": "Rennes", "territoire": "com:35200"},
            ("territoire", "com:35200", "postcode_of"),
        ),
        (
            {"lieu": "Marseille", "territoire": "com:13002"},
            ("territoire", "com:13002", "postcode_of"),
        ),
        (
            {"nom": "Maison commune, Belley", "territoire": "com:01300"},
            ("territoire", "com:01300", "postcode_of"),
        ),
        (
            {"territoire": "com:32013|com:32107|com:59350"},
            ("territoire", "com:59350", "far_apart"),
        ),
        ({"territoire": "com:31555", "siege": "59350"}, ("siege", "59350", "far_seat")),
        ({"territoire": "dep:974", "siege": "75056"}, ("siege", "75056", "far_seat")),
    ],
)
def test_a_place_that_does_not_go_with_its_row(
    columns: dict[str, str], doubt: tuple[str, str, str]
) -> None:
    assert said(find_doubts(row(**columns), read_cog())) == [doubt]


@pytest.mark.parametrize(
    "columns",
    [
        {"lieu": "Rennes, Saint-Malo", "territoire": "com:35238|com:35288"},
        {"lieu": "Saint-Denis", "territoire": "com:97411"},
        {"lieu": "Occitanie", "territoire": "com:31555|com:34172"},
        {"lieu": "La vallée", "territoire": "com:31555"},
        {"lieu": "Le Poizat", "territoire": "com:01300"},
        {"lieu": "Moutiers", "territoire": "com:35200"},
        {"lieu": "Chambéry", "territoire": "dep:73"},
        {"nom": "Occitanie et Savoie", "territoire": "dep:73"},
        {"lieu": "Rouen", "territoire": "dep:76"},
        {"territoire": "com:31555|com:59350"},
        {"territoire": "com:13055|reg:94", "siege": "13055"},
        {"territoire": "com:31555", "siege": "33063"},
        {"territoire": "com:32013|com:32107|com:33063"},
        {"territoire": "com:99999", "lieu": "Rennes"},
        {"territoire": "com:35200", "lieu": "Moutiers, Rennes"},
        {"nom": "A"},
    ],
)
def test_a_row_in_order_is_not_doubted(columns: dict[str, str]) -> None:
    assert find_doubts(row(**columns), read_cog()) == []


def test_the_doubt_of_a_postal_code_names_the_commune_meant() -> None:
    (doubt,) = find_doubts(row(lieu="Rennes", territoire="com:35200"), read_cog())
    assert doubt.sentence("en") == (
        "Doubt: poles.csv, line 7: territoire “com:35200” is the INSEE code of Moutiers, and the "
        "postal code of a commune that the row names. Write com:35238 (Rennes) if that is meant, "
        "else keep the code."
    )


def test_two_rows_of_one_name_and_territory_are_doubted() -> None:
    poles = pd.DataFrame(
        {"nom": ["Le Phare", "LE PHARE", "Le Phare"], "territoire": ["dep:31", "dep:31", "dep:09"]},
        index=[2, 3, 4],
    )
    assert said(find_twins(poles)) == [("nom", "LE PHARE", "twin")]


def test_nothing_of_the_shipped_register_is_doubted() -> None:
    assert inspect(REGISTER_FOLDER, read_cog(), "2026-11-28").notices == ()


def test_neighbours_are_mutual_and_every_region_of_the_mainland_has_some() -> None:
    regions = read_cog().regions
    assert set(NEIGHBOURS) == set(regions.index[regions["zone"] == "metro"])
    assert all((a in NEIGHBOURS[b]) == (b in NEIGHBOURS[a]) for a, b in combinations(NEIGHBOURS, 2))
