from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.places.resolution import Resolver, build_resolver

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
    assert list(resolver.resolve(token)) == units


@pytest.mark.parametrize(
    ("column", "value", "code", "next_step"),
    [
        ("territoire", "com:13009", "place_near", "The nearest are com:13001 (Commune 1)"),
        ("territoire", "arm:13203", "place_near", "The nearest are arm:13201 (Cité 1er)"),
        ("territoire", "epci:13001", "meant", "Write com:13001 (Commune 1)"),
        ("territoire", "13", "meant", "Write dep:13 (Bouches-du-Rhône)"),
        ("territoire", "reg:28", "place", "Look the code up with python -m ptce_map cog"),
        ("territoire", "zone:1", "token", "Write com:, arm:, epci:, dep: or reg: and a code of"),
        ("territoire", "Commune 2", "meant_several", "Write what you mean among: com:13002"),
        ("territoire", "canton:1", "meant_none", "Write com: and the INSEE code of each of its"),
        ("siege", "13999", "place", "Look the code up with python -m ptce_map cog"),
    ],
)
def test_what_stands_for_nothing_is_told_by_what_it_means(
    resolver: Resolver, column: str, value: str, code: str, next_step: str
) -> None:
    fault = resolver.fault(column, value, 7, file="poles.csv")
    assert (fault.file, fault.line, fault.column, fault.value) == ("poles.csv", 7, column, value)
    assert (fault.code, fault.next_step("en")[: len(next_step)]) == (code, next_step)
    assert fault.sentence("fr") != fault.sentence("en")


@pytest.mark.parametrize("text", ["com:13999", "epci:1", "zone:1", "", "com:"])
def test_what_is_no_place_has_no_unit(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(text) == ()


@pytest.mark.parametrize(
    ("token", "is_undrawn"),
    [("com:97501", True), ("dep:975", True), ("reg:975", True), ("com:13001", False), ("x", False)],
)
def test_a_place_without_contour_is_a_place(
    resolver: Resolver, token: str, is_undrawn: bool
) -> None:
    assert resolver.without_contour(token) is is_undrawn
    assert resolver.undrawn == {"97501"}
    assert resolver.resolve("dep:975") == (("97501", ""),)


@pytest.mark.parametrize(
    ("code", "commune"),
    [("13001", "13001"), ("13010", "13002"), ("2A010", "2A003"), ("13202", "13202")],
)
def test_seat(resolver: Resolver, code: str, commune: str) -> None:
    assert resolver.seat(code) == commune


def test_an_unknown_seat_is_none(resolver: Resolver) -> None:
    assert (resolver.seat("2A009"), resolver.seat("97501")) == ("", "97501")


@pytest.mark.parametrize(
    ("token", "former"),
    [("com:13010", "13010"), ("com:2A010", "2A010"), ("com:13001", ""), ("dep:13", "")],
)
def test_former_code(resolver: Resolver, token: str, former: str) -> None:
    assert resolver.former_code(token) == former
