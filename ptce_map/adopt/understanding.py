"""What the columns of a table are, by their names and by what their cells hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ptce_map.adopt.completing import complete
from ptce_map.adopt.contrary import is_quantity, without_contrary
from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.heads import BETWEEN
from ptce_map.adopt.offering import is_filter_like, is_sum_like
from ptce_map.adopt.plans import Plan, Planned
from ptce_map.adopt.roles import EXTRA, PLACES, SEVERAL, role_names
from ptce_map.adopt.shaping import find_shape
from ptce_map.adopt.tables import ColumnName, Table
from ptce_map.adopt.telling import BY_CONTENT, MOST, TESTS, Guess, share
from ptce_map.adopt.usages import in_euros
from ptce_map.adopt.values import SURE, find_separator, kind_of
from ptce_map.labels import LANGS, fold, label, slug
from ptce_map.register.extras import reserved
from ptce_map.register.files import websites
from ptce_map.register.files.typed_values import day, is_nothing
from ptce_map.register.own_filters import ADDRESS_KEYS
from ptce_map.register.own_measures import EUROS, Type

LOOKED_AT = 300
"""Different cells of a column by which it is recognised."""
LEAST, STRONG = 0.3, 0.6
"""Share of cells that must be of a role: with a name of that role, and with one against the cells.
"""
TOLD = ("commune", "epci")
"""Roles that a name tells, whatever the cells: the names of places may all be unknown."""
ALL_WORDS = 2
TEXT, FIGURES, NUMBERS = "texte", ("entier", "nombre"), ("latitude", "longitude", "x", "y")
"""Kind of the cells of a role that are kept as they are, kinds and roles of those of numbers."""
CODE_WIDTH = 5
NUMBERED = ("code_commune", "code_postal")
"""Roles of cells that amounts look like."""
DIFFERENT = 0.2
"""Share of the rows that a column must call differently to name them by where it stands."""
DAY_IN_TITLE = re.compile(r"(\d{1,2}(?:er)? \w+ \d{4}|\d{1,2}/\d{1,2}/\d{4})")


def propose(table: Table, names: Names) -> Planned:
    """Propose a role for each column, the kinds of the other ones, and what a row is."""
    columns = list(table.columns)
    samples = {column.at: _sample(table.cells(column)) for column in columns}
    guesses = [guess for column in columns for guess in _guesses(column, samples[column.at], names)]
    chosen = _chosen(guesses)
    chosen = without_contrary(table, chosen, names)
    chosen |= complete(table, chosen, samples, names)
    chosen |= _series(columns, chosen, samples, names)
    chosen |= _first_text(table, chosen)
    plans = _plans(table, chosen)
    shape, group_by = find_shape(table, plans)
    title, date = _titles(table.titles)
    return Planned(tuple(plans), shape, group_by, title, date)


def _sample(cells: Sequence[str]) -> list[str]:
    filled = (cell for cell in cells if cell and not is_nothing(cell))
    return list(dict.fromkeys(filled))[:LOOKED_AT]


def _guesses(column: ColumnName, cells: Sequence[str], names: Names) -> Iterator[Guess]:
    """Yield the roles of a column, with their rates."""
    if not cells:
        return
    shares: dict[str, float] = {}

    def of(role: str) -> float:
        if role not in shares:
            shares[role] = share(role, cells, names)
        return shares[role]

    told = role_names(column.name) or role_names(column.group)
    for found in told:
        rate = found.score - found.rank / 1000
        if found.role not in TESTS:
            if _may_be(found.role, found.score, cells):
                yield Guess(found.role, column.at, rate, "name")
        elif of(found.role) >= LEAST or (found.score == ALL_WORDS and found.role in TOLD):
            is_weak = of(found.role) < STRONG and any(
                of(role) >= MOST for role in BY_CONTENT if role != found.role
            )
            named = 0 if is_weak else rate
            yield Guess(found.role, column.at, named + of(found.role), "both")
    by_name = {found.role for found in told}
    quantities = NUMBERED if is_quantity(column.name) else ()
    open_roles = [role for role in BY_CONTENT if role not in quantities]
    for rank, role in enumerate(open_roles):
        if role not in by_name and of(role) >= MOST and _tells(role, cells):
            yield Guess(role, column.at, of(role) - rank / 1000, "content")


def _may_be(role: str, score: int, cells: Sequence[str]) -> bool:
    """Tell whether cells may be of a role that no test tells; an id is one for each row."""
    if any(websites.ADDRESS.fullmatch(cell) for cell in cells[:5]) or _are_days(cells):
        return False
    return score == ALL_WORDS or role in ("nom", "id", "coordinateur", "secteurs")


def _are_days(cells: Sequence[str]) -> bool:
    return all(day(cell)[0] for cell in cells[:5])


def _tells(role: str, cells: Sequence[str]) -> bool:
    """Tell whether a column without a name of a role has enough cells to be one by content."""
    if role in ("departement", "region"):
        return len(cells) > 1 and not all(cell.isdigit() for cell in cells)
    if role in ("code_commune", "code_postal"):
        # Four digits alone may be years.
        return len(cells) > 2 and 2 * sum(len(cell) >= CODE_WIDTH for cell in cells) >= len(cells)
    return len(cells) > 2


def _chosen(guesses: Sequence[Guess]) -> dict[int, Guess]:
    """Give each column its surest role, each role to its surest column."""
    chosen: dict[int, Guess] = {}
    taken: set[str] = set()
    for guess in sorted(guesses, key=lambda guess: (-guess.rate, guess.at)):
        if guess.at in chosen or (guess.role in taken and guess.role not in SEVERAL):
            continue
        chosen[guess.at] = guess
        taken.add(guess.role)
    return chosen


def _series(
    columns: Sequence[ColumnName],
    chosen: Mapping[int, Guess],
    samples: Mapping[int, Sequence[str]],
    names: Names,
) -> dict[int, Guess]:
    """Take the other columns of a series that says places: "Commune 1", "Commune 2"."""
    firsts = {
        (guess.role, _stem(column.name))
        for column in columns
        if (guess := chosen.get(column.at)) and guess.role in PLACES
    }
    return {
        column.at: Guess(role, column.at, 0, "name")
        for column in columns
        for role, stem in firsts
        if column.at not in chosen
        and stem
        and stem == _stem(column.name)
        and share(role, samples[column.at], names) >= LEAST
    }


def _stem(name: str) -> str:
    """Return the name of a column without the number that tells it from its like."""
    return re.sub(r"[\W_]*\(?n?[°o]?\s*\d{1,2}\)?\s*$", "", fold(name))


def _first_text(table: Table, chosen: Mapping[int, Guess]) -> dict[int, Guess]:
    """Take for the names of the poles the first column of texts, if it stands before the places.

    Nothing is taken where a column is that of the names already, or of places of any kind.
    """
    roles = {guess.role for guess in chosen.values()}
    if {"nom", "lieu"} & roles or not roles & set(TESTS):
        return {}
    for column in table.columns:
        guess = chosen.get(column.at)
        if guess and guess.role != "id":
            return {}
        cells = [cell for cell in table.cells(column) if cell]
        is_known = any(found.score == ALL_WORDS for found in role_names(column.name))
        is_text = guess is None and not is_known and kind_of(column.name, cells) == "texte"
        is_named = sum(any(map(str.isalpha, cell)) for cell in cells) == len(table.rows)
        if is_text and is_named and len(set(cells)) >= max(2, DIFFERENT * len(table.rows)):
            return {column.at: Guess("nom", column.at, 0, "first")}
    return {}


def _plans(table: Table, chosen: Mapping[int, Guess]) -> list[Plan]:
    taken = {*reserved(), *ADDRESS_KEYS}
    plans = []
    for column in table.columns:
        guess = chosen.get(column.at)
        cells = table.cells(column)
        is_id = guess is not None and guess.role == "id"
        if is_id and len(set(cells)) < len(cells):
            guess = None
        plan = _extra(column, cells, taken)
        if guess:
            sign = _separator(guess.role, cells)
            kind = plan.kind if guess.role in NUMBERS and plan.kind in FIGURES else TEXT
            plan = replace(
                plan,
                role=guess.role,
                why=guess.why,
                kind=kind,
                separator=sign,
                is_filter=False,
                measure="",
            )
        plans.append(plan)
    return plans


def _separator(role: str, cells: Sequence[str]) -> str:
    if role in ("secteurs", "structures", "activites"):
        return find_separator(cells)
    if role in ("code_commune", "commune", "epci", "siren_epci", "lieu"):
        return next((sign for sign in SURE if any(sign in cell for cell in cells)), "")
    return ""


def _extra(column: ColumnName, cells: Sequence[str], taken: set[str]) -> Plan:
    called = _called(column)
    kind = kind_of(called, cells)
    is_named = column.name != column.letter
    named = called if is_named else label("adopt.column_letter", LANGS[0], letter=column.name)
    stem = slug(named).replace("-", "_")[:40].strip("_") or "colonne"
    stem = stem if stem[0].isalpha() else f"c_{stem}"
    field, rank = stem, 2
    while field in taken:
        field, rank = f"{stem}_{rank}", rank + 1
    taken.add(field)
    sign = find_separator(cells) if kind == "liste" else ""
    titles = {
        lang: _title(in_euros(called) if kind == EUROS else called)
        if is_named
        else label("adopt.column_letter", lang, letter=column.name)
        for lang in LANGS
    }
    plan = Plan(column.name, EXTRA, "none", field, kind, sign, titles)
    measure = Type.SUM if is_sum_like(cells, kind) else ""
    return replace(plan, is_filter=is_filter_like(field, cells, kind, sign), measure=measure)


def _called(column: ColumnName) -> str:
    """Return what a column is called: a number says nothing without the name of its group."""
    is_alone = column.name.isdigit() and column.group not in ("", column.name)
    return f"{column.group}{BETWEEN}{column.name}" if is_alone else column.name


def _title(name: str) -> str:
    """Return the name of a column as readers see it: words, where it was written for programs."""
    is_code = re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", name) is not None
    return name.replace("_", " ").capitalize() if is_code else name


def _titles(titles: Sequence[str]) -> tuple[str, str]:
    """Return the title of a table, and the day that what stands above it tells."""
    days = (
        day(found[1].replace("1er", "1"))
        for text in titles
        for found in DAY_IN_TITLE.finditer(text)
    )
    date = next((text for text, is_doubtful in days if text and not is_doubtful), "")
    return (titles[0] if titles else ""), date
