"""Points and shapes that a text writes: WKT, GeoJSON, degrees with minutes and seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.grids import read_grids
from ptce_map.adopt.output import poles_csv
from ptce_map.adopt.points import is_pair, read_pair
from ptce_map.adopt.report import to_text
from ptce_map.adopt.roles import count_known
from ptce_map.adopt.written import read_degrees, read_shape
from tests.ptce_map.adopt.builders import adopted, written

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries


@pytest.mark.parametrize(
    ("text", "longitude", "latitude"),
    [
        ("48° 06' 53\" N, 1° 40' 46\" O", -1.67944, 48.11472),
        ("48°51'24\"N 2°21'07\"E", 2.35194, 48.85667),
        ("5°22′12″E ; 43°17′47″N", 5.37, 43.29639),
        ("N 48°06.88' W 1°40.77'", -1.6795, 48.11467),
        ("20°52'44\"S 55°26'53\"E", 55.44806, -20.87889),
    ],
)
def test_angles_are_degrees(text: str, longitude: float, latitude: float) -> None:
    assert read_degrees(text) == pytest.approx((longitude, latitude), abs=1e-5)
    assert read_pair(text) == read_degrees(text)
    assert is_pair(text)


@pytest.mark.parametrize("text", ["48° 06' 53\"", "48°N 47°N", "12 rue", "", "48.1, -1.6"])
def test_any_other_text_is_no_angles(text: str) -> None:
    assert read_degrees(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "POINT (-1.6778 48.1173)",
        "SRID=4326;POINT(-1.6778 48.1173)",
        '{"type": "Point", "coordinates": [-1.6778, 48.1173]}',
        "POINT (351866.3 6789642.9)",
    ],
)
def test_a_point_of_wkt_or_geojson(text: str) -> None:
    shape = read_shape(text)
    assert shape is not None
    assert (shape.x, shape.y) == pytest.approx((-1.678, 48.117), abs=0.01)


@pytest.mark.parametrize("text", ["POINT EMPTY", "POINT (1", "Rennes", "{}", "POLYGON ((0 0))"])
def test_any_other_text_is_no_shape(text: str) -> None:
    assert read_shape(text) is None


def test_a_column_of_wkt_places_its_rows(tmp_path: Path, boundaries: Boundaries) -> None:
    found = adopted(tmp_path, WKT_TEXT, boundaries)
    assert [plan.role for plan in found.planned.columns] == ["coordonnees", "nom"]
    assert [pole["territoire"] for pole in found.made.poles] == ["com:13001", "com:13001"]


WKT_TEXT = "WKT;nom\nPOINT (0.5 0.5);A\nPOLYGON ((0.1 0.1, 0.9 0.1, 0.9 0.9, 0.1 0.9, 0.1 0.1));B\n"


def test_metres_of_geojson_without_a_system_are_told(tmp_path: Path) -> None:
    point = '{"type":"Point","coordinates":[652469.02,6862035.26]}'
    path = tmp_path / "a.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nom":"A"},'
        f'"geometry":{point}}}]}}',
        "utf-8",
    )
    read = read_grids(path, count_known)
    (shape,) = read.grids[0].shapes.values()
    assert (shape.x, shape.y) == pytest.approx((2.3522, 48.8566), abs=1e-4)
    assert [finding.code for finding in read.findings] == ["adopt_metres"]
    assert "elles sont lues en Lambert-93" in read.findings[0].sentence("fr")


def test_longitude_and_latitude_in_each_others_column_are_told(
    tmp_path: Path, boundaries: Boundaries
) -> None:
    text = "nom;latitude;longitude\nA;2.35;48.85\nB;47.2;-1.55\n"
    found = adopted(tmp_path, text, boundaries)
    assert found.n_turned == 1
    assert "Latitude et longitude échangées dans 1 ligne" in to_text(found, "fr")


def test_columns_that_reach_people_are_told(tmp_path: Path) -> None:
    text = (
        "Nom;Commune;Contact;Téléphone;Note\n"
        "A;Rennes;a@exemple.fr;02 99 00 00 00;x\nB;Brest;b@exemple.fr;;a@exemple.fr et autres\n"
    )
    said = to_text(adopted(tmp_path, text), "fr")
    lines = [line for line in said.splitlines() if "joint des personnes" in line]
    assert [line.split()[1] for line in lines] == ["Contact", "Téléphone"]
    mapping = written(tmp_path, '[colonnes.Contact]\nrole = "ignorer"\n', "m.toml")
    again = adopted(tmp_path, text, mapping=mapping)
    assert "contact" not in again.made.poles[0]
    assert "a@exemple.fr" not in poles_csv(again).splitlines()[1]
