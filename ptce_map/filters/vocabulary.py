"""Vocabularies: the values that a filter takes, with their names, in canonical order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from geodata.cog import is_drawn
from ptce_map.labels import LANGS, label

Names = Mapping[str, Mapping[str, str]]
"""Value -> language -> name, in canonical order."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The values of every filter and the ids of the poles, by key, with their names.

    ``others`` are names of what no filter takes: places that no map draws.
    """

    names: Mapping[str, Names]
    others: Mapping[str, Names] = field(default_factory=dict)

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values that a key takes, in canonical order."""
        return tuple(self.names[key])

    def name(self, key: str, value: str, lang: str) -> str:
        """Return how a value reads in a language; a searched text is quoted."""
        if key == "q":
            return label("sentence.text", lang, q=value)
        known = self.names[key]
        return (known if value in known else self.others.get(key, known))[value][lang]

    def join(self, key: str, values: Iterable[str], lang: str) -> str:
        """Name values one after the other, parted by commas."""
        return ", ".join(self.name(key, value, lang) for value in values)


def place_names(table: pd.DataFrame, name_column: str, *, are_drawn: bool = True) -> Names:
    """Name the units of a COG table by code: those of a map, or the collectivités d'outre-mer."""
    chosen = table[is_drawn(table) == are_drawn].sort_index()
    return same_names(chosen[name_column])


def same_names(names: pd.Series) -> Names:
    """Name values by a column that is the same in every language."""
    return {str(value): dict.fromkeys(LANGS, str(name)) for value, name in names.items()}


def register_names(table: pd.DataFrame) -> Names:
    """Name the rows of a table of the register by its columns ``libelle_fr`` and ``libelle_en``."""
    columns = {lang: table[f"libelle_{lang}"] for lang in LANGS}
    return {
        str(value): {lang: str(column[value]) for lang, column in columns.items()}
        for value in table.index
    }


def label_names(key: str, values: Iterable[str]) -> Names:
    """Name values by the texts ``<key>.<value>`` of the locales."""
    return {value: {lang: label(f"{key}.{value}", lang) for lang in LANGS} for value in values}
