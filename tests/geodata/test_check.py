from __future__ import annotations

import shutil
from dataclasses import replace

import pandas as pd
import pytest

import geopandas as gpd
import shapely

from geodata import check
from geodata.cog import Cog
from geodata.store import current_build
from tests.geodata.france import square


@pytest.fixture
def built(derived, cog, monkeypatch):
    """The build of the made-up France, measured against its own size."""
    monkeypatch.setattr(check, "read_cog", lambda: cog)
    monkeypatch.setattr(check, "EXPECTED_DEPARTEMENTS", 3)
    monkeypatch.setattr(check, "EXPECTED_REGIONS", 2)
    monkeypatch.setattr(check, "METROPOLITAN_AREA_KM2", 800.0)
    return check.load(derived)


def with_commune(built, code, **values):
    """Return the build with values of a commune changed."""
    communes = built.communes.copy()
    for column, value in values.items():
        communes.loc[[code], column] = [value]
    return replace(built, communes=communes)


def doubled(frame, code):
    return pd.concat([frame, frame.loc[[code]]])


@pytest.mark.parametrize("function", check.CHECKS, ids=lambda function: function.__name__)
def test_a_sound_build_has_no_offender(built, function):
    assert function(built) == []


def test_every_check_has_a_title():
    assert all(function.__doc__ for function in check.CHECKS)


def test_count_of_levels(built, monkeypatch):
    monkeypatch.undo()
    assert check.count_of_levels(built) == [
        "3 départements instead of 101",
        "2 régions instead of 18",
    ]


def test_unique_codes(built):
    twice = replace(
        built,
        communes=doubled(built.communes, "15001"),
        regions=doubled(built.regions, "84"),
    )
    assert check.unique_codes(twice) == ["15001", "84"]


def test_every_commune_has_a_contour(built):
    empty = with_commune(built, "15004", geometry=None)
    empty = with_commune(empty, "15005", geometry=shapely.Polygon())
    few = replace(empty, communes=empty.communes.drop("15002").rename({"69002": "69003"}))
    assert check.every_commune_has_a_contour(few) == ["15002", "15004", "15005", "69002", "69003"]


def test_commune_inside_its_departement(built):
    moved = with_commune(built, "15002", geometry=square(3, 0))
    moved = with_commune(moved, "97411", code_departement="976")
    assert check.commune_inside_its_departement(moved) == ["15002", "97411"]


def test_commune_inside_a_departement_that_is_there_twice(built):
    twice = replace(built, departements=doubled(built.departements, "15"))
    assert check.commune_inside_its_departement(twice) == []


def test_valid_coverage(built, monkeypatch):
    def read(folder, *, scale):
        shifted = built.communes.copy()
        if scale == "display":
            shifted.loc[["15002"], "geometry"] = [square(0, 0).buffer(0.01)]
        return shifted

    monkeypatch.setattr(check, "read_communes", read)
    offenders = check.valid_coverage(built)
    assert "15002 (display)" in offenders
    assert "15001 (display)" in offenders
    assert not any("full" in offender for offender in offenders)


@pytest.mark.parametrize(
    ("area", "offenders"),
    [(206.0, []), (0.0, ["600 km² instead of 800"]), (300.0, ["900 km² instead of 800"])],
)
def test_metropolitan_area(built, area, offenders):
    assert check.metropolitan_area(with_commune(built, "69123", area_km2=area)) == offenders


def test_metropolitan_area_leaves_strangers_out(built):
    strange = replace(built, communes=built.communes.rename({"97411": "99999"}))
    assert check.metropolitan_area(strange) == []


def test_holes_are_known(built):
    left = shapely.box(1.8, 42.3, 2.2, 42.6)
    llivia = shapely.box(1.95, 42.44, 2.0, 42.48)
    other = shapely.box(2.05, 42.44, 2.1, 42.48)
    holed = gpd.GeoDataFrame(geometry=[left - llivia], index=["66"], crs=4326)
    assert check.holes_are_known(replace(built, departements=holed)) == []
    holed = gpd.GeoDataFrame(geometry=[left - llivia - other], index=["66"], crs=4326)
    offenders = check.holes_are_known(replace(built, departements=holed))
    assert offenders == ["hole at POINT (2.075 42.46)"]


def test_files_match_the_manifest(built, tmp_path):
    folder = shutil.copytree(built.folder, tmp_path / "derived")
    build = current_build(folder)
    (build / "seat.parquet").unlink()
    (build / "commune.parquet").write_bytes(b"altered")
    offenders = check.files_match_the_manifest(replace(built, folder=folder))
    assert offenders == ["commune.parquet", "seat.parquet"]


def test_load_reads_the_build_in_use(built, derived, cog):
    assert isinstance(built.cog, Cog)
    assert built.folder == derived
    assert (len(built.communes), len(built.departements), len(built.regions)) == (7, 3, 2)
