"""Invariants of the boundaries really built, read as the map reads them."""

from __future__ import annotations

import gzip
import json

import brotli
import pandas as pd
import pytest
from pmtiles.reader import MmapSource, Reader

import pyogrio
import shapely

from geodata import store
from geodata.check import CHECKS, load
from geodata.cog import Level
from geodata.insets import PETITE_COURONNE
from geodata.sources import sha256_of

pytestmark = pytest.mark.data

WIDEST, CLOSEST = store.TILE_ZOOMS

OVERSEAS = ("971", "972", "973", "974", "976")
# Tiles that show metropolitan France (5.2° W to 9.6° E, 41.3° N to 51.1° N) on a desk and a phone.
DESK_VIEW = [(5, x, y) for x in (15, 16) for y in (10, 11)]
PHONE_VIEW = [(3, x, 2) for x in (3, 4)]


@pytest.fixture(scope="module")
def built():
    return load()


@pytest.fixture(scope="module")
def manifest():
    return store.read_manifest()


@pytest.fixture(scope="module")
def communes(built):
    return built.communes


def web_file(name):
    return store.web_folder() / store.web_files()[name]


def features_of(name):
    return json.loads(web_file(name).read_text("utf-8"))["features"]


def codes_of_tiles(name, layer, zoom):
    rows = pyogrio.read_dataframe(
        web_file(name), layer=layer, columns=["code"], read_geometry=False, ZOOM_LEVEL=zoom
    )
    return set(rows["code"])


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_build_is_sound(built, check):
    assert check(built) == []


def test_counts(manifest):
    counts = manifest["counts"]
    assert counts["commune"] == counts["seat"] == 34_875
    assert (counts["epci"], counts["departement"], counts["region"]) == (1255, 101, 18)
    assert counts["arrondissement"] == 45


def test_the_communes_without_a_contour_are_those_of_the_collectivites(manifest, built):
    missing = manifest["without_contour"]
    assert len(missing) == 94
    assert set(built.cog.communes.loc[missing, "zone"]) == {"com"}
    assert {code[:3] for code in missing} == {
        "975",
        "977",
        "978",
        "984",
        "986",
        "987",
        "988",
        "989",
    }


@pytest.mark.parametrize("scale", store.Scale)
def test_arrondissements_are_nested_in_their_city(scale):
    rows = store.read_arrondissements(scale=scale)
    cities = store.read_communes(scale=scale).loc[["75056", "13055", "69123"]]
    assert rows.groupby("code_commune").size().to_dict() == {"13055": 16, "69123": 9, "75056": 20}
    for code, group in rows.groupby("code_commune"):
        united = shapely.union_all(group.geometry.to_numpy())
        assert shapely.equals(united, cities.geometry[code])
        assert group["population"].sum() == cities.loc[code, "population"]
        assert group["area_km2"].sum() == pytest.approx(cities.loc[code, "area_km2"])


@pytest.mark.parametrize(
    ("code", "name", "population", "area_km2"),
    [
        ("75056", "Paris", 2_103_778, 105.4),
        ("13055", "Marseille", 886_040, 240.6),
        ("31555", "Toulouse", 514_819, 118.3),
        ("2A004", "Ajaccio", 76_320, 82.0),
        ("97411", "Saint-Denis", 155_634, 142.8),
        ("55039", "Beaumont-en-Verdunois", 0, 7.9),  # destroyed in 1916, without inhabitants
    ],
)
def test_named_communes(communes, code, name, population, area_km2):
    commune = communes.loc[code]
    assert (commune["nom_commune"], commune["population"]) == (name, population)
    assert commune["area_km2"] == pytest.approx(area_km2, rel=0.03)


def test_communes_re_established_since_the_contours_have_their_own(communes):
    parent = communes.geometry["15141"]
    for code in ("15031", "15035", "15047", "15171"):
        assert communes.loc[code, "area_km2"] > 5
        assert not shapely.contains(parent, communes.geometry[code].representative_point())


def test_only_four_islands_are_without_an_epci(communes):
    alone = communes.loc[communes["code_epci"] == "", "nom_commune"]
    assert sorted(alone) == ["L'Île-d'Yeu", "Ouessant", "Île-de-Bréhat", "Île-de-Sein"]


@pytest.mark.parametrize("level", [Level.DEPARTEMENT, Level.REGION])
def test_levels_sum_their_communes(communes, level):
    table = store.read_level(level)
    assert table["n_communes"].sum() == 34_875
    assert table["population"].sum() == communes["population"].sum()
    assert table["area_km2"].sum() == pytest.approx(communes["area_km2"].sum())


def test_display_scale_has_the_same_communes_with_fewer_vertices(communes):
    display = store.read_communes(scale=store.Scale.DISPLAY)
    assert display.drop(columns="geometry").equals(communes.drop(columns="geometry"))
    vertices = [
        shapely.get_num_coordinates(f.geometry.to_numpy()).sum() for f in (display, communes)
    ]
    assert vertices[0] < 0.7 * vertices[1]


def test_seats_lie_in_their_commune(communes):
    seats, parts = store.read_seats(), store.read_arrondissements()
    assert seats.index.tolist() == [*communes.index, *parts.index]
    assert seats.within(pd.concat([communes.geometry, parts.geometry])).all()
    assert (seats["origin"] == "mairie").mean() > 0.94


@pytest.mark.parametrize(("name", "count"), [("departements", 101), ("regions", 18)])
def test_national_view_stays_light(name, count):
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features_of(name)]
    assert len(shapes) == count
    assert shapely.get_num_coordinates(shapes).sum() <= 20_000
    assert shapely.is_valid(shapes).all()
    assert web_file(name).with_suffix(".geojson.br").stat().st_size < 100_000


def test_prefectures_lie_in_their_departement(communes):
    departements = store.read_level(Level.DEPARTEMENT)
    found = {}
    for feature in features_of("prefectures"):
        departement = communes.loc[feature["properties"]["code"], "code_departement"]
        place = shapely.geometry.shape(feature["geometry"])
        assert shapely.contains(departements.geometry[departement], place)
        found[departement] = feature["properties"]["nom"]
    assert len(found) == 101
    assert (found["31"], found["974"]) == ("Toulouse", "Saint-Denis")


def test_insets_show_every_overseas_commune_and_the_petite_couronne(communes):
    shown = {
        (f["properties"]["inset"], f["properties"]["code"]) for f in features_of("insets-commune")
    }
    by_departement = communes.groupby("code_departement").groups
    expected = {(inset, code) for inset in OVERSEAS for code in by_departement[inset]}
    assert expected == {pair for pair in shown if pair[0] != PETITE_COURONNE}
    around_paris = {code for inset, code in shown if inset == PETITE_COURONNE}
    for departement in ("75", "92", "93", "94"):
        assert around_paris >= set(by_departement[departement])


@pytest.mark.parametrize("zoom", range(WIDEST, CLOSEST + 1))
def test_every_commune_is_in_the_tiles(communes, zoom):
    assert codes_of_tiles("communes", "commune", zoom) == set(communes.index)


@pytest.mark.parametrize(
    ("level", "zoom"),
    [
        (Level.EPCI, WIDEST),
        (Level.EPCI, 8),
        (Level.DEPARTEMENT, 6),
        (Level.REGION, 6),
        (Level.REGION, 10),
    ],
)
def test_every_unit_is_in_the_tiles_of_limits(level, zoom):
    assert codes_of_tiles("limits", level, zoom) == set(store.read_level(level).index)


@pytest.mark.parametrize("view", [DESK_VIEW, PHONE_VIEW], ids=["desk", "phone"])
def test_the_national_view_of_communes_stays_light(view):
    with web_file("communes").open("rb") as file:
        tiles = [Reader(MmapSource(file)).get(*zxy) for zxy in view]
    assert all(gzip.decompress(tile) for tile in tiles)
    assert sum(len(tile) for tile in tiles) < 1_500_000


def test_files_are_named_by_their_content():
    for name, file_name in store.web_files().items():
        assert file_name.split(".")[:2] == [name, sha256_of(web_file(name))[:10]]


def test_compressed_copies_hold_the_same_bytes():
    geojson = [name for name, file in store.web_files().items() if file.endswith(".geojson")]
    assert {"regions", "departements", "coast", "insets-departement"} <= set(geojson)
    for name in geojson:
        data = web_file(name).read_bytes()
        assert gzip.decompress(web_file(name).with_suffix(".geojson.gz").read_bytes()) == data
        assert brotli.decompress(web_file(name).with_suffix(".geojson.br").read_bytes()) == data
