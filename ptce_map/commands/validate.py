"""``python -m ptce_map validate``: check a register."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from geodata.cog import read_cog
from ptce_map.commands.options import LANG
from ptce_map.commands.progress import tell_watcher
from ptce_map.inspection import inspect, to_json, to_text
from ptce_map.labels import label
from ptce_map.register import REGISTER_FOLDER


@click.command()
@click.argument("register", type=click.Path(path_type=Path), default=REGISTER_FOLDER)
@LANG
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
def validate(register: Path, lang: str, as_json: bool) -> None:
    """Check REGISTER, or the shipped one, and print every fault at once.

    REGISTER is a folder of CSV files, one CSV file or an XLSX or ODS workbook. The exit code is 0
    without a fault, 1 with faults, 2 if there is nothing to check.
    """
    tell_watcher(label("progress.check", lang))
    report = inspect(register, read_cog(), datetime.now(UTC).date().isoformat())
    click.echo((to_json if as_json else to_text)(report, lang))
    raise SystemExit(report.code)
