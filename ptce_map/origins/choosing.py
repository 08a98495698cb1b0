"""Which tables of a database, a file or an archive are those of a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ptce_map.likeness import nearest_texts
from ptce_map.origins.address import DUCKDB, GEOPACKAGE, POSTGRESQL, Origin
from ptce_map.register.schema import MAIN, TABLES

MARKS = MappingProxyType({POSTGRESQL: "?table=", DUCKDB: "#", GEOPACKAGE: "#", ".geojson": "#"})
"""Kind of origin -> what stands before the name of a table in its address."""
MOST_NAMED = 20
"""Tables that an error names."""


def choose(origin: Origin, names: Sequence[str]) -> Mapping[str, str]:
    """Return table of the register -> the name that it has there, as it is written there.

    The one that the address names holds the poles. Else tables are found by the names of those of
    a register, whatever their case; a lone table holds the poles whatever its name.

    Raises
    ------
    UnusableRegisterError
        If the table that is asked for is not there, or if none is that of the poles.
    """
    if not names:
        raise origin.fault("origin_none")
    if origin.table:
        return {MAIN: _asked(origin, names)}
    found = {
        table: name for table in TABLES for name in names if last_part(name).casefold() == table
    }
    if MAIN in found:
        return found
    if len(names) == 1:
        return {MAIN: names[0]}
    example = f"{MARKS[origin.kind]}{names[0]}"
    raise origin.fault("origin_tables", names=_named(names), example=example)


def last_part(name: str) -> str:
    """Return the name of a table without its schema."""
    return name.rpartition(".")[2]


def _asked(origin: Origin, names: Sequence[str]) -> str:
    asked = origin.table.casefold()
    ranked = (
        [name for name in names if name == origin.table],
        [name for name in names if name.casefold() == asked],
        [name for name in names if last_part(name).casefold() == asked],
    )
    matched = next(filter(None, ranked), [])
    if len(matched) != 1:
        near = nearest_texts(origin.table, names)
        raise origin.fault(
            "origin_table", table=origin.table, names=_named([*near, *names] if near else names)
        )
    return matched[0]


def _named(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return ", ".join(distinct[:MOST_NAMED]) + ("…" if len(distinct) > MOST_NAMED else "")
