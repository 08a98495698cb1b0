"""Values of a database, written as cells of a register."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

import shapely

from ptce_map.origins.records import Records, cell_of, to_csv, to_geojson

POINT = shapely.Point(2.3522, 48.8566)


def cells(records: Records) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv(records))))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (" a|b ", " a|b "),
        (True, "true"),
        (12, "12"),
        (12.0, "12"),
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (float("nan"), ""),
        (Decimal("1234.50"), "1234.5"),
        (Decimal("100"), "100"),
        (Decimal("NaN"), ""),
        (date(2024, 5, 17), "2024-05-17"),
        (datetime(2024, 5, 17), "2024-05-17"),
        (datetime(2024, 5, 17, 10, 30), "2024-05-17 10:30:00"),
        (datetime(2024, 5, 17, tzinfo=UTC), "2024-05-17"),
        ("2024-05-17 00:00:00+02", "2024-05-17"),
        ("2024-05-17 10:30:00", "2024-05-17 10:30:00"),
        (time(10, 30), "10:30:00"),
        (["laine", None, "bois|pierre", 3], "laine|bois/pierre|3"),
        ([], ""),
        ('["laine", "bois"]', "laine|bois"),
        ("[]", ""),
        ("[2024]", "[2024]"),
        ("[à définir]", "[à définir]"),
        ({"à": [1]}, '{"à": [1]}'),
        (b"\x00\xff", "00ff"),
    ],
)
def test_a_value_is_written_as_a_cell(value: object, text: str) -> None:
    assert cell_of(value) == text


def test_points_become_longitude_and_latitude_in_degrees() -> None:
    lambert = shapely.set_srid(shapely.Point(652_381.9, 6_862_047.1), 2154)
    rows = [("a", shapely.to_wkb(lambert, hex=True, include_srid=True)), ("b", None)]
    records = Records(["nom", "geom"], rows, {"geom": ""})
    assert cells(records) == [
        ["nom", "longitude", "latitude"],
        ["a", "2.351011", "48.856700"],
        ["b", "", ""],
    ]
    said = Records(["geom", "nom"], [(bytearray(POINT.wkb), "a")], {"geom": "EPSG:4326"})
    assert cells(said) == [["nom", "longitude", "latitude"], ["a", "2.352200", "48.856600"]]


def test_other_shapes_are_left_out_of_a_table_and_kept_to_be_adopted() -> None:
    shape = shapely.box(2, 48, 3, 49)
    records = Records(["nom", "geom", "n"], [("a", shape.wkb, 2)], {"geom": "EPSG:4326"})
    assert cells(records) == [["nom", "n"], ["a", "2"]]
    (feature,) = json.loads(to_geojson(records))["features"]
    assert feature["properties"] == {"nom": "a", "n": "2"}
    assert shapely.geometry.shape(feature["geometry"]).equals(shape)


def test_a_table_that_has_its_own_longitude_keeps_it() -> None:
    records = Records(["nom", "longitude", "geom"], [("a", 2.5, POINT.wkb)], {"geom": "EPSG:4326"})
    assert cells(records) == [["nom", "longitude"], ["a", "2.5"]]


def test_a_table_without_rows_or_with_what_is_no_shape_is_written() -> None:
    assert cells(Records(["nom", "geom"], [], {"geom": ""})) == [["nom"]]
    assert cells(Records(["nom", "geom"], [("a", b"no shape")], {"geom": ""}))[1] == ["a"]
    unknown = Records(["nom", "geom"], [("a", POINT.wkb)], {"geom": "no crs"})
    assert cells(unknown)[1] == ["a", "2.352200", "48.856600"]
