"""Territory tokens: ``com:31555``, ``arm:75118``, ``epci:200035087``, ``dep:2A`` or ``reg:76``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geodata.cog import Level


@dataclass(frozen=True)
class TokenKind:
    """A kind of token: its prefix, the form of its codes, and the level of the COG they name.

    The level is ``None`` for an arrondissement municipal, which is a part of a commune.
    """

    prefix: str
    code: re.Pattern[str]
    level: Level | None
    form: str


KINDS: Mapping[str, TokenKind] = MappingProxyType(
    {
        kind.prefix: kind
        for kind in (
            TokenKind("com", re.compile(r"(\d\d|2[AB])\d{3}"), Level.COMMUNE, "five characters"),
            TokenKind("arm", re.compile(r"(75|69|13)\d{3}"), None, "five digits"),
            TokenKind("epci", re.compile(r"\d{9}"), Level.EPCI, "nine digits"),
            TokenKind(
                "dep", re.compile(r"\d\d|2[AB]|97\d"), Level.DEPARTEMENT, "two or three characters"
            ),
            TokenKind("reg", re.compile(r"\d\d"), Level.REGION, "two digits"),
        )
    }
)


@dataclass(frozen=True)
class Token:
    """A token, parsed; its text is ``<prefix>:<code>``."""

    kind: TokenKind
    code: str

    def __str__(self) -> str:
        return f"{self.kind.prefix}:{self.code}"


def parse_token(text: str) -> Token:
    """Parse a token, whether or not the COG knows its code.

    Raises
    ------
    ValueError
        If the prefix is none of :data:`KINDS`, or if the code has not the form of its kind. The
        message completes a sentence that begins with the token.
    """
    prefix, _, code = text.partition(":")
    kind = KINDS.get(prefix)
    if kind is None:
        raise ValueError(f"begins with none of {', '.join(f'{known}:' for known in KINDS)}")
    if not kind.code.fullmatch(code):
        raise ValueError(f"does not hold {kind.form} after {prefix}:")
    return Token(kind, code)


def is_token(text: str) -> bool:
    """Tell whether a text has the form of a token."""
    try:
        parse_token(text)
    except ValueError:
        return False
    return True
