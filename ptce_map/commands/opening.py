"""How the commands open a register with faults: as the site does, and what is wrong is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ptce_map.register.checks.report import Report
from ptce_map.register.opening import say_shortly


def telling(path: Path, lang: str) -> Callable[[Report], None]:
    """Return what tells the first faults and doubts of a register on standard error."""

    def tell(report: Report) -> None:
        for line in say_shortly(report, path, lang):
            click.echo(line, err=True)

    return tell
