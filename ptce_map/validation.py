"""The checks of the register's tables, as text: each yields the faults that it finds.

Tables are indexed by line. A check that needs a table which could not be read says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pandera.errors

from ptce_map.errors import Fault
from ptce_map.schema import REGION_ONLY, RULES, SEPARATOR, TABLES, UNIQUE, described, file_name

Tables = Mapping[str, pd.DataFrame]


def find_faults(tables: Tables) -> Iterator[Fault]:
    """Yield every fault of the tables: broken rules of cells, dangling keys, rules across cells."""
    for name, table in tables.items():
        yield from _cell_faults(name, table)
        yield from _key_faults(name, table, tables)
    yield from _region_only_faults(tables)
    yield from _award_faults(tables)
    yield from _grant_faults(tables)


def _cell_faults(name: str, table: pd.DataFrame) -> Iterator[Fault]:
    try:
        TABLES[name].validate(table, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        for case in errors.failure_cases.itertuples():
            rule = RULES.get(str(case.check), UNIQUE)
            yield Fault(
                file=file_name(name),
                line=int(case.index),
                column=str(case.column),
                value=str(case.failure_case),
                rule=rule.text,
                next_step=rule.next_step,
            )


def _values(table: pd.DataFrame, column: str) -> Iterator[tuple[int, str]]:
    """Yield each value of a column with its line, cells of several values taken apart."""
    for line, cell in zip(table.index.tolist(), table[column].tolist()):
        for value in cell.split(SEPARATOR) if cell else ():
            yield line, value


def _key_faults(name: str, table: pd.DataFrame, tables: Tables) -> Iterator[Fault]:
    for column in table.columns:
        target = described(name, column)["key"]
        if target not in tables:
            continue
        known = set(tables[target]["id"])
        for line, value in _values(table, column):
            if value not in known:
                rule = f"is not an id of {file_name(target)}"
                yield Fault(file_name(name), line, column, value, rule, "Add it, or correct it")


def _rows(tables: Tables, name: str) -> Iterator[Any]:
    return tables[name].itertuples() if name in tables else iter(())


def _region_only_faults(tables: Tables) -> Iterator[Fault]:
    """Find the poles known by their région alone that declare something else."""
    for row in _rows(tables, "poles"):
        prefixes = {token.partition(":")[0] for token in row.territoire.split(SEPARATOR)}
        if row.precision == REGION_ONLY and prefixes != {"reg"}:
            yield Fault(
                file=file_name("poles"),
                line=row.Index,
                column="precision",
                value=row.precision,
                rule=f"does not go with the territory {row.territoire!r}",
                next_step="Declare reg: tokens alone, or another precision",
            )


def _award_faults(tables: Tables) -> Iterator[Fault]:
    """Find the poles that win the same round twice."""
    seen: set[tuple[str, str]] = set()
    for row in _rows(tables, "laureats"):
        award = (row.pole, row.appel)
        if award in seen:
            rule = f"has already won {row.appel} on a line above"
            yield Fault(file_name("laureats"), row.Index, "pole", row.pole, rule, "Keep one line")
        seen.add(award)


def _grant_faults(tables: Tables) -> Iterator[Fault]:
    """Find the amounts that go with no grant."""
    for row in _rows(tables, "laureats"):
        if row.aide_eur and row.soutien != "grant":
            yield Fault(
                file=file_name("laureats"),
                line=row.Index,
                column="aide_eur",
                value=row.aide_eur,
                rule=f"is an amount, but soutien is {row.soutien!r}",
                next_step="Write grant, or leave the amount empty",
            )
