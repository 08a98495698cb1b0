"""Errors of the domain.

PtceMapError
├── RegisterError     the tables of the register break their rules
│   └── UnusableRegisterError   there is no table of poles to check
├── QueryError        a query string holds an unknown key or value
├── ClassificationError class limits cannot be used
└── ClusterError      the join cannot be done on other machines
"""

from __future__ import annotations

from collections.abc import Sequence

from ptce_map.labels import label
from ptce_map.notices import Fault


class PtceMapError(Exception):
    """Base of the errors that this package raises on purpose; its text is fit for users."""

    def text(self, lang: str) -> str:
        """Return what is wrong in a language, where the error can say it; else in English."""
        said = self.sentences(lang)
        return "\n".join(said) if said else str(self)

    def sentences(self, _: str) -> tuple[str, ...]:
        """Return what is wrong, a sentence each, in a language; none where English is all."""
        return ()


class RegisterError(PtceMapError):
    """The tables of the register break their rules; ``faults`` holds every one of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.sentences("en")))

    def sentences(self, lang: str) -> tuple[str, ...]:
        """Return a sentence a fault."""
        return tuple(fault.sentence(lang) for fault in self.faults)


class UnusableRegisterError(RegisterError):
    """There is no table of poles to check; ``faults`` holds why."""


class QueryError(PtceMapError):
    """A query string holds a key or value that the grammar does not know.

    Attributes
    ----------
    kind
        ``key``, ``value``, ``type`` or ``repeated``: which rule is broken.
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
    "type": "Query value {value!r} of {key!r} is of another type. Use one of {allowed}.",
    "repeated": "Query key {key!r} is given several times. Keep one of {allowed}.",
}


class ClassificationError(PtceMapError):
    """Class limits that cannot be used."""


class ClusterError(PtceMapError):
    """A dask scheduler that the join cannot be done on.

    Attributes
    ----------
    kind
        ``missing`` (dask is not installed), ``silent`` (no scheduler answers), ``idle`` (it has no
        worker), ``versions`` (a worker is of other versions) or ``ended`` (workers died).
    said
        What its text is filled with: ``scheduler``, and what the kind asks.
    """

    def __init__(self, kind: str, **said: str) -> None:
        self.kind = kind
        self.said = said
        super().__init__(self.text("en"))

    def sentences(self, lang: str) -> tuple[str, ...]:
        """Return what is wrong, and the next step."""
        return (label(f"cluster.{self.kind}", lang, **self.said),)
