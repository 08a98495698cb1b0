"""Tables and views of a real PostgreSQL server, read and never written."""

from __future__ import annotations

import logging
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geodata.cog import read_cog
from ptce_map.__main__ import main
from ptce_map.errors import UnusableRegisterError
from ptce_map.notices import Fault
from ptce_map.origins import postgresql, records
from ptce_map.origins.address import parse
from ptce_map.origins.copies import refresh
from ptce_map.register.checks.report import inspect
from ptce_map.register.files.reading import read
from tests.databases import PASSWORDS, READER, Database, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = PASSWORDS[READER]
SOUND = """
create schema ptce;
create table ptce.poles (
  id text primary key, nom text not null, territoire text[] not null, secteurs text[],
  etat text, etat_date date, note_etat text, site_web varchar(200), ignored jsonb);
insert into ptce.poles values
  ('le-phare', 'Le Phare', '{com:31555,com:31069}', '{Alimentation}', 'actif', '2024-05-17',
   'Vu', 'https://example.org/', '{"a": 1}'),
  ('la-voisine', 'La "Voisine"', '{epci:200023414}', null, 'inconnu', null, null, null, null);
create table ptce.laureats (pole text, appel text, aide_eur numeric(10,2));
insert into ptce.laureats values ('le-phare', 'AAP 2013', 50000.00);
create table ptce.notes (t text);
create view ptce."les ""vues"" d'ici" as select nom, territoire from ptce.poles order by nom;
create schema autre; create table autre.seule (nom text, territoire text);
insert into autre.seule values ('Le Fanal', 'com:35238');
create table autre.fermee (nom text);
grant usage on schema ptce, autre to lectrice;
grant select on all tables in schema ptce to lectrice; grant select on autre.seule to lectrice;
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Database]:
    """A server with a register, and other tables."""
    try:
        with serving() as database:
            with database.opened() as connection:
                connection.execute(SOUND)
            yield database
    except subprocess.CalledProcessError as error:
        pytest.skip(f"PostgreSQL is not there: {error.stderr or error}")


@pytest.fixture
def database(server: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The server, for who knows the password of the reader."""
    monkeypatch.setenv("PGPASSWORD", SECRET)
    return server


def told(address: str, store: Path) -> Fault:
    with pytest.raises(UnusableRegisterError) as error:
        refresh(parse(address), store)
    (fault,) = error.value.faults
    assert SECRET not in fault.sentence("fr") + fault.sentence("en")
    return fault


def test_the_tables_of_a_schema_are_a_register(database: Database, tmp_path: Path) -> None:
    copy = refresh(parse(f"{database.address}?schema=ptce"), tmp_path)
    reading = read(copy.path)
    first, second = reading.tables["poles"].to_dict("records")
    assert (first["id"], first["nom"]) == ("la-voisine", 'La "Voisine"')
    assert second["territoire"] == "com:31555|com:31069"
    assert (second["etat_date"], second["secteurs"]) == ("2024-05-17", "Alimentation")
    assert reading.tables["laureats"].to_dict("records") == [
        {"pole": "le-phare", "appel": "AAP 2013", "aide_eur": "50000"}
    ]
    assert reading.place("poles").file == "ptce.poles"
    report = inspect(copy.path, read_cog(), "2026-11-28")
    assert [fault.sentence("en") for fault in report.faults] == []


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("?table=ptce.poles", ['La "Voisine"', "Le Phare"]),
        ("?table=autre.seule", ["Le Fanal"]),
        ("?table=seule", ["Le Fanal"]),
        ("?schema=autre", ["Le Fanal"]),
        ("#autre.seule", ["Le Fanal"]),
        ("?table=ptce.les%20%22vues%22%20d%27ici", ['La "Voisine"', "Le Phare"]),
    ],
)
def test_a_table_or_a_view_holds_the_poles(
    asked: str, names: list[str], database: Database, tmp_path: Path
) -> None:
    copy = refresh(parse(f"{database.address}{asked}"), tmp_path)
    assert read(copy.path).tables["poles"]["nom"].tolist() == names


def test_every_fault_is_told_with_table_line_column_and_value(
    database: Database, tmp_path: Path
) -> None:
    with database.opened() as connection:
        connection.execute(
            """
            create table ptce.faulty (rank int primary key, nom text, territoire text,
              etat_date timestamptz, aide_eur float, siege char(5));
            insert into ptce.faulty values
              (1, 'A', 'com:31555', 'infinity', 'nan', '99999'),
              (2, null, 'com:99999', null, 3, '1');
            grant select on ptce.faulty to lectrice;
            """
        )
    address = f"{database.address}?table=ptce.faulty"
    result = CliRunner().invoke(main, ["validate", address, "--lang", "en"])
    assert result.exit_code == 1
    places = {line.partition(":")[0] for line in result.output.splitlines()}
    assert {"ptce.faulty, line 2", "ptce.faulty, line 3"} <= places
    assert "etat_date “infinity” is not" in result.output
    assert "siege “99999” is not" in result.output
    assert "nom is missing" in result.output


def test_what_did_not_change_is_not_read_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.opened() as connection:
        connection.execute(
            "create table autre.changes (whole_row int, nom text, territoire text);"
            "insert into autre.changes values (1, 'A', 'com:31555'), (2, 'B', 'com:35238');"
            "grant select on autre.changes to lectrice"
        )
        origin = parse(f"{database.address}?table=changes")
        first = refresh(origin, tmp_path)
        # The order of the rows in the file changes, the rows do not.
        connection.execute("update autre.changes set nom = nom where whole_row = 1")
        assert refresh(origin, tmp_path).state.state == first.state.state
        connection.execute("update autre.changes set nom = 'C' where whole_row = 1")
        second = refresh(origin, tmp_path)
        assert second.path != first.path
        connection.execute("alter table autre.changes rename nom to libelle")
        assert refresh(origin, tmp_path).state.state != second.state.state
        connection.execute("drop table autre.changes")
    kept = refresh(origin, tmp_path)
    assert kept.state.away == "origin_table"
    assert read(kept.path).tables["poles"].shape[0] == 2


def test_points_become_longitude_and_latitude(database: Database, tmp_path: Path) -> None:
    if not database.has_postgis():
        pytest.skip("PostGIS is not there")
    with database.opened() as connection:
        connection.execute(
            """
            create extension postgis;
            create table autre.lieux (nom text, territoire text, geom geometry(Point, 2154),
              autour geography);
            insert into autre.lieux values ('A', 'com:31555',
              ST_Transform(ST_SetSRID(ST_Point(1.44, 43.6), 4326), 2154), null),
              ('B', 'x', null, null);
            grant select on autre.lieux to lectrice;
            """
        )
        address = f"{database.address}?table=lieux"
        copy = refresh(parse(address), tmp_path)
        assert (copy.path / "poles.csv").read_text("utf-8") == (
            "nom,territoire,longitude,latitude\nA,com:31555,1.440000,43.600000\nB,x,,\n"
        )
        # Tables of an extension are none of the base.
        names = told(f"{database.address}?table=absent", tmp_path).details["names"]
        assert "spatial_ref_sys" not in str(names)
        connection.execute("drop table autre.lieux; drop extension postgis")


def test_nothing_can_be_written(database: Database, tmp_path: Path) -> None:
    with database.opened() as connection:
        connection.execute(
            """
            create sequence autre.tries; grant all on sequence autre.tries to lectrice;
            create view autre.writes as select nextval('autre.tries')::text nom, 'x' territoire;
            grant select on autre.writes to lectrice;
            """
        )
        found = told(f"{database.address}?table=writes", tmp_path)
        assert "read-only" in found.sentence("en")
        connection.execute("drop view autre.writes")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("?table=fermee", "origin_table", "Ask for one of these"),
        ("?schema=absent", "origin_none", "holds no table"),
        ("?schema=ptce&table=absent", "origin_table", "notes"),
        ("?sslmode=absurd", "origin_away_postgresql", "sslmode"),
        ("?absurd=1", "origin_refused", "absurd"),
    ],
)
def test_what_cannot_be_read_is_told(
    change: str, code: str, words: str, database: Database, tmp_path: Path
) -> None:
    found = told(f"{database.address}{change}", tmp_path)
    assert found.code == code
    assert words in found.sentence("en")


def test_a_query_that_takes_too_long_is_ended(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "SESSION", {**postgresql.SESSION, "statement_timeout": "200ms"})
    with database.opened() as connection:
        connection.execute(
            "create view autre.slow as select nom, territoire, pg_sleep(5)::text from autre.seule;"
            "grant select on autre.slow to lectrice"
        )
        assert told(f"{database.address}?table=slow", tmp_path).code == "origin_slow"
        connection.execute("drop view autre.slow")


def test_a_server_that_is_stuck_is_left(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "MOST_S", 0.3)
    with database.opened() as connection:
        connection.execute(
            "create view autre.stuck as select nom, territoire, pg_sleep(9)::text from autre.seule;"
            "grant select on autre.stuck to lectrice"
        )
        found = told(f"{database.address}?table=stuck", tmp_path)
        assert (found.code, found.details) == ("origin_slow", {"seconds": 0.3})
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'lectrice';"
            "drop view autre.stuck"
        )


@pytest.mark.parametrize("bound", ["MOST_ROWS", "MOST_BYTES"])
def test_what_is_too_large_is_refused(
    bound: str, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, bound, 1)
    assert told(f"{database.address}?table=ptce.poles", tmp_path).code == "heavy"


def test_a_server_that_is_away_is_told_and_its_copy_is_read(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = parse(f"{database.address}?table=seule")
    first = refresh(origin, tmp_path)
    monkeypatch.setenv("PGPASSWORD", "wrong-one")
    kept = refresh(origin, tmp_path)
    assert (kept.path, kept.state.away) == (first.path, "origin_away_postgresql")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(postgresql, "LINK", {"connect_timeout": "2"})
        address = f"postgresql://127.0.0.1:{silent.getsockname()[1]}/b?connect_timeout=2"
        assert told(address, tmp_path).code == "origin_away_postgresql"


def run(*arguments: str) -> str:
    """Run a command, and return all that it says, wherever it says it."""
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


def test_no_output_and_no_file_holds_the_password(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("PTCE_CACHE", str(tmp_path))
    good, bad = f"{database.address}?table=seule", f"{database.address}?table=absent"
    with_secret = database.address.replace(READER, f"{READER}:{SECRET}")
    said = [
        run("validate", good),
        run("validate", bad, "--json"),
        run("where", "35238", "--register", good),
        run("where", "35238", "--register", bad),
        run("validate", with_secret),
        run("export", "-o", str(tmp_path / "a.csv"), "--register", with_secret),
    ]
    monkeypatch.setenv("PGPASSWORD", f"{SECRET}-wrong")
    said.append(str(told(good, tmp_path / "other").sentence("en")))
    assert "Le Fanal" in said[2]
    assert "PGPASSWORD" in said[4]
    assert SECRET not in "".join(said) + caplog.text
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 2
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
    assert [path for path in tmp_path.rglob("*") if SECRET in str(path)] == []
