"""``python -m ptce_map datapackage``: write what describes the register."""

from __future__ import annotations

from pathlib import Path

import click

from ptce_map.commands.refusal import refusing
from ptce_map.register.datapackage import STATED, write_files
from ptce_map.register.files.reading import read
from ptce_map.register.register import REGISTER_FOLDER, read_register
from ptce_map.register.schema import TABLES, file_name

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER, default=REGISTER_FOLDER)
def datapackage(folder: Path) -> None:
    """Write datapackage.json and the Table Schemas of FOLDER, or of the shipped register.

    What they say of the tables is generated; the title, version, date, licence and contributors
    are kept as datapackage.json states them.
    """
    with refusing("en"):
        read_register(folder)
    reading = read(folder)
    lacking = [file_name(name) for name in TABLES if name not in reading.tables]
    lacking += [f"'{key}' in datapackage.json" for key in STATED if key not in reading.package]
    if lacking:
        raise click.ClickException(f"To describe the register, add {', '.join(lacking)}.")
    changed = write_files(reading, folder)
    click.echo("\n".join(changed) or "Nothing has changed.")
