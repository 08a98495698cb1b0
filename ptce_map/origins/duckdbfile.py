"""Tables and views of a DuckDB file: read alone, nothing outside of it is opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ptce_map.origins.access import without_secrets
from ptce_map.origins.address import Origin
from ptce_map.origins.files import fingerprint, usable_file
from ptce_map.origins.records import Records, bounded
from ptce_map.register.files.bounds import MOST_ROWS

CLOSED: Mapping[str, str | bool | int | float | list[str]] = MappingProxyType(
    {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "lock_configuration": "true",
        "memory_limit": "1GB",
    }
)
"""Settings by which a view reads no other file, and nothing is fetched."""
MAIN_SCHEMA = "main"
BATCH = 2_000
CRS = re.compile(r"\(.*?([A-Za-z]+:[0-9]+)")
LISTED = """
select table_schema, table_name from information_schema.tables
where table_catalog = current_database() order by table_schema <> 'main', 1, 2
"""


def qualified(*names: str) -> str:
    """Return the names of a schema and a table, quoted as SQL does."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


@dataclass(frozen=True, eq=False)
class Duck:
    """The tables of an open file."""

    origin: Origin
    connection: Any

    def listed(self) -> dict[str, str]:
        """Return name -> the same quoted; the schema is left out where it is that of all."""
        pairs = self.connection.execute(LISTED).fetchall()
        return {
            name if schema == MAIN_SCHEMA else f"{schema}.{name}": qualified(schema, name)
            for schema, name in pairs
        }

    def names(self) -> list[str]:
        """Return the names of the tables and views."""
        return list(self.listed())

    def state(self, _: Iterable[str]) -> str:
        """Return what tells two states of the file apart."""
        return fingerprint(Path(self.origin.address))

    def called(self, name: str) -> str:
        """Return what faults call a table."""
        return f"{Path(self.origin.address).name}#{name}"

    def read(self, name: str) -> Records:
        """Read a table or a view."""
        relation = self.connection.table(self.listed()[name]).limit(MOST_ROWS + 1)
        found = self.connection.execute(relation.sql_query())
        batches = iter(lambda: found.fetchmany(BATCH), [])
        rows = bounded(self.origin, chain.from_iterable(batches))
        types = {column: str(kind) for column, kind in zip(relation.columns, relation.types)}
        shapes = {name: _crs(kind) for name, kind in types.items() if kind.startswith("GEOMETRY")}
        return Records(relation.columns, rows, shapes)


def _crs(kind: str) -> str:
    found = CRS.search(kind)
    return found[1].upper() if found else ""


@contextmanager
def open_duckdb(origin: Origin) -> Iterator[Duck]:
    """Open a DuckDB file to read it.

    Raises
    ------
    UnusableRegisterError
        If it cannot be read, is too large, or if the package ``duckdb`` is not installed.
    """
    usable_file(origin)
    try:
        import duckdb
    except ImportError:
        raise origin.fault("origin_package", package="duckdb", extra="duckdb") from None
    try:
        with duckdb.connect(origin.address, read_only=True, config=dict(CLOSED)) as connection:
            yield Duck(origin, connection)
    except duckdb.Error as error:
        raise origin.fault("origin_refused", reason=without_secrets(str(error))) from None
