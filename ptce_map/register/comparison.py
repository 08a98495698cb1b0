"""Two editions of a register side by side: rows added, removed and changed, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from ptce_map.labels import label
from ptce_map.register.datapackage import PRIMARY_KEYS
from ptce_map.register.files.assembly import Reading
from ptce_map.register.register import check
from ptce_map.register.schema import ID, MAIN, SEPARATOR, TABLES, described

Cells = Mapping[str, str]

NAMES: Mapping[str, str] = MappingProxyType({"poles": "nom", "sources": "titre", "laureats": ""})
"""Table -> column by which a row is named, where it is not its French label; none if empty."""

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Change:
    """A row that differs between two editions.

    Attributes
    ----------
    table, key
        The table, and what tells the row apart: its id, or the ids of its pole and call; a number
        follows where several rows of a faulty edition bear the same.
    name
        How the row is named in the newest edition that has it, empty if its key is all.
    kind
        ``added``, ``removed`` or ``changed``.
    columns
        Column -> text before and after; empty unless the row changed.
    """

    table: str
    key: str
    name: str
    kind: str
    columns: Mapping[str, tuple[str, str]]


def compare(before: Reading, after: Reading) -> tuple[Change, ...]:
    """Return what changed from an edition to another, table by table, in the order of the rows.

    A column that an edition lacks holds what its absence means; one of the register's own is
    compared if both editions declare it. Of a register without ids, the
    poles are told apart by the ids that their names give them.
    """
    own = [column for column in after.extras.columns if column in before.extras]
    old, new = (_rows(reading, own) for reading in (before, after))
    return tuple(change for table in TABLES for change in _changes(table, old[table], new[table]))


def _rows(reading: Reading, own: Sequence[str]) -> dict[str, dict[str, Cells]]:
    tables, _ = check(reading)
    poles = tables[MAIN].join(reading.extras[list(own)].reindex(tables[MAIN].index, fill_value=""))
    columns = {name: (*TABLES[name].columns, *(own if name == MAIN else ())) for name in TABLES}
    whole = {**tables, MAIN: poles}
    return {name: _by_key(name, whole.get(name), columns[name]) for name in TABLES}


def _by_key(name: str, table: pd.DataFrame | None, columns: Sequence[str]) -> dict[str, Cells]:
    if table is None:
        return {}
    rows: list[Cells] = [
        {column: str(row[column] if column in row else _absent(name, column)) for column in columns}
        for row in table.to_dict("records")
    ]
    keys = PRIMARY_KEYS.get(name, (ID,))
    keyed: dict[str, Cells] = {}
    for row in rows:
        key, rank = ", ".join(row[part] for part in keys), 1
        own = key
        while own in keyed:
            rank += 1
            own = f"{key} ({rank})"
        keyed[own] = row
    return keyed


def _absent(name: str, column: str) -> str:
    return described(name, column)["default"] or ""


def _changes(table: str, old: Mapping[str, Cells], new: Mapping[str, Cells]) -> Iterator[Change]:
    """Yield the rows added and changed in the order of the newer edition, then those removed."""
    for key, row in new.items():
        if key not in old:
            yield Change(table, key, _name(table, row), ADDED, {})
        elif differs := {
            column: (old[key][column], cell)
            for column, cell in row.items()
            if old[key][column] != cell
        }:
            yield Change(table, key, _name(table, row), CHANGED, differs)
    for key, row in old.items():
        if key not in new:
            yield Change(table, key, _name(table, row), REMOVED, {})


def _name(table: str, row: Cells) -> str:
    column = NAMES.get(table, "libelle_fr")
    return row[column] if column else ""


def to_text(changes: tuple[Change, ...], lang: str) -> str:
    """Say the changes as a list under the name of each table, as a changelog has it."""
    lines = []
    for table in TABLES:
        found = [change for change in changes if change.table == table]
        if found:
            counts = [
                label(f"compare.n_{kind}", lang, n=n)
                for kind in (ADDED, REMOVED, CHANGED)
                if (n := sum(change.kind == kind for change in found))
            ]
            title = label(f"table.{table}", lang)
            lines += ["", label("compare.table", lang, table=title, counts=", ".join(counts)), ""]
            lines += [line for change in found for line in _said(change, lang)]
    return "\n".join(lines[1:]) if lines else label("compare.none", lang)


def _said(change: Change, lang: str) -> Iterator[str]:
    row = f"{change.name} ({change.key})" if change.name else change.key
    yield f"- {label(f'compare.{change.kind}', lang, row=row)}"
    for column, (before, after) in change.columns.items():
        known = column in TABLES[change.table].columns
        is_list = described(change.table, column)["many"] if known else SEPARATOR in before + after
        say = _say_values if is_list else _say_cell
        yield f"  - {column}{label('fault.colon', lang)} {say(before, after, lang)}"


def _say_cell(before: str, after: str, lang: str) -> str:
    """Say how a cell changed: filled, emptied, or from a text to another."""
    if not before:
        return label("compare.filled", lang, after=after)
    if not after:
        return label("compare.emptied", lang, before=before)
    return label("compare.cell", lang, before=before, after=after)


def _say_values(before: str, after: str, lang: str) -> str:
    """Say which values a list gained and lost, or that their order alone changed."""
    old, new = (cell.split(SEPARATOR) if cell else [] for cell in (before, after))
    gained = [label("fault.value", lang, value=value) for value in new if value not in old]
    lost = [label("fault.value", lang, value=value) for value in old if value not in new]
    said = [
        label(f"compare.{key}", lang, values=", ".join(values))
        for key, values in (("gained", gained), ("lost", lost))
        if values
    ]
    return ", ".join(said) or label("compare.order", lang)


def to_rows(changes: tuple[Change, ...]) -> list[dict[str, object]]:
    """Return the changes as JSON has them: keys and kinds never change."""
    return [
        {
            "table": change.table,
            "key": change.key,
            "name": change.name,
            "kind": change.kind,
            "columns": {
                column: {"before": before, "after": after}
                for column, (before, after) in change.columns.items()
            },
        }
        for change in changes
    ]
