"""The cells of the tables that were read, each taken as its column writes it, and what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ptce_map.labels import fold, slug
from ptce_map.notices import Fault, Finding, Notice
from ptce_map.register.extras import Kind
from ptce_map.register.files.columns import Column
from ptce_map.register.files.forms import Said, take
from ptce_map.register.rules import RULES, TEXT
from ptce_map.register.schema import ID, MAIN, SEPARATOR, described, file_name

Tables = Mapping[str, pd.DataFrame]
NAMES = ("libelle_fr", "libelle_en", "nom")
"""Columns by which a row may be called, besides its id."""
MADE = ("secteurs", "structures", "appels")
"""Tables that are made from the words of others where they are missing."""


def tidied(tables: Tables, prefix: str) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Return the tables with their values as the columns write them, and what is said of them.

    ``prefix`` is the kind of the tokens whose bare codes the territories are, empty if they are
    tokens.
    """
    taken: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = []
    for name, table in tables.items():
        columns = {}
        for column in table.columns:
            form = _column(name, column, tables, prefix if column == "territoire" else "")
            columns[column], said = _taken(name, table[column], form)
            findings += said
        taken[name] = pd.DataFrame(columns, index=table.index, dtype="str")
    return taken, findings


def tidied_extras(
    extras: pd.DataFrame, kinds: Mapping[str, Kind]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the extra columns of the poles as their kinds write them; texts as they stand."""
    columns, findings = {}, []
    for column in extras.columns:
        rule = kinds[column].rule
        if rule is TEXT:
            columns[column] = extras[column].tolist()
            continue
        columns[column], said = _taken(MAIN, extras[column], Column(rule, kinds[column].many))
        findings += said
    return pd.DataFrame(columns, index=extras.index, dtype="str"), findings


def _column(name: str, column: str, tables: Tables, prefix: str) -> Column:
    said: Mapping[str, Any] = described(name, column)
    target = said["key"]
    names = _names(target, tables) if target in tables else None
    is_made = target in MADE and target not in tables
    words = _words(tables[name][column]) if is_made else None
    return Column(RULES[said["rule"]], said["many"], names, words, prefix)


def _names(target: str, tables: Tables) -> dict[str, str]:
    """Return folded name or id -> what names the row of a table, for the names of one row alone."""
    table = tables[target]
    key = ID if ID in table else "nom" if target == MAIN else ""
    if key not in table:
        return {}
    names: dict[str, dict[Any, str]] = {}
    for column in (key, *NAMES):
        for line, value, name in zip(table.index, table[key], table.get(column, ())):
            names.setdefault(fold(name), {})[line] = value
    own = {name: set(rows.values()) for name, rows in names.items() if key == ID or len(rows) == 1}
    return {name: next(iter(found)) for name, found in own.items() if len(found) == 1 and name}


def _words(cells: pd.Series) -> dict[str, str]:
    """Return id -> word as it is first written."""
    words: dict[str, str] = {}
    for cell in cells:
        for word in cell.split(SEPARATOR):
            words.setdefault(slug(word), word.strip())
    return words


def _taken(name: str, cells: pd.Series, form: Column) -> tuple[list[str], list[Finding]]:
    memory: dict[str, tuple[str, list[Said]]] = {"": ("", [])}
    texts: list[str] = []
    findings: list[Finding] = []
    for line, cell in zip(cells.index.tolist(), cells.tolist()):
        if cell not in memory:
            memory[cell] = take(form, cell)
        text, said = memory[cell]
        texts.append(text)
        findings += _findings(name, line, str(cells.name), said)
    return texts, findings


def _findings(name: str, line: int, column: str, said: list[Said]) -> Iterator[Finding]:
    for value, taken in said:
        file, code, details = file_name(name), taken.code, taken.details
        if taken.level is None:
            yield Fault(
                file=file, line=line, column=column, value=value, code=code, details=details
            )
        else:
            yield Notice(
                file=file,
                line=line,
                column=column,
                value=value,
                code=code,
                details={"read": taken.text, **details},
                level=taken.level,
            )
