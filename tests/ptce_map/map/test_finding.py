"""The finding of a map, worked out from the poles of each département."""

from __future__ import annotations

import pytest

from ptce_map.map.finding import say_finding


def counts(*poles: int) -> dict[str, int]:
    """Name départements A, B, C… with so many poles each."""
    return {chr(ord("A") + at): n for at, n in enumerate(poles)}


@pytest.mark.parametrize(
    ("poles", "said"),
    [
        ((1, 1, 1, 1, 0, 0, 0, 0), "Un département sur deux a au moins un pôle (4 sur 8)"),
        ((1, 1, 1, 1, 1, 1, 0, 0, 0), "Deux départements sur trois ont au moins un pôle (6 sur 9)"),
        ((1, 0, 0), "1 département sur 3 a au moins un pôle"),
        ((1, 1, 0), "2 départements sur 3 ont au moins un pôle"),
        ((1, 1), "Les 2 départements ont tous au moins un pôle"),
        (
            (3, 2, 1, 0, 0),
            "3 départements sur 5 ont au moins un pôle\u202f; "
            "en tête\u00a0: A\u00a0(3) et B\u00a0(2)",
        ),
    ],
)
def test_the_share_and_what_stands_out_are_said(poles: tuple[int, ...], said: str) -> None:
    assert say_finding(counts(*poles), "fr").replace("\u00a0sur\u00a0", " sur ") == said


def test_it_is_said_in_english_too() -> None:
    assert say_finding(counts(2, 1, 0), "en") == (
        "2 of 3 départements have at least one hub; most in A\u00a0(2)"
    )


def test_a_part_of_the_poles_does_not_deny_the_others() -> None:
    assert say_finding(counts(1, 0, 0), "fr", is_part=True) == (
        "1 département sur 3 a au moins un de ces pôles"
    )


@pytest.mark.parametrize("poles", [(), (4,), (0, 0, 0)])
def test_where_there_is_nothing_to_compare_nothing_is_said(poles: tuple[int, ...]) -> None:
    assert say_finding(counts(*poles), "fr") == ""
