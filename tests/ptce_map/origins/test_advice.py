"""What to do about an origin that gives nothing is true: followed to its end, one is read."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import duckdb
import pytest

from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import read_locale
from ptce_map.notices import Fault
from ptce_map.origins import access, web
from ptce_map.origins.address import origin_of
from ptce_map.origins.copies import refresh
from ptce_map.origins.taking import take
from ptce_map.register.files.reading import read
from tests.databases import PASSWORDS, READER, Database, serving
from tests.hosts import Asked, Host, Reply

TEXT = b"nom,territoire\nLe Phare,com:31555\n"
SOUND = Reply(TEXT)
POLES = "create table {} as select 'Le Phare' nom, 'com:31555' territoire"


@dataclass
class World:
    """What an origin is asked in: a host, a folder, the environment, and a database."""

    host: Host
    folder: Path
    patch: pytest.MonkeyPatch
    server: Database
    done: Event = field(default_factory=Event)

    def ask(self, address: str | Path) -> Path:
        """Ask an origin for a register, and return its copy."""
        origin = origin_of(str(address))
        assert origin is not None
        return refresh(origin, access.store_folder()).path

    def answered(self, reply: Reply | Callable[[Asked], Reply] = SOUND, query: str = "") -> Path:
        """Ask the host for what it answers so."""
        self.host.replies["/a"] = reply
        return self.ask(self.host.address(f"/a{query}"))

    def duck(self, *statements: str, table: str = "") -> Path:
        """Ask a DuckDB file that is made so."""
        path = self.folder / "a.duckdb"
        path.unlink(missing_ok=True)
        with duckdb.connect(str(path)) as connection:
            for statement in statements:
                connection.execute(statement)
        return self.ask(f"{path}{table}")

    def base(self, change: str = "", *statements: str) -> Path:
        """Ask the database, as the reader."""
        with self.server.opened() as connection:
            for statement in statements:
                connection.execute(statement)
        self.patch.setenv("PGPASSWORD", PASSWORDS[READER])
        return self.ask(f"{self.server.address}{change}")

    def named(self, text: str, **files: str) -> Path:
        """Ask the origin that a folder names so, with other files in it."""
        folder = self.folder / "relais"
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, content in files.items():
            folder.joinpath(f"{name}.csv").write_text(content, "utf-8")
        folder.joinpath("origine.toml").write_text(text, "utf-8")
        return self.ask(folder)

    def set(self, name: str, value: str) -> None:
        """Set a variable of the environment."""
        self.patch.setenv(name, value)


def sound(world: World) -> Path:
    return world.answered()


def zipped(**files: bytes) -> Reply:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "/").replace("-", "."), content)
    return Reply(buffer.getvalue())


def asking(request: Asked) -> Reply:
    """Answer who shows the header or the key that is asked for."""
    is_known = request.headers.get("Authorization") == "Bearer 1" or "token=1" in request.path
    return SOUND if is_known else Reply(status=401)


def authorized(world: World) -> Path:
    world.set("PTCE_REGISTER_AUTHORIZATION", "Bearer 1")
    return world.answered(asking)


def with_key(world: World) -> Path:
    world.set("PTCE_REGISTER_QUERY", "token=1")
    return world.answered(asking)


def without_package(world: World) -> Path:
    with world.patch.context() as patch:
        patch.setitem(sys.modules, "duckdb", None)
        path = world.folder / "a.duckdb"
        path.touch()
        return world.ask(path)


def silent(world: World) -> Path:
    with world.patch.context() as patch:
        patch.setattr(web, "SILENCE_S", 0.1)
        try:
            return world.answered(Reply(TEXT, wait=world.done))
        finally:
            world.done.set()


def leading(world: World, address: str) -> Path:
    return world.answered(Reply(status=302, headers={"Location": address}))


def adopted(world: World, reply: Reply) -> Path:
    world.host.replies["/a"] = reply
    origin = origin_of(world.host.address("/a"))
    assert origin is not None
    folder = world.folder / "adopted"
    folder.mkdir()
    taken = take(origin, "", folder, is_adopted=True)
    assert taken is not None
    return taken.path


def failing(world: World) -> Path:
    def fail(*_: object) -> None:
        raise RuntimeError

    with world.patch.context() as patch:
        patch.setattr("ptce_map.origins.copies.take", fail)
        return world.duck(POLES.format("poles"))


def kept_in(world: World, name: str) -> Path:
    (world.folder / "file").touch()
    world.set("PTCE_CACHE", str(world.folder / name))
    return world.answered()


def damaged(world: World) -> Path:
    path = world.folder / "a.gpkg"
    path.write_bytes(b"SQLite format 3\0" + bytes(50))
    return world.ask(path)


def with_wrong_password(world: World) -> Path:
    world.set("PGPASSWORD", "wrong")
    return world.ask(f"{world.server.address}?schema=ouvert")


TWO = (POLES.format("lieux"), "create table notes (a int)")
ROWS: list[tuple[str, Callable[[World], Path], Callable[[World], Path]]] = [
    ("origin_scheme", lambda w: w.ask("ftp://h.fr/a"), sound),
    ("origin_address", lambda w: w.ask("https:///a"), sound),
    ("origin_http", lambda w: w.ask("http://h.fr/a"), sound),
    ("origin_password_web", lambda w: w.ask("https://u:p@h.fr/a"), authorized),
    ("origin_secret_web", lambda w: w.answered(asking, "?token=1"), with_key),
    (
        "origin_password_postgresql",
        lambda w: w.ask(w.server.address.replace("@", ":p@")),
        lambda w: w.base("?schema=ouvert"),
    ),
    (
        "origin_secret_postgresql",
        lambda w: w.ask(f"{w.server.address}?password=p"),
        lambda w: w.base("?schema=ouvert"),
    ),
    ("origin_package", without_package, lambda w: w.duck(POLES.format("poles"))),
    (
        "origin_path",
        lambda w: w.ask(w.folder / "absent.gpkg"),
        lambda w: w.duck(POLES.format("poles")),
    ),
    ("origin_away_web", lambda w: w.ask("https://127.0.0.1:1/a"), sound),
    ("origin_away_postgresql", with_wrong_password, lambda w: w.base("?schema=ouvert")),
    (
        "origin_refused",
        lambda w: w.duck(f"create view v as from read_text('{__file__}')"),
        lambda w: w.duck("create view v as select 'Le Phare' nom, 'com:31555' territoire"),
    ),
    ("origin_slow", silent, sound),
    ("origin_cut", lambda w: w.answered(Reply(TEXT, cut=5)), sound),
    ("origin_denied", lambda w: w.answered(asking), authorized),
    ("origin_absent", lambda w: w.answered(Reply(status=404)), sound),
    ("origin_status", lambda w: w.answered(Reply(status=500)), sound),
    ("origin_redirections", lambda w: leading(w, w.host.address("/a")), sound),
    ("origin_redirect", lambda w: leading(w, "http://h.fr/a"), sound),
    ("origin_page", lambda w: w.answered(Reply(b"<!DOCTYPE html>")), sound),
    ("origin_json", lambda w: w.answered(Reply(b'{"a": 1}')), sound),
    ("origin_content", lambda w: w.answered(Reply(b"%PDF-1.7")), sound),
    ("origin_damaged", damaged, lambda w: w.duck(POLES.format("poles"))),
    (
        "origin_archive",
        lambda w: w.answered(zipped(**{"a-pdf": b""})),
        lambda w: w.answered(zipped(**{"poles-csv": TEXT})),
    ),
    (
        "origin_several",
        lambda w: adopted(w, zipped(**{"a-csv": TEXT, "b-csv": TEXT})),
        lambda w: adopted(w, SOUND),
    ),
    (
        "origin_twins",
        lambda w: w.answered(zipped(**{"a_poles-csv": TEXT, "b_poles-csv": TEXT})),
        lambda w: w.answered(zipped(**{"a_poles-csv": TEXT})),
    ),
    (
        "origin_none",
        lambda w: w.base("?schema=ferme"),
        lambda w: w.base(
            "?schema=ferme",
            "grant usage on schema ferme to lectrice",
            "grant select on ferme.poles to lectrice",
        ),
    ),
    (
        "origin_table",
        lambda w: w.duck(*TWO, table="#absent"),
        lambda w: w.duck(*TWO, table="#lieux"),
    ),
    ("origin_tables", lambda w: w.duck(*TWO), lambda w: w.duck(*TWO, table="#lieux")),
    ("origin_unkept", lambda w: kept_in(w, "file"), lambda w: kept_in(w, "cache")),
    (
        "origin_unsaid",
        lambda w: w.named(""),
        lambda w: (sound(w), w.named(f'adresse = "{w.host.address("/a")}"'))[1],
    ),
    (
        "origin_twice",
        lambda w: (
            sound(w),
            w.named(f'adresse = "{w.host.address("/a")}"', poles=TEXT.decode()),
        )[1],
        lambda w: w.named(f'adresse = "{w.host.address("/a")}"'),
    ),
    ("origin_failed", failing, sound),
]


@pytest.fixture(scope="module")
def server() -> Iterator[Database]:
    """A server with a schema that the reader may read, and one that it may not."""
    try:
        with serving() as database:
            with database.opened() as connection:
                for schema in ("ouvert", "ferme"):
                    connection.execute(f"create schema {schema}")
                    connection.execute(POLES.format(f"{schema}.poles"))
                connection.execute("grant usage on schema ouvert to lectrice")
                connection.execute("grant select on ouvert.poles to lectrice")
            yield database
    except subprocess.CalledProcessError as error:
        pytest.skip(f"PostgreSQL is not there: {error.stderr or error}")


@pytest.fixture
def world(host: Host, server: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which nothing was asked."""
    monkeypatch.setenv("PTCE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("PTCE_ORIGINS", raising=False)
    return World(host, tmp_path, monkeypatch, server)


def fault_of(world: World, broken: Callable[[World], Path]) -> Fault:
    with pytest.raises(UnusableRegisterError) as error:
        broken(world)
    (fault,) = error.value.faults
    return fault


@pytest.mark.parametrize(("code", "broken", "mended"), ROWS, ids=[row[0] for row in ROWS])
def test_the_next_step_leads_to_a_register(
    code: str, broken: Callable[[World], Path], mended: Callable[[World], Path], world: World
) -> None:
    fault = fault_of(world, broken)
    assert fault.code == code
    for lang in ("fr", "en"):
        assert not re.search(r"\{\w*\}", fault.sentence(lang))
        assert len(fault.next_step(lang)) > 8
    if (world.folder / "adopted").exists():
        (world.folder / "adopted").rename(world.folder / "before")
    assert read(mended(world)).tables["poles"]["nom"].tolist() == ["Le Phare"]


def test_every_advice_is_followed() -> None:
    found = (re.fullmatch(r"fault\.(origin_\w+)\.next", key) for key in read_locale("en"))
    assert {match[1] for match in found if match} == {code for code, _, _ in ROWS}
