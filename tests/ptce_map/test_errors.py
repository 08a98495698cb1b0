from __future__ import annotations

import pytest

from ptce_map.errors import PtceMapError, QueryError, RegisterError, UnusableRegisterError
from ptce_map.notices import Fault


def test_a_fault_reads_as_a_sentence() -> None:
    fault = Fault(
        file="poles.csv",
        line=12,
        column="siege",
        value="1001",
        code="repair",
        details={"repair": "01001"},
    )
    assert str(fault) == (
        "poles.csv, line 12: siege “1001” is not written as it should be. Write 01001."
    )
    assert fault.sentence("fr") == (
        "poles.csv, ligne 12\u00a0: siege «\u00a01001\u00a0» est mal écrit. Écrivez 01001."
    )


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault(file="a.csv", code="empty"), "a.csv is empty. Write a header at least."),
        (
            Fault(file="a.xlsx", line=3, column="nom", code="required", sheet="poles"),
            "a.xlsx, sheet poles, line 3: nom is missing. Fill the cell.",
        ),
        (
            Fault(file="a.csv", line=2, column="nom", value=" a\nb " * 40, code="unique"),
            "a.csv, line 2: nom “a b "
            + "a b " * 18
            + "a b…” stands on several lines. Keep one line, or give another id.",
        ),
    ],
)
def test_a_fault_says_where_it_is(fault: Fault, sentence: str) -> None:
    assert str(fault) == sentence


def test_a_register_error_tells_every_fault() -> None:
    faults = [
        Fault(file="a.csv", line=line, column="x", value="y", code="unique") for line in (2, 5)
    ]
    error = RegisterError(faults)
    assert error.faults == tuple(faults)
    assert str(error).splitlines() == [
        "a.csv, line 2: x “y” stands on several lines. Keep one line, or give another id.",
        "a.csv, line 5: x “y” stands on several lines. Keep one line, or give another id.",
    ]


def test_an_error_that_has_no_french_is_told_in_english() -> None:
    error = QueryError("key", key="x", value="", allowed=["a"])
    assert error.text("fr") == str(error)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("key", "Query key 'x' is unknown. Use one of ('a', 'b')."),
        ("value", "Query value 'y' of 'x' is unknown. Use one of ('a', 'b')."),
        ("repeated", "Query key 'x' is given several times. Keep one of ('a', 'b')."),
    ],
)
def test_a_query_error_names_what_is_allowed(kind: str, message: str) -> None:
    error = QueryError(kind, key="x", value="y", allowed=["a", "b"])
    assert str(error) == message
    assert (error.kind, error.key, error.value, error.allowed) == (kind, "x", "y", ("a", "b"))


@pytest.mark.parametrize("error", [RegisterError, UnusableRegisterError, QueryError])
def test_every_error_is_one_of_ours(error: type[Exception]) -> None:
    assert issubclass(error, PtceMapError)
