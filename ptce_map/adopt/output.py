"""The folder that a run writes: a register, and beside it what was read and what to correct.

Nothing is changed until all is written: a folder beside it is renamed at the end.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ptce_map.adopt import corrections
from ptce_map.adopt.adoption import Adopted
from ptce_map.adopt.mapping import to_toml, written
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.placement import Piece, Placement
from ptce_map.adopt.report import say_how
from ptce_map.errors import RegisterError
from ptce_map.labels import LANGS, label
from ptce_map.notices import Fault
from ptce_map.register.extras import SECTION
from ptce_map.register.logo import is_file_name
from ptce_map.register.own_filters import FLAG
from ptce_map.register.own_measures import SECTION as MEASURES
from ptce_map.register.rules import UNKNOWN
from ptce_map.register.schema import MAIN, PROGRAMME, SEPARATOR, file_name

FOLDER = "adoption"
MAPPING, CORRECTIONS, ROWS, PAGE = (
    "correspondance.toml",
    "corrections.csv",
    "rapport.csv",
    "rapport.html",
)
"""Files of :data:`FOLDER`: the mapping, the corrections, the report by row and as a page."""
KEPT = ("id", "nom", "territoire", "precision")
"""Columns that are written even where all of their cells are empty."""


def check_target(target: Path, *, is_replacing: bool) -> None:
    """Refuse a place that holds something else than an earlier run, or that may not be replaced.

    Raises
    ------
    RegisterError
        With what to do.
    """
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    is_own = (target / FOLDER).is_dir()
    if not is_own or not is_replacing:
        code = "adopt_exists" if is_own else "adopt_other"
        raise RegisterError([Fault(file=str(target), code=code)])


def write_folder(target: Path, files: Mapping[str, str]) -> None:
    """Write the files of a folder, by their path in it, whole or not at all.

    Images beside the tables that it replaces are kept: a programme may name one as its logo.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        for name, content in files.items():
            path = made / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, "utf-8", newline="")
        for image in (path for path in target.glob("*") if is_file_name(path.name)):
            shutil.copy2(image, made)
        made.chmod(0o755)
        old = made.with_name(f"{made.name}.old")
        if target.exists():
            target.rename(old)
        made.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def register_files(adopted: Adopted, today: str) -> dict[str, str]:
    """Return the files of the register: the poles, their own columns, what it is called."""
    return {
        file_name(MAIN): poles_csv(adopted),
        PROGRAMME: programme_toml(adopted, today),
    }


def poles_csv(adopted: Adopted) -> str:
    """Write the poles; columns without a value are left out."""
    poles = adopted.made.poles
    stated = any(pole["confiance"] for pole in poles)
    rows = [{**pole, "confiance": pole["confiance"] or UNKNOWN} for pole in poles]
    filled = {column for pole in poles for column, cell in pole.items() if cell}
    fields = {plan.field for plan in adopted.planned.extras}
    columns = [
        column
        for column in poles[0]
        if column in KEPT
        or column in fields
        or (column in filled and (column != "confiance" or stated))
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def programme_toml(adopted: Adopted, today: str) -> str:
    """Say what the register is called, of which day, and the columns that it has of its own."""
    said = statement(adopted, today)
    settings = {**said, **adopted.planned.stated}
    lines = ["[programme]", *(f"{key} = {written(value)}" for key, value in settings.items()), ""]
    for plan in adopted.planned.extras:
        lines += [f"[{SECTION}.{plan.field}]"]
        titles = {f"libelle_{lang}": (plan.titles or {}).get(lang, plan.name) for lang in LANGS}
        said = {**titles, "type": plan.kind}
        lines += [f"{key} = {written(text)}" for key, text in said.items()]
        lines += [f"{FLAG} = true"] if plan.is_filter else []
        lines += [""]
    measures = {
        plan.field: {"colonne": plan.field} for plan in adopted.planned.extras if plan.measure
    }
    for name, settings in (measures | dict(adopted.planned.measures)).items():
        lines += [f"[{MEASURES}.{name}]"]
        lines += [f"{key} = {written(value)}" for key, value in settings.items()]
        lines += [""]
    return "\n".join(lines)


def statement(adopted: Adopted, today: str) -> dict[str, str]:
    """Return what the register says of itself; a day to come is not that of the data."""
    planned = adopted.planned
    title = planned.title or Path(adopted.file).stem
    said = {f"titre_{lang}": title for lang in LANGS}
    said |= {
        f"description_{lang}": label("adopt.described", lang, file=adopted.file) for lang in LANGS
    }
    is_past = bool(planned.date) and planned.date <= today
    own = {"date": planned.date if is_past else "", "licence": planned.licence}
    return said | {key: text for key, text in own.items() if text}


def report_files(adopted: Adopted, page: str, lang: str) -> dict[str, str]:
    """Return what is beside the register: mapping, corrections, report by row and as a page."""
    return {
        f"{FOLDER}/{MAPPING}": to_toml(adopted.planned, lang),
        f"{FOLDER}/{CORRECTIONS}": corrections.to_csv(_to_correct(adopted)),
        f"{FOLDER}/{ROWS}": rows_csv(adopted, lang),
        f"{FOLDER}/{PAGE}": page,
    }


def _to_correct(adopted: Adopted) -> Iterator[list[str]]:
    """Yield each written place that is in doubt, not found or corrected, with its lines."""
    lines: dict[tuple[str, str], list[str]] = {}
    pieces: dict[tuple[str, str], Piece] = {}
    for placement in adopted.placements:
        for piece in placement.pieces:
            if piece.match.certainty is not Certainty.SURE or piece.is_corrected:
                key = (piece.text, piece.beside)
                lines.setdefault(key, []).append(str(placement.row.line))
                pieces[key] = piece
    for (text, beside), piece in pieces.items():
        match = piece.match
        given = (match.token or corrections.NONE) if piece.is_corrected else ""
        yield [
            text,
            beside,
            match.certainty.value,
            match.token,
            match.name,
            SEPARATOR.join(match.others),
            ", ".join(lines[text, beside]),
            given,
        ]


def rows_csv(adopted: Adopted, lang: str) -> str:
    """Write the report, a line a place of a row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    keys = ("sheet", "line", "pole", "name", "status", "written", "beside", "read", "read_name")
    writer.writerow(label(f"adopt.column.{key}", lang) for key in (*keys, "by", "others", "why"))
    for pole, placements in zip(adopted.made.poles, adopted.made.placements):
        for placement in placements:
            writer.writerows(_rows(pole, placement, lang))
    return text.getvalue()


def _rows(pole: Mapping[str, str], placement: Placement, lang: str) -> Iterator[list[str]]:
    row = placement.row
    head = [row.sheet, str(row.line), pole["id"], pole["nom"]]
    status = label(f"adopt.certainty.{placement.certainty}", lang)
    if not placement.pieces:
        yield [*head, status, *[""] * 7]
    for piece in placement.pieces:
        match = piece.match
        why = label(f"adopt.why.{match.why}", lang) if match.why else ""
        by = label("adopt.how.correction", lang) if piece.is_corrected else say_how(match, lang)
        yield [
            *head,
            label(f"adopt.certainty.{match.certainty}", lang),
            piece.text,
            piece.beside,
            match.token,
            match.name,
            by if match.token else "",
            SEPARATOR.join(match.others),
            why,
        ]
