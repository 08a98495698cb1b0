from __future__ import annotations

import pytest

from geodata.cog import Level
from ptce_map.places.tokens import KINDS, is_token, parse_token


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("com:31555", Level.COMMUNE),
        ("com:2A004", Level.COMMUNE),
        ("com:97411", Level.COMMUNE),
        ("arm:75118", None),
        ("epci:200035087", Level.EPCI),
        ("dep:01", Level.DEPARTEMENT),
        ("dep:2B", Level.DEPARTEMENT),
        ("dep:974", Level.DEPARTEMENT),
        ("reg:76", Level.REGION),
    ],
)
def test_parse_token(text: str, level: Level | None) -> None:
    token = parse_token(text)
    assert str(token) == text
    assert token.kind.level == level
    assert is_token(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("com:1001", "does not hold five characters after com:"),
        ("com:2C004", "does not hold five characters after com:"),
        ("com:010011", "does not hold five characters after com:"),
        ("arm:31555", "does not hold five digits after arm:"),
        ("epci:20003508", "does not hold nine digits after epci:"),
        ("dep:1", "does not hold two or three characters after dep:"),
        ("reg:Occitanie", "does not hold two or three digits after reg:"),
        ("canton:12", "begins with none of com:, arm:, epci:, dep:, reg:"),
        ("31555", "begins with none of"),
        ("", "begins with none of"),
    ],
)
def test_parse_token_refuses(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_token(text)
    assert not is_token(text)


def test_every_kind_is_known_by_its_prefix() -> None:
    assert [kind.prefix for kind in KINDS.values()] == list(KINDS)
