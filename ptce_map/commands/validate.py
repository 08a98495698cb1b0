"""``python -m ptce_map validate``: check a register."""

from __future__ import annotations

from pathlib import Path

import click

from ptce_map.errors import RegisterError
from ptce_map.register import REGISTER_FOLDER, read_register

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER, default=REGISTER_FOLDER)
def validate(folder: Path) -> None:
    """Check the tables of FOLDER, or the shipped register, and print every fault."""
    try:
        register = read_register(folder)
    except RegisterError as error:
        click.echo(error, err=True)
        raise SystemExit(1) from error
    click.echo(f"{len(register.poles)} poles, {len(register.laureats)} awards: no fault.")
