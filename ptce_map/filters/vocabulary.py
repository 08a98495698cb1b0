"""Vocabularies: the values that a filter takes, with their names, in canonical order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from geodata.cog import is_drawn
from ptce_map.labels import LANGS, label, sort_key, uncapitalised
from ptce_map.register.extras import ExtraColumn
from ptce_map.register.schema import NOT_STATED

Names = Mapping[str, Mapping[str, str]]
"""Value -> language -> name, in canonical order."""


@dataclass(frozen=True)
class OwnFilter:
    """A filter of a register's own: its title by language, and whether its values have an order."""

    titles: Mapping[str, str]
    is_ordered: bool = False


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The values of every filter and the ids of the poles, by key, with their names.

    ``others`` are names of what no filter takes: places that no map draws. ``own`` are the filters
    that the register alone has, by key, and ``measures`` the titles of its own measures.
    """

    names: Mapping[str, Names]
    others: Mapping[str, Names] = field(default_factory=dict)
    own: Mapping[str, OwnFilter] = field(default_factory=dict)
    measures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def title(self, key: str, lang: str) -> str:
        """Return what a filter is called."""
        own = self.own.get(key)
        return own.titles[lang] if own else label(f"filters.{key}", lang)

    def clause(self, key: str, lang: str, *, n: int, x: str) -> str:
        """Say what a filter asks of some poles: ``x``, a value or several."""
        if key in self.own:
            title = uncapitalised(self.title(key, lang))
            return label("sentence.column", lang, title=title, x=x)
        return label(f"sentence.{key}", lang, n=n, x=x)

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values that a key takes, in canonical order."""
        return tuple(self.names[key])

    def has(self, key: str, value: str) -> bool:
        """Tell whether a key takes a value."""
        return value in self.names[key]

    def in_order(self, key: str, values: Iterable[str]) -> tuple[str, ...]:
        """Return values that a key takes, each once, in canonical order."""
        asked = set(values)
        if len(asked) < 2:  # most queries; a register has many poles
            return tuple(asked)
        return tuple(value for value in self.names[key] if value in asked)

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


def values_of(cell: object) -> tuple[str, ...]:
    """Return the values of a cell that holds one text or a tuple of them."""
    return cell if isinstance(cell, tuple) else (str(cell),)


def column_names(column: ExtraColumn, cells: pd.Series) -> Names:
    """Name the values of a column of a register's own.

    Those that it declares come first, in their order; the others in that of reading, whole numbers
    in their own; that none is stated comes last, if a pole states none.
    """
    found = {value for cell in cells for value in column.values(cell)}
    others = sorted(found - {*column.named, NOT_STATED}, key=_reading_order)
    names = {**column.named, **{value: dict.fromkeys(LANGS, value) for value in others}}
    if NOT_STATED in found:
        names[NOT_STATED] = {lang: label("value.not_stated", lang) for lang in LANGS}
    return names


def _reading_order(value: str) -> tuple[int, tuple[str, str]]:
    is_whole = value.lstrip("-").isdecimal()
    return (int(value) if is_whole else 0), sort_key(value)


def label_names(key: str, values: Iterable[str]) -> Names:
    """Name values by the texts ``<key>.<value>`` of the locales."""
    return {value: {lang: label(f"{key}.{value}", lang) for lang in LANGS} for value in values}
