from __future__ import annotations

import pandas as pd
import pytest

from ptce_map.errors import Fault
from ptce_map.validation import find_faults
from tests import builders

Where = tuple[str, int, str, str]


def frames(texts: builders.Rows) -> dict[str, pd.DataFrame]:
    """Return tables of text whose lines begin after the header."""
    return {
        name: pd.DataFrame(rows, index=range(2, len(rows) + 2), dtype="str")
        for name, rows in texts.items()
    }


def faults(**changed: list[builders.Row]) -> list[Fault]:
    return list(find_faults(frames(builders.tables(**changed))))


def where(found: list[Fault]) -> list[Where]:
    return [(fault.file, fault.line, fault.column, fault.value) for fault in found]


def test_a_sound_register_has_no_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("id", "Le Phare", "is not a slug"),
        ("nom", "", "is missing"),
        ("nom", " ", "is blank"),
        ("alias", "Phare||Fanal", "is blank"),
        ("alias", "Phare|Phare", "repeats a value"),
        ("territoire", "com:1001", "is not a territory token"),
        ("territoire", "com:13001|13002", "is not a territory token"),
        ("precision", "exact", "is not one of declared, approximate, region-only"),
        ("siege", "1001", "is not the code of a commune"),
        ("secteurs", "", "is missing"),
        ("secteurs", "peinture", "is not an id of secteurs.csv"),
        ("site_web", "www.phare.fr", "is not a web address"),
        ("confiance", "sure", "is not one of high, medium, low"),
        ("sources_pole", "journal|gazette", "is not an id of sources.csv"),
    ],
)
def test_a_cell_that_breaks_a_rule(column: str, value: str, rule: str) -> None:
    broken = builders.pole("la-voisine") | {column: value}
    (fault,) = faults(poles=[builders.pole(), broken])
    assert (fault.file, fault.line, fault.column, fault.rule) == ("poles.csv", 3, column, rule)
    assert fault.value in value


def test_an_id_stands_once() -> None:
    found = faults(poles=[builders.pole(), builders.pole(nom="Autre")])
    assert where(found) == [("poles.csv", 2, "id", "le-phare"), ("poles.csv", 3, "id", "le-phare")]
    assert {fault.rule for fault in found} == {"stands on several lines"}


@pytest.mark.parametrize(
    ("precision", "territoire", "is_fault"),
    [
        ("region-only", "reg:94", False),
        ("region-only", "reg:94|reg:93", False),
        ("region-only", "reg:94|com:13001", True),
        ("approximate", "reg:94", False),
    ],
)
def test_a_region_only_pole_declares_regions(
    precision: str, territoire: str, is_fault: bool
) -> None:
    found = faults(poles=[builders.pole(precision=precision, territoire=territoire)])
    assert where(found) == ([("poles.csv", 2, "precision", precision)] if is_fault else [])


def test_a_pole_wins_a_round_once() -> None:
    found = faults(
        laureats=[builders.award(), builders.award(appel="ami-2022"), builders.award(note="bis")]
    )
    assert where(found) == [("laureats.csv", 4, "pole", "le-phare")]
    assert found[0].rule == "has already won aap-2013 on a line above"


@pytest.mark.parametrize(
    ("soutien", "is_fault"), [("grant", False), ("support", True), ("unknown", True)]
)
def test_an_amount_goes_with_a_grant(soutien: str, is_fault: bool) -> None:
    found = faults(laureats=[builders.award(soutien=soutien, aide_eur=5000)])
    assert where(found) == ([("laureats.csv", 2, "aide_eur", "5000")] if is_fault else [])


def test_a_missing_table_is_passed_over() -> None:
    texts = frames(builders.tables())
    assert list(find_faults({"poles": texts["poles"]})) == []
    assert list(find_faults({"laureats": texts["laureats"]})) == []


def test_every_fault_is_told_at_once() -> None:
    found = faults(
        poles=[builders.pole(confiance="", site_web="phare")],
        laureats=[builders.award("l-absent", aide_eur="-3", statut="sure")],
    )
    assert where(found) == [
        ("poles.csv", 2, "site_web", "phare"),
        ("poles.csv", 2, "confiance", ""),
        ("laureats.csv", 2, "statut", "sure"),
        ("laureats.csv", 2, "aide_eur", "-3"),
        ("laureats.csv", 2, "pole", "l-absent"),
    ]
