"""Places that people put right: a table of what is written and of what it means, read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.hints import Hints, read_area, read_token
from ptce_map.adopt.matching import Certainty, match_commune, match_epci
from ptce_map.labels import fold
from ptce_map.notices import Fault
from ptce_map.places.tokens import is_token, repair_token
from ptce_map.register.files.decoding import decode
from ptce_map.register.schema import SEPARATOR

HEADER = ("ecrit", "a_cote", "statut", "lu", "nom_lu", "autres", "lignes", "correction")
WRITTEN, BESIDE, CORRECTION = "ecrit", "a_cote", "correction"
NONE = "-"
"""What says that a text is no place."""

Key = tuple[str, str]
"""What is written, and what stands beside it, folded."""
Corrections = Mapping[Key, tuple[str, ...]]


def key_of(text: str, beside: str) -> Key:
    """Return what a written place is known by from one edition to the next."""
    return fold(text), fold(beside)


def to_csv(rows: Iterable[Sequence[str]]) -> str:
    """Write the table of what is doubtful or not found, its last column left to people."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue()


def read_corrections(path: Path, names: Names) -> tuple[Corrections, list[Fault]]:
    """Read the corrections that people filled in, and every one that is not understood."""
    try:
        text, _ = decode(path.read_bytes())
    except OSError:
        return {}, [Fault(file=path.name, code="adopt_path")]
    lines = (text or "").splitlines()
    sign = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text or "", newline=""), delimiter=sign)
    absent = [
        name for name in (WRITTEN, BESIDE, CORRECTION) if name not in (reader.fieldnames or ())
    ]
    if absent:
        return {}, [
            Fault(file=path.name, line=1, column=name, code="header_missing") for name in absent
        ]
    found: dict[Key, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for line, row in enumerate(reader, start=2):
        given = (row[CORRECTION] or "").strip()
        if not given:
            continue
        tokens = tuple(_tokens(given, names))
        if "" in tokens:
            fault = Fault(
                file=path.name, line=line, column=CORRECTION, value=given, code="adopt_correction"
            )
            faults.append(fault)
        else:
            found[key_of(row[WRITTEN] or "", row[BESIDE] or "")] = tokens
    return found, faults


def _tokens(given: str, names: Names) -> Iterator[str]:
    """Yield the tokens of a correction: tokens, codes or names; an empty one for what is none."""
    if given == NONE:
        return
    for part in given.split(SEPARATOR):
        yield _token(part.strip(), names)


def _token(text: str, names: Names) -> str:
    if is_token(text) or repair_token(text):
        return read_token(text, names.cog)
    for prefix in ("com", "epci"):
        token = read_token(f"{prefix}:{text}", names.cog)
        if token:
            return token
    for match in (match_commune(text, Hints(), names), match_epci(text, Hints(), names)):
        if match.certainty is Certainty.SURE:
            return match.token
    areas = read_area(text, names.cog)
    return areas[0] if len(areas) == 1 else ""
