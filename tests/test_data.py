"""Facts about the shipped register on the built boundaries, each typed here from its source."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import geopandas as gpd
import shapely

from geodata.cog import LAMBERT_93, Level
from geodata.store import Scale, read_arrondissements, read_communes, read_level, read_seats
from ptce_map.catalog import Catalog
from ptce_map.exports import EXPORTS, Geometry, Shelf, open_shelf
from ptce_map.query.grammar import parse
from ptce_map.register.register import REGISTER_FOLDER
from ptce_map.territory.territories import dissolve
from tests import rereading

pytestmark = pytest.mark.data

OCCITANIE = {"09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"}

# The laureates of 2013 that the encyclopedia article on the PTCE lists, and the départements in
# which it places them. It places the Pays de Bray across the Oise and the Seine-Maritime.
PLACED_BY_THE_ENCYCLOPEDIA = {
    "alpilles": {"13"},
    "la-coursive-boutaric": {"21"},
    "pole-sud-archer": {"26"},
    "la-serre-le-multiple": {"31"},
    "coopaxis": {"37"},
    "entrepreneurs-solidaires-centre-isere": {"38"},
    "clus-ter-jura": {"39"},
    "pole-sud-aquitain": {"40"},
    "culture-et-cooperation": {"42"},
    "pays-d-ancenis": {"44"},
    "cis-dt-52": {"52"},
    "florange-e2i": {"57"},
    "lille-metropole-solidaire": {"59"},
    "pays-de-bray": {"60", "76"},
    "le-damier": {"63"},
    "gouttes-d-or": {"75"},
    "appui-marmite-d-afrique": {"75", "93", "94"},
    "la-verriere": {"78"},
    "les-ateliers-castres": {"81"},
    "prma-poitou-charentes": {"79"},
    "le-phares": {"93"},
}

QUERIES = ("", "region=76", "appel=aap-2013", "departement=974", "secteur=alimentation&q=agri")


@pytest.fixture(scope="module")
def catalog(shipped_catalog: Catalog) -> Catalog:
    return shipped_catalog


@pytest.fixture(scope="module")
def departements() -> gpd.GeoSeries:
    return read_level(Level.DEPARTEMENT).geometry


def selected(catalog: Catalog, query: str) -> tuple[str, ...]:
    filters = parse(query, catalog.vocabulary).filters
    return catalog.index.select(filters).ids


def test_poles_and_awards_are_all_there(catalog: Catalog) -> None:
    assert len(catalog.poles) == 76
    assert len(catalog.register.laureats) == 92


def test_awards_by_round(catalog: Catalog) -> None:
    assert catalog.register.laureats["appel"].value_counts().to_dict() == {
        "aap-2013": 23,
        "ami-2021-phase-1": 24,
        "ami-2021-phase-2": 15,
        "ami-2023": 14,
        "aap-2015": 11,
        "ami-2022": 3,
        "ami-2024": 2,
    }


def test_winners_announced_by_round(catalog: Catalog) -> None:
    assert catalog.register.appels["laureats_annonces"].to_dict() == {
        "aap-2013": 23,
        "aap-2015": 14,
        "ami-2021-phase-1": 107,
        "ami-2021-phase-2": 15,
        "ami-2022": 16,
        "ami-2023": 15,
        "ami-2024": 15,
        "ami-2025": 8,
    }


def test_winners_of_the_second_phase_won_the_first(catalog: Catalog) -> None:
    first = set(selected(catalog, "appel=ami-2021-phase-1"))
    assert set(selected(catalog, "appel=ami-2021-phase-2")) <= first


def test_an_award_is_attested_or_inferred_by_itself(catalog: Catalog) -> None:
    """Both awards of Le LEVIER are inferred; its first phase must not pass for attested."""
    for appel in ("ami-2021-phase-1", "ami-2022"):
        assert selected(catalog, f"appel={appel}&statut=inferred") == ("le-levier",)
        assert "le-levier" not in selected(catalog, f"appel={appel}&statut=attested")
    assert len(selected(catalog, "appel=ami-2021-phase-1&statut=attested")) == 23


def test_poles_known_by_their_region_alone_have_no_geometry(catalog: Catalog) -> None:
    regions = catalog.poles.loc[catalog.poles.geometry.isna(), "regions"]
    assert regions.to_dict() == {
        "ateliers-du-rond-point": ("75",),
        "projet-phare": ("93",),
        "les-grandlieu-zarts": ("52",),
    }
    assert selected(catalog, "precision=region-only") == tuple(regions.index)


def test_a_region_selects_the_poles_with_a_commune_in_it(catalog: Catalog) -> None:
    codes = catalog.territories.memberships
    inside = codes[codes["code_commune"].str[:2].isin(OCCITANIE)]
    assert set(selected(catalog, "region=76")) == set(inside["pole"])
    assert len(selected(catalog, "region=76")) == 12


@pytest.mark.parametrize(("pole", "named"), PLACED_BY_THE_ENCYCLOPEDIA.items())
def test_a_winner_of_2013_lies_where_the_encyclopedia_says(
    catalog: Catalog, departements: gpd.GeoSeries, pole: str, named: set[str]
) -> None:
    row = catalog.poles.loc[pole]
    assert "aap-2013" in row.appels
    assert named <= set(row.departements)
    shared = shapely.intersection(departements.loc[sorted(named)].to_numpy(), row.geometry)
    assert (shapely.area(shared) > 0.01 * row.geometry.area).all()


def test_outlines_are_valid_and_as_large_as_their_communes(catalog: Catalog) -> None:
    located = catalog.poles[catalog.poles.geometry.notna()]
    assert located.geometry.is_valid.all()
    mainland = located[located["departements"].map(lambda codes: max(map(len, codes)) == 2)]
    area_km2 = mainland.geometry.to_crs(LAMBERT_93).area / 1e6
    assert (area_km2 / mainland["superficie_km2"] - 1).abs().max() < 1e-3


def test_simplified_outlines_are_valid_and_none_is_lost(catalog: Catalog) -> None:
    scale = Scale.DISPLAY
    memberships = catalog.territories.memberships
    outlines = dissolve(memberships, read_communes(scale=scale), read_arrondissements(scale=scale))
    assert outlines.is_valid.all()
    assert set(outlines.index) == set(memberships["pole"])


def test_each_inhabitant_counts_once(catalog: Catalog) -> None:
    units = catalog.territories.memberships.drop_duplicates(["code_commune", "part"])
    whole = set(units.loc[units["part"] == "", "code_commune"])
    counted = units[(units["part"] == "") | ~units["code_commune"].isin(whole)]
    figures = catalog.index.select(parse("", catalog.vocabulary).filters).figures
    assert figures.poles == 76
    assert figures.without_territory == 3
    assert figures.population == counted["population"].sum()
    assert figures.communes == units["code_commune"].nunique()


def test_seats_are_communes_or_arrondissements_of_the_cog(catalog: Catalog) -> None:
    seats = catalog.poles.loc[catalog.poles["siege"] != "", "siege"]
    assert seats[~seats.isin(catalog.cog.communes.index)].to_dict() == {"gouttes-d-or": "75118"}


def test_every_seat_lies_in_the_territory_of_its_pole(catalog: Catalog) -> None:
    located = catalog.poles[(catalog.poles["siege"] != "") & catalog.poles.geometry.notna()]
    points = read_seats().geometry.loc[located["siege"]].set_axis(located.index)
    assert len(located) > 50
    assert located.index[~points.within(located.geometry)].tolist() == []


@pytest.fixture(scope="module")
def shelf(catalog: Catalog) -> Shelf:
    return open_shelf(catalog)


@pytest.mark.parametrize("extension", EXPORTS)
@pytest.mark.parametrize("query", QUERIES)
def test_a_download_holds_what_the_register_says(
    catalog: Catalog, shelf: Shelf, query: str, extension: str
) -> None:
    order = shelf.order("poles", extension, query)
    data, download = shelf.write(order), shelf.download(order)
    read, true = rereading.reread(extension, data, download), rereading.expected(download)
    located = catalog.poles.index[catalog.poles.geometry.notna()]
    written = located if extension == "fgb" else catalog.poles.index
    assert tuple(true.index) == tuple(pole for pole in selected(catalog, query) if pole in written)
    assert sorted(read.index) == sorted(true.index)
    columns = [
        field.name
        for field in download.layer.fields
        if extension != "shp.zip" or not is_long(true[field.name])
    ]
    pd.testing.assert_frame_equal(read.loc[true.index, columns], true[columns])


@pytest.mark.parametrize("extension", EXPORTS)
@pytest.mark.parametrize("query", QUERIES)
def test_a_download_lies_where_the_boundaries_say(
    catalog: Catalog, shelf: Shelf, query: str, extension: str
) -> None:
    order = shelf.order("poles", extension, query)
    places = rereading.geometries(extension, shelf.write(order))
    located = {key: place for key, place in places.items() if place is not None}
    assert shapely.is_valid(list(located.values())).all()
    if order.geometry is Geometry.TERRITORY:
        outlines = catalog.poles.geometry[list(located)].to_numpy()
        moved = shapely.hausdorff_distance(list(located.values()), outlines)
        assert moved.max(initial=0) < 1e-6
        assert set(catalog.poles.index[catalog.poles.geometry.isna()]).isdisjoint(located)


def is_long(cells: pd.Series) -> bool:
    texts = ("|".join(cell) if isinstance(cell, list) else str(cell) for cell in cells)
    return any(len(text.encode()) > 254 for text in texts)


def test_the_simplified_territories_are_as_near_as_the_documentation_says(shelf: Shelf) -> None:
    shapes = shelf.layers["poles"].shapes
    pairs = [
        pair
        for pair in zip(shapes[Geometry.TERRITORY].published, shapes[Geometry.SIMPLIFIED].published)
        if pair[0] is not None
    ]
    gaps, areas = [], []
    for pair in pairs:
        series = gpd.GeoSeries(pair, crs=4326)
        true, simple = series.to_crs(series.estimate_utm_crs())
        gaps.append(shapely.hausdorff_distance(true, simple))
        areas.append(shapely.area(shapely.symmetric_difference(true, simple)) / true.area)
    assert 300 < float(pd.Series(gaps).median()) < 400
    assert 1_500 < max(gaps) < 1_600
    assert 0.30 < max(areas) < 0.31


FIVE = {
    "": lambda poles, awards: poles.index == poles.index,
    "structure=scic": lambda poles, awards: has(poles["structures"], "scic"),
    "appel=aap-2013": lambda poles, awards: poles.index.isin(
        awards.loc[awards["appel"] == "aap-2013", "pole"]
    ),
    "secteur=alimentation": lambda poles, awards: has(poles["secteurs"], "alimentation"),
    "confiance=high&precision=declared": lambda poles, awards: (
        (poles["confiance"] == "high") & (poles["precision"] == "declared")
    ),
}
"""Query -> how the files of the register answer it, read by pandas alone."""

PLAIN = ("nom", "lieu", "precision", "coordinateur", "site_web", "confiance", "doutes")
LISTS = ("alias", "structures", "secteurs", "activites")


def has(cells: pd.Series, value: str) -> pd.Series:
    return cells.str.split("|").map(lambda values: value in values)


@pytest.mark.parametrize("query", FIVE)
@pytest.mark.parametrize("extension", EXPORTS)
def test_rows_and_attributes_are_those_of_the_files_of_the_register(
    shelf: Shelf, extension: str, query: str
) -> None:
    poles, awards = (
        pd.read_csv(REGISTER_FOLDER / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("poles", "laureats")
    )
    poles = poles.set_index("id")
    asked = poles[FIVE[query](poles, awards)]
    if extension == "fgb":
        asked = asked[asked["precision"] != "region-only"]
    order = shelf.order("poles", extension, query)
    read = rereading.reread(extension, shelf.write(order), shelf.download(order)).loc[asked.index]
    assert len(read) == len(shelf.download(order).rows) == len(asked) > 0
    if extension != "shp.zip":
        for name in PLAIN:
            assert read[name].fillna("").tolist() == asked[name].tolist(), name
        for name in LISTS:
            assert read[name].map("|".join).tolist() == asked[name].tolist(), name


@pytest.mark.parametrize("layer", ["poles", "communes-des-poles", "epci"])
def test_no_coordinate_has_more_than_six_decimals(shelf: Shelf, layer: str) -> None:
    for shapes in shelf.layers[layer].shapes.values():
        text = b"".join(shapes.json(shapes.positions)).decode()
        assert max(map(len, re.findall(r"\.(\d+)", text))) == 6
