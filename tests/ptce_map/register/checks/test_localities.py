from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geodata.cog import read_cog
from ptce_map.notices import Fault, Level
from ptce_map.register.checks.localities import (
    Passage,
    cog_resolver,
    explained,
    find_places,
    understood,
)
from ptce_map.register.files.assembly import Reading

if TYPE_CHECKING:
    from tests.conftest import TinyFrance


def poles(**columns: str) -> pd.DataFrame:
    return pd.DataFrame([columns], index=[7], dtype="str")


def read_as(column: str, value: str) -> Reading:
    return understood(Reading({"poles": poles(**{column: value})}), read_cog())


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("territoire", "com:13009", "place_near"),
        ("territoire", "reg:28", "place"),
        ("siege", "2A009", "place_near"),
    ],
)
def test_a_code_that_the_cog_does_not_know(
    tiny_france: TinyFrance, column: str, value: str, code: str
) -> None:
    found = find_places(poles(**{column: value}), tiny_france.cog)
    (fault,) = found.faults
    assert (fault.file, fault.line, fault.column, fault.value) == ("poles.csv", 7, column, value)
    assert fault.code == code
    assert (found.passages, found.notices) == ([], [])


@pytest.mark.parametrize("value", ["com:97501", "dep:975", "reg:975"])
def test_a_place_without_contour_is_kept_and_said(tiny_france: TinyFrance, value: str) -> None:
    found = find_places(poles(territoire=value, siege="97501"), tiny_france.cog)
    assert found.faults == []
    (notice,) = found.notices
    assert (notice.line, notice.value, notice.level) == (7, value, Level.NOTE)
    assert "has no published contour: listed and exported, not drawn" in str(notice)


def test_former_codes_are_passages(tiny_france: TinyFrance) -> None:
    table = poles(territoire="com:13001|com:13010|com:2A010", siege="13010")
    found = find_places(table, tiny_france.cog)
    assert found.faults == []
    assert found.passages == [
        Passage(7, "territoire", "com:13010", "13010", "13002", "Commune 2"),
        Passage(7, "territoire", "com:2A010", "2A010", "2A003", "Commune 3", "Ancienne"),
        Passage(7, "siege", "13010", "13010", "13002", "Commune 2"),
    ]


def test_a_former_code_has_the_name_and_the_year_that_it_had() -> None:
    (passage,) = find_places(poles(territoire="com:93059"), read_cog()).passages
    assert (passage.nom_ancien, passage.annee) == ("Pierrefitte-sur-Seine", 2025)
    assert (passage.code_commune, passage.nom_commune) == ("93066", "Saint-Denis")


def test_a_code_of_before_1968_that_is_a_postal_code_today_is_not_guessed() -> None:
    (fault,) = find_places(poles(territoire="com:75011"), read_cog()).faults
    assert fault.sentence("fr") == (
        "poles.csv, ligne 7\u00a0: territoire «\u00a0com:75011\u00a0» est un code postal. "
        "Écrivez ce que vous voulez dire parmi\u00a0: arm:75111 (Paris 11e Arrondissement), "
        "com:94011 (Bonneuil-sur-Marne)."
    )


def test_only_codes_given_up_by_1976_may_be_meant_as_postal_codes() -> None:
    """Codes of Corsica of 1976 are postal codes of other communes; one given up in 1977 is read."""
    (fault,) = find_places(poles(territoire="com:20200"), read_cog()).faults
    assert "arm:" not in fault.sentence("fr")
    assert "com:2A200 (Palneca)" in fault.sentence("fr")
    found = find_places(poles(territoire="com:89140"), read_cog())
    assert (found.faults, [passage.nom_ancien for passage in found.passages]) == ([], ["Dilo"])


@pytest.mark.parametrize(
    ("code", "name", "successor"),
    [
        ("44225", "Freigné", "44180"),
        ("49382", "Le Fresne-sur-Loire", "49160"),
        ("50649", "", "50592"),
    ],
)
def test_a_code_that_the_history_does_not_tell_has_the_name_of_its_part(
    code: str, name: str, successor: str
) -> None:
    (passage,) = find_places(poles(territoire=f"com:{code}"), read_cog()).passages
    assert (passage.nom_ancien, passage.annee) == (name, 0)
    assert passage.code_commune == successor


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("territoire", "arm:13201|dep:971|epci:200000013"),
        ("territoire", "com:1301|canton"),
        ("siege", "13201"),
        ("siege", "Digne"),
        ("nom", "A"),
    ],
)
def test_what_is_sound_or_is_told_elsewhere_is_passed_over(
    tiny_france: TinyFrance, column: str, value: str
) -> None:
    found = find_places(poles(**{column: value}), tiny_france.cog)
    assert (found.faults, found.passages, found.notices) == ([], [], [])


def test_the_resolver_is_made_once(tiny_france: TinyFrance) -> None:
    assert cog_resolver(tiny_france.cog) is cog_resolver(tiny_france.cog)
    assert cog_resolver(tiny_france.cog).undrawn == {"97501"}


@pytest.mark.parametrize(
    ("column", "value", "written", "levels"),
    [
        ("territoire", "com:97123|com:97127", "com:97701|com:97801", ["note", "note"]),
        ("territoire", "COM: 2a004", "com:2A004", ["note"]),
        ("territoire", "31555|75111|2A", "com:31555|arm:75111|dep:2A", ["note"] * 3),
        ("territoire", "com:75111", "arm:75111", ["note"]),
        ("territoire", "com:1004|dep:1", "com:01004|dep:01", ["doubt", "doubt"]),
        ("territoire", "31555.0|O1004", "com:31555|com:01004", ["doubt", "doubt"]),
        ("territoire", "FR-31|FRK|commune:31555", "dep:31|reg:84|com:31555", ["note"] * 3),
        ("territoire", "Toulouse", "com:31555", ["doubt"]),
        ("siege", "com:31555", "31555", ["note"]),
        ("siege", "31555.0", "31555", ["doubt"]),
    ],
)
def test_what_can_mean_one_place_alone_is_read_and_said(
    column: str, value: str, written: str, levels: list[str]
) -> None:
    reading = read_as(column, value)
    assert reading.tables["poles"].at[7, column] == written
    assert [notice.level.value for notice in reading.notices] == levels
    assert [notice.value for notice in reading.notices] == value.split("|")
    assert all(notice.line == 7 and "lu " in notice.sentence("fr") for notice in reading.notices)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("territoire", "76|31000|Saint-Denis|reg:82|1000"),
        ("territoire", "com:31555|dep:31"),
        ("siege", "31"),
        ("siege", ""),
    ],
)
def test_what_is_plain_or_has_several_senses_is_left_as_it_is(column: str, value: str) -> None:
    reading = read_as(column, value)
    assert reading.tables["poles"].at[7, column] == value
    assert reading.notices == ()


def test_a_fault_of_the_form_of_a_place_is_explained(tiny_france: TinyFrance) -> None:
    plain = Fault(
        file="poles.csv",
        line=2,
        column="territoire",
        value="Commune 2",
        code="token",
        details={"choices": ""},
    )
    told = explained(plain, tiny_france.cog)
    assert (told.line, told.code) == (2, "meant_several")
    other = Fault(file="poles.csv", line=2, column="nom", code="required")
    assert explained(other, tiny_france.cog) is other
