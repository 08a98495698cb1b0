from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from ptce_map.notices import Fault
from ptce_map.places import Passage, checked_repair, cog_resolver, find_places

if TYPE_CHECKING:
    from tests.conftest import TinyFrance


def poles(**columns: str) -> pd.DataFrame:
    return pd.DataFrame([columns], index=[7], dtype="str")


@pytest.mark.parametrize(
    ("column", "value", "code", "next_step"),
    [
        ("territoire", "com:13009", "place_near", "The nearest are "),
        ("territoire", "reg:28", "place", "Look the code up with python -m ptce_map cog"),
        ("siege", "2A009", "place_near", "The nearest are "),
        ("siege", "97501", "no_contour", "Leave the code out, and tell the place in a note"),
    ],
)
def test_a_code_that_the_cog_does_not_know(
    tiny_france: TinyFrance, column: str, value: str, code: str, next_step: str
) -> None:
    (fault,), passages = find_places(poles(**{column: value}), tiny_france.cog)
    assert (fault.file, fault.line, fault.column, fault.value) == ("poles.csv", 7, column, value)
    assert fault.code == code
    assert fault.next_step("en").startswith(next_step)
    assert passages == []


@pytest.mark.parametrize(
    ("column", "repair", "code"),
    [
        ("territoire", "com:13001", "repair"),
        ("territoire", "com:09999", "token"),
        ("siege", "13001", "repair"),
        ("siege", "09999", "commune"),
        ("nom", "x", "repair"),
    ],
)
def test_a_repair_that_is_no_place_is_not_offered(
    tiny_france: TinyFrance, column: str, repair: str, code: str
) -> None:
    fault = Fault("poles.csv", 2, column, "9999", "repair", {"repair": repair})
    assert checked_repair(fault, tiny_france.cog).code == code


def test_former_codes_are_passages(tiny_france: TinyFrance) -> None:
    table = poles(territoire="com:13001|com:13010|com:2A010", siege="13010")
    faults, passages = find_places(table, tiny_france.cog)
    assert faults == []
    assert passages == [
        Passage(7, "territoire", "com:13010", "13010", "13002", "Commune 2"),
        Passage(7, "territoire", "com:2A010", "2A010", "2A003", "Commune 3"),
        Passage(7, "siege", "13010", "13010", "13002", "Commune 2"),
    ]


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
    assert find_places(poles(**{column: value}), tiny_france.cog) == ([], [])


def test_the_resolver_is_made_once(tiny_france: TinyFrance) -> None:
    assert cog_resolver(tiny_france.cog) is cog_resolver(tiny_france.cog)
    assert "97501" not in cog_resolver(tiny_france.cog).units["com"]
