"""What a file is, by what it holds; an archive gives its tables and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import duckdb
import pytest

import geopandas as gpd
import shapely

from ptce_map.errors import UnusableRegisterError
from ptce_map.origins import contents
from ptce_map.origins.address import parse
from tests import workbooks

ORIGIN = parse("https://h.fr/a.zip")


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"nom,territoire\n", ".csv"),
        ("\ufeffnom;territoire\n".encode(), ".csv"),
        (b"", ".csv"),
        (b"\xd0\xcf\x11\xe0old", ".xls"),
        (b'\xef\xbb\xbf {"type": "FeatureCollection", "features": []}', ".geojson"),
        (b'{"records": []}', contents.JSON),
        (b"\n<!DOCTYPE html><html lang=fr>", contents.PAGE),
        (b"nom\n<html >\n", ".csv"),
        (b"%PDF-1.7", contents.OTHER),
        (b"PK\x05\x06" + bytes(18), contents.ARCHIVE),
    ],
)
def test_a_file_is_known_by_its_first_bytes(content: bytes, kind: str, tmp_path: Path) -> None:
    assert contents.kind_of(written(tmp_path / "a.pdf", content)) == kind


def test_files_of_other_programs_are_known(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"nom": ["a"]}, geometry=[shapely.Point(1, 2)], crs=4326)
    frame.to_file(tmp_path / "a.gpkg")
    frame.to_file(tmp_path / "a.geojson", driver="GeoJSON")
    duckdb.connect(str(tmp_path / "a.duckdb")).close()
    workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": [["nom"]]})
    workbooks.write_ods(tmp_path / "a.ods", {"poles": [["nom"]]})
    found = {path.suffix: contents.kind_of(path) for path in tmp_path.iterdir()}
    assert found == {
        ".gpkg": "geopackage",
        ".geojson": ".geojson",
        ".duckdb": "duckdb",
        ".xlsx": ".xlsx",
        ".ods": ".ods",
    }


def test_an_archive_gives_its_tables_wherever_they_are(tmp_path: Path) -> None:
    files = {
        "export/poles.csv": b"nom\n",
        "export/../../laureats.csv": b"pole\n",
        "programme.toml": b"",
        "images/logo.svg": b"<svg/>",
        "lisez-moi.pdf": b"%PDF",
        "__MACOSX/._poles.csv": b"x",
        ".tables.json": b"{}",
    }
    folder = contents.unpack(ORIGIN, zipped(tmp_path / "a.zip", files), tmp_path, "mon export")
    assert folder == tmp_path / "mon export"
    assert sorted(path.name for path in folder.iterdir()) == [
        "laureats.csv",
        "logo.svg",
        "poles.csv",
        "programme.toml",
    ]
    assert (folder / "poles.csv").read_bytes() == b"nom\n"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"lisez-moi.pdf": b""}, "origin_archive"),
        ({"a/poles.csv": b"", "b/poles.csv": b""}, "origin_twins"),
        ({"poles.csv": bytes(3_000_000)}, "heavy"),
    ],
)
def test_an_archive_that_gives_no_register_is_told(
    files: dict[str, bytes], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MOST_BYTES", 2_000_000)
    path = zipped(tmp_path / "a.zip", files)
    with pytest.raises(UnusableRegisterError) as error:
        contents.unpack(ORIGIN, path, tmp_path, "a")
    assert [fault.code for fault in error.value.faults] == [code]


def test_an_archive_that_is_cut_is_told(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", {"poles.csv": b"nom\n" * 100}).read_bytes()
    for n in (len(whole) - 10, 30):
        with pytest.raises(UnusableRegisterError, match="is damaged"):
            contents.unpack(ORIGIN, written(tmp_path / f"{n}.zip", whole[:n]), tmp_path, str(n))
