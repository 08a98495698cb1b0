"""The places that the text of a register names, looked up in the COG: no contour is needed.

Former codes are not faults: they are reported as passages to the communes that replaced them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import pandas as pd

from geodata.cog import Cog
from ptce_map.errors import UnknownToken, UnknownTokenError
from ptce_map.notices import Fault
from ptce_map.resolution import Resolver, build_resolver
from ptce_map.rules import COMMUNE, TOKEN
from ptce_map.schema import MAIN, file_name
from ptce_map.tokens import is_token
from ptce_map.validation import values

SEAT = "siege"
SOUND = {"territoire": is_token, SEAT: COMMUNE.holds}
"""Column of places -> what tells a value that has the right form."""
RULE_OF = {"territoire": TOKEN, SEAT: COMMUNE}


@dataclass(frozen=True)
class Passage:
    """A former code that a register uses, and the commune that it stands for today.

    ``value`` is what the register writes, prefix included; ``file`` and ``sheet`` are where.
    """

    line: int
    column: str
    value: str
    ancien_code: str
    code_commune: str
    nom_commune: str
    file: str = ""
    sheet: str = ""


@lru_cache(maxsize=4)
def cog_resolver(cog: Cog) -> Resolver:
    """Return what every token stands for, as if every commune but those of the COM had a contour.

    No contour is published for the collectivités d'outre-mer.
    """
    return build_resolver(cog, cog.communes.index[cog.communes["zone"] != "com"])


def find_places(poles: pd.DataFrame, cog: Cog) -> tuple[list[Fault], list[Passage]]:
    """Return the codes that the COG does not know, and the former codes that it does.

    Reads ``territoire`` and ``siege``, as text indexed by line; what has not the form of a token or
    of a code is passed over, and so is a column that is not there.
    """
    resolver = cog_resolver(cog)
    look_up = lru_cache(maxsize=None)(partial(_look_up, resolver))
    faults: list[Fault] = []
    passages: list[Passage] = []
    for line, column, value in _places(poles):
        found = look_up(column, value)
        if isinstance(found, UnknownToken):
            faults.append(_fault(found, (line, column, value)))
        elif found:
            former, commune = found
            name = str(cog.communes.at[commune, "nom_commune"])
            passages.append(Passage(line, column, value, former, commune, name))
    return faults, passages


def _places(poles: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the column and the value of each place whose form is sound."""
    for column, is_sound in SOUND.items():
        for line, value in values(poles, column) if column in poles else ():
            if is_sound(value):
                yield line, column, value


def _look_up(resolver: Resolver, column: str, value: str) -> UnknownToken | tuple[str, str] | None:
    """Return what is unknown, or a former code and its commune, or nothing to report."""
    try:
        commune = _commune(resolver, column, value)
    except UnknownTokenError as error:
        return error.unknown[0]
    former = _former_code(resolver, column, value)
    return (former, commune) if former else None


def _commune(resolver: Resolver, column: str, value: str) -> str:
    """Return the current commune of a seat, or the first of those of a token."""
    if column == SEAT:
        return resolver.seat(value, pole="")
    return resolver.resolve(value, pole="")[0][0]


def _former_code(resolver: Resolver, column: str, value: str) -> str:
    token = f"com:{value}" if column == SEAT else value
    former = resolver.former_code(token)
    return "" if former in resolver.cog.arrondissements.index else former


def _fault(unknown: UnknownToken, place: tuple[int, str, str]) -> Fault:
    return Fault(file_name(MAIN), *place, unknown.code, unknown.details)


def checked_repair(fault: Fault, cog: Cog) -> Fault:
    """Return a fault whose repair is a place of the COG; without it if it is none."""
    column = fault.column
    if fault.code != "repair" or column not in SOUND:
        return fault
    found = _look_up(cog_resolver(cog), column, str(fault.details["repair"]))
    if not isinstance(found, UnknownToken):
        return fault
    return replace(fault, code=RULE_OF[column].code, details={})
