"""What an origin holds, taken as a register or as a table to adopt."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

import geopandas as gpd
import shapely

from ptce_map.errors import UnusableRegisterError
from ptce_map.origins.address import parse
from ptce_map.origins.taking import take
from tests import workbooks
from tests.hosts import Host, Reply

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"nom,territoire\nLe Phare,com:31555\n"
FRAME = gpd.GeoDataFrame(
    {"nom": ["Le Phare"], "territoire": ["com:31555"]}, geometry=[shapely.Point(1, 2)], crs=4326
)
TABLE = "nom,territoire,longitude,latitude\nLe Phare,com:31555,1.000000,2.000000\n"


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return buffer.getvalue()


def taken(host: Host, body: bytes, folder: Path, *, is_adopted: bool = False) -> Path:
    """Take what a host answers, whatever the address is called."""
    folder.mkdir()
    host.replies["/export.php"] = Reply(body)
    found = take(parse(host.address("/export.php")), "", folder, is_adopted=is_adopted)
    assert found is not None
    assert list(folder.iterdir()) == [found.path]
    return found.path


def test_a_register_is_known_by_what_it_holds(host: Host, tmp_path: Path) -> None:
    layer = tmp_path / "a.gpkg"
    FRAME.to_file(layer, layer="lieux")
    workbooks.write_xlsx(tmp_path / "a.xlsx", {"poles": [["nom", "territoire"]]})
    geojson = FRAME.to_json(drop_id=True).encode()
    files = (TEXT, zipped(poles=TEXT), geojson, layer.read_bytes())
    paths = [taken(host, body, tmp_path / str(n)) for n, body in enumerate(files)]
    assert [path.name for path in paths] == ["export.csv", "export", "export", "export"]
    assert (paths[1] / "poles.csv").read_bytes() == TEXT
    assert [(path / "poles.csv").read_text("utf-8") for path in paths[2:]] == [TABLE, TABLE]
    names = [json.loads((path / ".tables.json").read_text())["poles"] for path in paths[2:]]
    assert names[1] == "export.gpkg#lieux"
    book = taken(host, (tmp_path / "a.xlsx").read_bytes(), tmp_path / "book")
    assert book.name == "export.xlsx"


def test_a_table_to_adopt_is_taken_as_it_is(host: Host, tmp_path: Path) -> None:
    geojson = FRAME.to_json(drop_id=True).encode()
    files = (TEXT, zipped(liste=TEXT), geojson)
    paths = [
        taken(host, body, tmp_path / str(n), is_adopted=True)
        for n, body in enumerate(files[:1] + files[2:])
    ]
    assert [(path.name, path.read_bytes()) for path in paths] == [
        ("export.csv", TEXT),
        ("export.geojson", geojson),
    ]
    (tmp_path / "zip").mkdir()
    host.replies["/a.zip"] = Reply(files[1])
    lone = take(parse(host.address("/a.zip")), "", tmp_path / "zip", is_adopted=True)
    assert lone is not None
    assert (lone.path.name, lone.path.read_bytes()) == ("liste.csv", TEXT)
    host.replies["/a.zip"] = Reply(zipped(a=TEXT, b=TEXT))
    (tmp_path / "two").mkdir()
    with pytest.raises(UnusableRegisterError, match=r"several tables: a\.csv, b\.csv"):
        take(parse(host.address("/a.zip")), "", tmp_path / "two", is_adopted=True)
