"""What was read of a register: its tables of text, where each stands, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from ptce_map.errors import UnusableRegisterError
from ptce_map.notices import AnyFinding, Fault, Finding, Notice
from ptce_map.register.extras import declared
from ptce_map.register.files.tabling import Tabled
from ptce_map.register.files.tidying import tidied, tidied_extras
from ptce_map.register.schema import MAIN, TABLES, described, file_name


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
    programme
        Content of ``programme.toml``, empty without one.
    extras
        The columns of the poles that it declares, as text, indexed by line.
    """

    tables: Mapping[str, pd.DataFrame]
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    package: Mapping[str, Any] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    name: str = ""
    workbook: str = ""
    programme: Mapping[str, Any] = field(default_factory=dict)
    extras: pd.DataFrame = field(default_factory=pd.DataFrame)

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


def assembled(
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
    kinds = {column.name: column.kind for column in declared(rest.get("programme", {}))[0]}
    apart = parts[MAIN].extras if MAIN in parts else pd.DataFrame()
    extras, told = tidied_extras(apart, kinds)
    found += told
    reading = Reading(tables, places=places, extras=extras, **rest)
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
            findings.append(Notice(file=file_name(name), code="sources_unknown", details=details))
    return kept, findings


def unusable(path: Path, code: str, **details: str | int) -> UnusableRegisterError:
    """Return the error of a whole file that cannot be read."""
    return UnusableRegisterError([Fault(file=path.name, code=code, details=details)])
