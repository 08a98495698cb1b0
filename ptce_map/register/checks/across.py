"""The rules across cells of the register: what goes together, and what must be explained or cited.

Every check reads tables that have all their columns, and names the line where a value is missing or
stands against another. Those of :data:`STRICT` are kept by a register that cites its sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from ptce_map.notices import Fault
from ptce_map.register.rules import APPROXIMATE, ENDED, INFERRED, REGION_ONLY, RENAMED, UNSEEN
from ptce_map.register.schema import NOT_STATED, SEPARATOR, file_name

Tables = Mapping[str, pd.DataFrame]
Check = Callable[[Tables], Iterator[Fault]]


def _rows(tables: Tables, name: str) -> Iterator[Any]:
    return tables[name].itertuples()


def region_only_faults(tables: Tables) -> Iterator[Fault]:
    """Find the poles known by their région alone that declare something else."""
    for row in _rows(tables, "poles"):
        prefixes = {token.partition(":")[0] for token in row.territoire.split(SEPARATOR)}
        if row.precision == REGION_ONLY and prefixes != {"reg"}:
            details = {"territory": row.territoire}
            file = file_name("poles")
            yield Fault(
                file=file,
                line=row.Index,
                column="precision",
                value=row.precision,
                code="region_only",
                details=details,
            )


def not_stated_faults(tables: Tables) -> Iterator[Fault]:
    """Find the cells that say at once that nothing is stated and what is."""
    for column in ("structures", "secteurs"):
        for line, cell in tables["poles"][column].items():
            values = cell.split(SEPARATOR)
            if NOT_STATED in values and len(values) > 1:
                yield Fault(
                    file=file_name("poles"),
                    line=int(str(line)),
                    column=column,
                    value=NOT_STATED,
                    code="not_stated",
                )


def award_faults(tables: Tables) -> Iterator[Fault]:
    """Find the poles that win the same round twice."""
    seen: dict[tuple[str, str], int] = {}
    for row in _rows(tables, "laureats"):
        first = seen.setdefault((row.pole, row.appel), row.Index)
        if first != row.Index:
            details = {"appel": row.appel, "first": str(first)}
            file = file_name("laureats")
            yield Fault(
                file=file,
                line=row.Index,
                column="pole",
                value=row.pole,
                code="award_twice",
                details=details,
            )


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
                details = {"column": before, "date": first}
                yield Fault(
                    file=file_name("appels"),
                    line=line,
                    column=after,
                    value=last,
                    code="order",
                    details=details,
                )


def grant_faults(tables: Tables) -> Iterator[Fault]:
    """Find the amounts that go with no grant."""
    for row in _rows(tables, "laureats"):
        if row.aide_eur and row.soutien != "grant":
            details = {"soutien": row.soutien}
            file = file_name("laureats")
            yield Fault(
                file=file,
                line=row.Index,
                column="aide_eur",
                value=row.aide_eur,
                code="amount_without_grant",
                details=details,
            )


def unsaid_state_faults(tables: Tables) -> Iterator[Fault]:
    """Find the dates of a state that is not said."""
    for row in _rows(tables, "poles"):
        if row.etat_date and row.etat == UNSEEN:
            yield Fault(
                file=file_name("poles"),
                line=row.Index,
                column="etat_date",
                value=row.etat_date,
                code="state_unsaid",
            )


def _unproven(column: str, code: str) -> Check:
    """Find the states that say not when, or after which source, the pole was seen so."""

    def faults(tables: Tables) -> Iterator[Fault]:
        for row in _rows(tables, "poles"):
            if row.etat != UNSEEN and not getattr(row, column):
                details = {"value": row.etat}
                yield Fault(
                    file=file_name("poles"),
                    line=row.Index,
                    column=column,
                    code=code,
                    details=details,
                )

    return faults


def _uncited(table: str, column: str, cause: str) -> Check:
    """Find the cells of sources left empty where what they establish is not."""

    def faults(tables: Tables) -> Iterator[Fault]:
        frame = tables[table]
        for line in frame.index[(frame[column] == "") & (frame[cause] != "")].tolist():
            yield Fault(
                file=file_name(table),
                line=line,
                column=column,
                code="uncited",
                details={"cause": cause},
            )

    return faults


def _unexplained(table: str, column: str, cause: str, value: str) -> Check:
    """Find the notes left empty where a value asks for one."""

    def faults(tables: Tables) -> Iterator[Fault]:
        frame = tables[table]
        for line in frame.index[(frame[column] == "") & (frame[cause] == value)].tolist():
            details = {"cause": cause, "value": value}
            yield Fault(
                file=file_name(table), line=line, column=column, code="unexplained", details=details
            )

    return faults


ALWAYS: Sequence[tuple[Check, str, tuple[str, ...]]] = (
    (region_only_faults, "poles", ()),
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
