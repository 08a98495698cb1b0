"""The rules of a cell of the register: the one home of what a value may be.

A rule is named; its sentences are the texts ``fault.<code>`` and ``fault.<code>.next``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ptce_map.labels import slug
from ptce_map.places.tokens import TOKEN_PATTERN

REGION_ONLY = "region-only"
DECLARED = "declared"
UNKNOWN = "unknown"
APPROXIMATE = "approximate"
UNPLACED = "unplaced"
PRECISIONS = (DECLARED, APPROXIMATE, REGION_ONLY, UNPLACED)
CONFIDENCES = ("high", "medium", "low", UNKNOWN)
ATTESTED = "attested"
INFERRED = "inferred"
STATUSES = (ATTESTED, INFERRED)
SUPPORTS = ("grant", "support", UNKNOWN)
ACTIVE = "actif"
RENAMED = "renomme"
ENDED = "termine"
UNSEEN = "inconnu"
STATES = (ACTIVE, RENAMED, ENDED, UNSEEN)
LIVING = (ACTIVE, RENAMED)
"""States of a pole that was seen to live, under its own name or under another."""
LONGEST = 10_000
"""Most characters of a cell."""


def _any(_: str) -> bool:
    return True


def _nothing(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Rule:
    """A rule of a value: what it matches, one of a few values, or what else must hold.

    ``repair`` returns the value that was probably meant, or nothing.
    """

    name: str
    pattern: str = ""
    choices: tuple[str, ...] = ()
    also: Callable[[str], bool] = _any
    repair: Callable[[str], str] = _nothing

    @property
    def code(self) -> str:
        """Code of the faults against this rule."""
        return "choice" if self.choices else self.name

    def holds(self, value: str) -> bool:
        """Tell whether a value keeps the rule."""
        if self.choices and value not in self.choices:
            return False
        if self.pattern and re.fullmatch(self.pattern, value) is None:
            return False
        return self.also(value)


def _is_in_the_calendar(value: str) -> bool:
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _is_no_formula(value: str) -> bool:
    """Tell whether a spreadsheet would take the value for a text and not compute it."""
    return re.match(r"[=@\t\r]|[+-]\w", value) is None


REQUIRED = Rule("required", also=bool)
DISTINCT = Rule("distinct")
UNIQUE = Rule("unique")
FUTURE = Rule("future")
LENGTH = Rule("length", also=lambda value: len(value) <= LONGEST)
FORMULA = Rule("formula", also=_is_no_formula)
TEXT = Rule("text", also=lambda value: bool(value.strip()))
SLUG = Rule("slug", r"[a-z0-9]+(-[a-z0-9]+)*", repair=slug)
INTEGER = Rule("integer", r"[0-9]{1,15}")
NUMBER = Rule("number", r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
YEAR = Rule("year", r"[0-9]{4}")
DATE = Rule(
    "date",
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?",
    also=_is_in_the_calendar,
)
URL = Rule("url", r"https?://[^\s|]+")
COMMUNE = Rule("commune", r"([0-9]{2}|2[AB])[0-9]{3}")
TOKEN = Rule("token", TOKEN_PATTERN)
PRECISION = Rule("precision", choices=PRECISIONS)
CONFIDENCE = Rule("confiance", choices=CONFIDENCES)
STATUS = Rule("statut", choices=STATUSES)
SUPPORT = Rule("soutien", choices=SUPPORTS)
STATE = Rule("etat", choices=STATES)

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            *(REQUIRED, DISTINCT, UNIQUE, FUTURE, LENGTH, FORMULA, TEXT, SLUG, INTEGER, YEAR, DATE),
            NUMBER,
            *(URL, COMMUNE, TOKEN, PRECISION, CONFIDENCE, STATUS, SUPPORT, STATE),
        )
    }
)
"""Name -> rule."""
