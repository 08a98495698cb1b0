"""Errors of the domain.

PtceMapError
├── RegisterError     the tables of the register break their rules
├── UnknownTokenError poles name places that the COG does not know
├── QueryError        a query string holds an unknown key or value
└── ClassificationError class limits cannot be used
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class PtceMapError(Exception):
    """Base of the errors that this package raises on purpose; its text is fit for users."""


@dataclass(frozen=True)
class Fault:
    """One place of the register that breaks a rule.

    ``line`` counts from 1, the header being line 1; it is 0 when the whole file is at fault, and
    ``column`` is then empty.
    """

    file: str
    line: int
    column: str
    value: str
    rule: str
    next_step: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        what = f"{self.column} {self.value!r}" if self.column else repr(self.value)
        return f"{place}: {what} {self.rule}. {self.next_step}."


class RegisterError(PtceMapError):
    """The tables of the register break their rules; ``faults`` holds every one of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class UnknownToken:
    """A code of a pole that stands for no commune; ``candidates`` are the nearest that do.

    ``column`` is where it stands: ``territoire``, a token, or ``siege``, the code of a commune.
    """

    pole: str
    token: str
    rule: str
    candidates: tuple[str, ...] = ()
    column: str = "territoire"

    @property
    def next_step(self) -> str:
        """What to do about it, in one clause."""
        if self.candidates:
            return f"The nearest are {', '.join(self.candidates)}"
        return "Look the code up in the COG; a token is com:, arm:, epci:, dep: or reg: and a code"

    def __str__(self) -> str:
        return f"Pole {self.pole!r}: {self.column} {self.token!r} {self.rule}. {self.next_step}."


class UnknownTokenError(PtceMapError):
    """Poles name places that the COG does not know; ``unknown`` holds every one of them."""

    def __init__(self, unknown: Sequence[UnknownToken]) -> None:
        self.unknown = tuple(unknown)
        super().__init__("\n".join(str(token) for token in self.unknown))


class QueryError(PtceMapError):
    """A query string holds a key or value that the grammar does not know.

    Attributes
    ----------
    kind
        ``key``, ``value`` or ``repeated``: which rule is broken.
    key, value
        What was given; ``value`` is empty when the key itself is unknown.
    allowed
        The keys or the values that may stand in its place.
    """

    def __init__(self, kind: str, *, key: str, value: str, allowed: Sequence[str]) -> None:
        self.kind = kind
        self.key = key
        self.value = value
        self.allowed = tuple(allowed)
        super().__init__(_QUERY_RULES[kind].format(key=key, value=value, allowed=self.allowed))


_QUERY_RULES = {
    "key": "Query key {key!r} is unknown. Use one of {allowed}.",
    "value": "Query value {value!r} of {key!r} is unknown. Use one of {allowed}.",
    "repeated": "Query key {key!r} is given several times. Keep one of {allowed}.",
}


class ClassificationError(PtceMapError):
    """Class limits that cannot be used."""
