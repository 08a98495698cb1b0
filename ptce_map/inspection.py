"""The report of a register: its faults, the former codes it uses, the files that were not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.cog import Cog
from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import label
from ptce_map.notices import (
    Fault,
    Finding,
    Notice,
    count_doubts,
    in_reading_order,
    say_place,
)
from ptce_map.places import Passage, checked_repair, find_places
from ptce_map.reading import read
from ptce_map.register import check
from ptce_map.schema import MAIN

SOUND, FAULTY, UNUSABLE = 0, 1, 2
"""Exit codes: no fault, at least one, nothing to check."""


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


def inspect(path: Path, cog: Cog, today: str) -> Report:
    """Check a register, places included; no date may be later than today (ISO) or the register."""
    try:
        reading = read(path)
    except UnusableRegisterError as error:
        return Report(UNUSABLE, error.faults)
    tables, faults = check(reading, today)
    unknown, passages = find_places(tables[MAIN], cog)
    repaired = (checked_repair(fault, cog) for fault in faults)
    found = (*repaired, *(reading.located(fault) for fault in unknown))
    return Report(
        code=FAULTY if found else SOUND,
        faults=in_reading_order(found),
        notices=in_reading_order(reading.located(notice) for notice in reading.notices),
        passages=tuple(replace(one, **vars(reading.place(MAIN))) for one in passages),
        ignored=reading.ignored,
        n_poles=len(tables[MAIN]),
        n_laureats=len(tables.get("laureats", ())),
    )


def to_text(report: Report, lang: str) -> str:
    """Say a report: a line a fault, then the notices, passages, files left out and the sum."""
    return "\n".join(_lines(report, lang))


def _lines(report: Report, lang: str) -> Iterator[str]:
    yield from (finding.sentence(lang) for finding in (*report.faults, *report.notices))
    for passage in report.passages:
        yield label(
            "report.passage",
            lang,
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
