"""What poles are made with: the table, what its columns are, the places found; and what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.placing import Placer
from ptce_map.adopt.plans import Planned
from ptce_map.adopt.tables import Row, Table
from ptce_map.adopt.usages import Usage
from ptce_map.labels import LANGS, label
from ptce_map.places.resolution import Resolver
from ptce_map.register.checks.localities import cog_resolver

LANG = LANGS[0]
"""Language of the register's own texts."""


@dataclass(frozen=True)
class Lost:
    """A cell that is no value of its column: its line, column and text."""

    sheet: str
    line: int
    column: str
    text: str


@dataclass
class Making:
    """What poles are made with: the table, the plan, the places found."""

    table: Table
    planned: Planned
    placer: Placer
    names: Names
    lost: list[Lost] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Mapping[str, str]] = field(default_factory=dict)
    renamed: int = 0
    united: Counter[str] = field(default_factory=Counter)
    usages: dict[str, Usage] = field(default_factory=dict)

    @property
    def resolver(self) -> Resolver:
        """What names the place of a token."""
        return cog_resolver(self.names.cog)

    def lose(self, row: Row, column: str, text: str, doubts: list[str]) -> None:
        """Keep in the doubts of a pole a text that its column cannot hold, and tell it."""
        self.lost.append(Lost(row.sheet, row.line, column, text))
        doubts.append(say_lost(column, text))


def say_lost(column: str, text: str) -> str:
    """Say, in the doubts of a pole, a text that a column cannot hold."""
    return label("adopt.said.lost", LANG, column=column, text=one_line(text))


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
