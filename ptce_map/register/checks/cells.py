"""The checks of the register's tables, as text: each yields the faults that it finds.

Tables are indexed by line. A check that needs a table or a column that is not there says nothing.
pandera, which checks the rules of cells, is imported when cells are first checked: a site that
opens a register prepared before does without.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from ptce_map.likeness import nearest_texts
from ptce_map.notices import Fault
from ptce_map.register.checks.across import ALWAYS, STRICT, Tables
from ptce_map.register.defaults import filled
from ptce_map.register.rules import (
    DATE,
    DISTINCT,
    FORMULA,
    FUTURE,
    LENGTH,
    REQUIRED,
    RULES,
    SLUG,
    TEXT,
    UNIQUE,
    Rule,
)
from ptce_map.register.schema import ID, SEPARATOR, TABLES, described, file_name

if TYPE_CHECKING:
    import pandera.pandas as pa

N_HELPED = 50
"""Values for which the nearest are looked for, in a column of a table: likeness is slow."""


def values(table: pd.DataFrame, column: str) -> Iterator[tuple[int, str]]:
    """Yield each value of a column with its line, cells of several values taken apart."""
    for line, cell in zip(table.index.tolist(), table[column].tolist()):
        for value in cell.split(SEPARATOR) if cell else ():
            yield line, value


def find_faults(
    tables: Tables, latest: str = "", *, made: Collection[str] = (), is_strict: bool = False
) -> Iterator[Fault]:
    """Yield every fault of the tables: broken rules of cells, dangling keys, rules across cells.

    No ``past`` date may be later than ``latest`` (ISO); an empty text sets no limit. Tables
    that were ``made`` from the words of others stand in no file: their cells are sound, or are not
    known, such as the year of a round. A strict register cites and explains what it says.
    """
    for name, table in tables.items():
        if name not in made:
            yield from _cell_faults(name, table, tables)
        yield from _key_faults(name, table, tables)
        yield from _future_faults(name, table, latest)
    complete = filled(tables)
    for check, name, columns in (*ALWAYS, *(STRICT if is_strict else ())):
        if set(columns) <= set(tables.get(name, ())):
            yield from check(complete)


def _cell_faults(name: str, table: pd.DataFrame, tables: Tables) -> Iterator[Fault]:
    """Find the cells that break a rule of their column; what names no row is told as such alone."""
    doubtful = [column for column in table.columns if not _is_sound(name, column, table[column])]
    if not doubtful:
        return
    import pandera.errors

    try:
        _schema(name).select_columns(doubtful).validate(table[doubtful], lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        for line, column, cell, check in zip(
            cases["index"].tolist(), cases["column"], cases["failure_case"], cases["check"]
        ):
            rule = RULES.get(str(check), UNIQUE)
            if rule is SLUG and described(name, str(column))["key"] in tables:
                continue
            yield from _rule_faults(name, int(line), str(column), str(cell), rule.name)


def _is_sound(name: str, column: str, cells: pd.Series) -> bool:
    """Tell whether no cell of a column breaks a rule: pandera takes a hundred times as long."""
    distinct = set(cells.tolist())
    if TABLES[name].columns[column].unique and len(distinct) < len(cells):
        return False
    holding = _predicates(name, column)
    return all(isinstance(cell, str) and all(holds(cell) for holds in holding) for cell in distinct)


@cache
def _predicates(name: str, column: str) -> tuple[Callable[[str], bool], ...]:
    return tuple(holds for _, holds in _rules(described(name, column)))


@cache
def _schema(name: str) -> pa.DataFrameSchema:
    """Return the rules of the cells of a table, as pandera checks them."""
    import pandera.pandas as pa

    columns = {
        key: pa.Column(
            str,
            checks=[
                pa.Check(holds, element_wise=True, error=rule.name)
                for rule, holds in _rules(described(name, key))
            ],
            unique=column.unique,
        )
        for key, column in TABLES[name].columns.items()
    }
    return pa.DataFrameSchema(columns, strict=True, ordered=False)


def _rules(said: Mapping[str, Any]) -> Iterator[tuple[Rule, Callable[[str], bool]]]:
    """Yield the rules of a column, each with what tells whether a cell keeps it."""
    rule, many = RULES[said["rule"]], said["many"]
    yield rule, _holding(rule, many=many)
    yield LENGTH, _holding(LENGTH, many=False)
    if rule is TEXT:
        yield FORMULA, _holding(FORMULA, many=many)
    if said["required"]:
        yield REQUIRED, REQUIRED.holds
    if many:
        yield DISTINCT, _is_distinct


def _holding(rule: Rule, *, many: bool) -> Callable[[str], bool]:
    def holds(cell: str) -> bool:
        values = cell.split(SEPARATOR) if many else (cell,)
        return not cell or all(rule.holds(value) for value in values)

    return holds


def _is_distinct(cell: str) -> bool:
    values = cell.split(SEPARATOR)
    return len(set(values)) == len(values)


def _rule_faults(name: str, line: int, column: str, cell: str, rule_name: str) -> Iterator[Fault]:
    """Yield a fault for each value that breaks a rule, or for the cell if none does alone."""
    rule = RULES[rule_name]
    given = cell.split(SEPARATOR) if described(name, column)["many"] else [cell]
    broken = [value for value in dict.fromkeys(given) if not rule.holds(value)]
    for value in broken or [cell]:
        repair = rule.repair(value)
        code = "repair" if repair else rule.code
        details = {"repair": repair} if repair else {"choices": ", ".join(rule.choices)}
        yield Fault(
            file=file_name(name), line=line, column=column, value=value, code=code, details=details
        )


def _key_faults(name: str, table: pd.DataFrame, tables: Tables) -> Iterator[Fault]:
    for column in table.columns:
        target = described(name, column)["key"]
        if target not in tables or ID not in tables[target]:
            continue
        known = set(tables[target][ID])
        unknown = [(line, value) for line, value in values(table, column) if value not in known]
        helped = list(dict.fromkeys(value for _, value in unknown))[:N_HELPED]
        near = {value: nearest_texts(value, known) for value in helped}
        for line, value in unknown:
            found = near.get(value)
            details = {"table": target} | ({"near": found[0]} if found else {})
            code = "key_near" if found else "key"
            yield Fault(
                file=file_name(name),
                line=line,
                column=column,
                value=value,
                code=code,
                details=details,
            )


def _future_faults(name: str, table: pd.DataFrame, latest: str) -> Iterator[Fault]:
    for column in table.columns if latest else ():
        if described(name, column)["past"]:
            for line, value in values(table, column):
                if value > latest and DATE.holds(value):
                    details = {"latest": latest}
                    yield Fault(
                        file=file_name(name),
                        line=line,
                        column=column,
                        value=value,
                        code=FUTURE.name,
                        details=details,
                    )
