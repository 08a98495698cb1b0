"""The one home of the register's columns: tables, rules, vocabularies and keys, as pandera schemas.

Files hold text: every column is checked as text, then typed by :mod:`ptce_map.register`. An empty
cell means "not found"; the values of a ``many`` column are joined by ``|``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import pandera.pandas as pa

from ptce_map.tokens import is_token

REGION_ONLY = "region-only"
PRECISIONS = ("declared", "approximate", REGION_ONLY)
CONFIDENCES = ("high", "medium", "low")
STATUSES = ("attested", "inferred")
SUPPORTS = ("grant", "support", "unknown")

SEPARATOR = "|"


@dataclass(frozen=True)
class Rule:
    """A rule of a cell: ``text`` follows the value in a sentence, ``next_step`` is its own."""

    name: str
    text: str
    next_step: str
    holds: Callable[[str], bool]


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _is_date(value: str) -> bool:
    """Tell whether this is a year, a year and month, or a day, written ISO 8601."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _one_of(name: str, values: tuple[str, ...]) -> Rule:
    choices = ", ".join(values)
    return Rule(name, f"is not one of {choices}", "Write one of them", values.__contains__)


REQUIRED = Rule("required", "is missing", "Fill the cell", bool)
DISTINCT = Rule("distinct", "repeats a value", "Keep each value once", lambda _: True)
UNIQUE = Rule("unique", "stands on several lines", "Keep one line, or rename", lambda _: True)
TEXT = Rule(
    "text", "is blank", "Write the text, or leave nothing at all", lambda v: bool(v.strip())
)
SLUG = Rule(
    "slug",
    "is not a slug",
    "Write lower-case letters without accents, digits and hyphens",
    _matches(r"[a-z0-9]+(-[a-z0-9]+)*"),
)
INTEGER = Rule("integer", "is not a whole number", "Write digits alone", _matches(r"\d+"))
DATE = Rule("date", "is not a date", "Write YYYY, YYYY-MM or YYYY-MM-DD", _is_date)
URL = Rule("url", "is not a web address", "Begin with https://", _matches(r"https?://[^\s|]+"))
COMMUNE = Rule(
    "commune",
    "is not the code of a commune",
    "Write its five characters, leading zero included",
    _matches(r"(\d\d|2[AB])\d{3}"),
)
TOKEN = Rule(
    "token",
    "is not a territory token",
    "Write com:, arm:, epci:, dep: or reg: and a code of the COG",
    is_token,
)
PRECISION = _one_of("precision", PRECISIONS)
CONFIDENCE = _one_of("confiance", CONFIDENCES)
STATUS = _one_of("statut", STATUSES)
SUPPORT = _one_of("soutien", SUPPORTS)

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            *(REQUIRED, DISTINCT, UNIQUE, TEXT, SLUG, INTEGER, DATE, URL, COMMUNE, TOKEN),
            *(PRECISION, CONFIDENCE, STATUS, SUPPORT),
        )
    }
)


def _check(rule: Rule, *, many: bool) -> pa.Check:
    def holds(cell: str) -> bool:
        values = cell.split(SEPARATOR) if many else (cell,)
        return not cell or all(rule.holds(value) for value in values)

    return pa.Check(holds, element_wise=True, error=rule.name)


def _is_distinct(cell: str) -> bool:
    values = cell.split(SEPARATOR)
    return len(set(values)) == len(values)


def column(
    rule: Rule = TEXT,
    *,
    required: bool = False,
    many: bool = False,
    unique: bool = False,
    key: str = "",
) -> pa.Column:
    """Describe a column: the rule of its values, and whether a cell must, and may hold several.

    ``key`` names the table whose ``id`` the values are.
    """
    checks = [_check(rule, many=many)]
    if required:
        checks.append(pa.Check(REQUIRED.holds, element_wise=True, error=REQUIRED.name))
    if many:
        checks.append(pa.Check(_is_distinct, element_wise=True, error=DISTINCT.name))
    metadata = {"rule": rule.name, "many": many, "required": required, "key": key}
    return pa.Column(str, checks=checks, unique=unique, metadata=metadata)


def _table(**columns: pa.Column) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, strict=True, ordered=False)


def _id() -> pa.Column:
    return column(SLUG, required=True, unique=True)


def _sources(*, required: bool = False) -> pa.Column:
    return column(SLUG, many=True, key="sources", required=required)


def _vocabulary() -> pa.DataFrameSchema:
    return _table(
        id=_id(),
        libelle_fr=column(required=True),
        libelle_en=column(required=True),
        definition_fr=column(),
        definition_en=column(),
    )


TABLES: Mapping[str, pa.DataFrameSchema] = MappingProxyType(
    {
        "sources": _table(
            id=_id(),
            url=column(URL, required=True),
            editeur=column(),
            titre=column(),
            date_publication=column(DATE),
            date_consultation=column(DATE),
            etablit=column(),
        ),
        "secteurs": _vocabulary(),
        "structures": _vocabulary(),
        "appels": _table(
            id=_id(),
            libelle_fr=column(required=True),
            libelle_en=column(required=True),
            annee=column(INTEGER, required=True),
            nom_fr=column(),
            nom_en=column(),
            date_lancement=column(DATE),
            date_cloture=column(DATE),
            date_annonce=column(DATE),
            candidatures=column(INTEGER),
            eligibles=column(INTEGER),
            laureats_annonces=column(INTEGER),
            enveloppe_eur=column(INTEGER),
            aide_min_eur=column(INTEGER),
            aide_max_eur=column(INTEGER),
            note_fr=column(),
            note_en=column(),
            sources=_sources(),
        ),
        "poles": _table(
            id=_id(),
            nom=column(required=True),
            alias=column(many=True),
            lieu=column(),
            territoire=column(TOKEN, required=True, many=True),
            precision=column(PRECISION, required=True),
            note_territoire=column(),
            siege=column(COMMUNE),
            coordinateur=column(),
            structures=column(SLUG, required=True, many=True, key="structures"),
            note_structure=column(),
            secteurs=column(SLUG, required=True, many=True, key="secteurs"),
            activites=column(many=True),
            site_web=column(URL),
            confiance=column(CONFIDENCE, required=True),
            doutes=column(),
            sources_pole=_sources(required=True),
            sources_territoire=_sources(),
            sources_coordinateur=_sources(),
        ),
        "laureats": _table(
            pole=column(SLUG, required=True, key="poles"),
            appel=column(SLUG, required=True, key="appels"),
            statut=column(STATUS, required=True),
            soutien=column(SUPPORT, required=True),
            aide_eur=column(INTEGER),
            note=column(),
            sources=_sources(required=True),
        ),
    }
)
"""Table -> schema, tables that others refer to first."""


def file_name(table: str) -> str:
    """Return the name of a table's file."""
    return f"{table}.csv"


def described(table: str, column_name: str) -> Mapping[str, Any]:
    """Return what is said of a column: ``rule``, ``many``, ``required`` and ``key``."""
    said: Mapping[str, Any] = TABLES[table].columns[column_name].metadata
    return said
