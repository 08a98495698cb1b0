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

    The level is ``None`` for an arrondissement municipal, which is a part of a commune; ``width``
    is the least number of characters of a code.
    """

    prefix: str
    code: str
    level: Level | None
    form: str
    width: int


KINDS: Mapping[str, TokenKind] = MappingProxyType(
    {
        kind.prefix: kind
        for kind in (
            TokenKind("com", r"([0-9]{2}|2[AB])[0-9]{3}", Level.COMMUNE, "five characters", 5),
            TokenKind("arm", r"(75|69|13)[0-9]{3}", None, "five digits", 5),
            TokenKind("epci", r"[0-9]{9}", Level.EPCI, "nine digits", 9),
            TokenKind(
                "dep", r"[0-9]{2}|2[AB]|9[78][0-9]", Level.DEPARTEMENT, "two or three characters", 2
            ),
            TokenKind("reg", r"[0-9]{2}|9[78][0-9]", Level.REGION, "two or three digits", 2),
        )
    }
)

TOKEN_PATTERN = "|".join(f"{kind.prefix}:({kind.code})" for kind in KINDS.values())
"""What every token matches, whatever its kind."""


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
    if not re.fullmatch(kind.code, code):
        raise ValueError(f"does not hold {kind.form} after {prefix}:")
    return Token(kind, code)


def is_token(text: str) -> bool:
    """Tell whether a text has the form of a token."""
    try:
        parse_token(text)
    except ValueError:
        return False
    return True


def repair_token(text: str) -> str:
    """Return the token probably meant: prefix, leading zero, capitals restored; else nothing."""
    prefix, _, code = "".join(text.split()).partition(":")
    kind = KINDS.get(prefix.lower())
    if kind is None or len(code) < kind.width - 1:
        return ""
    repaired = f"{kind.prefix}:{code.upper().zfill(kind.width)}"
    return repaired if is_token(repaired) and repaired != text else ""
