"""``python -m ptce_map validate``: check a register."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from geodata.cog import read_cog
from ptce_map.commands.options import LANG, RegisterType
from ptce_map.commands.progress import tell_watcher
from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import label
from ptce_map.origins.address import Origin
from ptce_map.origins.taking import take
from ptce_map.register.checks.report import UNUSABLE, Report, inspect, to_json, to_text
from ptce_map.register.comparison import compare
from ptce_map.register.comparison import to_rows as rows_of
from ptce_map.register.comparison import to_text as say_changes
from ptce_map.register.files.assembly import Reading
from ptce_map.register.files.reading import read
from ptce_map.register.folders import find_registers
from ptce_map.register.register import REGISTER_FOLDER

REGISTER_TYPE = RegisterType(click.Path(path_type=Path))


@click.command()
@click.argument("register", type=REGISTER_TYPE, default=REGISTER_FOLDER)
@LANG
@click.option(
    "--against",
    type=REGISTER_TYPE,
    help="Another edition, in the same formats: say what changed since.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
def validate(
    register: Path | Origin, lang: str, against: Path | Origin | None, as_json: bool
) -> None:
    """Check REGISTER, or the shipped one, and print every fault at once.

    REGISTER is a folder of CSV files, one CSV file, an XLSX or ODS workbook, a GeoPackage or DuckDB
    file, or the address of a table (https://, postgresql://). The exit code is 0 without a fault, 1
    with faults, 2 if there is nothing to check or to compare with. A register with faults is not
    compared. Of a folder of registers, each is checked, and the exit code is the gravest.
    """
    tell_watcher(label("progress.check", lang))
    if isinstance(register, Path) and (registers := find_registers(register)):
        if against:
            raise click.UsageError(label("validate.against_several", lang, path=str(register)))
        raise SystemExit(validate_several(registers, lang, as_json=as_json))
    write = to_json if as_json else to_text
    try:
        with at_hand(register) as path:
            report = inspect(path, read_cog(), datetime.now(UTC).date().isoformat())
            reading = None if against is None or report.code else read(path)
    except UnusableRegisterError as error:
        report, reading = Report(UNUSABLE, error.faults), None
    said = write(report, lang)
    if against is None or reading is None:
        click.echo(said)
        raise SystemExit(report.code)
    changes = compare(read_edition(against, lang), reading)
    if as_json:
        said = json.dumps({**json.loads(said), "changes": rows_of(changes)}, ensure_ascii=False)
    else:
        said = f"{said}\n\n{say_changes(changes, lang)}"
    click.echo(said)


def validate_several(registers: Mapping[str, Path], lang: str, *, as_json: bool) -> int:
    """Check each register of a folder, print every fault of each, and return the gravest code."""
    cog, today = read_cog(), datetime.now(UTC).date().isoformat()
    reports = {slug: inspect(path, cog, today) for slug, path in registers.items()}
    if as_json:
        told = {slug: json.loads(to_json(report, lang)) for slug, report in reports.items()}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        parts = (f"{slug}\n{to_text(report, lang)}" for slug, report in reports.items())
        click.echo("\n\n".join(parts))
    return max(report.code for report in reports.values())


@contextmanager
def at_hand(register: Path | Origin) -> Iterator[Path]:
    """Have a register as it is now where it can be read; no copy of another day stands for it.

    Raises
    ------
    UnusableRegisterError
        If it is kept elsewhere, and gives nothing.
    """
    if isinstance(register, Path):
        yield register
        return
    with TemporaryDirectory() as folder:
        taken = take(register, "", Path(folder))
        yield taken.path if taken else Path(folder)


def read_edition(register: Path | Origin, lang: str) -> Reading:
    """Read the edition to compare with, or end with what keeps it from being read."""
    try:
        with at_hand(register) as path:
            return read(path)
    except UnusableRegisterError as error:
        click.echo("\n".join(fault.sentence(lang) for fault in error.faults))
        raise SystemExit(UNUSABLE) from None
