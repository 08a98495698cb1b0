"""The places that the text of a register names, looked up in the COG: no contour is needed.

What is written otherwise than tokens are, and can mean one place alone, is read and said. Former
codes are not faults: they are reported as passages to the communes that replaced them. Places that
no map draws are kept, and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from geodata.cog import Cog, is_drawn
from ptce_map.notices import Fault, Level, Notice, Words
from ptce_map.places.habits import explain, split_prefix, sure_reading
from ptce_map.places.resolution import Resolver, build_resolver
from ptce_map.places.tokens import is_token
from ptce_map.register.checks.cells import values
from ptce_map.register.files.assembly import Reading
from ptce_map.register.rules import COMMUNE, TOKEN
from ptce_map.register.schema import MAIN, SEPARATOR, file_name

SEAT = "siege"
SOUND = {"territoire": is_token, SEAT: COMMUNE.holds}
"""Column of places -> what tells a value that has the right form."""
RULES_OF_PLACES = (TOKEN.code, COMMUNE.code)
LAST_YEAR_OF_OLD_CODES = 1976
"""Codes given up until then are those of other départements: no one means them today."""


@dataclass(frozen=True)
class Passage:
    """A former code that a register uses, and the commune that it stands for today.

    ``value`` is what the register writes, prefix included; ``nom_ancien`` and ``annee`` are the
    name that the code had, and the year from which it is no more, empty and 0 if the COG does not
    say; ``file`` and ``sheet`` are where.
    """

    line: int
    column: str
    value: str
    ancien_code: str
    code_commune: str
    nom_commune: str
    nom_ancien: str = ""
    annee: int = 0
    file: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Places:
    """What is said of the places of a register."""

    faults: list[Fault] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


@lru_cache(maxsize=4)
def cog_resolver(cog: Cog) -> Resolver:
    """Return what every token stands for, as if every commune but those of the COM had a contour.

    No contour is published for the collectivités d'outre-mer.
    """
    return build_resolver(cog, cog.communes.index[is_drawn(cog.communes)])


def understood(reading: Reading, cog: Cog) -> Reading:
    """Return a reading whose places are written as tokens where they can mean one place alone.

    Each value that was read so is said by a notice.
    """
    if MAIN not in reading.tables:
        return reading
    resolver, notices, poles = cog_resolver(cog), list(reading.notices), reading.tables[MAIN]
    for column in SOUND:
        if column in poles:
            cells, said = _understood_cells(poles[column], column, resolver)
            poles = poles.assign(**{column: cells})
            notices += said
    tables = {**reading.tables, MAIN: poles}
    return replace(reading, tables=tables, notices=tuple(notices))


def _understood_cells(
    cells: pd.Series, column: str, resolver: Resolver
) -> tuple[list[str], list[Notice]]:
    written, notices = [], []
    for line, cell in zip(cells.index.tolist(), cells.tolist()):
        parts = cell.split(SEPARATOR) if cell else []
        for at, part in enumerate(parts):
            found = _understood(part, column, resolver)
            if found is not None:
                parts[at] = str(found.details["token"])
                notices.append(replace(found, line=line))
        written.append(SEPARATOR.join(parts))
    return written, notices


@lru_cache(maxsize=65536)
def _understood(value: str, column: str, resolver: Resolver) -> Notice | None:
    """Return the notice of a value that is read otherwise than it is written, with its token."""
    if not value.strip() or _is_place(value, column, resolver):
        return None
    text, prefix = (split_prefix(value)[1], "com") if column == SEAT else (value, "")
    sense = sure_reading(explain(text, resolver.codes, prefix=prefix))
    if sense is None:
        return None
    token = sense.tokens[0]
    prefix, _, code = token.partition(":")
    if column == SEAT and prefix not in ("com", "arm"):
        return None
    details: dict[str, str | int | Words] = {
        "token": code if column == SEAT else token,
        "read": resolver.named(token),
        "meaning": Words((f"meaning.{sense.key}",)),
    }
    return Notice(
        file=file_name(MAIN),
        column=column,
        value=value,
        code="read",
        details=details,
        level=Level(sense.reading),
    )


def _is_place(value: str, column: str, resolver: Resolver) -> bool:
    if column == SEAT:
        return COMMUNE.holds(value) and bool(resolver.seat(value))
    return bool(resolver.resolve(value))


def find_places(poles: pd.DataFrame, cog: Cog) -> Places:
    """Return the codes that the COG does not know, the former codes, and the places undrawn.

    Reads ``territoire`` and ``siege``, as text indexed by line; what has not the form of a token or
    of a code is passed over, and so is a column that is not there.
    """
    resolver, found = cog_resolver(cog), Places()
    for line, column, value in _places(poles):
        told = _look_up(resolver, column, value)
        if isinstance(told, Fault):
            found.faults.append(replace(told, line=line))
        elif isinstance(told, Passage):
            found.passages.append(replace(told, line=line))
        if column != SEAT and resolver.without_contour(value):
            named = {"name": resolver.name(value)}
            found.notices.append(
                Notice(
                    file=file_name(MAIN),
                    line=line,
                    column=column,
                    value=value,
                    code="no_contour",
                    details=named,
                )
            )
    return found


def _places(poles: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the column and the value of each place whose form is sound."""
    for column, is_sound in SOUND.items():
        for line, value in values(poles, column) if column in poles else ():
            if is_sound(value):
                yield line, column, value


@lru_cache(maxsize=65536)
def _look_up(resolver: Resolver, column: str, value: str) -> Fault | Passage | None:
    """Return what is wrong with a value, or the passage of a former code, without its line."""
    if not _is_place(value, column, resolver):
        return resolver.fault(column, value, file=file_name(MAIN))
    code = _former_code(resolver, column, value)
    if not code:
        return None
    cog = resolver.cog
    commune = str(cog.successor(code))
    former = resolver.codes.history.communes.get(code)
    if former and former.year <= LAST_YEAR_OF_OLD_CODES and _serves_others(code, commune, cog):
        return resolver.fault(column, value, file=file_name(MAIN))
    name = str(cog.communes.at[commune, "nom_commune"])
    names = cog.parts.set_index("code")["nom"]
    old = former.name if former else str(names.get(code, ""))
    return Passage(0, column, value, code, commune, name, old, former.year if former else 0)


def _former_code(resolver: Resolver, column: str, value: str) -> str:
    token = f"com:{value}" if column == SEAT else value
    former = resolver.former_code(token)
    return "" if former in resolver.cog.arrondissements.index else former


def _serves_others(code: str, commune: str, cog: Cog) -> bool:
    """Tell whether a former code is also the postal code of other communes than its successor."""
    served = cog.postcodes.get(code, ())
    return bool(served) and commune not in served


def explained(fault: Fault, cog: Cog) -> Fault:
    """Return a fault of the form of a place with what the value means, or may mean."""
    if fault.column not in SOUND or fault.code not in RULES_OF_PLACES:
        return fault
    meaning = cog_resolver(cog).fault(fault.column, fault.value, file=fault.file)
    return replace(fault, code=meaning.code, details={**fault.details, **meaning.details})
