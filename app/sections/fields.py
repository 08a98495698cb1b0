"""The columns that the list of the poles may have: titles, what they sort by, what they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.sections.door import Door
from app.sections.fragment import Tag
from app.sections.sheet import Sheet
from app.sections.tables import Column
from ptce_map.labels import label, number, sort_key
from ptce_map.measures.censuses import say_other_years
from ptce_map.register.schema import NOT_STATED
from ptce_map.register.states import say_state

UNKNOWN_RANK = -1
"""It comes last, whatever the order."""


@dataclass(frozen=True)
class Field:
    """A column of the list: its key in the query, its title, what it sorts by and shows of a pole.

    ``rank`` gives a value to sort by, ``None`` where it is unknown. An extra column shows when a
    reader asks for it.
    """

    key: str
    label_key: str
    rank: Callable[[Sheet], Any]
    cell: Callable[[Sheet], Any]
    is_number: bool = False
    is_extra: bool = False

    def column(self, door: Door, **more: Any) -> Column:
        """Return the column of a table; ``more`` is what it has besides title and class."""
        name = f"col-{self.key} number" if self.is_number else f"col-{self.key}"
        return Column(door.say(self.label_key), name, **more)


def write_text(text: str, lang: str) -> Tag:
    """Show a text, whole under the pointer, or say that it is not known.

    Cells are tags, not components: a list has a thousand of them, which take a tenth of the time.
    """
    if text:
        return Tag("span", text, {"title": text})
    return Tag("span", label("value.unknown", lang), {"className": "unknown"})


def rank_poles(sheets: Sequence[Sheet], field: Field) -> list[int]:
    """Return the rank of each pole in a column, -1 if it is unknown, in the order of the poles.

    Equal values have equal ranks.
    """
    keys = [field.rank(sheet) for sheet in sheets]
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys) - {None}))}
    return [UNKNOWN_RANK if key is None else ranks[key] for key in keys]


def text_field(
    key: str, label_key: str, text: Callable[[Sheet], str], *, is_extra: bool = False
) -> Field:
    """Make a column of texts, sorted in reading order, the unknown ones last."""
    return Field(
        key,
        label_key,
        lambda sheet: sort_key(found) if (found := text(sheet)) else None,
        lambda sheet: write_text(text(sheet), sheet.door.lang),
        is_extra=is_extra,
    )


def number_field(
    key: str, column: str, write: Callable[[Sheet], str] | None = None, *, is_extra: bool = False
) -> Field:
    """Make a column of numbers; ``write`` says one that is known otherwise than as it is."""

    def value(sheet: Sheet) -> Any:
        found = getattr(sheet.pole, column)
        return None if pd.isna(found) else found

    def cell(sheet: Sheet) -> Tag | str:
        if value(sheet) is None:
            return write_text("", sheet.door.lang)
        return write(sheet) if write else number(value(sheet), sheet.door.lang)

    title = f"list.column.{'population' if key == 'habitants' else key}"
    return Field(key, title, value, cell, is_number=True, is_extra=is_extra)


def names_of(key: str, column: str, *, besides: str = "") -> Callable[[Sheet], str]:
    """Return what names the values of a filter that a pole has, ``besides`` one of them."""

    def say(sheet: Sheet) -> str:
        values = [value for value in getattr(sheet.pole, column) if value != besides]
        return sheet.dataset.vocabulary.join(key, values, sheet.door.lang)

    return say


def create_name(sheet: Sheet) -> Tag:
    """Create the link that opens a pole."""
    name = sheet.pole.nom
    return Tag("a", name, {"href": sheet.door.pole(sheet.pole.Index), "title": name})


def create_rounds(sheet: Sheet) -> Any:
    """Name the rounds won: a page all of them, the map's list as tags, as many as have room."""
    vocabulary, lang = sheet.dataset.vocabulary, sheet.door.lang
    names = [vocabulary.name("appel", appel, lang) for appel in sheet.pole.appels]
    if sheet.door.is_page:
        return write_text(", ".join(names), lang)
    looks = ("tag", *["tag extra"] * (len(names) - 1))
    tags = [
        Tag("span", name, {"className": look, "title": ", ".join(names)})
        for name, look in zip(names, looks)
    ]
    more = Tag("span", f"+ {len(names) - 1}", {"className": "more"})
    return [*tags, more] if len(names) > 1 else tags


def write_grants(sheet: Sheet) -> str:
    """Write the sum of the grants known, in euros."""
    return sheet.door.say("drawer.amount", n=int(sheet.pole.aide_eur))


def write_population(sheet: Sheet) -> str:
    """Write the inhabitants of a pole, with the years of their census where it is another."""
    others = say_other_years(sheet.dataset.catalog.cog, sheet.pole.annees_population)
    return f"{number(sheet.pole.population, sheet.door.lang)}{others}"


def write_state(sheet: Sheet) -> Tag:
    """Say what became of a pole."""
    lang = sheet.door.lang
    return write_text(say_state(sheet.pole.etat, sheet.pole.etat_date, lang), lang)


def rank_rounds(sheet: Sheet) -> tuple[int, ...] | None:
    """Sort by the first rounds won."""
    return tuple(sheet.dataset.index.columns["appel"][appel] for appel in sheet.pole.appels) or None


FIELDS = (
    Field("nom", "list.column.pole", lambda sheet: sort_key(sheet.pole.nom), create_name),
    text_field(
        "lieu",
        "list.column.lieu",
        lambda sheet: sheet.dataset.catalog.place_of(sheet.pole, sheet.door.lang),
    ),
    text_field("region", "list.column.region", names_of("region", "regions")),
    text_field("coordinateur", "list.column.structure", lambda sheet: sheet.pole.coordinateur),
    text_field(
        "structure",
        "list.column.type",
        names_of("structure", "structures", besides=NOT_STATED),
        is_extra=True,
    ),
    text_field("secteur", "list.column.secteur", names_of("secteur", "secteurs")),
    Field("appel", "list.column.appel", rank_rounds, create_rounds),
    Field(
        "etat",
        "list.column.etat",
        lambda sheet: sheet.dataset.index.columns["etat"][sheet.pole.etat],
        write_state,
        is_extra=True,
    ),
    number_field("aide", "aide_eur", write_grants, is_extra=True),
    number_field("communes", "n_communes"),
    number_field("habitants", "population", write_population),
)
"""In the order of the list; the first one heads the rows and is always there.

Of what a pole is, readers filter by sectors most: these show, and the type of structure on demand.
"""
FIELDS_BY_KEY: Mapping[str, Field] = {field.key: field for field in FIELDS}
USUAL = tuple(field.key for field in FIELDS if not field.is_extra)
"""Columns that are there when none is asked for."""
