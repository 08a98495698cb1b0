"""How the cells of a column are written, where one alone would leave a doubt: dates, thousands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from ptce_map.register.files.typed_values import DAY_MONTH_YEAR, decimal_number

MONTHS = 12
DAY_FIRST, MONTH_FIRST, THOUSANDS, DECIMALS = "day_first", "month_first", "thousands", "decimals"
KILO, MEGA = "kilo", "mega"
UNITS: Mapping[str, tuple[str, re.Pattern[str]]] = MappingProxyType(
    {
        KILO: ("k€", re.compile(r"(?i)\bk\s?(?:€|eur(?:os?)?\b)|\b(?:en )?milliers d['’ ]euros?")),
        MEGA: (
            "M€",
            re.compile(r"\bM\s?(?:€|(?:eur|euros?)\b)|(?i:\b(?:en )?millions? d['’ ]euros?)"),
        ),
    }
)
"""Usage of a column whose name says that its amounts are of thousands, or millions, of euros -> the
unit, and how a name says it."""
MARK = re.compile(r"\d[.,]\d")


@dataclass(frozen=True)
class Usage:
    """What the cells of a column are taken for: the end of a key ``adopt.usage.<key>``.

    ``n`` counts the cells which it decides of, and ``example`` is one of them.
    """

    key: str = ""
    n: int = 0
    example: str = ""


def usage_of(kind: str, cells: Sequence[str], name: str = "") -> Usage:
    """Return how the cells of a column are written, nothing where none is in doubt.

    The name of a column of amounts may say their unit.

    The month comes first where a cell says so and none says the contrary. Amounts have two decimals
    at most, so that the mark before three digits parts thousands, unless another has decimals.
    """
    bare = [cell for cell in cells if cell and _with_unit(cell, "k€") != cell]
    for key, (_, said) in UNITS.items():
        if kind == "montant" and said.search(name) and bare:
            return Usage(key, len(bare), bare[0])
    return READ[kind](cells) if kind in READ else Usage()


def in_euros(name: str) -> str:
    """Return the name of a column of amounts as it is once these are in euros."""
    for _, said in UNITS.values():
        name = said.sub("€", name)
    return name


def _days(cells: Sequence[str]) -> Usage:
    found = [(cell, match) for cell in cells if (match := DAY_MONTH_YEAR.fullmatch(cell.strip()))]
    pairs = [(cell, int(match[1]), int(match[3])) for cell, match in found]
    doubtful = [
        cell for cell, first, second in pairs if first != second and max(first, second) <= MONTHS
    ]
    has_day_first = any(first > MONTHS for _, first, _ in pairs)
    has_month_first = any(second > MONTHS for _, _, second in pairs)
    if not doubtful or (has_day_first and not has_month_first):
        return Usage()
    key = MONTH_FIRST if has_month_first and not has_day_first else DAY_FIRST
    return Usage(key, len(doubtful), doubtful[0])


def _numbers(cells: Sequence[str]) -> Usage:
    doubtful, has_decimals = _marked(cells)
    return Usage(DECIMALS, len(doubtful), doubtful[0]) if doubtful and not has_decimals else Usage()


def _amounts(cells: Sequence[str]) -> Usage:
    doubtful, has_decimals = _marked(cells)
    if not doubtful:
        return Usage()
    return Usage(DECIMALS if has_decimals else THOUSANDS, len(doubtful), doubtful[0])


def _marked(cells: Sequence[str]) -> tuple[list[str], bool]:
    """Return the numbers whose mark may part thousands, and whether another has decimals."""
    doubtful = [cell for cell in cells if decimal_number(cell)[1]]
    return doubtful, any(
        MARK.search(cell) and decimal_number(cell)[0] and not _is_parted(cell)
        for cell in cells
        if cell not in doubtful
    )


def _is_parted(cell: str) -> bool:
    """Tell a number whose marks part thousands alone: "1.234.567"."""
    return re.fullmatch(r"\D*\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+\D*", cell) is not None


READ: Mapping[str, Callable[[Sequence[str]], Usage]] = MappingProxyType(
    {
        "date": _days,
        "montant": _amounts,
        **dict.fromkeys(("entier", "nombre", "pourcentage"), _numbers),
    }
)
"""Kind of a column -> what tells how its cells are written."""


def _turned(cell: str) -> str:
    found = DAY_MONTH_YEAR.fullmatch(cell.strip())
    return f"{found[3]}/{found[1]}/{found[4]}" if found and int(found[3]) <= MONTHS else cell


def _unparted(cell: str) -> str:
    return (
        MARK.sub(lambda mark: mark[0][0] + mark[0][-1], cell) if decimal_number(cell)[1] else cell
    )


def _with_unit(cell: str, unit: str) -> str:
    """Write a unit after a number that has none."""
    is_bare = bool(decimal_number(cell)[0]) and not re.search(r"[^\W\d_]|[€%]", cell)
    return f"{cell} {unit}" if is_bare else cell


TURNED: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        MONTH_FIRST: _turned,
        THOUSANDS: _unparted,
        **{key: partial(_with_unit, unit=unit) for key, (unit, _) in UNITS.items()},
    }
)
"""Usage of a column -> what makes of a cell one that is read alone as it is meant."""
