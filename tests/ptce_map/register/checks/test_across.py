from __future__ import annotations

import pytest

from ptce_map.notices import Fault
from ptce_map.register.checks.cells import find_faults
from ptce_map.register.defaults import filled
from ptce_map.register.register import read_register
from tests import builders
from tests.builders import Row, frames


def faults(*, is_strict: bool = True, **tables: list[Row]) -> list[Fault]:
    return list(find_faults(frames(builders.tables(**tables)), is_strict=is_strict))


@pytest.mark.parametrize("column", ["secteurs", "structures"])
def test_that_nothing_is_stated_goes_with_nothing_else(column: str) -> None:
    value = {"secteurs": "alimentation", "structures": "association"}[column]
    found = faults(poles=[builders.pole(**{column: f"non-renseigne|{value}"})])
    (fault,) = [fault for fault in found if fault.code == "not_stated"]
    assert (fault.line, fault.column, fault.value) == (2, column, "non-renseigne")
    assert fault.rule("en") == "does not go with other values"


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        (
            {"coordinateur": "L'Œuvre"},
            "sources_coordinateur",
            "is empty where coordinateur is not",
        ),
        ({"sources_territoire": ""}, "sources_territoire", "is empty where territoire is not"),
        (
            {"precision": "approximate"},
            "note_territoire",
            "is empty where precision is approximate",
        ),
    ],
)
def test_a_strict_register_cites_and_explains(
    cells: dict[str, str], column: str, rule: str
) -> None:
    (fault,) = faults(poles=[builders.pole(**cells)])
    assert (fault.file, fault.line, fault.column) == ("poles.csv", 2, column)
    assert fault.rule("en") == rule
    assert faults(poles=[builders.pole(**cells)], is_strict=False) == []


@pytest.mark.parametrize("state", ["actif", "renomme", "termine"])
def test_a_state_is_dated_and_cited(state: str) -> None:
    found = faults(poles=[builders.pole(etat=state, note_etat="Vu sur place.")])
    assert [(fault.line, fault.column, fault.code) for fault in found] == [
        (2, "etat_date", "state_undated"),
        (2, "sources_etat", "state_uncited"),
    ]
    assert found[0].rule("en") == f"is empty where etat is {state}"
    assert faults(poles=[builders.pole(etat=state)], is_strict=False) == []


@pytest.mark.parametrize(("state", "n"), [("actif", 0), ("renomme", 1), ("termine", 1)])
def test_what_became_of_a_pole_is_told(state: str, n: int) -> None:
    told = {"etat": state, "etat_date": "2020", "sources_etat": "journal"}
    found = faults(poles=[builders.pole(**told)])
    assert [(fault.column, fault.code) for fault in found] == [("note_etat", "unexplained")] * n


def test_a_date_alone_says_no_state() -> None:
    (fault,) = faults(poles=[builders.pole(etat_date="2020")], is_strict=False)
    assert (fault.column, fault.value, fault.code) == ("etat_date", "2020", "state_unsaid")
    followed = [
        builders.pole(etat_date="2020", etat="actif", sources_etat="journal"),
        builders.pole(),
    ]
    assert [faults(poles=[pole]) for pole in followed] == [[], []]


def test_an_inferred_award_says_why() -> None:
    (fault,) = faults(laureats=[builders.award(statut="inferred")])
    assert (fault.file, fault.column) == ("laureats.csv", "note")
    assert fault.rule("fr") == "est vide alors que statut vaut inferred"


@pytest.mark.parametrize(
    ("dates", "at_fault"),
    [
        ({"date_lancement": "2013-07", "date_cloture": "2013-07-15"}, None),
        ({"date_lancement": "2013-07-15", "date_cloture": "2013"}, None),
        ({"date_lancement": "2013-07", "date_cloture": "2013-06-30"}, "date_cloture"),
        ({"date_lancement": "2013-07", "date_annonce": "2012"}, "date_annonce"),
        ({"date_cloture": "2013-07", "date_annonce": "2013-01"}, "date_annonce"),
    ],
)
def test_a_round_opens_closes_and_is_decided_in_this_order(
    dates: dict[str, str], at_fault: str | None
) -> None:
    (call,) = builders.named("appels", aap_2013="AAP 2013")
    found = faults(appels=[call | dates])
    assert [fault.column for fault in found] == ([at_fault] if at_fault else [])


def test_a_year_to_come_is_later_than_the_register() -> None:
    (call,) = builders.named("appels", aap_2013="AAP 2013")
    tables = frames(builders.tables(appels=[call | {"annee": "2099"}]))
    (fault,) = find_faults(tables, "2026-11-26")
    assert (fault.column, fault.code) == ("annee", "future")


def test_a_check_without_its_columns_is_not_made() -> None:
    tables = frames(builders.tables(poles=[builders.pole(sources_territoire="")]))
    tables["poles"] = tables["poles"].drop(columns="sources_territoire")
    assert list(find_faults(tables, is_strict=True)) == []
    assert filled(tables)["poles"]["sources_territoire"].tolist() == [""]


def test_the_shipped_register_leaves_nothing_unexplained() -> None:
    poles = read_register().poles
    approximate = poles[poles["precision"] == "approximate"]
    assert (approximate["note_territoire"] != "").all()
