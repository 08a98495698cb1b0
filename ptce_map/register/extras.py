"""Columns that a register has beside those of every register, declared in ``programme.toml``.

Each stands in the table of the poles under its own name. Its kind says how its cells are written
and what may be made of them; its titles are what readers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from ptce_map.labels import LANGS
from ptce_map.notices import Fault
from ptce_map.register.files.meanings import OWN
from ptce_map.register.own_filters import (
    MOST_VALUES,
    Named,
    find_filter_faults,
    is_asked,
    read_cell,
    read_names,
)
from ptce_map.register.rules import DATE, FORMULA, INTEGER, LENGTH, NUMBER, TEXT, URL, Rule
from ptce_map.register.schema import ID, MAIN, PROGRAMME, SEPARATOR, TABLES

SECTION = "colonnes"
NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Kind:
    """A kind of extra column.

    Attributes
    ----------
    rule
        What a value must hold to.
    type
        Type of the values as they are published: ``string``, ``integer`` or ``number``.
    look
        How a workbook writes them, one of :data:`ptce_map.exports.sheetwriting.LOOKS`.
    is_listed
        Whether a filter may list them: one by one, dates by year.
    is_summable
        Whether their sum means something.
    """

    rule: Rule
    type: str = "string"
    look: str = "text"
    many: bool = False
    is_listed: bool = False
    is_summable: bool = False

    @property
    def is_ordered(self) -> bool:
        """Whether the values have an order of their own: dates and numbers."""
        return self.is_dated or self.type != "string"

    def typed(self, value: str) -> str | int:
        """Return a value of a filter as a typed cell has it."""
        return int(value) if self.type == "integer" and value.lstrip("-").isdecimal() else value

    @property
    def is_dated(self) -> bool:
        """Whether the values are dates, which a filter takes by year."""
        return self.rule is DATE


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "texte": Kind(TEXT, is_listed=True),
        "liste": Kind(TEXT, many=True, is_listed=True),
        "date": Kind(DATE, look="date", is_listed=True),
        "entier": Kind(INTEGER, "integer", "integer", is_listed=True, is_summable=True),
        "nombre": Kind(NUMBER, "number", "decimal", is_summable=True),
        "montant": Kind(NUMBER, "number", "decimal", is_summable=True),
        "pourcentage": Kind(NUMBER, "number", "decimal"),
        "lien": Kind(URL, look="address"),
    }
)
"""Name of a kind, as ``type`` says it -> the kind."""
DEFAULT = "texte"
LISTED = tuple(name for name, kind in KINDS.items() if kind.is_listed)
"""Kinds of column that may be a filter."""


@dataclass(frozen=True)
class ExtraColumn:
    """A column declared: its name in the table, its kind, and what readers call it.

    ``is_filter`` makes it a filter, of which ``named`` are the values that were declared.
    """

    name: str
    kind_name: str
    titles: Mapping[str, str]
    is_filter: bool = False
    named: Named = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """The kind of its values."""
        return KINDS[self.kind_name]

    def name_of(self, value: str, lang: str) -> str:
        """Return what a value is called in a language, itself if it is not declared."""
        return self.named.get(value, {}).get(lang, value)

    def values(self, cell: object) -> tuple[str, ...]:
        """Return the values of the filter that a typed cell has."""
        return read_cell(cell, is_date=self.kind.is_dated)


Extras = tuple[ExtraColumn, ...]


def reserved() -> frozenset[str]:
    """Return the names that no extra column may have: the register's, and what is made of it."""
    made = (*OWN[MAIN], "sources", "statuts", "geometry")
    return frozenset((*TABLES[MAIN].columns, *made, ID, "pole"))


def declared(content: Mapping[str, Any]) -> tuple[Extras, list[Fault]]:
    """Return the columns that the content of ``programme.toml`` declares, and what is wrong."""
    section = content.get(SECTION, {})
    if not isinstance(section, dict):
        return (), [Fault(file=PROGRAMME, column=SECTION, code="extra_section")]
    columns, faults = [], []
    for name, said in section.items():
        wrong = list(_faults(name, said))
        faults += wrong
        if not wrong:
            column, told = _column(name, said)
            columns.append(column)
            faults += told
    return tuple(columns), faults


def _column(name: str, said: Mapping[str, Any]) -> tuple[ExtraColumn, list[Fault]]:
    """Return a column, and what keeps it from being the filter that it is declared to be."""
    titles = {lang: _title(name, said, lang) for lang in LANGS}
    column = ExtraColumn(name, said.get("type", DEFAULT), titles)
    faults = list(find_filter_faults(f"{SECTION}.{name}", name, said, LISTED, column.kind_name))
    if faults or not is_asked(said):
        return column, faults
    return replace(column, is_filter=True, named=read_names(said)), []


def _title(name: str, said: Mapping[str, Any], lang: str) -> str:
    first = f"libelle_{LANGS[0]}"
    return str(said.get(f"libelle_{lang}") or said.get(first) or name.replace("_", " "))


def _faults(name: str, said: object) -> Iterator[Fault]:
    where = f"{SECTION}.{name}"
    if not isinstance(said, dict):
        yield Fault(file=PROGRAMME, column=where, code="extra_section")
        return
    if not NAME.fullmatch(name):
        yield Fault(file=PROGRAMME, column=where, value=name, code="extra_name")
    if name in reserved():
        yield Fault(file=PROGRAMME, column=where, value=name, code="extra_reserved")
    kind = said.get("type", DEFAULT)
    if kind not in KINDS:
        details = {"choices": ", ".join(KINDS)}
        yield Fault(
            file=PROGRAMME,
            column=f"{where}.type",
            value=str(kind),
            code="choice",
            details=details,
        )


def find_extra_faults(extras: Extras, table: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Yield the cells of extra columns that break the rule of their kind; lines are the index."""
    for column in extras:
        if column.name not in table:
            details = {"column": column.name}
            yield Fault(file=PROGRAMME, column=SECTION, code="extra_absent", details=details)
            continue
        for line, cell in zip(table.index.tolist(), table[column.name].tolist()):
            rule = broken(column.kind, cell)
            if rule:
                yield Fault(file=file, line=line, column=column.name, value=cell, code=rule.code)
        found = _n_values(column, typed_extras((column,), table)[column.name])
        if column.is_filter and found > MOST_VALUES:
            counts = {"n": found, "most": MOST_VALUES}
            where = f"{SECTION}.{column.name}"
            yield Fault(file=PROGRAMME, column=where, code="filter_many", details=counts)


def _n_values(column: ExtraColumn, cells: pd.Series) -> int:
    return len({value for cell in cells for value in column.values(cell)})


def usable(extras: Extras, table: pd.DataFrame) -> Extras:
    """Return the columns that a typed table has; one of too many values is no filter of it."""
    return tuple(
        replace(column, is_filter=False)
        if column.is_filter and _n_values(column, table[column.name]) > MOST_VALUES
        else column
        for column in extras
        if column.name in table
    )


def broken(kind: Kind, cell: str) -> Rule | None:
    """Return the rule that a cell breaks, if it breaks one."""
    values = cell.split(SEPARATOR) if kind.many else [cell]
    rules = (kind.rule, LENGTH, *((FORMULA,) if kind.rule is TEXT else ()))
    told = (rule for rule in rules for value in values if cell and not rule.holds(value))
    return next(told, None)


def typed_extras(extras: Extras, table: pd.DataFrame) -> pd.DataFrame:
    """Type the extra columns, indexed as they are; a cell that breaks its rule is empty."""
    columns = {
        column.name: _typed(column.kind, table[column.name])
        for column in extras
        if column.name in table
    }
    return pd.DataFrame(columns, index=table.index)


def _typed(kind: Kind, cells: pd.Series) -> pd.Series:
    sound = cells.map(lambda cell: "" if broken(kind, cell) else cell)
    if kind.many:
        split = [tuple(cell.split(SEPARATOR)) if cell else () for cell in sound]
        return pd.Series(split, index=cells.index, dtype="object")
    if kind.type == "integer":
        return pd.to_numeric(sound.replace("", None)).astype("Int64")
    if kind.type == "number":
        return pd.to_numeric(sound.replace("", None)).astype("float64")
    return sound
