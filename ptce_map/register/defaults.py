"""What a register may leave out: vocabularies come from its words, ids from its names.

A list of names and tokens is enough. Every function returns new tables and leaves alone what the
file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from ptce_map.labels import LANGS, fold, label, slug
from ptce_map.register.schema import ID, MAIN, NOT_STATED, SEPARATOR, TABLES, described

Tables = Mapping[str, pd.DataFrame]


def with_ids(tables: Tables) -> dict[str, pd.DataFrame]:
    """Give the poles ids made from their names, if they have none.

    Two poles of one name are told apart by a number; awards may then name their pole, if the name
    is not shared.
    """
    poles = tables[MAIN]
    if ID in poles or "nom" not in poles:
        return dict(tables)
    ids = pd.Series(list(_distinct_slugs(poles["nom"].tolist())), index=poles.index, dtype="str")
    completed = {**tables, MAIN: poles.assign(id=ids)}
    if "laureats" in tables and "pole" in tables["laureats"]:
        own = poles["nom"][~poles["nom"].duplicated(keep=False)]
        by_name = dict(zip(own, ids[own.index]))
        awards = tables["laureats"]
        completed["laureats"] = awards.assign(pole=awards["pole"].replace(by_name))
    return completed


def shared_names(tables: Tables) -> dict[str, str]:
    """Return folded name -> the ids of the poles without id that share it, if several do."""
    poles = with_ids(tables)[MAIN]
    if ID in tables[MAIN] or "nom" not in poles:
        return {}
    names = poles["nom"].map(fold)
    shared = poles[names.duplicated(keep=False)]
    return {str(name): ", ".join(ids) for name, ids in shared.groupby(names)[ID]}


def _distinct_slugs(names: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        stem = slug(name) or "pole"
        key, rank = stem, 2
        while key in seen:
            key, rank = f"{stem}-{rank}", rank + 1
        seen.add(key)
        yield key


def with_vocabularies(tables: Tables) -> dict[str, pd.DataFrame]:
    """Make the tables that are missing from the words of the columns that refer to them.

    Each word becomes an id in these columns and a label in the table made. Sources cannot be made
    so: without a table, no source is known.
    """
    completed = dict(tables)
    for target in ("secteurs", "structures", "appels"):
        if target not in tables:
            columns = list(_referring(completed, target))
            words = [word for name, column in columns for word in _words(completed[name][column])]
            completed[target] = _vocabulary(target, words)
            for name, column in columns:
                cells = completed[name][column].map(_slugged)
                completed[name] = completed[name].assign(**{column: _stated(name, column, cells)})
    return completed


def _referring(tables: Tables, target: str) -> Iterator[tuple[str, str]]:
    for name, table in tables.items():
        for column in table.columns:
            if described(name, column)["key"] == target:
                yield name, column


def _words(cells: pd.Series) -> Iterator[str]:
    for cell in cells:
        yield from (word for word in cell.split(SEPARATOR) if slug(word))


def _slugged(cell: str) -> str:
    ids = (slug(word) or word for word in cell.split(SEPARATOR))
    return SEPARATOR.join(dict.fromkeys(ids)) if cell else ""


def _stated(name: str, column: str, cells: pd.Series) -> pd.Series:
    """Write that nothing is stated where the column says so of itself when it is missing."""
    return cells.replace("", described(name, column)["default"] or "")


def _vocabulary(target: str, words: list[str]) -> pd.DataFrame:
    names: dict[str, str] = {}
    for word in words:
        names.setdefault(slug(word), word.strip())
    rows = pd.DataFrame(
        {ID: list(names), "libelle_fr": list(names.values()), "libelle_en": list(names.values())},
        dtype="str",
    )
    if target == "appels":
        years = (re.search(r"\b[0-9]{4}\b", name) for name in names.values())
        return rows.assign(annee=[year[0] if year else "" for year in years])
    unstated = {f"libelle_{lang}": label("value.not_stated", lang) for lang in LANGS}
    last = pd.DataFrame([{ID: NOT_STATED, **unstated}], dtype="str")
    return pd.concat([rows[rows[ID] != NOT_STATED], last], ignore_index=True)


def filled(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return every table with every column, in the order of the schema.

    A missing column holds its default everywhere; an English label that is missing is the French.
    """
    return {name: _filled(name, tables.get(name)) for name in TABLES}


def _filled(name: str, table: pd.DataFrame | None) -> pd.DataFrame:
    given = pd.DataFrame() if table is None else table
    columns = {
        column: given.get(column, pd.Series(_default(name, column), index=given.index, dtype="str"))
        for column in TABLES[name].columns
    }
    if "libelle_en" in columns and "libelle_en" not in given:
        columns["libelle_en"] = columns["libelle_fr"]
    return pd.DataFrame(columns)


def _default(name: str, column: str) -> str:
    return described(name, column)["default"] or ""
