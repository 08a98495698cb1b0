from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.lookup.covers import Cover, find_covers
from ptce_map.register.checks.localities import cog_resolver

if TYPE_CHECKING:
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance

RIVES = "epci:200000013"


@pytest.mark.parametrize(
    ("token", "covers"),
    [
        (
            "com:13001",
            [
                Cover("le-phare", "com:13001", 1, is_whole=True, is_possible=False),
                Cover("la-voisine", RIVES, 1, is_whole=True, is_possible=False),
            ],
        ),
        (
            "dep:13",
            [
                Cover("le-phare", "com:13001", 1, is_whole=False, is_possible=False),
                Cover("le-phare", "com:13010", 1, is_whole=False, is_possible=False),
                Cover("la-voisine", RIVES, 2, is_whole=False, is_possible=False),
                Cover("le-quartier", "arm:13201", 1, is_whole=False, is_possible=False),
            ],
        ),
        ("com:13055", [Cover("le-quartier", "arm:13201", 1, is_whole=False, is_possible=False)]),
        ("arm:13201", [Cover("le-quartier", "arm:13201", 1, is_whole=True, is_possible=False)]),
        ("arm:13202", []),
        ("com:2A004", [Cover("insulaire", "reg:94", 1, is_whole=True, is_possible=True)]),
        ("com:13003", []),
    ],
)
def test_find_covers(
    register: Register, tiny_france: TinyFrance, token: str, covers: list[Cover]
) -> None:
    resolver = cog_resolver(tiny_france.cog)
    place = resolver.resolve(token)
    assert find_covers(place, register, resolver) == covers
