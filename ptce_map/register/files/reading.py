"""Reading a register from disk, as text: a folder of CSV, one CSV file, or one workbook.

Whatever was read is returned with the faults of its form, so that the other tables, and the cells
of a badly saved table, are checked all the same.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ptce_map.errors import UnusableRegisterError
from ptce_map.notices import Fault, Finding, Notice
from ptce_map.register.extras import declared
from ptce_map.register.files.assembly import Place, Reading, assembled, unusable
from ptce_map.register.files.bounds import BOUNDS, has_many_rows, is_heavy
from ptce_map.register.files.headers import count_names
from ptce_map.register.files.meanings import form_of, table_forms
from ptce_map.register.files.sheets import read_workbook
from ptce_map.register.files.tabling import Tabled, tabled
from ptce_map.register.files.text import read_lines
from ptce_map.register.files.workbook import Worksheet
from ptce_map.register.logo import read_logo
from ptce_map.register.schema import MAIN, PROGRAMME, TABLES, file_name
from ptce_map.register.statement import stated

DATAPACKAGE = "datapackage.json"
NAMES_FILE = ".tables.json"
"""Where the tables of a folder are copies of others: what each of these is called."""
TEXTS = (".csv", ".tsv", ".tab", ".txt")
"""Extensions of the files that hold a table as text, the commonest first."""


def read(path: Path) -> Reading:
    """Read a folder of CSV, a CSV file that holds the poles, or an XLSX or ODS workbook.

    Raises
    ------
    UnusableRegisterError
        If nothing is there, if it is none of these, or if it has no table of poles.
    """
    if not path.exists():
        raise unusable(path, "path")
    extension = path.suffix.lower()
    reader = _read_folder if path.is_dir() else READERS.get(extension)
    if reader is None:
        raise unusable(path, REFUSED.get(extension, "format"))
    found = reader(path)
    if MAIN not in found.tables:
        faults = [found.located(fault) for fault in found.faults]
        raise UnusableRegisterError(faults or [Fault(file=file_name(MAIN), code="missing")])
    return found


def _read_folder(folder: Path) -> Reading:
    """Read the tables of a folder, each in the file of its name."""
    files, findings = _table_files(folder)
    texts = [path for path in sorted(folder.iterdir()) if path.suffix.lower() == TEXTS[0]]
    if MAIN not in files and not findings and len(texts) == 1:
        files[MAIN] = texts[0]
        findings.append(Notice(file=texts[0].name, code="file_chosen"))
    programme, said = read_programme(folder / PROGRAMME)
    findings += said
    extras = [column.name for column in declared(programme)[0]]
    parts: dict[str, Tabled] = {}
    for name in TABLES:
        if name in files:
            own = extras if name == MAIN else ()
            parts[name], told = _read_csv(files[name], name, own)
            findings += told
    package, faults = _read_package(folder / DATAPACKAGE)
    called, _ = _read_package(folder / NAMES_FILE)
    statement, wrong = stated(programme)
    logo, refused = read_logo(folder, statement["logo"]) if "logo" in statement else (None, [])
    return assembled(
        parts,
        [*findings, *faults, *wrong, *refused],
        {name: Place(called.get(name, files[name].name)) for name in TABLES if name in files},
        package=package | statement | {"logo": logo},
        programme=programme,
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
            findings.append(Fault(file=file_name(name), code="files", details=details))
    return files, findings


def _read_file(path: Path) -> Reading:
    """Read one CSV file, which holds the poles whatever its name."""
    part, findings = _read_csv(path, MAIN)
    return assembled({MAIN: part}, findings, {MAIN: Place(path.name)}, name=path.stem)


def _read_csv(path: Path, name: str, extras: Collection[str] = ()) -> tuple[Tabled, list[Finding]]:
    file = file_name(name)
    try:
        if is_heavy(path) or has_many_rows(data := path.read_bytes()):
            return Tabled(None), [Fault(file=file, code="heavy", details=BOUNDS)]
    except OSError:
        return Tabled(None), [Fault(file=file, code="unreadable")]
    lines, findings = read_lines(data, file, partial(count_names, name))
    if not lines:
        return Tabled(None), findings
    part = tabled(name, Worksheet(lines), extras)
    return part, findings if part.table is not None else []


READERS: Mapping[str, Callable[[Path], Reading]] = MappingProxyType(
    dict.fromkeys(TEXTS, _read_file)
    | dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".ods", ".ots"), read_workbook)
)
"""Extension of a file -> what reads it."""

REFUSED: Mapping[str, str] = MappingProxyType(
    dict.fromkeys((".xls", ".xlt", ".xlsb"), "format_old")
    | {".numbers": "format_numbers"}
    | dict.fromkeys((".json", ".geojson", ".jsonl", ".ndjson", ".geojsonl"), "format_map")
    | dict.fromkeys((".gpkg", ".parquet", ".fgb", ".kml", ".gml", ".shp", ".zip"), "format_map")
)
"""Extension of a file that is not read -> code of the fault that says what to do of it."""


def read_programme(path: Path) -> tuple[dict[str, Any], list[Finding]]:
    """Read what a programme says of itself, if it is there; what is wrong is a fault."""
    if not path.exists():
        return {}, []
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return {}, [Fault(file=path.name, code="toml", details={"error": str(error)})]
    return content, []


def _read_package(path: Path) -> tuple[dict[str, Any], list[Finding]]:
    """Read what describes the whole register, if it is there."""
    if not path.exists():
        return {}, []
    try:
        package = json.loads(path.read_bytes())
    except (ValueError, OSError, RecursionError):
        package = None
    if not isinstance(package, dict):
        return {}, [Fault(file=path.name, code="package")]
    return package, []
