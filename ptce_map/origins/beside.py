"""The folder that names an origin: what stands in it goes beside the tables that are taken."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import python_calamine as calamine

from ptce_map.origins.address import Origin
from ptce_map.origins.laying import safe_name
from ptce_map.register.files.bounds import BOUNDS, MOST_BYTES, TooManyRowsError
from ptce_map.register.files.meanings import form_of, table_forms
from ptce_map.register.files.reading import NAMES_FILE, TEXTS
from ptce_map.register.files.workbook import Worksheet, read_sheets
from ptce_map.register.schema import MAIN, ORIGIN, file_name


def files_beside(origin: Origin) -> list[Path]:
    """Return the files of the folder of an origin, but the one that names it and its own."""
    folder = Path(origin.beside)
    own = Path(origin.address).name if origin.is_near else ORIGIN
    return [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != ORIGIN and not path.name.startswith((".", own))
    ]


def digest_beside(origin: Origin) -> str:
    """Return what tells two states of the files of the folder apart."""
    digest = hashlib.sha256()
    for path in files_beside(origin):
        stat = path.stat()
        digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ino}\n".encode())
    return digest.hexdigest()[:16]


def put_beside(origin: Origin, taken: Path, folder: Path) -> Path:
    """Return a folder of what was taken, with the files of the folder of its origin beside it.

    Raises
    ------
    ptce_map.errors.UnusableRegisterError
        If both have a table, or if the files are too large.
    """
    target = taken if taken.is_dir() else _unfolded(origin, taken, folder)
    files = files_beside(origin)
    if sum(path.stat().st_size for path in files) > MOST_BYTES:
        raise origin.fault("heavy", **BOUNDS)
    own = set(_tables(target.iterdir()))
    twice = [path.name for path in files if own & set(_tables([path]))]
    if twice:
        raise origin.fault("origin_twice", names=", ".join(twice))
    for path in files:
        shutil.copyfile(path, target / path.name)
    name = safe_name(Path(origin.beside).resolve().name, MAIN)
    return target if target.name == name else target.rename(folder / name)


def _tables(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the tables of a register that files are, by their names."""
    for path in paths:
        if path.suffix.lower() in TEXTS and (name := table_forms().get(form_of(path.stem))):
            yield name


def _unfolded(origin: Origin, file: Path, folder: Path) -> Path:
    """Make a folder of a file: a text holds the poles, a workbook its sheets."""
    target = folder / ".unfolded"
    target.mkdir()
    if file.suffix.lower() in TEXTS:
        file.rename(target / file_name(MAIN))
        names = {MAIN: file.name}
    else:
        names = dict(_unfold_sheets(origin, file, target))
        file.unlink()
    (target / NAMES_FILE).write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    return target


def _unfold_sheets(origin: Origin, file: Path, target: Path) -> Iterator[tuple[str, str]]:
    """Write each sheet as CSV, and yield its table and what faults call it."""
    try:
        sheets = read_sheets(file)
    except TooManyRowsError:
        raise origin.fault("heavy", **BOUNDS) from None
    except (calamine.CalamineError, OSError):
        raise origin.fault("workbook") from None
    for name, sheet in sheets.items():
        table = MAIN if len(sheets) == 1 else table_forms().get(form_of(name), "")
        if table:
            _write_sheet(target / file_name(table), sheet)
            yield table, f"{file.name}#{name}"


def _write_sheet(path: Path, sheet: Worksheet) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(cells for _, cells in sheet.lines)
