"""The columns of a register's own that are filters: what declares one, and what it takes.

A column is a filter by ``filtre = true``; the key of the address is its name, the values are those
of its cells. Dates are asked for by year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from ptce_map.labels import LANGS
from ptce_map.notices import Fault
from ptce_map.register.schema import NOT_STATED, PROGRAMME
from ptce_map.trackers import is_tracker

FLAG, VALUES = "filtre", "valeurs"
NAMES: Mapping[str, str] = MappingProxyType({lang: f"{VALUES}_{lang}" for lang in LANGS})
"""Language -> the setting that names the values in it."""
KEYS = (FLAG, VALUES, *NAMES.values())
MOST_VALUES = 100
"""Number of values above which a column is no filter: a reader looks a text up instead."""
YEAR = 4
"""Number of characters of a date that say its year."""

ADDRESS_KEYS = frozenset(
    {
        *("region", "departement", "secteur", "structure", "appel", "precision", "confiance"),
        *("statut", "etat", "id", "q"),
        *("niveau", "mesure", "forme", "methode", "classes", "bornes", "echelle", "pole", "lieu"),
        *("vue", "lang", "theme", "onglet", "tri", "colonnes", "lignes", "calques", "cumul"),
        *("panneau", "embed", "page"),
        *("geometrie", "separateur", "anneaux"),
        *("f", "limit", "offset", "bbox", "crs", "datetime", "filter"),
    }
)
"""Keys that addresses have for every register; no column that is a filter may bear one."""

Named = Mapping[str, Mapping[str, str]]
"""Value -> language -> name, in the order that was declared."""


def is_asked(said: Mapping[str, Any]) -> bool:
    """Tell whether the settings of a column make it a filter."""
    return said.get(FLAG) is True


def find_filter_faults(
    where: str, name: str, said: Mapping[str, Any], kinds: Collection[str], kind: str
) -> Iterator[Fault]:
    """Yield what is wrong with the settings of a filter.

    Parameters
    ----------
    where
        Section of the settings.
    name, said
        Column, and its settings.
    kinds
        Kinds of column that may be a filter.
    kind
        That of the column.
    """
    if not isinstance(said.get(FLAG, False), bool):
        value = str(said[FLAG])
        yield Fault(file=PROGRAMME, column=f"{where}.{FLAG}", value=value, code="toml_flag")
    if is_asked(said) and kind not in kinds:
        details = {"kinds": ", ".join(kinds)}
        yield Fault(
            file=PROGRAMME, column=f"{where}.type", value=kind, code="filter_kind", details=details
        )
    if is_asked(said) and (name in ADDRESS_KEYS or is_tracker(name)):
        yield Fault(file=PROGRAMME, column=f"{where}.{FLAG}", value=name, code="filter_key")
    values = said.get(VALUES, [])
    for key in (VALUES, *NAMES.values()):
        listed = said.get(key, values)
        if not _is_texts(listed):
            yield Fault(
                file=PROGRAMME, column=f"{where}.{key}", value=str(listed), code="toml_texts"
            )
        elif key != VALUES and isinstance(values, list) and len(listed) != len(values):
            counts = {"n": len(listed), "most": len(values)}
            yield Fault(
                file=PROGRAMME, column=f"{where}.{key}", code="filter_names", details=counts
            )


def _is_texts(listed: object) -> bool:
    return isinstance(listed, list) and all(isinstance(text, str) and text for text in listed)


def read_names(said: Mapping[str, Any]) -> Named:
    """Return the values that settings declare with their names, in their order."""
    values = said.get(VALUES, [])
    names = {lang: said.get(key, values) for lang, key in NAMES.items()}
    return {
        value: {lang: listed[rank] for lang, listed in names.items()}
        for rank, value in enumerate(values)
    }


def read_cell(cell: Any, *, is_date: bool = False) -> tuple[str, ...]:
    """Return the values of a filter that a typed cell has; none is one too, that of the others."""
    if isinstance(cell, tuple):
        return cell or (NOT_STATED,)
    text = "" if cell is None or pd.isna(cell) else str(cell)
    return (text[:YEAR] if is_date else text,) if text else (NOT_STATED,)
