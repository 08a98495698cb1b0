"""The one home of the register's columns: tables, rules, vocabularies and keys.

Files hold text: every column is checked as text, then typed by :mod:`ptce_map.register.register`.
An empty cell means "not found"; the values of a ``many`` column are joined by ``|``. What a column
holds is said by the texts ``column.<table>.<column>``, or ``column.<column>`` where tables share
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ptce_map.register.rules import (
    ATTESTED,
    COMMUNE,
    CONFIDENCE,
    DATE,
    DECLARED,
    INTEGER,
    PRECISION,
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
PROGRAMME = "programme.toml"
ORIGIN = "origine.toml"
"""File of a folder whose tables are kept elsewhere: it says where."""
"""File beside the tables in which a programme says of itself what no table does."""


@dataclass(frozen=True)
class Column:
    """A column: whether two rows may hold the same, and what :func:`column` was told of it."""

    unique: bool
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """A table: its columns by name, in their order."""

    columns: Mapping[str, Column]


def column(
    rule: Rule = TEXT,
    *,
    required: bool = False,
    many: bool = False,
    unique: bool = False,
    past: bool = False,
    key: str = "",
    default: str | None = "",
) -> Column:
    """Describe a column: the rule of its values, and whether a cell must, and may hold several.

    ``past`` dates are not later than the register. ``key`` names the table whose ``id`` the values
    are. A table without the column is as if every cell held ``default``; ``None`` if the table
    cannot do without it.
    """
    said = {
        "rule": rule.name,
        "many": many,
        "required": required,
        "past": past,
        "key": key,
        "default": default,
    }
    return Column(unique, MappingProxyType(said))


def _table(**columns: Column) -> Table:
    return Table(MappingProxyType(columns))


def _id(default: str | None = None) -> Column:
    return column(SLUG, required=True, unique=True, default=default)


def _name() -> Column:
    return column(required=True, default=None)


def _sources(*, required: bool = False) -> Column:
    return column(SLUG, many=True, key="sources", required=required)


def _listed(table: str) -> Column:
    return column(SLUG, required=True, many=True, key=table, default=NOT_STATED)


def _vocabulary() -> Table:
    return _table(
        id=_id(),
        libelle_fr=_name(),
        libelle_en=column(required=True),
        definition_fr=column(),
        definition_en=column(),
    )


TABLES: Mapping[str, Table] = MappingProxyType(
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
"""Table -> what it holds, tables that others refer to first."""

MAIN = "poles"
"""The one table that a register cannot do without."""


def file_name(table: str) -> str:
    """Return the name of a table's file."""
    return f"{table}.csv"


def described(table: str, column_name: str) -> Mapping[str, Any]:
    """Return what is said of a column: the arguments of :func:`column`, its rule by name."""
    return TABLES[table].columns[column_name].said
