"""What the columns of a table are, by their names and by what their cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ptce_map.adopt.coding import commune_of, epci_of
from ptce_map.adopt.gazetteer import Names
from ptce_map.adopt.hints import POSTCODE, read_area, read_token, split_name
from ptce_map.adopt.mapping import Plan, Planned
from ptce_map.adopt.offering import is_filter_like, is_sum_like
from ptce_map.adopt.points import is_latitude, is_longitude, is_pair, is_x, is_y
from ptce_map.adopt.roles import EXTRA, SEVERAL, role_names
from ptce_map.adopt.shaping import find_shape
from ptce_map.adopt.spelling import epci_form
from ptce_map.adopt.tables import ColumnName, Table
from ptce_map.adopt.values import SURE, find_separator, kind_of
from ptce_map.labels import LANGS, fold, slug
from ptce_map.register.extras import reserved
from ptce_map.register.files import websites
from ptce_map.register.files.typed_values import day, is_nothing
from ptce_map.register.own_filters import ADDRESS_KEYS
from ptce_map.register.own_measures import Type

LOOKED_AT = 300
"""Different cells of a column by which it is recognised."""
LEAST, STRONG, MOST = 0.3, 0.6, 0.9
"""Share of cells that must be of a role: with a name of that role, with one against the cells, and
without one."""
BY_CONTENT = (
    *("siren_epci", "code_commune", "site_web", "coordonnees", "epci", "commune"),
    *("departement", "region", "adresse", "code_postal"),
)
"""Roles that cells tell by themselves, the surest first."""
TOLD = ("commune", "epci")
"""Roles that a name tells, whatever the cells: the names of places may all be unknown."""
ALL_WORDS = 2
CODE_WIDTH = 5
DIFFERENT = 0.2
"""Share of the rows that a column must call differently to name them by where it stands."""
DAY_IN_TITLE = re.compile(r"(\d{1,2}(?:er)? \w+ \d{4}|\d{1,2}/\d{1,2}/\d{4})")

Test = Callable[[str, Names], bool]


@dataclass(frozen=True)
class Guess:
    """A role that a column may have: how sure, and what tells it."""

    role: str
    at: int
    rate: float
    why: str


def propose(table: Table, names: Names) -> Planned:
    """Propose a role for each column, the kinds of the other ones, and what a row is."""
    columns = list(table.columns)
    samples = {column.at: _sample(table.cells(column)) for column in columns}
    guesses = [guess for column in columns for guess in _guesses(column, samples[column.at], names)]
    chosen = _chosen(guesses)
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

    def share(role: str) -> float:
        if role not in shares:
            shares[role] = sum(TESTS[role](cell, names) for cell in cells) / len(cells)
        return shares[role]

    told = role_names(column.name) or role_names(column.group)
    for found in told:
        rate = found.score - found.rank / 1000
        if found.role not in TESTS:
            if _may_be(found.role, found.score, cells):
                yield Guess(found.role, column.at, rate, "name")
        elif share(found.role) >= LEAST or (found.score == ALL_WORDS and found.role in TOLD):
            is_weak = share(found.role) < STRONG and any(
                share(role) >= MOST for role in BY_CONTENT if role != found.role
            )
            named = 0 if is_weak else rate
            yield Guess(found.role, column.at, named + share(found.role), "both")
    by_name = {found.role for found in told}
    for rank, role in enumerate(BY_CONTENT):
        if role not in by_name and share(role) >= MOST and _tells(role, cells):
            yield Guess(role, column.at, share(role) - rank / 1000, "content")


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
            plan = replace(plan, role=guess.role, why=guess.why, separator=sign)
        plans.append(plan)
    return plans


def _separator(role: str, cells: Sequence[str]) -> str:
    if role in ("secteurs", "structures", "activites"):
        return find_separator(cells)
    if role in ("code_commune", "commune", "epci", "siren_epci", "lieu"):
        return next((sign for sign in SURE if any(sign in cell for cell in cells)), "")
    return ""


def _extra(column: ColumnName, cells: Sequence[str], taken: set[str]) -> Plan:
    kind = kind_of(column.name, cells)
    stem = slug(column.name).replace("-", "_")[:40].strip("_") or "colonne"
    stem = stem if stem[0].isalpha() else f"c_{stem}"
    field, rank = stem, 2
    while field in taken:
        field, rank = f"{stem}_{rank}", rank + 1
    taken.add(field)
    sign = find_separator(cells) if kind == "liste" else ""
    titles = dict.fromkeys(LANGS, _title(column.name))
    plan = Plan(column.name, EXTRA, "none", field, kind, sign, titles)
    measure = Type.SUM if is_sum_like(cells, kind) else ""
    return replace(plan, is_filter=is_filter_like(field, cells, kind, sign), measure=measure)


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


def _parts(cell: str) -> list[str]:
    return [part for part in re.split(r"[\n;|]", cell) if part.strip()]


def _every(test: Test) -> Test:
    """Return the test of a cell of several values: most of them pass."""

    def holds(cell: str, names: Names) -> bool:
        parts = _parts(cell)
        return bool(parts) and sum(test(part, names) for part in parts) * 2 > len(parts)

    return holds


def _is_commune(text: str, names: Names) -> bool:
    name = split_name(text, names.cog)[0]
    return bool(fold(name)) and bool(names.communes.named(name))


def _is_epci(text: str, names: Names) -> bool:
    name = split_name(text, names.cog)[0]
    form = epci_form(name)
    return bool(form.nature) or (not _is_commune(text, names) and bool(names.epci.named(name)))


def _is_place(text: str, names: Names) -> bool:
    is_coded = bool(read_area(text, names.cog) or read_token(text, names.cog))
    return is_coded or _is_commune(text, names) or _is_epci(text, names)


def _is_departement(text: str, names: Names) -> bool:
    return any(token.startswith("dep:") for token in read_area(text, names.cog))


def _is_region(text: str, names: Names) -> bool:
    return any(token.startswith("reg:") for token in read_area(text, names.cog))


def _is_postcode(text: str, names: Names) -> bool:
    bare = re.sub(r"\.0+\Z", "", text.strip())
    return bare.isdigit() and bare.zfill(5) in names.cog.postcodes


TESTS: Mapping[str, Test] = {
    "code_commune": _every(lambda text, names: bool(commune_of(text, names.cog))),
    "commune": _every(_is_commune),
    "code_postal": _is_postcode,
    "siege": lambda text, names: bool(commune_of(text, names.cog)) or _is_commune(text, names),
    "siren_epci": _every(lambda text, names: bool(epci_of(text, names.cog))),
    "epci": _every(_is_epci),
    "lieu": _every(_is_place),
    "departement": _is_departement,
    "region": _is_region,
    "adresse": lambda text, names: (
        any(char.isalpha() for char in text)
        and any(code in names.cog.postcodes for code in POSTCODE.findall(text))
    ),
    "latitude": lambda text, _: is_latitude(text),
    "longitude": lambda text, _: is_longitude(text),
    "x": lambda text, _: is_x(text),
    "y": lambda text, _: is_y(text),
    "coordonnees": lambda text, _: is_pair(text),
    "site_web": lambda text, _: bool(websites.repair(text)),
}
"""Role -> what tells a cell of it."""
