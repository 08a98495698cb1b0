"""Reading a register from disk, as text: a folder of CSV, one CSV file, or one workbook.

Whatever was read is returned with the faults of its form, so that the other tables, and the cells
of a badly saved table, are checked all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import python_calamine as calamine

from ptce_map.errors import UnusableRegisterError
from ptce_map.headers import count_names
from ptce_map.meanings import form_of, table_forms
from ptce_map.notices import AnyFinding, Fault, Finding, Notice
from ptce_map.schema import MAIN, TABLES, described, file_name
from ptce_map.sheetfile import Sheet, read_sheets
from ptce_map.tabling import Tabled, tabled
from ptce_map.textfile import FIRST, read_lines
from ptce_map.tidying import tidied

DATAPACKAGE = "datapackage.json"
TEXTS = (".csv", ".tsv", ".tab", ".txt")
"""Extensions of the files that hold a table as text, the commonest first."""
OLE = b"\xd0\xcf\x11\xe0"
"""What begins a workbook of before 2007, and one that is locked by a password."""
LEAST_NAMES = 2
"""Names of columns in the header of a sheet that looks like the table of poles."""
LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Place:
    """Where a table stands: the file, and the sheet as it is written if that is a workbook."""

    file: str
    sheet: str = ""


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read.

    Attributes
    ----------
    tables
        Tables of text, indexed by line; a table that is not there, or has no header, is left out.
    faults
        What is wrong with the form of the files.
    notices
        What was taken otherwise than it is written.
    places
        Where each table that was found stands, whether or not it could be read.
    package
        Content of ``datapackage.json``, empty without one.
    ignored
        Files or sheets that are no table of the register.
    name
        Name of the folder or file, without extension.
    workbook
        Name of the workbook, empty for CSV.
    """

    tables: Mapping[str, pd.DataFrame]
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    package: Mapping[str, Any] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    name: str = ""
    workbook: str = ""

    def place(self, table: str) -> Place:
        """Return where a table stands, or would if it were there."""
        absent = Place(self.workbook, table) if self.workbook else Place(file_name(table))
        return self.places.get(table, absent)

    def located(self, found: AnyFinding) -> AnyFinding:
        """Return what is said of a table with the file and the sheet where the table stands."""
        table = found.file.removesuffix(".csv")
        if table not in TABLES:
            return found
        place = self.place(table)
        return replace(found, file=place.file, sheet=place.sheet)


def read(path: Path) -> Reading:
    """Read a folder of CSV, a CSV file that holds the poles, or an XLSX or ODS workbook.

    Raises
    ------
    UnusableRegisterError
        If nothing is there, if it is none of these, or if it has no table of poles.
    """
    if not path.exists():
        raise _unusable(path, "path")
    extension = path.suffix.lower()
    reader = _read_folder if path.is_dir() else READERS.get(extension)
    if reader is None:
        raise _unusable(path, REFUSED.get(extension, "format"))
    found = reader(path)
    if MAIN not in found.tables:
        faults = [found.located(fault) for fault in found.faults]
        raise UnusableRegisterError(faults or [Fault(file_name(MAIN), 0, "", "", "missing")])
    return found


def _unusable(path: Path, code: str, **details: str) -> UnusableRegisterError:
    return UnusableRegisterError([Fault(path.name, 0, "", "", code, details)])


def _assembled(
    parts: Mapping[str, Tabled],
    findings: Iterable[Finding],
    places: Mapping[str, Place],
    **rest: Any,
) -> Reading:
    """Put the tables of a register together, their cells taken as the columns write them."""
    made = {name: part.table for name, part in parts.items() if part.table is not None}
    prefix = parts[MAIN].prefix if MAIN in parts else ""
    kept, unknown = _without_unknown_sources(made, parts)
    tables, said = tidied(kept, prefix)
    found = [*findings, *unknown, *said]
    for part in parts.values():
        found += part.findings
    reading = Reading(tables, places=places, **rest)
    located = [reading.located(finding) for finding in found]
    return replace(
        reading,
        faults=tuple(finding for finding in located if isinstance(finding, Fault)),
        notices=tuple(finding for finding in located if isinstance(finding, Notice)),
    )


def _without_unknown_sources(
    tables: Mapping[str, pd.DataFrame], parts: Mapping[str, Tabled]
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Leave out the ids of sources of a download that holds no sources, and say so."""
    codes = {finding.code for part in parts.values() for finding in part.findings}
    if "sources" in parts or "columns_own" not in codes:
        return dict(tables), []
    kept: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = []
    for name, table in tables.items():
        cited = [column for column in table if described(name, str(column))["key"] == "sources"]
        kept[name] = table.drop(columns=cited)
        if cited:
            details = {"columns": ", ".join(map(str, cited))}
            findings.append(Notice(file_name(name), 0, "", "", "sources_unknown", details))
    return kept, findings


def _read_folder(folder: Path) -> Reading:
    """Read the tables of a folder, each in the file of its name."""
    files, findings = _table_files(folder)
    texts = [path for path in sorted(folder.iterdir()) if path.suffix.lower() == TEXTS[0]]
    if MAIN not in files and not findings and len(texts) == 1:
        files[MAIN] = texts[0]
        findings.append(Notice(texts[0].name, 0, "", "", "file_chosen"))
    parts: dict[str, Tabled] = {}
    for name in TABLES:
        if name in files:
            parts[name], said = _read_csv(files[name], name)
            findings += said
    package, faults = _read_package(folder / DATAPACKAGE)
    return _assembled(
        parts,
        [*findings, *faults],
        {name: Place(files[name].name) for name in TABLES if name in files},
        package=package,
        ignored=tuple(path.name for path in texts if path not in files.values()),
        name=folder.resolve().name,
    )


def _table_files(folder: Path) -> tuple[dict[str, Path], list[Finding]]:
    """Return the file of each table, by its name whatever its case, accents and plural.

    Of several files of one table, the one of the commonest extension is taken; the table is not
    read, and a fault names them, where that does not decide.
    """
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        name = table_forms().get(form_of(path.stem), "")
        if name and path.suffix.lower() in TEXTS:
            found.setdefault(name, []).append(path)
    files: dict[str, Path] = {}
    findings: list[Finding] = []
    for name, paths in found.items():
        ranks = [TEXTS.index(path.suffix.lower()) for path in paths]
        first = [path for path, rank in zip(paths, ranks) if rank == min(ranks)]
        if len(first) == 1:
            files[name] = first[0]
        else:
            details = {"names": ", ".join(path.name for path in first)}
            findings.append(Fault(file_name(name), 0, "", "", "files", details))
    return files, findings


def _read_file(path: Path) -> Reading:
    """Read one CSV file, which holds the poles whatever its name."""
    part, findings = _read_csv(path, MAIN)
    return _assembled({MAIN: part}, findings, {MAIN: Place(path.name)}, name=path.stem)


def _read_csv(path: Path, name: str) -> tuple[Tabled, list[Finding]]:
    file = file_name(name)
    try:
        lines, findings = read_lines(path.read_bytes(), file, partial(count_names, name))
    except OSError:
        return Tabled(None), [Fault(file, 0, "", "", "unreadable")]
    if not lines:
        return Tabled(None), findings
    part = tabled(name, Sheet(lines))
    return part, findings if part.table is not None else []


def _read_workbook(path: Path) -> Reading:
    """Read the sheets of a workbook; a lone sheet holds the poles whatever its name."""
    sheets = _sheets(path)
    named, findings = _table_sheets(path, sheets)
    parts = {name: tabled(name, sheets[named[name]]) for name in TABLES if name in named}
    filled = [name for name, sheet in sheets.items() if any(any(row) for _, row in sheet.lines)]
    return _assembled(
        parts,
        findings,
        {name: Place(path.name, sheet) for name, sheet in named.items()},
        ignored=tuple(sheet for sheet in filled if sheet not in named.values()),
        name=path.stem,
        workbook=path.name,
    )


def _sheets(path: Path) -> dict[str, Sheet]:
    try:
        return read_sheets(path)
    except (calamine.CalamineError, OSError):
        raise _unusable(path, _why_closed(path)) from None


def _why_closed(path: Path) -> str:
    """Tell a workbook that is locked, or of before 2007, from what is none."""
    try:
        data = path.read_bytes()
    except OSError:
        return "unreadable"
    if not data.startswith(OLE):
        return "workbook"
    return "password" if LOCKED in data else "format_old"


def _table_sheets(path: Path, sheets: Mapping[str, Sheet]) -> tuple[dict[str, str], list[Finding]]:
    """Return the sheet of each table: by its name, else the one sheet that looks like the poles."""
    if len(sheets) == 1:
        return {MAIN: next(iter(sheets))}, []
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        found.setdefault(table_forms().get(form_of(sheet), ""), []).append(sheet)
    for name in TABLES:
        if len(found.get(name, [])) > 1:
            raise _unusable(path, "sheets", names=", ".join(found[name]), table=name)
    named = {name: found[name][0] for name in TABLES if name in found}
    if MAIN in named:
        return named, []
    alike = [sheet for sheet in found.get("", []) if _looks_like_poles(sheets[sheet])]
    if not alike:
        raise _unusable(path, "no_poles")
    if len(alike) > 1:
        raise _unusable(path, "sheets", names=", ".join(alike), table=MAIN)
    return named | {MAIN: alike[0]}, [Notice(file_name(MAIN), 0, "", "", "sheet_chosen")]


def _looks_like_poles(sheet: Sheet) -> bool:
    rows = (cells for _, cells in sheet.lines[:FIRST])
    return any(count_names(MAIN, cells) >= LEAST_NAMES for cells in rows)


READERS: Mapping[str, Callable[[Path], Reading]] = MappingProxyType(
    dict.fromkeys(TEXTS, _read_file)
    | dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".ods", ".ots"), _read_workbook)
)
"""Extension of a file -> what reads it."""

REFUSED: Mapping[str, str] = MappingProxyType(
    dict.fromkeys((".xls", ".xlt", ".xlsb"), "format_old")
    | {".numbers": "format_numbers"}
    | dict.fromkeys((".json", ".geojson", ".jsonl", ".ndjson", ".geojsonl"), "format_map")
    | dict.fromkeys((".gpkg", ".parquet", ".fgb", ".kml", ".gml", ".shp", ".zip"), "format_map")
)
"""Extension of a file that is not read -> code of the fault that says what to do of it."""


def _read_package(path: Path) -> tuple[dict[str, Any], list[Finding]]:
    """Read what describes the whole register, if it is there."""
    if not path.exists():
        return {}, []
    try:
        package = json.loads(path.read_bytes())
    except (ValueError, OSError, RecursionError):
        package = None
    if not isinstance(package, dict):
        return {}, [Fault(path.name, 0, "", "", "package")]
    return package, []
