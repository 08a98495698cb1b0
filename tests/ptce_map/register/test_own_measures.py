"""The measures of a register's own: how they are declared, called and refused."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ptce_map.layers.fields import DEPARTEMENTS, EPCI, REGIONS
from ptce_map.measures.table import MEASURES
from ptce_map.register.extras import NAME, declared
from ptce_map.register.own_measures import (
    TAKEN,
    OwnMeasures,
    declared_measures,
    find_measure_faults,
    usable_measures,
)

COLUMNS = {
    "budget": {"type": "montant", "libelle_fr": "Budget"},
    "prevu": {"type": "montant", "libelle_fr": "Prévu", "libelle_en": "Planned"},
    "agents": {"type": "entier", "libelle_fr": "Agents", "libelle_en": "Staff"},
    "part": {"type": "pourcentage"},
    "note": {},
}


def read(**measures: Any) -> tuple[OwnMeasures, list[tuple[str, str]]]:
    found, faults = declared_measures({"mesures": measures}, declared({"colonnes": COLUMNS})[0])
    return found, [(fault.column, fault.code) for fault in faults]


@pytest.mark.parametrize(
    ("said", "title", "unit"),
    [
        ({"colonne": "budget"}, "Budget", "€"),
        ({"colonne": "agents"}, "Staff", ""),
        ({"colonne": "agents", "libelle_fr": "Effectif", "unite_fr": "a."}, "Effectif", "a."),
        (
            {"colonne": "budget", "type": "ratio", "denominateur": "habitants"},
            "Budget per inhabitant",
            "€ per inhabitant",
        ),
        (
            {"colonne": "agents", "type": "ratio", "denominateur": "habitants", "pour": 1000},
            "Staff per inhabitant",
            "per 1,000 inhabitants",
        ),
        (
            {"colonne": "budget", "type": "ratio", "denominateur": "prevu", "pour": 100},
            "Budget to Planned",
            "%",
        ),
        (
            {"colonne": "budget", "type": "ratio", "denominateur": "poles", "unite_en": "€ each"},
            "Budget per hub",
            "€ each",
        ),
    ],
)
def test_a_measure_is_called_after_what_it_is_made_of(
    said: dict[str, Any], title: str, unit: str
) -> None:
    (measure,), faults = read(m=said)
    assert (measure.titles["en"], measure.units["en"], faults) == (title, unit, [])


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ("x", [("mesures.m", "measure_section")]),
        ({}, [("mesures.m.colonne", "measure_column")]),
        ({"colonne": "note"}, [("mesures.m.colonne", "measure_column")]),
        ({"colonne": "part"}, [("mesures.m.colonne", "measure_column")]),
        ({"colonne": ["a"]}, [("mesures.m.colonne", "measure_column")]),
        ({"colonne": "budget", "type": "moyenne"}, [("mesures.m.type", "choice")]),
        (
            {"colonne": "budget", "denominateur": "poles", "pour": 0},
            [
                ("mesures.m.denominateur", "measure_sum"),
                ("mesures.m.pour", "measure_sum"),
                ("mesures.m.pour", "toml_number"),
            ],
        ),
        (
            {"colonne": "budget", "type": "ratio"},
            [("mesures.m.denominateur", "measure_denominator")],
        ),
        (
            {"colonne": "budget", "type": "ratio", "denominateur": "part", "pour": "x"},
            [("mesures.m.denominateur", "measure_denominator"), ("mesures.m.pour", "toml_number")],
        ),
        ({"colonne": "budget", "unite_fr": 1}, [("mesures.m.unite_fr", "toml_text")]),
    ],
)
def test_what_is_declared_wrongly_is_told_at_once(said: Any, faults: list[tuple[str, str]]) -> None:
    assert read(m=said) == ((), faults)


@pytest.mark.parametrize(
    ("key", "code"), [("É", "measure_name"), ("nombre", "measure_taken"), ("lang", "measure_taken")]
)
def test_a_name_is_one_and_free(key: str, code: str) -> None:
    assert read(**{key: {"colonne": "budget"}}) == ((), [(f"mesures.{key}", code)])


def test_a_section_that_is_none_is_told() -> None:
    assert [fault.code for fault in declared_measures({"mesures": 1}, ())[1]] == ["measure_section"]
    assert declared_measures({}, ()) == ((), [])


def test_a_cell_under_zero_is_told_once() -> None:
    measures, _ = read(a={"colonne": "budget"}, b={"colonne": "budget"})
    table = pd.DataFrame({"budget": ["-3", "4", "", "beaucoup"]}, index=[2, 3, 4, 5], dtype="str")
    found = list(find_measure_faults(measures, table, "poles.csv"))
    assert [(fault.line, fault.column, fault.value, fault.code) for fault in found] == [
        (2, "budget", "-3", "negative")
    ]


def test_a_measure_whose_column_is_absent_is_left_out() -> None:
    extras = declared({"colonnes": COLUMNS})[0]
    measures, _ = read(
        a={"colonne": "budget"}, b={"colonne": "agents", "type": "ratio", "denominateur": "prevu"}
    )
    kept = usable_measures(measures, tuple(own for own in extras if own.name != "prevu"))
    assert [measure.key for measure in kept] == ["a"]


def test_no_name_of_every_register_is_left_to_a_measure() -> None:
    fields = {field.name for field in (*DEPARTEMENTS, *REGIONS, *EPCI)}
    names = {key for key in {*MEASURES, *fields} if NAME.fullmatch(key)}
    assert names - TAKEN == set()
