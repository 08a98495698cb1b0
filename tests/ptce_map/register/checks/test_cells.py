from __future__ import annotations

import pytest

from ptce_map.notices import Fault
from ptce_map.register.checks import cells
from ptce_map.register.checks.cells import find_faults
from ptce_map.register.rules import LONGEST, PRECISIONS
from tests import builders
from tests.builders import frames

Where = tuple[str, int, str, str]


def faults(**changed: list[builders.Row]) -> list[Fault]:
    return list(find_faults(frames(builders.tables(**changed))))


def where(found: list[Fault]) -> list[Where]:
    return [(fault.file, fault.line, fault.column, fault.value) for fault in found]


def test_a_sound_register_has_no_fault() -> None:
    assert faults() == []


def test_columns_that_break_no_rule_are_left_to_no_other_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []

    class Schema:
        def select_columns(self, columns: list[str]) -> Schema:
            asked.append(columns)
            return self

        def validate(self, *_: object, **__: object) -> None:
            pass

    monkeypatch.setattr(cells, "_schema", lambda _: Schema())
    faults()
    faults(poles=[builders.pole(confiance="sure", siege="1001"), builders.pole()])

    assert asked == [["id", "siege", "confiance"]]


@pytest.mark.parametrize(
    ("column", "value", "at_fault", "rule"),
    [
        ("id", "Le Phare", "Le Phare", "is not written as it should be"),
        ("nom", "", "", "is missing"),
        ("nom", " ", " ", "is empty, or nothing but spaces"),
        ("nom", "=1+1", "=1+1", "would be computed as a formula by a spreadsheet"),
        ("alias", "Phare||Fanal", "", "is empty, or nothing but spaces"),
        ("alias", "Phare|Phare", "Phare|Phare", "repeats a value"),
        ("territoire", "com:1001", "com:1001", "is not a territory token"),
        ("territoire", "com:13001|13002", "13002", "is not a territory token"),
        ("territoire", "com:13001|canton:1", "canton:1", "is not a territory token"),
        (
            "precision",
            "exact",
            "exact",
            f"is not one of {', '.join(PRECISIONS)}",
        ),
        ("siege", "1001", "1001", "is not the code of a commune"),
        ("siege", "Digne", "Digne", "is not the code of a commune"),
        ("secteurs", "", "", "is missing"),
        ("secteurs", "peinture", "peinture", "is not an id of the table secteurs"),
        ("site_web", "www.phare.fr", "www.phare.fr", "is not a web address"),
        ("confiance", "sure", "sure", "is not one of high, medium, low, unknown"),
        ("sources_pole", "journal|gazette", "gazette", "is not an id of the table sources"),
    ],
)
def test_a_cell_that_breaks_a_rule(column: str, value: str, at_fault: str, rule: str) -> None:
    broken = builders.pole("la-voisine") | {column: value}
    (fault,) = faults(poles=[builders.pole(), broken])
    assert (fault.file, fault.line, fault.column) == ("poles.csv", 3, column)
    assert (fault.value, fault.rule("en")) == (at_fault, rule)


def test_a_dangling_key_gives_the_nearest() -> None:
    (fault,) = faults(poles=[builders.pole(secteurs="alimentaton")])
    assert fault.next_step("en") == "Add it to the table, or write alimentation"


def test_every_value_of_a_cell_is_told() -> None:
    found = faults(poles=[builders.pole(territoire="com:1001|com:13001|com:1002")])
    assert [(fault.value, fault.code) for fault in found] == [
        ("com:1001", "token"),
        ("com:1002", "token"),
    ]


def test_an_id_stands_once() -> None:
    found = faults(poles=[builders.pole(), builders.pole(nom="Autre")])
    assert where(found) == [("poles.csv", 2, "id", "le-phare"), ("poles.csv", 3, "id", "le-phare")]
    assert {fault.rule("en") for fault in found} == {"stands on several lines"}


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
    assert found[0].rule("en") == "has already won aap-2013 on line 2"


@pytest.mark.parametrize(
    ("soutien", "is_fault"), [("grant", False), ("support", True), ("unknown", True)]
)
def test_an_amount_goes_with_a_grant(soutien: str, is_fault: bool) -> None:
    found = faults(laureats=[builders.award(soutien=soutien, aide_eur=5000)])
    assert where(found) == ([("laureats.csv", 2, "aide_eur", "5000")] if is_fault else [])


def test_an_amount_needs_no_kind_of_support() -> None:
    texts = frames(builders.tables(laureats=[builders.award(aide_eur=5000)]))
    without = {**texts, "laureats": texts["laureats"].drop(columns="soutien")}
    assert list(find_faults(without)) == []


@pytest.mark.parametrize(
    ("day", "latest", "is_fault"),
    [
        ("2026", "2026-01-15", False),
        ("2026-01-15", "2026-01-15", False),
        ("2026-02", "2026-01-15", True),
        ("2027", "2026-01-15", True),
        ("2027", "", False),
    ],
)
def test_what_is_past_is_not_to_come(day: str, latest: str, is_fault: bool) -> None:
    sources = [builders.source(date_consultation=day), builders.source("rapport")]
    found = list(find_faults(frames(builders.tables(sources=sources)), latest))
    assert where(found) == ([("sources.csv", 2, "date_consultation", day)] if is_fault else [])


def test_a_date_that_is_none_is_not_to_come() -> None:
    sources = [builders.source(date_consultation="hier"), builders.source("rapport")]
    (fault,) = find_faults(frames(builders.tables(sources=sources)), "2026-01-15")
    assert fault.code == "date"


def test_a_call_may_close_later() -> None:
    rounds = builders.named("appels", aap_2013="AAP 2013", ami_2022="AMI 2022")
    rounds[1]["date_cloture"] = "2030-01-01"
    assert list(find_faults(frames(builders.tables(appels=rounds)), "2026-01-15")) == []


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


def test_the_length_of_a_cell_is_that_of_all_its_values() -> None:
    alias = "|".join(f"{n:0{LONGEST // 2}}" for n in range(3))
    found = faults(poles=[builders.pole(alias=alias)])

    assert [(fault.column, fault.value) for fault in found] == [("alias", alias)]
