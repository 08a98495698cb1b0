"""The values of a table, taken as their column writes them: what is changed or refused is said.

A value whose meaning leaves no doubt is read, with a note; one that may be a mistake is read with a
doubt, or left as it is; one that means nothing to its column is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from ptce_map.labels import fold, slug
from ptce_map.register.files import typed_values
from ptce_map.register.files import websites as addresses
from ptce_map.register.files.columns import Column, Taken, doubt, fault, token_of
from ptce_map.register.files.meanings import choice_names
from ptce_map.register.rules import (
    COMMUNE,
    DATE,
    FORMULA,
    INTEGER,
    NUMBER,
    TEXT,
    TOKEN,
    URL,
    YEAR,
)
from ptce_map.register.schema import NOT_STATED, SEPARATOR

Said = tuple[str, Taken]
"""A value as it was written, and what it was taken for."""


def take(column: Column, cell: str) -> tuple[str, list[Said]]:
    """Return a cell as its column writes it, and what is said of its values."""
    if not column.many:
        taken = _value(column, cell)
        return (cell, []) if taken is None else (taken.text, [(cell, taken)])
    given = cell.split(SEPARATOR)
    parts = [part.strip() for part in given if part.strip()]
    said: list[Said] = []
    if parts != given:
        said.append((cell, Taken(SEPARATOR.join(parts))))
    texts: list[str] = []
    for part in parts:
        taken = _value(column, part)
        said += [] if taken is None else [(part, taken)]
        texts.append(part if taken is None else taken.text)
    return SEPARATOR.join(text for text in texts if text), said


def _value(column: Column, value: str) -> Taken | None:
    """Return what a value is taken for, by the first reading that says so; ``None`` if as it is."""
    found = (reading(column, value) for reading in READINGS)
    return next((taken for taken in found if taken is not None), None)


def _error(_: Column, value: str) -> Taken | None:
    """Refuse the error of a spreadsheet."""
    return fault("error_value") if typed_values.is_error(value) else None


def _spoiled(column: Column, value: str) -> Taken | None:
    """Refuse a text whose accents were lost, and doubt one that may have lost them."""
    if "\N{REPLACEMENT CHARACTER}" in value:
        return fault("lost_accents", value)
    repaired = typed_values.unspoiled(value)
    if repaired:
        return fault("spoiled_accents", repaired, repair=repaired)
    plain = typed_values.plain_entities(value) if column.rule is not URL else ""
    if plain:
        return doubt("entities", value, repair=plain)
    is_lost = column.rule is TEXT and re.search(r"[^\W\d_]\?[^\W\d_]", value) is not None
    return doubt("question_mark", value) if is_lost else None


def _absent(column: Column, value: str) -> Taken | None:
    """Take as empty what says that there is nothing, but doubt it where any text may stand."""
    if not typed_values.is_nothing(value):
        return None
    if column.rule in (URL, DATE, YEAR, INTEGER, NUMBER, COMMUNE):
        return Taken("", "taken_empty")
    is_free = column.rule is TEXT or (column.words is not None and slug(value) != NOT_STATED)
    return doubt("nothing", value) if is_free else None


def _quoted(column: Column, value: str) -> Taken | None:
    """Take away the apostrophe that keeps a spreadsheet from computing a text."""
    bare = value.removeprefix("'")
    is_kept = column.rule is TEXT and bare[:1] in set("=+-@") and FORMULA.holds(bare)
    return Taken(bare) if is_kept and bare != value else None


BETWEEN: Mapping[str, str] = MappingProxyType(
    {
        ";": r"\s*;\s*",
        "\n": r"\s*\n\s*",
        ",": r"\s*,\s*",
        "/": r"\s*/\s*",
        "et": r"\s+(?:et|and|&)\s+",
        " ": r"\s+",
    }
)
"""What people write between several values -> its pattern, the likeliest first."""
SURE, LIKELY = (";", "\n"), (";", "\n", ",", "/")
"""What hardly stands inside a text, and inside the name of a thing."""


def _several(column: Column, value: str) -> Taken | None:
    """Take apart the values of a cell where each is known, and doubt what looks like several."""
    is_free = column.rule is TEXT or column.words is not None
    if not column.many or (not is_free and (column.holds(value) or column.knows(value))):
        return None
    for sign, pattern in BETWEEN.items():
        parts = [part for part in re.split(pattern, value) if part]
        is_parted = len(parts) > 1 and (sign.strip() or column.rule is TOKEN)
        if is_parted and all(column.knows(part) for part in parts):
            texts = (_value(column, part) or Taken(part) for part in parts)
            return Taken(SEPARATOR.join(dict.fromkeys(taken.text for taken in texts)))
    signs = SURE if column.rule is TEXT else LIKELY
    found = next((sign for sign in signs if sign in value), "")
    return doubt("several", value, separator=SIGN_NAMES.get(found, found)) if found else None


SIGN_NAMES: Mapping[str, str] = MappingProxyType({"\n": "↵"})
"""What cannot be shown on one line -> what stands for it."""


def _single(column: Column, value: str) -> Taken | None:
    """Doubt a bar in a column of one value."""
    is_barred = SEPARATOR in value and column.rule is TEXT and not column.many
    return doubt("bar", value) if is_barred else None


def _named(column: Column, value: str) -> Taken | None:
    """Take the name of a row for its id, another spelling of a word for the first, a label."""
    if column.names is not None and not column.holds(value):
        found = column.names.get(fold(value), "")
    elif column.words is not None:
        found = column.words.get(slug(value), "")
    else:
        found = choice_names(column.rule).get(fold(value), "") if column.rule.choices else ""
    return Taken(found) if found and found != value else None


def _joined(column: Column, value: str) -> Taken | None:
    """Take the blanks out of a code or token that is one without them."""
    joined = "".join(value.split())
    is_code = column.rule in (TOKEN, COMMUNE) and column.rule.holds(joined)
    return Taken(joined) if is_code and joined != value else None


def _uncomputed(column: Column, value: str) -> Taken | None:
    """Refuse a formula without value where no text may stand."""
    is_free = column.rule is TEXT or column.words is not None
    return fault("uncomputed", n=1) if value.startswith("=") and not is_free else None


def _coded(column: Column, value: str) -> Taken | None:
    taken = token_of(column, value) if column.rule is TOKEN else Taken(value)
    return taken if taken.text != value else None


def _dated(column: Column, value: str) -> Taken | None:
    if column.rule not in (DATE, YEAR) or column.holds(value):
        return None
    text, is_doubtful = typed_values.day(value)
    if text and column.rule is YEAR:
        return Taken(text[:4])
    if text:
        return doubt("day_month", text, read=text) if is_doubtful else Taken(text)
    serial = typed_values.serial_day(value)
    return doubt("serial", serial, read=serial) if serial else None


def _numbered(column: Column, value: str) -> Taken | None:
    if column.rule is not INTEGER or column.holds(value):
        return None
    digits, is_doubtful = typed_values.whole_number(value)
    if digits:
        return doubt("thousands", digits, read=digits) if is_doubtful else Taken(digits)
    rounded = typed_values.rounded(value)
    return fault("decimals", rounded=rounded) if rounded else None


def _measured(column: Column, value: str) -> Taken | None:
    if column.rule is not NUMBER or column.holds(value):
        return None
    text, is_doubtful = typed_values.decimal_number(value)
    if not text:
        return None
    return doubt("thousands", text, read=text) if is_doubtful else Taken(text)


def _addressed(column: Column, value: str) -> Taken | None:
    if column.rule is not URL or addresses.is_plain(value):
        return None
    repaired = addresses.repair(value)
    several = addresses.addresses(value)
    if several:
        return fault("urls", first=several[0])
    if repaired:
        return Taken(repaired) if repaired != value else None
    if addresses.holds_mail(value):
        return fault("mail")
    found = addresses.within(value)
    return fault("url_within", repair=found) if found else None


READINGS: Sequence[Callable[[Column, str], Taken | None]] = (
    _error,
    _spoiled,
    _uncomputed,
    _absent,
    _quoted,
    _dated,
    _numbered,
    _measured,
    _addressed,
    _joined,
    _coded,
    _several,
    _named,
    _single,
)
"""What is tried on a value, in this order."""
