"""``ptce-map build``: build the boundaries, by the command of the package that holds them."""

from __future__ import annotations

import click

from ptce_map.commands import sibling


@click.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def build(options: tuple[str, ...]) -> None:
    """Build the boundaries; `build --help` says from what, and where."""
    sibling.become(*sibling.BUILD, *options)
