"""The last good copy: kept by what it holds, read while its origin is away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb
import pytest

import geopandas as gpd
import shapely

from ptce_map.errors import UnusableRegisterError
from ptce_map.origins import copies, records
from ptce_map.origins.address import parse
from ptce_map.origins.copies import Copy, read_state, refresh
from ptce_map.origins.laying import safe_name
from ptce_map.register.files.reading import read
from tests.hosts import Asked, Host, Reply

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "nom,territoire\nLe Phare,com:31555\n"
PAGE = Reply(b"<!doctype html><title>Connexion</title>")


def names(copy: Copy) -> list[str]:
    return read(copy.path).tables["poles"]["nom"].tolist()


def test_a_file_of_the_web_is_kept_and_read_while_its_host_is_away(
    host: Host, tmp_path: Path
) -> None:
    host.replies["/sites.csv"] = Reply(TEXT.encode(), headers={"ETag": '"1"'})
    origin = parse(host.address("/sites.csv"))
    first = refresh(origin, tmp_path)
    assert (names(first), first.error, first.state.away) == (["Le Phare"], None, "")
    assert first.path.name == "sites.csv"

    for reply, code in ((Reply(status=500), "origin_status"), (PAGE, "origin_page")):
        host.replies["/sites.csv"] = reply
        kept = refresh(origin, tmp_path)
        assert kept.path == first.path
        assert kept.error is not None
        assert (kept.state.away, kept.state.taken) == (code, first.state.taken)
        assert kept.state.since
        assert read_state(origin, tmp_path) == kept.state

    host.replies["/sites.csv"] = Reply(TEXT.replace("Phare", "Fanal").encode())
    second = refresh(origin, tmp_path)
    assert (names(second), second.state.away, second.state.since) == (["Le Fanal"], "", "")
    assert second.path != first.path
    assert names(first) == ["Le Phare"]


def test_what_was_not_changed_is_not_made_again(host: Host, tmp_path: Path) -> None:
    def reply(request: Asked) -> Reply:
        is_known = request.headers.get("If-None-Match")
        headers = {"ETag": '"1"'}
        return Reply(TEXT.encode(), 304 if is_known else 200, headers)

    host.replies["/a"] = reply
    origin = parse(host.address("/a"))
    first, second = refresh(origin, tmp_path), refresh(origin, tmp_path)
    assert second.path == first.path
    assert second.state.taken == first.state.taken
    assert [request.headers.get("If-None-Match") for request in host.asked] == [None, '"1"']

    for path in first.path.parent.iterdir():
        path.unlink()
    assert names(refresh(origin, tmp_path)) == ["Le Phare"]


def test_a_table_that_is_no_register_is_no_good_copy(host: Host, tmp_path: Path) -> None:
    host.replies["/a.csv"] = Reply(b"x,y\n1,2\n")
    origin = parse(host.address("/a.csv"))
    with pytest.raises(UnusableRegisterError, match=r"a\.csv, line 1"):
        refresh(origin, tmp_path)
    host.replies["/a.csv"] = Reply(TEXT.encode())
    first = refresh(origin, tmp_path)
    host.replies["/a.csv"] = Reply(b"x,y\n1,2\n")
    kept = refresh(origin, tmp_path)
    assert (kept.path, kept.state.away) == (first.path, "header_none")


def test_without_a_copy_what_is_wrong_is_told(host: Host, tmp_path: Path) -> None:
    with pytest.raises(UnusableRegisterError, match="has nothing there"):
        refresh(parse(host.address("/a.csv")), tmp_path)


def test_files_of_tables_are_read_again_when_they_change(tmp_path: Path) -> None:
    file = tmp_path / "réseau.gpkg"
    frame = gpd.GeoDataFrame(
        {"nom": ["Le Phare"], "territoire": ["com:31555"], "n": [3]},
        geometry=[shapely.Point(1.44, 43.6)],
        crs=4326,
    )
    frame.to_file(file, layer="sites")
    origin = parse(str(file))
    first = refresh(origin, tmp_path / "store")
    assert first.path.name == "réseau"
    assert (first.path / "poles.csv").read_text("utf-8") == (
        "nom,territoire,n,longitude,latitude\nLe Phare,com:31555,3,1.440000,43.600000\n"
    )
    assert read(first.path).place("poles").file == "réseau.gpkg#sites"
    assert refresh(origin, tmp_path / "store").state.taken == first.state.taken

    file.unlink()
    kept = refresh(origin, tmp_path / "store")
    assert (kept.path, kept.state.away) == (first.path, "origin_path")
    frame.assign(nom="Le Fanal").to_file(file, layer="sites")
    assert names(refresh(origin, tmp_path / "store")) == ["Le Fanal"]


def test_a_file_of_duckdb_gives_its_tables_by_name_and_reads_no_other_file(
    tmp_path: Path,
) -> None:
    file, other = tmp_path / "reseau.duckdb", tmp_path / "other.csv"
    other.write_text(TEXT, "utf-8")
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            '''
            create table poles (id varchar, nom varchar, territoire varchar[], secteurs varchar[],
              etat_date date, place geometry);
            insert into poles values ('le-phare', 'Le Phare', ['com:31555', 'com:31069'], null,
              '2024-05-17', 'POINT(1.44 43.6)'::geometry);
            create table laureats as select 'le-phare' pole, 'aap-2013' appel, 50000.00 aide_eur;
            create schema "Autre réseau"; create table "Autre réseau"."les ""sites""" as
              select 'Le Fanal' nom, 'com:31555' territoire;
            '''
        )
        connection.execute(f"create view dehors as select * from read_csv('{other}')")
    reading = read(refresh(parse(str(file)), tmp_path / "store").path)
    (pole,) = reading.tables["poles"].to_dict("records")
    assert (pole["territoire"], pole["etat_date"]) == ("com:31555|com:31069", "2024-05-17")
    assert reading.tables["laureats"]["aide_eur"].tolist() == ["50000"]
    assert reading.place("laureats").file == "reseau.duckdb#laureats"

    named = parse(f'{file}#Autre réseau.les "sites"')
    assert names(refresh(named, tmp_path / "store")) == ["Le Fanal"]
    with pytest.raises(UnusableRegisterError, match="refuses"):
        refresh(parse(f"{file}#dehors"), tmp_path / "store")


@pytest.mark.parametrize("bound", ["MOST_ROWS", "MOST_BYTES"])
def test_tables_are_bounded(bound: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, bound, 1)
    points = [shapely.Point(0, 0)] * 2
    frame = gpd.GeoDataFrame({"nom": ["Le Phare", "b"]}, geometry=points, crs=4326)
    frame.to_file(tmp_path / "a.gpkg")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("create table a as select unnest(['Le Phare', 'b']) nom")
    for suffix in (".gpkg", ".duckdb"):
        with pytest.raises(UnusableRegisterError) as error:
            refresh(parse(f"{tmp_path}/a{suffix}"), tmp_path / "store")
        assert error.value.faults[0].code == "heavy"


@pytest.mark.parametrize("suffix", [".gpkg", ".duckdb"])
def test_a_file_that_is_damaged_is_told(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(UnusableRegisterError) as error:
        refresh(parse(str(file)), tmp_path / "store")
    assert error.value.faults[0].code in ("origin_damaged", "origin_refused")


def test_a_package_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.duckdb").touch()
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    for address, extra in ((str(tmp_path / "a.duckdb"), "duckdb"), ("postgres:///b", "postgres")):
        with pytest.raises(UnusableRegisterError, match=rf"pip install \"ptce-map\[{extra}\]\""):
            refresh(parse(address), tmp_path / "store")


def test_a_folder_that_cannot_be_written_is_told(host: Host, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    host.replies["/a.csv"] = Reply(TEXT.encode())
    with pytest.raises(UnusableRegisterError, match="by PTCE_CACHE a folder"):
        refresh(parse(host.address("/a.csv")), tmp_path / "file")


def test_a_state_that_is_damaged_is_none(host: Host, tmp_path: Path) -> None:
    host.replies["/a.csv"] = Reply(TEXT.encode())
    origin = parse(host.address("/a.csv"))
    state = refresh(origin, tmp_path).path.parent.parent / copies.STATE
    for text in ("", "[]", "{", json.dumps({"copy": "../../a", "other": 1})):
        state.write_text(text)
        assert read_state(origin, tmp_path) == copies.State()
        assert names(refresh(origin, tmp_path)) == ["Le Phare"]


def test_few_copies_are_kept_and_nobody_else_reads_them(host: Host, tmp_path: Path) -> None:
    origin = parse(host.address("/a.csv"))
    for n in range(6):
        host.replies["/a.csv"] = Reply(TEXT.replace("Phare", str(n)).encode())
        last = refresh(origin, tmp_path)
    home = last.path.parent.parent
    assert len([path for path in home.iterdir() if path.is_dir()]) == copies.KEPT
    assert names(last) == ["Le 5"]
    assert home.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Les sites", "Les sites"),
        ("../../etc", "etc"),
        ("a/b:c", "a-b-c"),
        ("…", "poles"),
        ("x" * 200, "x" * 80),
        ("réseau_été", "réseau_été"),
    ],
)
def test_a_name_from_elsewhere_is_a_name_of_a_file(text: str, name: str) -> None:
    assert safe_name(text, "poles") == name
