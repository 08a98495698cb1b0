"""Reading a register from disk, as text: a folder of CSV, one CSV file, or one workbook.

Whatever was read is returned with the faults of its form, so that the other tables, and the cells
of a badly saved table, are checked all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import python_calamine as calamine

from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import fold
from ptce_map.nearest import nearest_texts
from ptce_map.notices import AnyFinding, Fault, Notice
from ptce_map.schema import MAIN, TABLES, file_name
from ptce_map.sheetfile import read_sheets
from ptce_map.textfile import Line, read_lines

DATAPACKAGE = "datapackage.json"
LONGEST_NAME = 40
"""Characters of a cell of the header that are compared with the names of the columns."""


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
    reader = _read_folder if path.is_dir() else READERS.get(path.suffix.lower())
    if reader is None:
        raise _unusable(path, "format")
    found = reader(path)
    reading = replace(found, faults=tuple(found.located(fault) for fault in found.faults))
    if MAIN not in reading.tables:
        raise UnusableRegisterError(
            reading.faults or [Fault(file_name(MAIN), 0, "", "", "missing")]
        )
    return reading


def _unusable(path: Path, code: str) -> UnusableRegisterError:
    return UnusableRegisterError([Fault(path.name, 0, "", "", code)])


def _read_folder(folder: Path) -> Reading:
    """Read the tables of a folder, each in the file of its name."""
    tables: dict[str, pd.DataFrame] = {}
    found: list[Fault] = []
    there = [name for name in TABLES if (folder / file_name(name)).exists()]
    places = {name: Place(file_name(name)) for name in there}
    for name in places:
        table, faults = _read_csv(folder / file_name(name), name)
        tables |= {} if table is None else {name: table}
        found += faults
    package, faults = _read_package(folder / DATAPACKAGE)
    known = {file_name(name) for name in TABLES}
    return Reading(
        tables=tables,
        faults=(*found, *faults),
        places=places,
        package=package,
        ignored=tuple(sorted(one.name for one in folder.glob("*.csv") if one.name not in known)),
        name=folder.resolve().name,
    )


def _read_file(path: Path) -> Reading:
    """Read one CSV file, which holds the poles whatever its name."""
    table, faults = _read_csv(path, MAIN)
    tables = {} if table is None else {MAIN: table}
    return Reading(tables, tuple(faults), places={MAIN: Place(path.name)}, name=path.stem)


def _read_csv(path: Path, name: str) -> tuple[pd.DataFrame | None, list[Fault]]:
    file = file_name(name)
    try:
        lines, faults = read_lines(path.read_bytes(), file, TABLES[name].columns)
    except OSError:
        return None, [Fault(file, 0, "", "", "unreadable")]
    if not lines:
        return None, faults
    table, more = _table(name, lines)
    return table, [*faults, *more] if table is not None else more


def _read_workbook(path: Path) -> Reading:
    """Read the sheets of a workbook; a lone sheet holds the poles whatever its name."""
    try:
        sheets = read_sheets(path)
    except (calamine.CalamineError, OSError):
        raise _unusable(path, "workbook") from None
    named = {fold(sheet).replace(" ", "-"): sheet for sheet in sheets}
    if len(sheets) == 1:
        named = {MAIN: next(iter(sheets))}
    if MAIN not in named:
        raise _unusable(path, "no_poles")
    tables: dict[str, pd.DataFrame] = {}
    found: list[Fault] = []
    places = {name: Place(path.name, named[name]) for name in TABLES if name in named}
    for name, place in places.items():
        table, faults = _table(name, sheets[place.sheet])
        tables |= {} if table is None else {name: table}
        found += faults
    ignored = tuple(sheet for name, sheet in named.items() if name not in TABLES)
    return Reading(
        tables, tuple(found), places=places, ignored=ignored, name=path.stem, workbook=path.name
    )


READERS: Mapping[str, Callable[[Path], Reading]] = MappingProxyType(
    {".csv": _read_file, ".xlsx": _read_workbook, ".ods": _read_workbook}
)
"""Extension of a file -> what reads it."""


def _table(name: str, lines: Sequence[Line]) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Return a table of text indexed by line, without its unknown columns, and their faults.

    Lines that are too short or too long are left out, and so are columns without name or cell.
    There is no table if its header names no column.
    """
    if not lines:
        return None, [Fault(file_name(name), 0, "", "", "empty")]
    header = [cell.strip() for cell in lines[0][1]]
    if not any(nearest_texts(cell[:LONGEST_NAME], TABLES[name].columns) for cell in header):
        return None, [_no_header(name, lines[0][0])]
    rows = [(line, cells) for line, cells in lines[1:]]
    width = _width(header, rows)
    header = header[:width]
    sound = [(line, cells[:width]) for line, cells in rows if _fits(cells, width)]
    faults = [*_header_faults(name, lines[0][0], header), *_width_faults(name, width, rows)]
    frame = pd.DataFrame(
        [cells for _, cells in sound],
        index=[line for line, _ in sound],
        columns=header,
        dtype="str",
    )
    known = [column for column in dict.fromkeys(header) if column in TABLES[name].columns]
    return frame.loc[:, ~frame.columns.duplicated()][known], faults


def _width(header: list[str], rows: Sequence[Line]) -> int:
    """Return how many columns there are, less the empty ones that spreadsheets add at the end."""
    width = len(header)
    while width and not header[width - 1] and not any("".join(row[width - 1 :]) for _, row in rows):
        width -= 1
    return width


def _fits(cells: list[str], width: int) -> bool:
    return len(cells) >= width and not any(cells[width:])


def _no_header(name: str, line: int) -> Fault:
    columns = TABLES[name].columns
    needed = [one for one in columns if columns[one].metadata["default"] is None]
    details = {"columns": ", ".join(needed)}
    return Fault(file_name(name), line, "", "", "header_none", details)


def _header_faults(name: str, line: int, header: list[str]) -> Iterator[Fault]:
    file, columns = file_name(name), TABLES[name].columns
    for column in dict.fromkeys([*columns, *header]):
        if column not in columns:
            yield _unknown_column(name, line, column)
        elif header.count(column) > 1:
            yield Fault(file, line, column, "", "header_twice")
        elif column not in header and columns[column].metadata["default"] is None:
            yield Fault(file, line, column, "", "header_missing")


def _unknown_column(name: str, line: int, column: str) -> Fault:
    if not column:
        return Fault(file_name(name), line, "", "", "header_blank")
    near = nearest_texts(column, TABLES[name].columns)
    code, details = (
        ("header_near", {"near": near[0]})
        if near
        else ("header_unknown", {"columns": ", ".join(TABLES[name].columns)})
    )
    return Fault(file_name(name), line, column, "", code, details)


def _width_faults(name: str, width: int, rows: Sequence[Line]) -> Iterator[Fault]:
    for line, cells in rows:
        if not _fits(cells, width):
            details: dict[str, str | int] = {"n": len(cells), "columns": str(width)}
            first = next(cell for cell in cells if cell)
            yield Fault(file_name(name), line, "", first, "width", details)


def _read_package(path: Path) -> tuple[dict[str, Any], list[Fault]]:
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
