"""What an origin holds, taken into a folder as a register, or as a table to adopt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from ptce_map.origins import contents, web
from ptce_map.origins.address import DUCKDB, GEOPACKAGE, POSTGRESQL, WEB, Origin
from ptce_map.origins.beside import digest_beside, put_beside
from ptce_map.origins.choosing import choose
from ptce_map.origins.duckdbfile import open_duckdb
from ptce_map.origins.files import fingerprint
from ptce_map.origins.geopackage import open_geopackage
from ptce_map.origins.laying import GEOJSON, lay_table, lay_tables, safe_name
from ptce_map.origins.postgresql import open_postgresql
from ptce_map.origins.records import Records
from ptce_map.register.files.reading import TEXTS
from ptce_map.register.schema import MAIN


class Tables(Protocol):
    """The tables of an open database or file."""

    def names(self) -> list[str]:
        """Return the names of the tables."""

    def state(self, names: Iterable[str]) -> str:
        """Return what tells two states of tables apart."""

    def called(self, name: str) -> str:
        """Return what faults call a table."""

    def read(self, name: str) -> Records:
        """Read a table."""


OPENERS: Mapping[str, Callable[[Origin], AbstractContextManager[Tables]]] = MappingProxyType(
    {
        GEOPACKAGE: open_geopackage,
        GEOJSON: open_geopackage,
        DUCKDB: open_duckdb,
        POSTGRESQL: open_postgresql,
    }
)
"""Kind of what holds tables -> what opens it."""
EXTENSIONS = MappingProxyType({GEOPACKAGE: ".gpkg", DUCKDB: ".duckdb"})
AS_THEY_ARE = (GEOPACKAGE, GEOJSON)
"""Kinds of files that are adopted as they are."""
REFUSED = MappingProxyType(
    {
        contents.PAGE: "origin_page",
        contents.JSON: "origin_json",
        contents.OTHER: "origin_content",
    }
)
"""What a file holds that is no table -> the fault that tells it."""


@dataclass(frozen=True)
class Taken:
    """What was taken: the folder or file to be read, and what tells its state from another."""

    path: Path
    state: str


def take(origin: Origin, state: str, folder: Path, *, is_adopted: bool = False) -> Taken | None:
    """Take what an origin holds into a folder; nothing if it is as the state says.

    Parameters
    ----------
    origin
        Where it is kept.
    state
        What an earlier run returned; empty if there is none.
    folder
        An empty folder to write into.
    is_adopted
        Whether one table is wanted as it is, with its shapes, rather than a register.

    Raises
    ------
    UnusableRegisterError
        With what keeps it from being taken.
    """
    if origin.beside and not is_adopted:
        return _beside(origin, state, folder)
    if origin.kind == WEB:
        return _from_web(origin, state, folder, is_adopted=is_adopted)
    return _from_tables(origin, state, folder, is_adopted=is_adopted)


def _beside(origin: Origin, state: str, folder: Path) -> Taken | None:
    """Take an origin and the files of the folder that names it; the state of these comes first."""
    known, _, before = state.partition("\n")
    own = digest_beside(origin)
    taken = take(replace(origin, beside=""), before if known == own else "", folder)
    if taken is None:
        return None
    return Taken(put_beside(origin, taken.path, folder), f"{own}\n{taken.state}")


def _from_tables(origin: Origin, state: str, folder: Path, *, is_adopted: bool) -> Taken | None:
    if origin.is_near and state and state == fingerprint(Path(origin.address)):
        return None
    with OPENERS[origin.kind](origin) as opened:
        chosen = choose(origin, opened.names())
        found = opened.state(chosen.values())
        if found and found == state:
            return None
        if is_adopted:
            name = chosen[MAIN]
            return Taken(lay_table(folder, name, opened.read(name)), found)
        tables = {table: (opened.called(name), opened.read(name)) for table, name in chosen.items()}
    title = Path(origin.address).stem if origin.is_near else chosen[MAIN]
    return Taken(lay_tables(folder, title, tables), found)


def _from_web(origin: Origin, state: str, folder: Path, *, is_adopted: bool) -> Taken | None:
    answer = web.ask(origin, state, folder)
    if answer is None:
        return None
    kind, title = contents.kind_of(answer.path), safe_name(Path(answer.name).stem, MAIN)
    if kind in REFUSED:
        raise origin.fault(REFUSED[kind])
    if kind == contents.ARCHIVE:
        path = contents.unpack(origin, answer.path, folder, title)
        answer.path.unlink()
        return Taken(_lone(origin, path) if is_adopted else path, answer.state)
    path = answer.path.rename(folder / f"{title}{EXTENSIONS.get(kind, kind)}")
    if kind not in OPENERS or (is_adopted and kind in AS_THEY_ARE and not origin.table):
        return Taken(path, answer.state)
    own = replace(origin, kind=kind, address=str(path), told=str(origin))
    taken = _from_tables(own, "", folder, is_adopted=is_adopted)
    path.unlink()
    return Taken(taken.path, answer.state) if taken else None


def _lone(origin: Origin, folder: Path) -> Path:
    """Return the one table of an archive that is to be adopted; several are refused."""
    found = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in TEXTS]
    if len(found) > 1:
        raise origin.fault("origin_several", names=", ".join(path.name for path in found))
    return found[0]
