"""The measures of a register's own: sums and ratios of the columns that it declares.

A section ``[mesures.<key>]`` of ``programme.toml`` names a column of numbers. A sum is a stock; a
ratio divides that sum by inhabitants, by poles or by the sum of another column. The type decides
what may be drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from ptce_map.labels import LANGS, label
from ptce_map.notices import Fault
from ptce_map.register.extras import KINDS, NAME, ExtraColumn, Extras
from ptce_map.register.own_filters import ADDRESS_KEYS
from ptce_map.register.schema import PROGRAMME

SECTION = "mesures"
COLUMN, TYPE, DENOMINATOR, PER = "colonne", "type", "denominateur", "pour"
KEYS = (
    *(f"{name}_{lang}" for name in ("libelle", "unite") for lang in LANGS),
    *(TYPE, COLUMN, DENOMINATOR, PER),
)
"""Settings of a measure."""

INHABITANTS, POLES = "habitants", "poles"
DENOMINATORS = (INHABITANTS, POLES)
"""What a ratio may be divided by beside a column: inhabitants of the unit, poles of a value."""

TAKEN = frozenset(
    {
        *ADDRESS_KEYS,
        *("nombre", "aides"),
        *("code_departement", "nom_departement", "code_region", "nom_region", "code_epci"),
        *("nom_epci", "n_communes", "n_poles", "population", "annees_population"),
        "superficie_km2",
    }
)
"""Names that no measure may have: those of every register, of columns of units, of addresses."""

PERCENT, MOST_PER = 100, 1_000_000_000
EUROS = "montant"
"""Kind of column whose sums are written in euros."""

SUMMABLE = tuple(name for name, kind in KINDS.items() if kind.is_summable)
"""Kinds of column of which a sum means something."""


class Type(StrEnum):
    """Types of measure; the values are those of the setting ``type``."""

    SUM = "somme"
    RATIO = "ratio"


@dataclass(frozen=True)
class OwnMeasure:
    """A measure declared.

    Attributes
    ----------
    key
        Value of the query's key ``mesure``.
    column
        Name of the column that is summed.
    denominator
        Of a ratio, one of :data:`DENOMINATORS` or the name of a column; empty for a sum.
    per
        What a ratio is counted for: 100 of the denominator, 1,000 of them.
    titles, units
        Language -> what readers call it, and the unit of its values.
    based
        Language -> the title of the denominator, where that is a column.
    """

    key: str
    column: str
    denominator: str
    per: int
    titles: Mapping[str, str]
    units: Mapping[str, str]
    based: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are summed."""
        is_column = self.denominator and self.denominator not in DENOMINATORS
        return (self.column, self.denominator) if is_column else (self.column,)


OwnMeasures = tuple[OwnMeasure, ...]


def declared_measures(
    content: Mapping[str, Any], extras: Extras
) -> tuple[OwnMeasures, list[Fault]]:
    """Return the measures that the content of ``programme.toml`` declares, and what is wrong."""
    section = content.get(SECTION, {})
    if not isinstance(section, dict):
        return (), [Fault(file=PROGRAMME, column=SECTION, code="measure_section")]
    columns = {column.name: column for column in extras if column.kind_name in SUMMABLE}
    measures, faults = [], []
    for key, said in section.items():
        wrong = list(_faults(key, said, columns))
        faults += wrong
        if not wrong:
            measures.append(_measure(key, said, columns))
    return tuple(measures), faults


def _faults(key: str, said: object, columns: Mapping[str, ExtraColumn]) -> Iterator[Fault]:
    where = f"{SECTION}.{key}"
    if not isinstance(said, dict):
        yield Fault(file=PROGRAMME, column=where, code="measure_section")
        return
    if not NAME.fullmatch(key):
        yield Fault(file=PROGRAMME, column=where, value=key, code="measure_name")
    if key in TAKEN:
        yield Fault(file=PROGRAMME, column=where, value=key, code="measure_taken")
    for name, code, holds, details in _rules(said, columns):
        if not holds:
            value = str(said.get(name, ""))
            place = f"{where}.{name}"
            yield Fault(file=PROGRAMME, column=place, value=value, code=code, details=details)


def _rules(
    said: Mapping[str, Any], columns: Mapping[str, ExtraColumn]
) -> Iterator[tuple[str, str, bool, Mapping[str, str]]]:
    """Yield each setting with the code of its fault, whether it holds, and what may stand there."""
    kind, per = said.get(TYPE, Type.SUM), said.get(PER, 1)
    kinds = {"kinds": ", ".join(SUMMABLE)}
    yield TYPE, "choice", kind in tuple(Type), {"choices": ", ".join(Type)}
    yield COLUMN, "measure_column", _is_in(said.get(COLUMN), columns), kinds
    denominator = said.get(DENOMINATOR)
    if kind == Type.RATIO:
        choices = {"choices": ", ".join((*DENOMINATORS, *columns))}
        allowed = (*DENOMINATORS, *columns)
        yield DENOMINATOR, "measure_denominator", _is_in(denominator, allowed), choices
    else:
        yield DENOMINATOR, "measure_sum", denominator is None, {}
        yield PER, "measure_sum", PER not in said, {}
    yield PER, "toml_number", isinstance(per, int) and per is not True and 0 < per <= MOST_PER, {}
    for name in KEYS:
        if name.startswith(("libelle", "unite")):
            yield name, "toml_text", isinstance(said.get(name, ""), str), {}


def _is_in(value: object, allowed: Any) -> bool:
    return isinstance(value, str) and value in allowed


def _measure(key: str, said: Mapping[str, Any], columns: Mapping[str, ExtraColumn]) -> OwnMeasure:
    column, denominator = columns[said[COLUMN]], str(said.get(DENOMINATOR, ""))
    based = columns[denominator].titles if denominator in columns else {}
    per = int(said.get(PER, 1))
    return OwnMeasure(
        key=key,
        column=column.name,
        denominator=denominator,
        per=per,
        titles={
            lang: _text(said, "libelle", lang)
            or _title(column.titles[lang], denominator, based.get(lang, ""), lang)
            for lang in LANGS
        },
        units={
            lang: _text(said, "unite", lang) or _unit(column, denominator, per, lang)
            for lang in LANGS
        },
        based=based,
    )


def _text(said: Mapping[str, Any], name: str, lang: str) -> str:
    """Return a text in a language, in the first one if it is not said."""
    return str(said.get(f"{name}_{lang}") or said.get(f"{name}_{LANGS[0]}") or "")


def _title(title: str, denominator: str, based: str, lang: str) -> str:
    """Call a measure after its column, and after what a ratio divides it by."""
    if not denominator:
        return title
    if based:
        return label("measure.own.by_column", lang, x=title, y=based)
    return label(f"measure.own.by_{denominator}", lang, x=title)


def _unit(column: ExtraColumn, denominator: str, per: int, lang: str) -> str:
    """Return the unit of a measure that says none: euros of amounts, and what they are for."""
    money = label("measure.own.euros", lang) if column.kind_name == EUROS else ""
    if not denominator:
        return money
    if denominator in DENOMINATORS:
        many = label(f"measure.own.per_{denominator}", lang, n=per)
        return f"{money} {many}".strip()
    return "%" if per == PERCENT else ""


def find_measure_faults(measures: OwnMeasures, table: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Yield the cells under zero of columns of text that a measure sums; lines are the index."""
    summed = dict.fromkeys(name for measure in measures for name in measure.columns)
    for name in summed:
        for line, cell in table.get(name, pd.Series(dtype="str")).items():
            if _number(cell) < 0:
                yield Fault(
                    file=file, line=int(str(line)), column=name, value=cell, code="negative"
                )


def _number(cell: str) -> float:
    try:
        return float(cell or 0)
    except ValueError:
        return 0.0


def usable_measures(measures: OwnMeasures, extras: Extras) -> OwnMeasures:
    """Return the measures whose columns a table has."""
    known = {column.name for column in extras}
    return tuple(measure for measure in measures if known.issuperset(measure.columns))
