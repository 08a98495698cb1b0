"""The GeoPackage as SQLite and GDAL read it: its layers, and the styles that QGIS finds in it."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import fromstring

import pytest

import pyogrio

from ptce_map.exports import SUFFIXES, Geometry, Order, Shelf
from ptce_map.filters.filters import Filters
from ptce_map.map.qgis.styles import STYLES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:File .* has GPKG application_id:RuntimeWarning")


def written(shelf: Shelf, layer: str = "poles", **order: Any) -> bytes:
    return shelf.write(Order(layer, "gpkg", **order))


def styles(data: bytes, folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / "file.gpkg"
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM layer_styles").fetchall()
        contents = dict(connection.execute("SELECT table_name, data_type FROM gpkg_contents"))
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert contents["layer_styles"] == "attributes"
    assert {row["f_table_name"] for row in rows} == {*contents} - {"layer_styles"}
    return {row["f_table_name"]: dict(row) for row in rows}


@pytest.mark.parametrize("layer", SUFFIXES)
@pytest.mark.parametrize("geometry", Geometry)
def test_every_layer_opens_with_a_style(
    shelf: Shelf, tmp_path: Path, layer: str, geometry: Geometry
) -> None:
    found = styles(written(shelf, layer, geometry=geometry), tmp_path)
    has_context = layer == "poles" and geometry is not Geometry.POINT
    assert set(found) == ({layer, "sieges", "departements"} if has_context else {layer})
    for row in found.values():
        assert (row["useAsDefault"], row["f_geometry_column"]) == (1, "geom")
        assert (row["f_table_catalog"], row["f_table_schema"]) == ("", "")
        assert row["styleName"] in STYLES
        assert fromstring(row["styleQML"]).find("renderer-v2") is not None
        assert row["update_time"] == "2026-01-15T00:00:00.000Z"


def test_the_rows_come_first(shelf: Shelf) -> None:
    layers = pyogrio.list_layers(io.BytesIO(written(shelf))).tolist()
    assert [tuple(layer) for layer in layers] == [
        ("poles", "MultiPolygon"),
        ("sieges", "Point"),
        ("departements", "MultiPolygon"),
        ("layer_styles", None),
    ]


def test_departements_count_the_poles_that_answer(shelf: Shelf) -> None:
    def counts(**order: Any) -> dict[str, int]:
        data = io.BytesIO(written(shelf, **order))
        rows = pyogrio.read_dataframe(data, layer="departements")
        return dict(zip(rows["code_departement"], rows["n_poles"]))

    assert counts() == {"13": 3, "2A": 1, "971": 1}
    assert counts(filters=Filters(q="phare")) == {"13": 1, "2A": 0, "971": 0}


def test_each_pole_has_its_seat_or_its_mark(shelf: Shelf) -> None:
    data = io.BytesIO(written(shelf, filters=Filters(structure=("scic",))))
    seats = pyogrio.read_dataframe(data, layer="sieges")
    assert seats["id"].tolist() == ["la-voisine"]
    assert seats.geometry.iloc[0].geom_type == "Point"


def test_a_selection_of_nothing_keeps_its_layers(shelf: Shelf, tmp_path: Path) -> None:
    data = written(shelf, filters=Filters(q="nulle part"))
    assert set(styles(data, tmp_path)) == {"poles", "sieges", "departements"}
    assert pyogrio.read_info(io.BytesIO(data), layer="poles")["features"] == 0
