"""``python -m ptce_map validate``: check a register."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from geodata.cog import read_cog
from ptce_map.commands.options import LANG
from ptce_map.commands.progress import tell_watcher
from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import label
from ptce_map.register.checks.report import UNUSABLE, inspect, to_json, to_text
from ptce_map.register.comparison import compare
from ptce_map.register.comparison import to_rows as rows_of
from ptce_map.register.comparison import to_text as say_changes
from ptce_map.register.files.assembly import Reading
from ptce_map.register.files.reading import read
from ptce_map.register.register import REGISTER_FOLDER


@click.command()
@click.argument("register", type=click.Path(path_type=Path), default=REGISTER_FOLDER)
@LANG
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="Another edition, in the same formats: say what changed since.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
def validate(register: Path, lang: str, against: Path | None, as_json: bool) -> None:
    """Check REGISTER, or the shipped one, and print every fault at once.

    REGISTER is a folder of CSV files, one CSV file or an XLSX or ODS workbook. The exit code is 0
    without a fault, 1 with faults, 2 if there is nothing to check or to compare with. A register
    with faults is not compared.
    """
    tell_watcher(label("progress.check", lang))
    report = inspect(register, read_cog(), datetime.now(UTC).date().isoformat())
    said = (to_json if as_json else to_text)(report, lang)
    if against is None or report.code:
        click.echo(said)
        raise SystemExit(report.code)
    changes = compare(read_edition(against, lang), read(register))
    if as_json:
        said = json.dumps({**json.loads(said), "changes": rows_of(changes)}, ensure_ascii=False)
    else:
        said = f"{said}\n\n{say_changes(changes, lang)}"
    click.echo(said)


def read_edition(path: Path, lang: str) -> Reading:
    """Read the edition to compare with, or end with what keeps it from being read."""
    try:
        return read(path)
    except UnusableRegisterError as error:
        click.echo("\n".join(fault.sentence(lang) for fault in error.faults))
        raise SystemExit(UNUSABLE) from None
