"""A register that is one workbook: which of its sheets holds which table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import python_calamine as calamine

from ptce_map.notices import Finding, Notice
from ptce_map.register.files.assembly import Place, Reading, assembled, unusable
from ptce_map.register.files.bounds import BOUNDS, TooManyRowsError, is_heavy
from ptce_map.register.files.headers import count_names
from ptce_map.register.files.meanings import form_of, table_forms
from ptce_map.register.files.tabling import tabled
from ptce_map.register.files.text import FIRST
from ptce_map.register.files.workbook import Worksheet, read_sheets
from ptce_map.register.schema import MAIN, TABLES, file_name

OLE = b"\xd0\xcf\x11\xe0"
"""What begins a workbook of before 2007, and one that is locked by a password."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
LEAST_NAMES = 2
"""Names of columns in the header of a sheet that looks like the table of poles."""


def read_workbook(path: Path) -> Reading:
    """Read the sheets of a workbook; a lone sheet holds the poles whatever its name."""
    sheets = _sheets(path)
    named, findings = _table_sheets(path, sheets)
    parts = {name: tabled(name, sheets[named[name]]) for name in TABLES if name in named}
    filled = [name for name, sheet in sheets.items() if any(any(row) for _, row in sheet.lines)]
    return assembled(
        parts,
        findings,
        {name: Place(path.name, sheet) for name, sheet in named.items()},
        ignored=tuple(sheet for sheet in filled if sheet not in named.values()),
        name=path.stem,
        workbook=path.name,
    )


def _sheets(path: Path) -> dict[str, Worksheet]:
    try:
        if is_heavy(path):
            raise unusable(path, "heavy", **BOUNDS)
        return read_sheets(path)
    except TooManyRowsError:
        raise unusable(path, "heavy", **BOUNDS) from None
    except (calamine.CalamineError, OSError):
        raise unusable(path, why_closed(path)) from None


def why_closed(path: Path) -> str:
    """Tell a workbook that is locked, or of before 2007, from what is none."""
    try:
        data = path.read_bytes()
    except OSError:
        return "unreadable"
    if not data.startswith(OLE):
        return "workbook"
    return "password" if LOCKED in data else "format_old"


def _table_sheets(
    path: Path, sheets: Mapping[str, Worksheet]
) -> tuple[dict[str, str], list[Finding]]:
    """Return the sheet of each table: by its name, else the one sheet that looks like the poles."""
    if len(sheets) == 1:
        return {MAIN: next(iter(sheets))}, []
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        found.setdefault(table_forms().get(form_of(sheet), ""), []).append(sheet)
    for name in TABLES:
        if len(found.get(name, [])) > 1:
            raise unusable(path, "sheets", names=", ".join(found[name]), table=name)
    named = {name: found[name][0] for name in TABLES if name in found}
    if MAIN in named:
        return named, []
    alike = [sheet for sheet in found.get("", []) if _looks_like_poles(sheets[sheet])]
    if not alike:
        raise unusable(path, "no_poles")
    if len(alike) > 1:
        raise unusable(path, "sheets", names=", ".join(alike), table=MAIN)
    return named | {MAIN: alike[0]}, [Notice(file=file_name(MAIN), code="sheet_chosen")]


def _looks_like_poles(sheet: Worksheet) -> bool:
    rows = (cells for _, cells in sheet.lines[:FIRST])
    return any(count_names(MAIN, cells) >= LEAST_NAMES for cells in rows)
