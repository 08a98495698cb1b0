"""Files of any usual form are read as rows of text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import geopandas as gpd
import shapely

from ptce_map.adopt.grids import read_grids
from ptce_map.adopt.roles import count_known
from ptce_map.errors import UnusableRegisterError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Commune;Département;Montant\nÉtampes;91;1 234,50 €\nCœur;35;5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
@pytest.mark.parametrize(
    ("sign", "suffix"), [(";", "csv"), (",", "csv"), ("\t", "tsv"), ("|", "txt")]
)
def test_texts_in_any_usual_encoding_and_separator(
    tmp_path: Path, encoding: str, sign: str, suffix: str
) -> None:
    path = tmp_path / f"a.{suffix}"
    text = TEXT.replace("1 234,50 €", '"1 234,50 €"').replace(";", sign)
    path.write_bytes(text.encode(encoding, errors="replace"))
    lines = read_grids(path, count_known).grids[0].lines
    assert lines[0][1] == ["Commune", "Département", "Montant"]
    assert lines[1][1][:2] == ["Étampes", "91"]


def test_geojson_has_a_row_and_a_shape_a_feature(tmp_path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"nom": "A", "n": 1, "tags": None},
            "geometry": {"type": "Point", "coordinates": [1.5, 43.6]},
        },
        {"type": "Feature", "properties": {"nom": "B", "n": 2}, "geometry": None},
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    grid = read_grids(path, count_known).grids[0]
    assert [cells[:2] for _, cells in grid.lines] == [["nom", "n"], ["A", "1"], ["B", "2"]]
    assert list(grid.shapes) == [2]


def test_a_geopackage_is_read_in_degrees_layer_by_layer(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    for name in ("un", "deux"):
        frame = gpd.GeoDataFrame({"nom": [name]}, geometry=[shapely.Point(1.5, 43.6)], crs=4326)
        frame.to_crs(2154).to_file(path, layer=name, driver="GPKG")
    grids = read_grids(path, count_known).grids
    assert sorted(grid.sheet for grid in grids) == ["deux", "un"]
    assert shapely.get_x(grids[0].shapes[2]) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("absent.csv", None, "adopt_path"),
        ("a.pdf", b"%PDF", "adopt_format"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "format_old"),
        ("a.geojson", b"{", "adopt_shapes"),
        ("a.xlsx", b"PK", "workbook"),
        ("a.csv", b"", "empty"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UnusableRegisterError) as error:
        read_grids(path, count_known)
    assert [fault.code for fault in error.value.faults] == [code]
    assert all(fault.next_step("fr") for fault in error.value.faults)


def test_a_list_of_values_of_geojson_is_a_line_each(tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"noms": ["a", "b"], "n": 1}, "geometry": None}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    [grid] = read_grids(path, count_known).grids
    assert grid.lines == [(1, ["noms", "n"]), (2, ["a\nb", "1"])]
