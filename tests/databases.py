"""A real PostgreSQL server, which the tests start and stop; it listens on this machine alone."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from tests.proxies import program
from tests.serving import own_port

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER, READER = "gardien", "lectrice"
PASSWORDS = {OWNER: "kept-for-tests", READER: "told-to-nobody-7x"}  # pragma: allowlist secret
BASE = "reseau"


@dataclass(frozen=True)
class Database:
    """A server: its port, and the base that the tests write."""

    port: int

    @property
    def address(self) -> str:
        """The address of the base for a reader, without password."""
        return f"postgresql://{READER}@127.0.0.1:{self.port}/{BASE}"

    @contextmanager
    def opened(self, base: str = BASE) -> Iterator[psycopg.Connection[Any]]:
        """Connect as the owner, who may write."""
        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            dbname=base,
            user=OWNER,
            password=PASSWORDS[OWNER],
            autocommit=True,
        ) as connection:
            yield connection

    def has_postgis(self) -> bool:
        """Tell whether PostGIS is installed beside the server."""
        asked = "select from pg_available_extensions where name = 'postgis'"
        with self.opened() as connection:
            return connection.execute(asked).fetchone() is not None


def unprivileged() -> dict[str, Any]:
    """Return what runs a program as somebody else, where root runs the tests: it is refused."""
    if os.geteuid():
        return {}
    names = {user.pw_name: user for user in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def serving() -> Iterator[Database]:
    """Make a server with a base and a reader, in a folder of its own, until the end of the block.

    Raises
    ------
    subprocess.CalledProcessError
        If the server is not installed, and cannot be.
    """
    binaries = Path(program("postgres")).resolve().parent
    who, port = unprivileged(), own_port()
    folder = Path(tempfile.mkdtemp(prefix="ptce-map-"))
    if who:
        os.chown(folder, who["user"], who["group"])
    try:
        secret = folder / "secret"
        secret.write_text(PASSWORDS[OWNER])
        secret.chmod(0o644)
        made = ["--auth=scram-sha-256", f"--username={OWNER}", f"--pwfile={secret}"]
        plain = ["--no-sync", "--encoding=UTF8", "--locale=C", "-D", folder / "data"]
        subprocess.run([binaries / "initdb", *made, *plain], check=True, capture_output=True, **who)
        with _running(binaries, folder, port, who):
            database = Database(port)
            with database.opened("postgres") as connection:
                connection.execute(f"create database {BASE}")
                connection.execute(f"create role {READER} login password '{PASSWORDS[READER]}'")
            yield database
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(binaries: Path, folder: Path, port: int, who: dict[str, Any]) -> Iterator[None]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "log_statement": "all",
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    control = [binaries / "pg_ctl", "-D", folder / "data", "-w", "-s"]
    start = [*control, "-l", folder / "server.log", "-o", options, "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, **who)
    try:
        yield
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, **who)
