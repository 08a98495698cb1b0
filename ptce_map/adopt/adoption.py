"""A file adopted: what was read of it, what its columns are, its poles and where each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geodata.cog import Cog
from ptce_map.adopt.corrections import Corrections, read_corrections
from ptce_map.adopt.gazetteer import Names, read_names
from ptce_map.adopt.grids import read_grids
from ptce_map.adopt.headless import holds_value, is_data, is_unlike, likeness
from ptce_map.adopt.heads import Judge
from ptce_map.adopt.hints import read_area
from ptce_map.adopt.making import Made, make
from ptce_map.adopt.mapping import (
    COLUMNS,
    HEADER_LINE,
    absent,
    applied,
    header_line,
    read_mapping,
    written,
)
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.placement import Placement
from ptce_map.adopt.placing import Placer
from ptce_map.adopt.plans import Planned
from ptce_map.adopt.points import Ground
from ptce_map.adopt.roles import LOCATING, WIDE, count_known
from ptce_map.adopt.tables import Table, find_table
from ptce_map.adopt.uncomputed import find_uncomputed, is_of_place, is_uncomputed
from ptce_map.adopt.understanding import propose
from ptce_map.errors import RegisterError
from ptce_map.notices import Fault, Finding
from ptce_map.register.files.assembly import unusable


@dataclass(frozen=True, eq=False)
class Adopted:
    """What a file was adopted as.

    Attributes
    ----------
    file
        Name of the file.
    table, planned
        Its table, and what its columns are taken for.
    made
        The poles, and what each was made of.
    findings
        What is said of the form of the file.
    absent
        Columns that the mapping names and the file does not have.
    new
        Columns that a mapping given back does not name.
    has_constant_points
        Whether coordinates were left out, the same for all rows.
    n_turned
        Number of rows whose longitude and latitude were put in each other's place.
    """

    file: str
    table: Table
    planned: Planned
    made: Made
    names: Names
    corrections: Corrections = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    absent: Sequence[str] = ()
    new: Sequence[str] = ()
    has_constant_points: bool = False
    n_turned: int = 0

    @property
    def placements(self) -> list[Placement]:
        """The placements of the rows, in the order of the poles."""
        return [placement for own in self.made.placements for placement in own]

    @property
    def counts(self) -> Mapping[Certainty, int]:
        """Number of rows by how sure their place is."""
        found = Counter(placement.certainty for placement in self.placements)
        return {certainty: found[certainty] for certainty in Certainty}


def adopt(
    path: Path,
    cog: Cog,
    open_ground: Callable[[], Ground],
    *,
    mapping: Path | None = None,
    corrections: Path | None = None,
) -> Adopted:
    """Read a file, understand its columns and place its rows; nothing is written.

    Parameters
    ----------
    path
        The file: XLSX, ODS, CSV, TSV, GeoJSON or GeoPackage.
    cog
        The COG of the year.
    open_ground
        Opens the contours of the communes; called where rows have coordinates or shapes alone.
    mapping, corrections
        Files that an earlier run wrote, corrected by people.

    Raises
    ------
    RegisterError
        With every fault of the file, of the mapping and of the corrections.
    """
    names = read_names(cog)
    content, faults = read_mapping(mapping) if mapping else ({}, [])
    corrected, wrong = read_corrections(corrections, names) if corrections else ({}, [])
    if faults or wrong:
        raise RegisterError([*faults, *wrong])
    read = read_grids(path, count_known)
    table = find_table(read.grids, _judge(content, names), lambda text: _is_area(text, cog))
    if table is None or not table.rows:
        raise _no_table(path, mapping, content)
    planned = applied(content, propose(table, names))
    named = [column.name for column in table.columns]
    lost = absent(content, named)
    _check_places(path, table, planned, lost)
    placer = Placer(table, planned, names, open_ground, corrected)
    planned = planned.without_points() if placer.has_constant_points else planned
    made = make(table, planned, placer)
    known = content.get("colonnes", {})
    return Adopted(
        path.name,
        table,
        planned,
        made,
        names,
        corrected,
        [*read.findings, *find_uncomputed(path.name, table)],
        lost,
        [name for name in named if known and name not in known],
        placer.has_constant_points,
        placer.n_turned,
    )


def _judge(content: Mapping[str, Any], names: Names) -> Judge:
    """Return what tells headers from rows: what the mapping says, names of columns, contents."""

    def is_row(cells: Sequence[str], under: Sequence[Sequence[str]]) -> bool:
        return is_data(cells, under, count_known, lambda cell, own: likeness(cell, own, names))

    def is_value(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        return holds_value(cells, rows, count_known, lambda cell, own: likeness(cell, own, names))

    def is_foreign(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        return is_unlike(cells, rows, lambda cell, own: likeness(cell, own, names))

    return Judge(count_known, is_row, is_value, is_foreign, header_line(content))


def _no_table(path: Path, mapping: Path | None, content: Mapping[str, Any]) -> RegisterError:
    given = header_line(content)
    if mapping is None or given is None:
        return unusable(path, "adopt_table")
    fault = Fault(file=mapping.name, column=HEADER_LINE, value=str(given), code="adopt_header_line")
    return RegisterError([fault])


def _is_area(text: str, cog: Cog) -> bool:
    return not text.isdigit() and bool(read_area(text, cog))


def _check_places(path: Path, table: Table, planned: Planned, lost: Sequence[str]) -> None:
    """Refuse a table in which no column says a place: the columns and what to do are named."""
    unknown = [column for column in table.columns if is_uncomputed(table, column)]
    said = [plan for plan in planned.columns if plan.name not in {own.name for own in unknown}]
    roles = {plan.role for plan in said} & set(LOCATING)
    has_place = bool(roles - set(WIDE)) if any(map(is_of_place, unknown)) else bool(roles)
    if has_place or any(row.shape is not None for row in table.rows):
        return
    if unknown:
        raise RegisterError(list(find_uncomputed(path.name, table)))
    names = [column.name for column in table.columns]
    line = f"{COLUMNS}.{written(names[0] if names else 'A')}.role = {written('commune')}"
    details = {"columns": ", ".join(names), "line": line}
    faults = [Fault(file=path.name, code="adopt_no_place", details=details)]
    faults += [Fault(file=path.name, column=name, code="header_missing") for name in lost]
    raise RegisterError(faults)


def is_past(day: str, today: str = "") -> bool:
    """Tell whether a day (ISO) is not later than today."""
    return bool(day) and day <= (today or date.today().isoformat())
