"""How the commands tell what they are at, apart from their output."""

from __future__ import annotations

import sys

import click


def tell(step: str) -> None:
    """Tell a step on standard error."""
    click.echo(f"{step}…", err=True)


def tell_watcher(step: str) -> None:
    """Tell a step if somebody watches: not where standard error goes to a file or a program."""
    if sys.stderr.isatty():
        tell(step)
