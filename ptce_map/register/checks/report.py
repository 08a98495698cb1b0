"""The report of a register: its faults, the former codes it uses, the files that were not read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from geodata.cog import Cog
from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import label
from ptce_map.notices import Fault, Finding, Notice, count_doubts, in_reading_order, say_place
from ptce_map.register.checks.doubts import find_doubts, find_twins
from ptce_map.register.checks.localities import Passage, explained, find_places, understood
from ptce_map.register.checks.overlaps import find_overlaps
from ptce_map.register.files.assembly import Reading
from ptce_map.register.files.reading import read
from ptce_map.register.register import check
from ptce_map.register.schema import MAIN

SOUND, FAULTY, UNUSABLE = 0, 1, 2
"""Exit codes: no fault, at least one, nothing to check."""
TOGETHER = "uncomputed"
"""Code of the faults of a column that a workbook has together, and that are said as one."""


@dataclass(frozen=True)
class Report:
    """What was found in a register; ``n_poles`` and ``n_laureats`` count lines.

    The code is that of the faults: doubts and notes are said, and stop nothing.
    """

    code: int
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...] = ()
    passages: tuple[Passage, ...] = ()
    ignored: tuple[str, ...] = ()
    n_poles: int = 0
    n_laureats: int = 0


@dataclass(frozen=True)
class Examined:
    """A register that was checked: its report, what was read and its tables, if it could be."""

    report: Report
    reading: Reading | None = None
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def named_faults(self) -> Iterator[tuple[str, Fault]]:
        """Yield the faults of tables, each with the name of its table."""
        places = self.reading.places.items() if self.reading else ()
        tables = {(place.file, place.sheet): name for name, place in places}
        for fault in self.report.faults:
            name = tables.get((fault.file, fault.sheet))
            if name:
                yield name, fault


def inspect(path: Path, cog: Cog, today: str) -> Report:
    """Check a register, places included; no date may be later than today (ISO) or the register."""
    return examine(path, cog, today).report


def examine(path: Path, cog: Cog, today: str) -> Examined:
    """Check a register as :func:`inspect` does, and return what was read too."""
    try:
        reading = understood(read(path), cog)
    except UnusableRegisterError as error:
        return Examined(Report(UNUSABLE, error.faults))
    tables, faults = check(reading, today)
    places = find_places(tables[MAIN], cog)
    told = (explained(fault, cog) for fault in faults)
    found = (*told, *(reading.located(fault) for fault in places.faults))
    doubts = (*find_doubts(tables[MAIN], cog), *find_twins(tables[MAIN]))
    told_twice = find_overlaps(tables[MAIN], cog)
    notices = (*reading.notices, *places.notices, *told_twice, *doubts)
    report = Report(
        code=FAULTY if found else SOUND,
        faults=in_reading_order(found),
        notices=in_reading_order(reading.located(notice) for notice in notices),
        passages=tuple(
            replace(passage, **vars(reading.place(MAIN))) for passage in places.passages
        ),
        ignored=reading.ignored,
        n_poles=len(tables[MAIN]),
        n_laureats=len(tables.get("laureats", ())),
    )
    return Examined(report, reading, tables)


def to_text(report: Report, lang: str) -> str:
    """Say a report: a line a fault, then the notices, passages, files left out and the sum."""
    return "\n".join(_lines(report, lang))


def _lines(report: Report, lang: str) -> Iterator[str]:
    said = (*told_together(report.faults), *report.notices)
    yield from (finding.sentence(lang) for finding in said)
    for passage in report.passages:
        yield label(
            "report.passage_of" if passage.annee else "report.passage",
            lang,
            old=passage.nom_ancien,
            year=str(passage.annee),
            place=say_place(passage.file, passage.sheet, passage.line, lang),
            column=passage.column,
            former=passage.value,
            code=passage.code_commune,
            name=passage.nom_commune,
        )
    if report.ignored:
        yield label("report.ignored", lang, names=", ".join(report.ignored))
    if report.code != UNUSABLE:
        yield _sum(report, lang)


def told_together(faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults with one in the place of all those of a column of one cause."""
    counts = Counter(_column_of(fault) for fault in faults if fault.code == TOGETHER)
    told: dict[object, Fault] = {}
    for fault in faults:
        is_one = fault.code == TOGETHER
        key = _column_of(fault) if is_one else id(fault)
        n = counts[_column_of(fault)]
        told.setdefault(key, replace(fault, details={**fault.details, "n": n}) if is_one else fault)
    return list(told.values())


def _column_of(fault: Fault) -> tuple[str, str, str]:
    return fault.file, fault.sheet, fault.column


def _sum(report: Report, lang: str) -> str:
    """Count what was read and what was said of it: "no fault" never stands alone over a doubt."""
    doubts = count_doubts(report.notices)
    remarks = len(report.notices) - doubts + len(report.passages) + len(report.ignored)
    counts = {"faults": len(report.faults), "doubts": doubts, "remarks": remarks}
    said = [label(f"report.{key}", lang, n=n) for key, n in counts.items() if n]
    if not report.faults:
        said.insert(0, label("report.no_fault", lang))
    return label(
        "report.sum",
        lang,
        poles=label("report.poles", lang, n=report.n_poles),
        awards=label("report.awards", lang, n=report.n_laureats),
        found=", ".join(said),
    )


def to_json(report: Report, lang: str) -> str:
    """Write a report for programs; sentences are in the language, keys and codes never change."""
    content = {
        "valid": report.code == SOUND,
        "poles": report.n_poles,
        "laureats": report.n_laureats,
        "faults": [_row(fault, lang) for fault in report.faults],
        "remarks": [
            {"level": notice.level.value, **_row(notice, lang)} for notice in report.notices
        ],
        "passages": [
            {**vars(passage), "sheet": passage.sheet or None} for passage in report.passages
        ],
        "ignored": report.ignored,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _row(finding: Finding, lang: str) -> dict[str, str | int | None]:
    return {
        "file": finding.file,
        "sheet": finding.sheet or None,
        "line": finding.line or None,
        "column": finding.column or None,
        "value": finding.value,
        "code": finding.code,
        "rule": finding.rule(lang),
        "next_step": finding.next_step(lang),
    }
