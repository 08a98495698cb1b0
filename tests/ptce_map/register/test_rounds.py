from __future__ import annotations

import pytest

from ptce_map.register.register import read_register
from ptce_map.register.rounds import Round, completeness, say
from tests import builders


def test_the_shipped_register_says_how_complete_it_is() -> None:
    assert {round_.appel: say(round_, "fr") for round_ in completeness(read_register())} == {
        "aap-2013": "23/23",
        "aap-2015": "11/14, dont 1 appel déduit",
        "ami-2021-phase-1": "24/107, dont 1 appel déduit",
        "ami-2021-phase-2": "15/15",
        "ami-2022": "2/16, et 1 déduit",
        "ami-2023": "14/15",
        "ami-2024": "2/15",
        "ami-2025": "0/8",
    }


def test_the_first_of_the_inferred_awards_of_a_pole_counts_if_none_is_attested() -> None:
    rounds = builders.named("appels", aap_2013="AAP 2013", ami_2022="AMI 2022")
    rounds[1]["laureats_annonces"] = "4"
    register = builders.register(
        poles=[builders.pole(pole) for pole in "abcd"],
        laureats=[
            builders.award("a"),
            builders.award("a", "ami-2022", statut="inferred"),
            builders.award("b", "ami-2022", statut="inferred"),
            builders.award("c", "ami-2022"),
            builders.award("d", "ami-2022", statut="inferred"),
            builders.award("d", "aap-2013", statut="inferred"),
        ],
        appels=rounds,
    )
    first, second = completeness(register)
    assert first == Round("aap-2013", found=2, inferred=1, apart=0, announced=None)
    assert second == Round("ami-2022", found=2, inferred=1, apart=2, announced=4)
    assert (first.missing, second.missing) == (None, 2)


@pytest.mark.parametrize(
    ("round_", "said"),
    [
        (Round("x", found=3, inferred=0, apart=0, announced=None), "3"),
        (Round("x", found=3, inferred=2, apart=0, announced=4), "3/4, of which 2 inferred rounds"),
        (Round("x", found=3, inferred=0, apart=2, announced=4), "3/4, and 2 inferred"),
        (
            Round("x", found=3, inferred=1, apart=1, announced=4),
            "3/4, of which 1 inferred round, and 1 inferred",
        ),
    ],
)
def test_say(round_: Round, said: str) -> None:
    assert say(round_, "en") == said


def test_more_than_announced_is_not_missing() -> None:
    assert Round("x", found=3, inferred=0, apart=0, announced=2).missing == 0
