"""The tab of the method: completeness, computed."""

from __future__ import annotations

import pytest

from app.dashboard.layout.method import create_method, create_round, say_missing
from app.sections.fragment import to_html
from ptce_map.register.rounds import Round


@pytest.mark.parametrize(
    ("announced", "said"),
    [(None, ""), (3, "liste complète"), (4, "1 lauréat non retrouvé")],
)
def test_say_missing(announced: int | None, said: str) -> None:
    assert say_missing(Round("x", 3, 0, 0, announced), "fr") == said


def test_the_tab_leads_to_the_sources_and_to_how_to_correct(dataset) -> None:
    written = to_html(create_method(dataset, "en"))
    for anchor in ("sources", "corriger"):
        assert f'data-follows="/methode#{anchor}"' in written
        assert f'href="/methode?lang=en#{anchor}"' in written


def test_a_round_says_its_fraction(dataset) -> None:
    row = create_round(dataset, Round("ami-2022", 2, 0, 1, 16), "fr")
    assert [cell.children for cell in row.children if isinstance(cell.children, str)] == [
        "AMI 2022",
        "2/16, et 1 déduit",
        "14 lauréats non retrouvés",
    ]


def test_the_rounds_are_those_of_the_register(dataset) -> None:
    assert [
        (round_.appel, round_.found, round_.apart) for round_ in dataset.catalog.rounds.values()
    ] == [
        ("aap-2013", 2, 0),
        ("ami-2022", 3, 1),
    ]
