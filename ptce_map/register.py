"""The register: its tables, read from CSV, checked and typed, every fault reported at once."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ptce_map.errors import Fault, RegisterError
from ptce_map.schema import INTEGER, SEPARATOR, TABLES, described, file_name
from ptce_map.validation import find_faults

REGISTER_FOLDER = Path(__file__).parent / "register"
DATAPACKAGE = "datapackage.json"
ID = "id"


@dataclass(frozen=True, eq=False)
class Register:
    """The tables of the register, columns as :data:`ptce_map.schema.TABLES` names them.

    Columns of several values hold tuples, whole numbers are ``Int64``, an empty text means "not
    found".

    Attributes
    ----------
    poles, appels, secteurs, structures, sources
        Indexed by ``id``, in the order of the files.
    laureats
        One row a pole and round won.
    version, date, licence
        Version, date of creation (ISO) and licence of the data.
    """

    poles: pd.DataFrame
    laureats: pd.DataFrame
    appels: pd.DataFrame
    secteurs: pd.DataFrame
    structures: pd.DataFrame
    sources: pd.DataFrame
    version: str
    date: str
    licence: str


def read_register(folder: Path = REGISTER_FOLDER) -> Register:
    """Read, check and type the register of a folder.

    Raises
    ------
    RegisterError
        With every fault of every table: unreadable file, wrong header, broken rule, dangling key.
    """
    faults: list[Fault] = []
    texts: dict[str, pd.DataFrame] = {}
    package: dict[str, str] = {}
    for name in TABLES:
        try:
            texts[name] = _read_table(folder, name)
        except RegisterError as error:
            faults += error.faults
    try:
        package = _read_package(folder)
    except RegisterError as error:
        faults += error.faults
    faults += find_faults(texts)
    if faults:
        raise RegisterError(sorted(faults, key=lambda fault: (fault.file, fault.line)))
    tables = {name: typed(name, table) for name, table in texts.items()}
    return Register(
        poles=tables["poles"],
        laureats=tables["laureats"],
        appels=tables["appels"],
        secteurs=tables["secteurs"],
        structures=tables["structures"],
        sources=tables["sources"],
        version=package["version"],
        date=package["created"],
        licence=package["licence"],
    )


def _read_table(folder: Path, name: str) -> pd.DataFrame:
    """Read a table as text, indexed by line, if its cells can be told apart."""
    text = _read_text(folder / file_name(name))
    try:
        rows = _numbered_rows(text)
    except csv.Error as error:
        raise _unusable(file_name(name), f"is not CSV: {error}", "Check its quotes") from error
    header = rows[0][1] if rows else []
    faults = [*_header_faults(name, header), *_width_faults(name, len(header), rows)]
    if faults:
        raise RegisterError(faults)
    lines = [line for line, _ in rows[1:]]
    return pd.DataFrame([row for _, row in rows[1:]], index=lines, columns=header, dtype="str")


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise _unusable(path.name, "is missing", "Put it beside the other tables") from error
    except UnicodeDecodeError as error:
        raise _unusable(path.name, "is not UTF-8", "Save it again as UTF-8") from error


def _unusable(file: str, rule: str, next_step: str) -> RegisterError:
    return RegisterError([Fault(file, 0, "", file, rule, next_step)])


def _numbered_rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = [], 1
    for cells in reader:
        if cells:
            rows.append((line, cells))
        line = reader.line_num + 1
    return rows


def _header_faults(name: str, header: list[str]) -> Iterator[Fault]:
    file, expected = file_name(name), list(TABLES[name].columns)
    for column in dict.fromkeys([*expected, *header]):
        if column not in header:
            yield Fault(file, 1, column, "", "is missing from the header", "Add the column")
        elif column not in expected:
            rule, next_step = "is not a column of this table", f"Keep to {', '.join(expected)}"
            yield Fault(file, 1, column, column, rule, next_step)
        elif header.count(column) > 1:
            yield Fault(file, 1, column, column, "stands twice in the header", "Keep one")


def _width_faults(name: str, width: int, rows: list[tuple[int, list[str]]]) -> Iterator[Fault]:
    for line, cells in rows:
        if len(cells) != width:
            rule = f"begins a line of {len(cells)} cells where the header has {width}"
            yield Fault(file_name(name), line, "", cells[0], rule, "Check commas and quotes")


def _read_package(folder: Path) -> dict[str, str]:
    """Read the version, the date of creation and the licence of the data."""
    text = _read_text(folder / DATAPACKAGE)
    try:
        package = json.loads(text)
        licence = str(package["licenses"][0]["name"])
        return {key: str(package[key]) for key in ("version", "created")} | {"licence": licence}
    except (ValueError, TypeError, LookupError) as error:
        rule = "does not hold version, created and licenses in JSON"
        raise _unusable(DATAPACKAGE, rule, "Take the shipped one as a model") from error


def typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Type a table of text that breaks no rule, indexed by ``id`` if it has one."""
    columns = {column: _typed_column(name, column, table[column]) for column in table.columns}
    typed = pd.DataFrame(columns)
    return typed.set_index(ID) if ID in typed else typed.reset_index(drop=True)


def _typed_column(name: str, column: str, cells: pd.Series) -> pd.Series:
    said = described(name, column)
    if said["many"]:
        split = [tuple(cell.split(SEPARATOR)) if cell else () for cell in cells]
        return pd.Series(split, index=cells.index, dtype="object")
    if said["rule"] == INTEGER.name:
        return pd.to_numeric(cells.replace("", None)).astype("Int64")
    return cells
