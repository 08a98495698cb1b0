"""What is said of a place of the register: a fault breaks a rule, a doubt asks, a note tells.

Whatever is taken otherwise than it is written is said by one of the three; nothing is lost in
silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from ptce_map.labels import label

LONGEST_VALUE = 80


class Level(StrEnum):
    """How grave a notice is: a note tells what was understood, a doubt may be a mistake."""

    NOTE = "note"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Words:
    """Texts by key, which are said in the language of the reader, apart by commas."""

    keys: tuple[str, ...]

    def said(self, lang: str) -> str:
        """Return the texts."""
        return ", ".join(label(key, lang) for key in self.keys)


Details = Mapping[str, str | int | Words]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One place of the register of which something is said.

    Attributes
    ----------
    file, sheet
        Where the table stands; ``sheet`` is empty but in a workbook.
    line
        From 1, the header being line 1; 0 when the whole file is meant.
    column, value
        What is meant; empty when it is a whole line or file.
    code
        What is said: the texts ``<key>`` and ``<key>.next``.
    details
        What these texts need besides the value.
    """

    file: str
    code: str
    line: int = 0
    column: str = ""
    value: str = ""
    details: Details = field(default_factory=dict, hash=False)
    sheet: str = ""

    @property
    def key(self) -> str:
        """Return the key of the text that says it."""
        raise NotImplementedError

    def rule(self, lang: str) -> str:
        """Return what is said, in words that follow the value."""
        return label(self.key, lang, **self._said(lang))

    def next_step(self, lang: str) -> str:
        """Return what to do about it; empty if there is nothing to do."""
        return label(f"{self.key}.next", lang, **self._said(lang))

    def _said(self, lang: str) -> dict[str, str | int]:
        return {
            name: value.said(lang) if isinstance(value, Words) else value
            for name, value in self.details.items()
        }

    def sentence(self, lang: str) -> str:
        """Return place, value, what is said and next step; a long value is cut short."""
        value = label("fault.value", lang, value=shorten(self.value, LONGEST_VALUE))
        what = [part for part in (self.column, value if self.value.strip() else "") if part]
        place = say_place(self.file, self.sheet, self.line, lang)
        where = f"{place}{label('fault.colon', lang)}" if what or self.line else place
        said = f"{' '.join((where, *what, self.rule(lang)))}."
        next_step = self.next_step(lang)
        return f"{said} {next_step}." if next_step else said

    def __str__(self) -> str:
        return self.sentence("en")


@dataclass(frozen=True, kw_only=True)
class Fault(Finding):
    """One place of the register that breaks a rule: texts ``fault.<code>``."""

    @property
    def key(self) -> str:
        """Return the key of the text that says it."""
        return f"fault.{self.code}"


@dataclass(frozen=True, kw_only=True)
class Notice(Finding):
    """One place of the register that was taken otherwise than it is written, or that is doubtful.

    Texts ``notice.<code>``; a doubt has a next step, a note has none.
    """

    level: Level = Level.NOTE

    @property
    def key(self) -> str:
        """Return the key of the text that says it."""
        return f"notice.{self.code}"

    def next_step(self, lang: str) -> str:
        """Return what settles a doubt; a note asks for nothing."""
        return super().next_step(lang) if self.level is Level.DOUBT else ""

    def sentence(self, lang: str) -> str:
        """Return the sentence; that of a doubt says so first."""
        said = super().sentence(lang)
        return label("notice.doubt", lang, said=said) if self.level is Level.DOUBT else said


AnyFinding = TypeVar("AnyFinding", bound=Finding)


def count_doubts(notices: Iterable[Notice]) -> int:
    """Return how many notices are doubts."""
    return sum(notice.level is Level.DOUBT for notice in notices)


def in_reading_order(findings: Iterable[AnyFinding]) -> tuple[AnyFinding, ...]:
    """Return findings by file, sheet and line."""
    return tuple(sorted(findings, key=lambda found: (found.file, found.sheet, found.line)))


def say_place(file: str, sheet: str, line: int, lang: str) -> str:
    """Name a line of a table: file, sheet if it is one of a workbook, line if it is not 0."""
    named = label("fault.sheet", lang, sheet=sheet) if sheet else ""
    numbered = label("fault.line", lang, line=str(line)) if line else ""
    return ", ".join(part for part in (file, named, numbered) if part)


def shorten(text: str, longest: int) -> str:
    """Return a text on one line, cut short beyond a length."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
