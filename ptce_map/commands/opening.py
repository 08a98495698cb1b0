"""How the commands open a register: as the site does, and what is wrong is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ptce_map.origins.access import store_folder
from ptce_map.origins.address import Origin
from ptce_map.origins.copies import refresh, say_kept
from ptce_map.register.checks.report import Report
from ptce_map.register.opening import say_shortly


def brought(register: Path | Origin, lang: str) -> Path:
    """Return the path of a register; of one that is kept elsewhere, that of its last copy.

    What keeps it from being taken anew is told on standard error.

    Raises
    ------
    UnusableRegisterError
        If it gives nothing, and no copy was ever taken.
    """
    if isinstance(register, Path):
        return register
    copy = refresh(register, store_folder())
    for line in say_kept(copy, lang):
        click.echo(line, err=True)
    return copy.path


def telling(path: Path, lang: str) -> Callable[[Report], None]:
    """Return what tells the first faults and doubts of a register on standard error."""

    def tell(report: Report) -> None:
        for line in say_shortly(report, path, lang):
            click.echo(line, err=True)

    return tell
