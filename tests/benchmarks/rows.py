"""A row of what is measured: printed while it is measured, then written to docs/performance.md."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

COMPARISONS = {"<=": operator.le, ">=": operator.ge}
START, END = "<!-- measured -->", "<!-- /measured -->"


@dataclass(frozen=True)
class Row:
    """What was measured: its name, its figure and unit, and the target, as in ``<= 2``."""

    name: str
    value: float
    unit: str = ""
    target: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the target is reached, if there is one."""
        sign, _, limit = self.target.partition(" ")
        return sign not in COMPARISONS or bool(COMPARISONS[sign](self.value, float(limit)))

    @property
    def figure(self) -> str:
        """The figure with its unit, in three significant digits or more."""
        digits = 0 if abs(self.value) >= 100 else 1 if abs(self.value) >= 10 else 2
        return f"{self.value:,.{digits}f} {self.unit}".strip()

    def say(self) -> None:
        """Print the row."""
        mark = "" if self.is_met else "   MISSED"
        click.echo(f"{self.name:<60} {self.figure:>18}   {self.target}{mark}")

    def cells(self) -> str:
        """Return the row of a table in Markdown."""
        kept = "" if not self.target else "yes" if self.is_met else "**no**"
        return f"| {self.name} | {self.figure} | {self.target} | {kept} |"


def write(page: Path, parts: Iterable[tuple[str, Iterable[Row]]]) -> None:
    """Write tables, each under its title, in the place of those of a page."""
    text = page.read_text("utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    tables = []
    for title, rows in parts:
        lines = "\n".join(row.cells() for row in rows)
        head = "| what | figure | target | met |\n| --- | --- | --- | --- |"
        tables.append(f"### {title}\n\n{head}\n{lines}\n")
    written = "\n".join(tables)
    page.write_text(f"{before}{START}\n\n{written}\n{END}{after}", "utf-8")
