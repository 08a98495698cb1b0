from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.errors import UnknownTokenError
from ptce_map.resolution import Resolver, build_resolver

if TYPE_CHECKING:
    from tests.conftest import TinyFrance


@pytest.fixture(scope="module")
def resolver(tiny_france: TinyFrance) -> Resolver:
    return build_resolver(tiny_france.cog, tiny_france.communes.index)


@pytest.mark.parametrize(
    ("token", "units"),
    [
        ("com:13001", [("13001", "")]),
        ("com:13010", [("13002", "")]),
        ("com:2A010", [("2A003", "")]),
        ("com:13055", [("13055", "")]),
        ("arm:13202", [("13055", "13202")]),
        ("epci:200000013", [("13001", ""), ("13002", ""), ("2A001", "")]),
        ("dep:971", [("97101", "")]),
        ("reg:94", [("2A001", ""), ("2A002", ""), ("2A003", ""), ("2A004", "")]),
    ],
)
def test_resolve(resolver: Resolver, token: str, units: list[tuple[str, str]]) -> None:
    assert list(resolver.resolve(token, pole="le-phare")) == units


@pytest.mark.parametrize(
    ("token", "code", "candidates"),
    [
        ("com:3001", "token", ("com:13001 (Commune 1)",)),
        ("com:13201", "place_near", ("arm:13201 (Cité 1er)",)),
        ("arm:13203", "place_near", ("arm:13201 (Cité 1er)", "arm:13202 (Cité 2e)")),
        (
            "epci:200000012",
            "place_near",
            ("epci:200000021 (CA du Levant)", "epci:200000013 (CC des Deux Rives)"),
        ),
        ("com:97501", "no_contour", ()),
        ("reg:28", "place", ()),
        ("canton:1", "token", ()),
    ],
)
def test_an_unknown_token_gives_the_nearest(
    resolver: Resolver, token: str, code: str, candidates: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownTokenError, match="hub le-phare: territoire") as caught:
        resolver.resolve(token, pole="le-phare")
    (unknown,) = caught.value.unknown
    assert (unknown.token, unknown.code) == (token, code)
    assert unknown.candidates == candidates


def test_corsica_is_two_departements() -> None:
    cog = read_cog()
    resolver = build_resolver(cog, cog.communes.index[cog.communes["zone"] != "com"])
    with pytest.raises(UnknownTokenError, match=r"are dep:2A \(Corse-du-Sud\), dep:2B \(Haute-C"):
        resolver.resolve("dep:20", pole="le-phare")
    for token in ("dep:988", "com:97502"):
        with pytest.raises(UnknownTokenError, match="no contour is published for the overseas"):
            resolver.resolve(token, pole="le-phare")


@pytest.mark.parametrize(
    ("code", "commune"),
    [("13001", "13001"), ("13010", "13002"), ("2A010", "2A003"), ("13202", "13202")],
)
def test_seat(resolver: Resolver, code: str, commune: str) -> None:
    assert resolver.seat(code, pole="le-phare") == commune


@pytest.mark.parametrize("code", ["2A009", "97501"])
def test_an_unknown_seat_is_named(resolver: Resolver, code: str) -> None:
    with pytest.raises(UnknownTokenError, match=f"hub le-phare: siege “{code}” is "):
        resolver.seat(code, pole="le-phare")


@pytest.mark.parametrize(
    ("token", "former"),
    [("com:13010", "13010"), ("com:2A010", "2A010"), ("com:13001", ""), ("dep:13", "")],
)
def test_former_code(resolver: Resolver, token: str, former: str) -> None:
    assert resolver.former_code(token) == former
