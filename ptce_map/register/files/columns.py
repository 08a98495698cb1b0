"""What the values of a column may be, and what one was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ptce_map.labels import fold, slug
from ptce_map.notices import Level
from ptce_map.places.tokens import is_token, repair_token
from ptce_map.register.files import typed_values
from ptce_map.register.rules import TEXT, TOKEN, Rule


@dataclass(frozen=True)
class Taken:
    """What a value was taken for, and what is said of it: ``level`` is ``None`` for a fault."""

    text: str
    code: str = "taken"
    level: Level | None = Level.NOTE
    details: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, eq=False)
class Column:
    """What the values of a column may be.

    Attributes
    ----------
    rule, many
        As the schema says.
    names
        Folded name or id -> id, if the values are ids of a table that is there.
    words
        Id made of a word -> the word as it is first written, if the table is made of the values.
    prefix
        Kind of the tokens whose bare codes the values are; empty if they are tokens.
    """

    rule: Rule
    many: bool
    names: Mapping[str, str] | None = None
    words: Mapping[str, str] | None = None
    prefix: str = ""

    def holds(self, value: str) -> bool:
        """Tell whether a value needs no other reading."""
        if self.names is not None:
            return value in self.names.values()
        if self.words is not None:
            return self.words.get(slug(value), value) == value
        return self.rule.holds(value)

    def knows(self, value: str) -> bool:
        """Tell whether a text is a value of the column by itself, read otherwise or not."""
        if self.names is not None:
            return fold(value) in self.names
        if self.words is not None:
            return slug(value) in self.words
        if self.rule is TOKEN:
            return is_token(token_of(self, value).text)
        return self.rule is not TEXT and self.rule.holds(value)


def fault(code: str, text: str = "", **details: str | int) -> Taken:
    """Refuse a value: it is a fault."""
    return Taken(text, code, None, details)


def doubt(code: str, text: str, **details: str | int) -> Taken:
    """Take a value with a doubt."""
    return Taken(text, code, Level.DOUBT, details)


def token_of(column: Column, value: str) -> Taken:
    """Return the token of a bare code, in a column that is said to hold codes of one kind."""
    code = typed_values.code_of(value)
    token = f"{column.prefix}:{code}"
    if not column.prefix or ":" in value or not code:
        return Taken(value)
    if is_token(token):
        return Taken(token)
    repaired = repair_token(token)
    return doubt("zero", repaired, read=repaired) if repaired else Taken(value)
