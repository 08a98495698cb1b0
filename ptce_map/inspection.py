"""The report of a register: its faults, the former codes it uses, the files that were not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.cog import Cog
from ptce_map.errors import Fault, UnusableRegisterError, say_place
from ptce_map.labels import label
from ptce_map.places import Passage, checked_repair, find_places
from ptce_map.reading import read
from ptce_map.register import check
from ptce_map.schema import MAIN

SOUND, FAULTY, UNUSABLE = 0, 1, 2
"""Exit codes: no fault, at least one, nothing to check."""


@dataclass(frozen=True)
class Report:
    """What was found in a register; ``n_poles`` and ``n_laureats`` count lines."""

    code: int
    faults: tuple[Fault, ...]
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
        faults=tuple(sorted(found, key=lambda fault: (fault.file, fault.sheet, fault.line))),
        passages=tuple(replace(one, **vars(reading.place(MAIN))) for one in passages),
        ignored=reading.ignored,
        n_poles=len(tables[MAIN]),
        n_laureats=len(tables.get("laureats", ())),
    )


def to_text(report: Report, lang: str) -> str:
    """Say a report: a line a fault, then the passages, the files left out and the sum."""
    return "\n".join(_lines(report, lang))


def _lines(report: Report, lang: str) -> Iterator[str]:
    yield from (fault.sentence(lang) for fault in report.faults)
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
        counts = {
            "poles": report.n_poles,
            "awards": report.n_laureats,
            "faults": len(report.faults),
        }
        said = {key: label(f"report.{key}", lang, n=n) for key, n in counts.items()}
        yield label("report.sum" if report.faults else "report.sound", lang, **said)


def to_json(report: Report, lang: str) -> str:
    """Write a report for programs; sentences are in the language, keys and codes never change."""
    faults = [
        {
            "file": fault.file,
            "sheet": fault.sheet or None,
            "line": fault.line or None,
            "column": fault.column or None,
            "value": fault.value,
            "code": fault.code,
            "rule": fault.rule(lang),
            "next_step": fault.next_step(lang),
        }
        for fault in report.faults
    ]
    content = {
        "valid": report.code == SOUND,
        "poles": report.n_poles,
        "laureats": report.n_laureats,
        "faults": faults,
        "passages": [
            {**vars(passage), "sheet": passage.sheet or None} for passage in report.passages
        ],
        "ignored": report.ignored,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
