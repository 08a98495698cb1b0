"""The rules across cells of the register: what goes together, and what must be explained or cited.

Every check reads tables that have all their columns, and names the line where a value is missing or
stands against another. Those of :data:`STRICT` are kept by a register that cites its sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from ptce_map.notices import Fault
from ptce_map.register.rules import (
    APPROXIMATE,
    ENDED,
    INFERRED,
    REGION_ONLY,
    RENAMED,
    UNPLACED,
    UNSEEN,
)
from ptce_map.register.schema import NOT_STATED, SEPARATOR, file_name

Tables = Mapping[str, pd.DataFrame]
Check = Callable[[Tables], Iterator[Fault]]


def _rows(tables: Tables, name: str) -> Iterator[Any]:
    return tables[name].itertuples()


def _fault(table: str, line: int, column: str, value: str, code: str, /, **details: str) -> Fault:
    file = file_name(table)
    return Fault(file=file, line=line, column=column, value=value, code=code, details=details)


def region_only_faults(tables: Tables) -> Iterator[Fault]:
    """Find the poles known by their région alone that declare something else."""
    for row in _rows(tables, "poles"):
        prefixes = {token.partition(":")[0] for token in row.territoire.split(SEPARATOR)}
        if row.precision == REGION_ONLY and prefixes != {"reg"}:
            where = "poles", row.Index, "precision", row.precision
            yield _fault(*where, "region_only", territory=row.territoire)


def unplaced_faults(tables: Tables) -> Iterator[Fault]:
    """Find the poles without territory that do not say so, and those that say so and have one."""
    file = file_name("poles")
    for row in _rows(tables, "poles"):
        if not row.territoire and row.precision != UNPLACED:
            yield Fault(file=file, line=row.Index, column="territoire", code="no_territory")
        if row.territoire and row.precision == UNPLACED:
            details = {"territory": row.territoire}
            yield Fault(
                file=file,
                line=row.Index,
                column="precision",
                value=row.precision,
                code="unplaced",
                details=details,
            )


def not_stated_faults(tables: Tables) -> Iterator[Fault]:
    """Find the cells that say at once that nothing is stated and what is."""
    for column in ("structures", "secteurs"):
        for line, cell in tables["poles"][column].items():
            values = cell.split(SEPARATOR)
            if NOT_STATED in values and len(values) > 1:
                yield _fault("poles", int(str(line)), column, NOT_STATED, "not_stated")


def award_faults(tables: Tables) -> Iterator[Fault]:
    """Find the poles that win the same round twice."""
    seen: dict[tuple[str, str], int] = {}
    for row in _rows(tables, "laureats"):
        first = seen.setdefault((row.pole, row.appel), row.Index)
        if first != row.Index:
            where = "laureats", row.Index, "pole", row.pole
            yield _fault(*where, "award_twice", appel=row.appel, first=str(first))


def order_faults(tables: Tables) -> Iterator[Fault]:
    """Find the rounds that close before they open, or are decided before they close."""
    pairs = (
        ("date_lancement", "date_cloture"),
        ("date_lancement", "date_annonce"),
        ("date_cloture", "date_annonce"),
    )
    appels = tables["appels"]
    for before, after in pairs:
        for line, first, last in zip(appels.index.tolist(), appels[before], appels[after]):
            # Dates may stop at the year or the month: what both say is compared.
            if last[: len(first)] < first[: len(last)]:
                yield _fault("appels", line, after, last, "order", column=before, date=first)


def grant_faults(tables: Tables) -> Iterator[Fault]:
    """Find the amounts that go with no grant."""
    for row in _rows(tables, "laureats"):
        if row.aide_eur and row.soutien != "grant":
            where = "laureats", row.Index, "aide_eur", row.aide_eur
            yield _fault(*where, "amount_without_grant", soutien=row.soutien)


def unsaid_state_faults(tables: Tables) -> Iterator[Fault]:
    """Find the dates of a state that is not said."""
    for row in _rows(tables, "poles"):
        if row.etat_date and row.etat == UNSEEN:
            yield _fault("poles", row.Index, "etat_date", row.etat_date, "state_unsaid")


def _unproven(column: str, code: str) -> Check:
    """Find the states that say not when, or after which source, the pole was seen so."""

    def faults(tables: Tables) -> Iterator[Fault]:
        for line, state in _left_empty(tables["poles"], column, "etat"):
            if state != UNSEEN:
                yield _fault("poles", line, column, "", code, value=state)

    return faults


def _uncited(table: str, column: str, cause: str) -> Check:
    """Find the cells of sources left empty where what they establish is not."""

    def faults(tables: Tables) -> Iterator[Fault]:
        for line, established in _left_empty(tables[table], column, cause):
            if established:
                yield _fault(table, line, column, "", "uncited", cause=cause)

    return faults


def _unexplained(table: str, column: str, cause: str, value: str) -> Check:
    """Find the notes left empty where a value asks for one."""

    def faults(tables: Tables) -> Iterator[Fault]:
        for line, said in _left_empty(tables[table], column, cause):
            if said == value:
                yield _fault(table, line, column, "", "unexplained", cause=cause, value=value)

    return faults


def _left_empty(table: pd.DataFrame, column: str, cause: str) -> Iterator[tuple[int, str]]:
    """Yield the lines whose cell of a column is empty, with their cell of another."""
    empty = table.loc[table[column] == "", cause]
    yield from zip(empty.index.tolist(), empty)


ALWAYS: Sequence[tuple[Check, str, tuple[str, ...]]] = (
    (region_only_faults, "poles", ()),
    (unplaced_faults, "poles", ("territoire",)),
    (not_stated_faults, "poles", ()),
    (award_faults, "laureats", ()),
    (order_faults, "appels", ()),
    (grant_faults, "laureats", ("soutien",)),
    (unsaid_state_faults, "poles", ("etat_date",)),
)
"""Check, the table that it is about, and the columns that must be there for it to be made."""

STRICT: Sequence[tuple[Check, str, tuple[str, ...]]] = (
    (
        _uncited("poles", "sources_coordinateur", "coordinateur"),
        "poles",
        ("sources_coordinateur", "coordinateur"),
    ),
    (_uncited("poles", "sources_territoire", "territoire"), "poles", ("sources_territoire",)),
    (
        _unexplained("poles", "note_territoire", "precision", APPROXIMATE),
        "poles",
        ("note_territoire", "precision"),
    ),
    (_unexplained("laureats", "note", "statut", INFERRED), "laureats", ("note", "statut")),
    (_unproven("etat_date", "state_undated"), "poles", ("etat",)),
    (_unproven("sources_etat", "state_uncited"), "poles", ("etat",)),
    (_unexplained("poles", "note_etat", "etat", RENAMED), "poles", ("etat",)),
    (_unexplained("poles", "note_etat", "etat", ENDED), "poles", ("etat",)),
)
