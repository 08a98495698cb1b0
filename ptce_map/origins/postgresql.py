"""Tables and views of a PostgreSQL database, in one transaction that only reads.

Passwords are those that libpq finds: ``PGPASSWORD``, ``PGPASSFILE`` or ``~/.pgpass``.
"""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Timer
from typing import TYPE_CHECKING, Any

from ptce_map.origins.access import SILENCE_S, WHOLE_S, without_secrets
from ptce_map.origins.address import Origin
from ptce_map.origins.records import Records, bounded
from ptce_map.register.files.bounds import MOST_ROWS

if TYPE_CHECKING:
    from psycopg import Connection

BATCH = 2_000
MOST_S = 2 * WHOLE_S
"""Seconds that all queries may take together."""
TEXTS = (
    "date",
    "timestamp",
    "timestamptz",
    "time",
    "timetz",
    "interval",
    "numeric",
    "json",
    "jsonb",
)
"""Types that are taken as the server writes them: it has days and numbers that Python has not."""
SHAPES = ("geometry", "geography")
SESSION = {
    "statement_timeout": f"{WHOLE_S}s",
    "lock_timeout": f"{SILENCE_S}s",
    "idle_in_transaction_session_timeout": f"{2 * WHOLE_S}s",
    "datestyle": "ISO",
    "timezone": "Europe/Paris",
}
LINK = {
    "connect_timeout": str(SILENCE_S),
    "application_name": "ptce-map",
    "keepalives_idle": str(SILENCE_S),
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": str(1000 * WHOLE_S),
}
LISTED = """
select n.nspname, c.relname, n.nspname = current_schema()
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
  and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
  and not exists (
    select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
      and d.deptype = 'e')
order by 3 desc, 1, 2
"""
"""Tables and views that may be read, those of extensions left out."""
KEYED = """
select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid
  and a.attnum = any(i.indkey)
where i.indrelid = %s::regclass and i.indisprimary
order by array_position(i.indkey::int2[], a.attnum)
"""

DIGEST = """
select count(*), encode(sha256(convert_to(string_agg(made, '' order by made), 'UTF8')), 'hex')
from (
  select encode(sha256(convert_to(row(whole_row.*)::text, 'UTF8')), 'hex') as made
  from (select * from {} limit {}) whole_row
) digests
"""


@dataclass(frozen=True, eq=False)
class Database:
    """The tables of an open database."""

    origin: Origin
    connection: Connection[Any]

    def listed(self) -> dict[str, tuple[str, str]]:
        """Return name -> schema and name; the schema is left out where it is the first searched."""
        rows = self.connection.execute(LISTED).fetchall()
        wanted = self.origin.schema
        return {
            name if (schema == wanted or (is_first and not wanted)) else f"{schema}.{name}": (
                schema,
                name,
            )
            for schema, name, is_first in rows
            if self._is_wanted(schema, is_first=is_first)
        }

    def _is_wanted(self, schema: str, *, is_first: bool) -> bool:
        """Tell whether tables of a schema are looked at: of all, if the address names a table."""
        if self.origin.schema:
            return schema == self.origin.schema
        return is_first or bool(self.origin.table)

    def names(self) -> list[str]:
        """Return the names of the tables and views that may be read."""
        return list(self.listed())

    def called(self, name: str) -> str:
        """Return what faults call a table."""
        return ".".join(self.listed()[name])

    def state(self, names: Iterable[str]) -> str:
        """Return a digest of the rows and columns of tables, in any order; the server makes it."""
        from psycopg import sql

        digest = hashlib.sha256()
        for name in names:
            table = sql.Identifier(*self.listed()[name])
            asked = sql.SQL(DIGEST).format(table, MOST_ROWS + 1)
            found = self.connection.execute(asked).fetchone()
            digest.update(repr((name, self._columns(table), found)).encode())
        return digest.hexdigest()

    def _columns(self, table: Any) -> list[str]:
        from psycopg import sql

        cursor = self.connection.execute(sql.SQL("select * from {} limit 0").format(table))
        return [column.name for column in cursor.description or ()]

    def read(self, name: str) -> Records:
        """Read a table in the order of its key, a view in its own."""
        from psycopg import sql

        table = sql.Identifier(*self.listed()[name])
        keys = self.connection.execute(KEYED, [table.as_string(self.connection)]).fetchall()
        order = sql.SQL(", ").join(sql.Identifier(key) for (key,) in keys)
        asked = sql.SQL("select * from {}").format(table)
        if keys:
            asked = sql.SQL("{} order by {}").format(asked, order)
        with self.connection.cursor(name="ptce_map") as cursor:
            cursor.itersize = BATCH
            cursor.execute(sql.SQL("{} limit {}").format(asked, MOST_ROWS + 1))
            columns = [(column.name, column.type_code) for column in cursor.description or ()]
            rows = bounded(self.origin, cursor)
        shapes = self._shape_types()
        return Records(
            [column for column, _ in columns],
            rows,
            {column: "" for column, type_ in columns if type_ in shapes},
        )

    def _shape_types(self) -> set[int]:
        asked = "select oid from pg_type where typname = any(%s)"
        return {oid for (oid,) in self.connection.execute(asked, [list(SHAPES)])}


@contextmanager
def open_postgresql(origin: Origin) -> Iterator[Database]:
    """Open a database, in a transaction that reads the tables as they are at one moment.

    Raises
    ------
    UnusableRegisterError
        If it does not answer, or refuses; or if the package ``psycopg`` is not installed.
    """
    try:
        import psycopg
        from psycopg.types.string import TextLoader
    except ImportError:
        raise origin.fault("origin_package", package="psycopg", extra="postgres") from None
    try:
        with psycopg.connect(origin.address, **_link(origin)) as connection:  # type: ignore[arg-type]
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            for name in TEXTS:
                connection.adapters.register_loader(name, TextLoader)
            with bounded_in_time(origin, connection.fileno()):
                for setting, value in SESSION.items():
                    connection.execute("select set_config(%s, %s, true)", [setting, value])
                yield Database(origin, connection)
    except psycopg.errors.QueryCanceled:
        raise origin.fault("origin_slow", seconds=WHOLE_S) from None
    except psycopg.OperationalError as error:
        code = "origin_refused" if error.sqlstate else "origin_away_postgresql"
        raise origin.fault(code, reason=_reason(error)) from None
    except UnicodeError as error:
        raise origin.fault("origin_refused", reason=type(error).__name__) from None
    except psycopg.Error as error:
        raise origin.fault("origin_refused", reason=_reason(error)) from None


@contextmanager
def bounded_in_time(origin: Origin, link: int) -> Iterator[None]:
    """Shut a link to a server, by its number, that has taken too long, whatever the server does.

    The limits of the session are kept by the server, which may be what is stuck.

    Raises
    ------
    UnusableRegisterError
        If it took too long.
    """
    shut = Event()

    def shut_down() -> None:
        shut.set()
        with suppress(OSError):
            own.shutdown(socket.SHUT_RDWR)

    with socket.socket(fileno=os.dup(link)) as own:
        timer = Timer(MOST_S, shut_down)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception:
            if shut.is_set():
                raise origin.fault("origin_slow", seconds=MOST_S) from None
            raise
        finally:
            timer.cancel()
            timer.join()


def _link(origin: Origin) -> dict[str, str]:
    """Return the parameters of a connection that the address does not say."""
    from psycopg.conninfo import conninfo_to_dict

    said = conninfo_to_dict(origin.address)
    return {name: value for name, value in LINK.items() if name not in said}


def _reason(error: Any) -> str:
    said = error.diag.message_primary or str(error).partition("\n")[0]
    return without_secrets(said)
