"""Opening a register for a site: no faulty row stops it, and everything that was found is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from geodata.cog import Cog, read_cog
from ptce_map.errors import RegisterError
from ptce_map.labels import label
from ptce_map.notices import Level
from ptce_map.register.checks.cells import find_faults
from ptce_map.register.checks.report import Examined, Report, examine
from ptce_map.register.files.assembly import Reading
from ptce_map.register.register import Register, assemble
from ptce_map.register.schema import ID
from ptce_map.register.tolerance import Remedy, Tables, is_fatal, mend, remedy_of

NO_SOURCES: Tables = {"sources": pd.DataFrame({ID: []}, dtype="str")}

MOST_ROUNDS = 5
"""A mended cell may show the fault of another that it hid; each round mends what is shown."""

FIRST_LINES = 5
"""Findings that the start of a server says in full."""


@dataclass(frozen=True)
class Opened:
    """A register that can be served, and the report of what it was made from."""

    register: Register
    report: Report


def open_register(path: Path, cog: Cog, today: str = "") -> Opened:
    """Read a register, and keep every row of it: what cannot be read of one is empty, and said.

    Raises
    ------
    RegisterError
        If there is nothing to serve: no table of poles, or none that can be read.
    """
    examined = examine(path, cog, today)
    reading, report = examined.reading, examined.report
    if reading is None or is_fatal(report.faults):
        raise RegisterError(report.faults)
    return Opened(assemble(reading, _mended(examined, reading)), report)


def open_kept(path: Path, say: Callable[[Report], None]) -> Register:
    """Open a register as :func:`open_register` does today, and ``say`` its report.

    Raises
    ------
    RegisterError
        If there is nothing to read.
    """
    opened = open_register(path, read_cog(), datetime.now(UTC).date().isoformat())
    say(opened.report)
    return opened.register


def _mended(examined: Examined, reading: Reading) -> Tables:
    """Mend the tables until nothing is left to mend; sources that are cited but absent are none."""
    tables, faults = {**NO_SOURCES, **examined.tables}, list(examined.named_faults())
    for turn in range(MOST_ROUNDS):
        tables = mend(tables, faults, is_told=not turn)
        made = tables.keys() - reading.tables.keys()
        left = find_faults(tables, made=made)
        faults = [
            (fault.file.removesuffix(".csv"), fault)
            for fault in left
            if remedy_of(fault) is not Remedy.KEEP
        ]
        if not faults:
            break
    return tables


def say_shortly(report: Report, path: Path, lang: str) -> Iterator[str]:
    """Say what was found, shortened: faults, then doubts, and how to read them all."""
    doubts = [notice for notice in report.notices if notice.level is Level.DOUBT]
    graves = [*report.faults, *doubts]
    if not graves:
        return
    yield from (finding.sentence(lang) for finding in graves[:FIRST_LINES])
    counts = {"faults": len(report.faults), "doubts": len(doubts)}
    said = ", ".join(label(f"report.{key}", lang, n=n) for key, n in counts.items() if n)
    yield label("start.kept", lang, found=said, path=str(path))
