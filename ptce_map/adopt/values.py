"""Cells of the other columns: what kind of values they are, and each as its kind writes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ptce_map.adopt.usages import TURNED
from ptce_map.labels import fold
from ptce_map.register.files import websites
from ptce_map.register.files.typed_values import (
    day,
    decimal_number,
    is_error,
    is_nothing,
    serial_day,
)
from ptce_map.register.rules import DATE
from ptce_map.register.schema import SEPARATOR

SEPARATORS: Mapping[str, str] = MappingProxyType(
    {"\n": r"\s*\n\s*", ";": r"\s*;\s*", "|": r"\s*\|\s*", "/": r"\s+/\s+|\s*/\s*", ",": r"\s*,\s*"}
)
"""What may part the values of a cell -> its pattern, the surest first."""
SURE = ("\n", ";", "|")
SHARED = {"\n": 0.5, ";": 0.5, "|": 0.5, "/": 0.8, ",": 0.8}
"""Share of the values that must stand in cells of several wordings for a sign to part them."""
LONGEST_VALUE = 60
"""Letters of a value of a list."""
ENOUGH = 0.8
"""Share of the cells that must be values of a kind."""
MONEY = re.compile(r"€|\beur(?:os?)?\b", re.IGNORECASE)
AMOUNT_WORDS = frozenset(
    {
        "montant",
        "cout",
        "budget",
        "subvention",
        "aide",
        "financement",
        "euro",
        "depense",
        "dotation",
        *("grant", "amount", "cost", "funding"),
    }
)
SHARE_WORDS = frozenset({"taux", "part", "pourcentage", "pct", "proportion"})
YEAR_WORDS = frozenset({"annee", "millesime", "year", "date"})
CODE_WORDS = frozenset(
    {"code", "siret", "siren", "telephone", "tel", "insee", "cp", "numero", "id"}
)


@dataclass(frozen=True)
class Value:
    """A cell as its kind writes it; ``is_lost`` tells one that is no value of the kind."""

    text: str
    is_lost: bool = False


def find_separator(cells: Sequence[str]) -> str:
    """Return the sign that parts several values in the cells of a column; nothing if none does.

    It does where most of the values that it makes stand in cells of several wordings: "bio" is in
    "bio, local" and in "bio, laine". A sentence with a comma is then no list.
    """
    filled = list(dict.fromkeys(cell for cell in cells if cell))
    for sign, pattern in SEPARATORS.items():
        wordings = [tuple(dict.fromkeys(_parts(cell, pattern))) for cell in filled]
        if not any(len(parts) > 1 for parts in wordings):
            continue
        counts = Counter(fold(part) for parts in set(wordings) for part in parts)
        several = [part for parts in wordings if len(parts) > 1 for part in parts]
        shared = sum(counts[fold(part)] > 1 for part in several)
        is_short = all(len(part) <= LONGEST_VALUE for part in several)
        if is_short and shared >= SHARED[sign] * len(several) and len(set(wordings)) > 2:
            return sign
    return ""


def _parts(cell: str, pattern: str) -> list[str]:
    return [part for part in re.split(pattern, cell) if part]


def split(cell: str, sign: str) -> list[str]:
    """Return the values of a cell, bullets taken away, each once."""
    parts = _parts(cell, SEPARATORS[sign]) if sign else [cell]
    bare = (re.sub(r"^\s*[-–—•·*]\s+", "", part).strip() for part in parts)
    return list(dict.fromkeys(part for part in bare if part))


def kind_of(name: str, cells: Sequence[str]) -> str:
    """Return the kind of an extra column by its cells, and by its name where these may be several.

    Numbers that begin by a zero, and those of a column of codes, are texts.
    """
    filled = [cell for cell in dict.fromkeys(cells) if cell and not is_nothing(cell)]
    words = set(fold(name).split())
    if not filled:
        return "texte"
    if words & YEAR_WORDS and _share(filled, _is_day_or_year) >= ENOUGH:
        return "date"
    for kind, holds in TESTS.items():
        if _share(filled, holds) >= ENOUGH:
            return kind
    if words & CODE_WORDS or any(re.match(r"0\d", cell) for cell in filled):
        return "liste" if find_separator(cells) else "texte"
    if _share(filled, lambda cell: bool(decimal_number(cell)[0])) >= ENOUGH:
        return _kind_of_numbers(name, words, filled)
    return "liste" if find_separator(cells) else "texte"


def _kind_of_numbers(name: str, words: set[str], filled: Sequence[str]) -> str:
    if "%" in name or words & SHARE_WORDS or _share(filled, lambda cell: "%" in cell) > 0.5:
        return "pourcentage"
    singular = words | {word.rstrip("s") for word in words}
    if MONEY.search(name) or singular & AMOUNT_WORDS or any(MONEY.search(cell) for cell in filled):
        return "montant"
    are_whole = all(re.fullmatch(r"\d+", decimal_number(cell)[0] or "0") for cell in filled)
    return "entier" if are_whole else "nombre"


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def _is_date(cell: str) -> bool:
    return bool(day(cell)[0]) or (DATE.holds(cell) and len(cell) > 4)


def _is_day_or_year(cell: str) -> bool:
    return _is_date(cell) or DATE.holds(cell) or bool(serial_day(cell))


TESTS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "date": _is_date,
        "lien": lambda cell: bool(websites.repair(cell)),
    }
)
"""Kind -> what tells its cells, for those that no name is needed for."""


def write(kind: str, cell: str, sign: str = "", usage: str = "") -> Value:
    """Return a cell as its kind writes it, in the usage of its column."""
    if usage in TURNED:
        cell = TURNED[usage](cell)
    if not cell or is_error(cell) or (kind not in ("texte", "liste") and is_nothing(cell)):
        return Value("", is_lost=is_error(cell))
    return WRITERS[kind](cell, sign)


def _text(cell: str, _: str) -> Value:
    return Value(plain(cell))


def plain(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    signless = re.sub(r"^([+-])(?=\w)", r"\1 ", cell)
    return f"’{signless}" if re.match("[=@]", signless) else signless


def _list(cell: str, sign: str) -> Value:
    parts = (plain(part.replace(SEPARATOR, "/")) for part in split(cell, sign))
    return Value(SEPARATOR.join(dict.fromkeys(parts)))


def _date(cell: str, _: str) -> Value:
    if DATE.holds(cell):
        return Value(cell)
    found = day(cell)[0] or serial_day(cell)
    return Value(found, is_lost=not found)


def _number(cell: str, _: str) -> Value:
    text = decimal_number(cell)[0]
    return Value(text, is_lost=not text)


def _whole(cell: str, _: str) -> Value:
    text = decimal_number(cell)[0]
    is_whole = re.fullmatch(r"\d{1,15}", text) is not None
    return Value(text if is_whole else "", is_lost=not is_whole)


def _link(cell: str, _: str) -> Value:
    repaired = websites.repair(cell)
    found = [repaired] if repaired else websites.addresses(cell)
    return Value(next(iter(found), ""), is_lost=len(found) != 1)


WRITERS: Mapping[str, Callable[[str, str], Value]] = MappingProxyType(
    {
        "texte": _text,
        "liste": _list,
        "date": _date,
        "entier": _whole,
        "nombre": _number,
        "montant": _number,
        "pourcentage": _number,
        "lien": _link,
    }
)
"""Kind of an extra column -> how its cells are written."""
