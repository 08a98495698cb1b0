"""The one home of the register's columns: tables, rules, vocabularies and keys, as pandera schemas.

Files hold text: every column is checked as text, then typed by :mod:`ptce_map.register.register`.
An empty cell means "not found"; the values of a ``many`` column are joined by ``|``. What a column
holds is said by the texts ``column.<table>.<column>``, or ``column.<column>`` where tables share
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandera.pandas as pa

from ptce_map.register.rules import (
    ATTESTED,
    COMMUNE,
    CONFIDENCE,
    DATE,
    DECLARED,
    DISTINCT,
    FORMULA,
    INTEGER,
    LENGTH,
    PRECISION,
    REQUIRED,
    SLUG,
    STATE,
    STATUS,
    SUPPORT,
    TEXT,
    TOKEN,
    UNKNOWN,
    UNSEEN,
    URL,
    YEAR,
    Rule,
)

SEPARATOR = "|"
ID = "id"
NOT_STATED = "non-renseigne"


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
    past: bool = False,
    key: str = "",
    default: str | None = "",
) -> pa.Column:
    """Describe a column: the rule of its values, and whether a cell must, and may hold several.

    ``past`` dates are not later than the register. ``key`` names the table whose ``id`` the values
    are. A table without the column is as if every cell held ``default``; ``None`` if the table
    cannot do without it.
    """
    checks = [_check(rule, many=many), _check(LENGTH, many=False)]
    if rule is TEXT:
        checks.append(_check(FORMULA, many=many))
    if required:
        checks.append(pa.Check(REQUIRED.holds, element_wise=True, error=REQUIRED.name))
    if many:
        checks.append(pa.Check(_is_distinct, element_wise=True, error=DISTINCT.name))
    metadata = {
        "rule": rule.name,
        "many": many,
        "required": required,
        "past": past,
        "key": key,
        "default": default,
    }
    return pa.Column(str, checks=checks, unique=unique, metadata=metadata)


def _table(**columns: pa.Column) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, strict=True, ordered=False)


def _id(default: str | None = None) -> pa.Column:
    return column(SLUG, required=True, unique=True, default=default)


def _name() -> pa.Column:
    return column(required=True, default=None)


def _sources(*, required: bool = False) -> pa.Column:
    return column(SLUG, many=True, key="sources", required=required)


def _listed(table: str) -> pa.Column:
    return column(SLUG, required=True, many=True, key=table, default=NOT_STATED)


def _vocabulary() -> pa.DataFrameSchema:
    return _table(
        id=_id(),
        libelle_fr=_name(),
        libelle_en=column(required=True),
        definition_fr=column(),
        definition_en=column(),
    )


TABLES: Mapping[str, pa.DataFrameSchema] = MappingProxyType(
    {
        "sources": _table(
            id=_id(),
            url=column(URL, required=True, default=None),
            editeur=column(),
            titre=column(),
            date_publication=column(DATE, past=True),
            date_consultation=column(DATE, past=True),
            etablit=column(),
        ),
        "secteurs": _vocabulary(),
        "structures": _vocabulary(),
        "appels": _table(
            id=_id(),
            libelle_fr=_name(),
            libelle_en=column(required=True),
            annee=column(YEAR, required=True, past=True),
            nom_fr=column(),
            nom_en=column(),
            date_lancement=column(DATE),
            date_cloture=column(DATE),
            date_annonce=column(DATE, past=True),
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
            id=_id(default=""),
            nom=_name(),
            alias=column(many=True),
            lieu=column(),
            territoire=column(TOKEN, many=True, default=None),
            precision=column(PRECISION, required=True, default=DECLARED),
            note_territoire=column(),
            siege=column(COMMUNE),
            coordinateur=column(),
            structures=_listed("structures"),
            note_structure=column(),
            secteurs=_listed("secteurs"),
            activites=column(many=True),
            site_web=column(URL),
            confiance=column(CONFIDENCE, required=True, default=UNKNOWN),
            doutes=column(),
            etat=column(STATE, required=True, default=UNSEEN),
            etat_date=column(DATE, past=True),
            note_etat=column(),
            sources_pole=_sources(required=True),
            sources_territoire=_sources(),
            sources_coordinateur=_sources(),
            sources_etat=_sources(),
        ),
        "laureats": _table(
            pole=column(SLUG, required=True, key="poles", default=None),
            appel=column(SLUG, required=True, key="appels", default=None),
            statut=column(STATUS, required=True, default=ATTESTED),
            soutien=column(SUPPORT, required=True, default=UNKNOWN),
            aide_eur=column(INTEGER),
            note=column(),
            sources=_sources(required=True),
        ),
    }
)
"""Table -> schema, tables that others refer to first."""

MAIN = "poles"
"""The one table that a register cannot do without."""


def file_name(table: str) -> str:
    """Return the name of a table's file."""
    return f"{table}.csv"


def described(table: str, column_name: str) -> Mapping[str, Any]:
    """Return what is said of a column: the arguments of :func:`column`, its rule by name."""
    said: Mapping[str, Any] = TABLES[table].columns[column_name].metadata
    return said
