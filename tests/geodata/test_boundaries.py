from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geopandas as gpd
import shapely

from geodata import boundaries
from geodata.cog import Cog, Kind, Level
from geodata.errors import CompositionError
from tests.geodata.france import CORNERS, SIDE_M, point, square

# Nodes of a grid of four by four squares, moved at random: enough for any border to be crooked.
GRID = 4
NODES = (GRID + 1) ** 2
moves = st.lists(
    st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2)), min_size=NODES, max_size=NODES
)


def crooked_coverage(shifts):
    """Return a grid of quadrilaterals that share their corners and their wavy borders."""
    nodes = np.array([(column, row) for row in range(GRID + 1) for column in range(GRID + 1)])
    nodes = (nodes + np.array(shifts)).reshape(GRID + 1, GRID + 1, 2)
    cells = [
        shapely.Polygon([nodes[r, c], nodes[r, c + 1], nodes[r + 1, c + 1], nodes[r + 1, c]])
        for r in range(GRID)
        for c in range(GRID)
    ]
    borders = shapely.union_all([cell.exterior for cell in cells])
    pieces = shapely.get_parts(shapely.polygonize([shapely.segmentize(borders, 0.05)]))
    waved = shapely.transform(pieces, lambda xy: xy + 0.01 * np.sin(12 * xy[:, ::-1]))
    metres = shapely.transform(waved, lambda xy: np.array(CORNERS[2154]) + SIDE_M * xy)
    frame = gpd.GeoDataFrame(geometry=metres, crs=2154).to_crs(4326)
    return frame.assign(code_departement="15")


def without(contours, *, code, kind=Kind.ACTUELLE):
    return contours[~((contours["code"] == code) & (contours["kind"] == kind))]


def test_compose_gives_each_contour_its_current_commune(contours, cog):
    atoms = boundaries.compose(contours, cog)
    assert atoms["code_commune"].to_dict() == {
        "15001": "15001",
        "15002": "15002",
        "15003": "15001",
        "15004": "15004",
        "15005": "15005",
        "69002": "69002",
        "69381": "69123",
        "69382": "69123",
        "97411": "97411",
    }
    assert atoms["code_departement"].loc[["15003", "69381", "97411"]].tolist() == [
        "15",
        "69",
        "974",
    ]
    assert (atoms.index.name, atoms.crs) == ("code_atom", 4326)


def test_compose_cuts_a_re_established_commune_out_of_the_one_it_left(contours, cog):
    atoms = boundaries.compose(contours, cog).geometry
    assert shapely.equals(atoms["15005"], square(2, 1))
    assert shapely.equals_exact(
        shapely.normalize(atoms["15004"]), shapely.normalize(square(1, 1)), 1e-9
    )


def test_compose_of_contours_of_the_same_year(contours, cog):
    """Nothing is cut out when every commune of the COG has its own contour."""
    parts = contours[contours["kind"] == Kind.DELEGUEE].assign(kind=Kind.ACTUELLE)
    recent = pd.concat([without(contours, code="15004"), parts], ignore_index=True)
    atoms = boundaries.compose(recent, cog).geometry
    assert shapely.equals(atoms["15004"], square(1, 1))
    assert len(atoms) == 9


def test_compose_leaves_the_collectivites_aside(contours, cog):
    island = contours.iloc[[0]].assign(code="97501", geometry=[point(0, 0).buffer(0.1)])
    atoms = boundaries.compose(pd.concat([contours, island], ignore_index=True), cog)
    assert "97501" not in atoms.index
    assert len(atoms) == 9


def test_compose_does_not_change_the_contours(contours, cog):
    before = contours.copy()
    boundaries.compose(contours, cog)
    pd.testing.assert_frame_equal(contours, before)


def test_compose_names_every_contour_that_the_cog_does_not_know(contours, cog):
    strange = contours.assign(code=contours["code"].replace({"15001": "99001", "69381": "99002"}))
    with pytest.raises(CompositionError, match=r"Contours \['99001', '99002'\] .* earlier one\."):
        boundaries.compose(strange, cog)


def test_compose_names_every_commune_without_a_contour(contours, cog):
    few = without(contours, code="15002")
    few = without(few, code="15005", kind=Kind.DELEGUEE)
    with pytest.raises(CompositionError, match=r"Communes \['15002', '15005'\] have no contour\."):
        boundaries.compose(few, cog)


def test_per_metric_crs_keeps_rows_in_order_and_works_in_metres():
    frame = gpd.GeoDataFrame(
        {"code_departement": ["974", "15", "974"], "name": ["a", "b", "c"]},
        geometry=[square(0, 0, crs=2975), square(0, 0), square(1, 0, crs=2975)],
        index=["z", "y", "x"],
        crs=4326,
    )
    areas = []

    def turned(geometries):
        areas.extend(shapely.area(geometries))
        return shapely.reverse(geometries)

    done = boundaries.per_metric_crs(frame, turned)
    assert areas == pytest.approx([SIDE_M**2] * 3)
    assert done.index.tolist() == ["z", "y", "x"]
    assert done["name"].tolist() == ["a", "b", "c"]
    assert done.crs == 4326
    assert done.geometry.geom_equals_exact(frame.geometry.reverse(), 1e-9).all()


def narrow_gap(width_m):
    """Two squares, the second of which starts ``width_m`` metres too far east."""
    left, bottom = CORNERS[2154]
    boxes = [
        shapely.box(left, bottom, left + SIDE_M, bottom + SIDE_M),
        shapely.box(left + SIDE_M + width_m, bottom, left + 2 * SIDE_M, bottom + SIDE_M),
        shapely.box(left, bottom + SIDE_M, left + 2 * SIDE_M, bottom + 2 * SIDE_M),
        shapely.box(left, bottom - SIDE_M, left + 2 * SIDE_M, bottom),
    ]
    frame = gpd.GeoDataFrame(geometry=boxes, crs=2154).to_crs(4326)
    return frame.assign(code_departement="15")


def test_clean_closes_narrow_gaps_and_keeps_wide_ones():
    for width_m, area_km2 in ((100, 600.0), (500, 595.0)):
        frame = narrow_gap(width_m)
        assert not shapely.coverage_is_valid(frame.to_crs(2154).geometry.to_numpy())
        cleaned = boundaries.clean(frame)
        assert shapely.coverage_is_valid(cleaned.to_crs(2154).geometry.to_numpy())
        assert boundaries.areas_km2(cleaned).sum() == pytest.approx(area_km2, abs=0.01)


def test_clean_takes_overlaps_away():
    frame = narrow_gap(-300)
    assert boundaries.areas_km2(frame).sum() == pytest.approx(603, abs=0.01)
    cleaned = boundaries.clean(frame)
    assert boundaries.areas_km2(cleaned).sum() == pytest.approx(600, abs=0.01)


@settings(max_examples=25, deadline=None)
@given(moves)
def test_simplify_keeps_a_valid_coverage(shifts):
    frame = crooked_coverage(shifts)
    simple = boundaries.simplify(frame, 1500.0)
    assert shapely.coverage_is_valid(simple.to_crs(2154).geometry.to_numpy())
    assert shapely.is_valid(simple.geometry.to_numpy()).all()
    assert not shapely.is_empty(simple.geometry.to_numpy()).any()
    points = [shapely.get_num_coordinates(f.geometry.to_numpy()).sum() for f in (frame, simple)]
    assert points[1] < points[0]


@settings(max_examples=25, deadline=None)
@given(moves, st.lists(st.sampled_from("abc"), min_size=GRID**2, max_size=GRID**2))
def test_dissolving_then_measuring_is_summing_areas(shifts, codes):
    frame = crooked_coverage(shifts)
    frame["code"] = codes
    united = boundaries.dissolve(frame, "code")
    measured = boundaries.areas_km2(gpd.GeoDataFrame(geometry=united).assign(code_departement="15"))
    summed = boundaries.areas_km2(frame).groupby(frame["code"]).sum()
    pd.testing.assert_series_equal(measured, summed, check_names=False, rtol=1e-9)
    whole = boundaries.dissolve(frame.assign(code="all"), "code").iloc[0]
    assert shapely.get_num_interior_rings(whole) == 0


def test_dissolve_leaves_empty_codes_out():
    frame = gpd.GeoDataFrame(
        {"code": ["a", "", "a"]}, geometry=[square(0, 0), square(1, 0), square(0, 1)], crs=4326
    )
    united = boundaries.dissolve(frame, "code")
    assert united.index.tolist() == ["a"]
    assert shapely.equals(united["a"], square(0, 0, height=2))


def test_areas_are_measured_in_the_crs_of_each_departement():
    frame = gpd.GeoDataFrame(
        {"code_departement": ["974", "15"]},
        geometry=[square(0, 0, crs=2975), square(0, 0, width=2)],
        index=["overseas", "here"],
        crs=4326,
    )
    areas = boundaries.areas_km2(frame)
    assert areas.name == "area_km2"
    assert areas.to_dict() == pytest.approx({"overseas": 100.0, "here": 200.0}, abs=1e-6)


def test_areas_of_no_row():
    frame = gpd.GeoDataFrame({"code_departement": []}, geometry=[], crs=4326)
    assert boundaries.areas_km2(frame).empty


def test_communes_table_joins_the_cog(layers):
    communes = layers.full[Level.COMMUNE]
    assert communes.columns.tolist() == [
        "nom_commune",
        "code_departement",
        "code_region",
        "code_epci",
        "population",
        "area_km2",
        "geometry",
    ]
    assert communes.index.name == "code_commune"
    assert communes.loc["15001"].drop(["geometry", "area_km2"]).to_dict() == {
        "nom_commune": "L'Étang",
        "code_departement": "15",
        "code_region": "84",
        "code_epci": "200000015",
        "population": 1000,
    }
    assert communes["area_km2"].to_dict() == pytest.approx(
        {
            "15001": 200.0,
            "15002": 100.0,
            "15004": 100.0,
            "15005": 100.0,
            "69002": 100.0,
            "69123": 200.0,
            "97411": 100.0,
        },
        abs=1e-6,
    )


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (
            Level.EPCI,
            {
                "200000015": ("CC des Puys", 1200, 300.0, 2),
                "200000069": ("Métropole de Confluence", 13050, 400.0, 3),
            },
        ),
        (
            Level.DEPARTEMENT,
            {
                "15": ("Cantal", 1650, 500.0, 4),
                "69": ("Rhône", 13000, 300.0, 2),
                "974": ("La Réunion", 800, 100.0, 1),
            },
        ),
        (
            Level.REGION,
            {"04": ("La Réunion", 800, 100.0, 1), "84": ("Les Volcans", 14650, 800.0, 6)},
        ),
    ],
)
def test_level_table_sums_its_communes(layers, level, expected):
    table = layers.full[level]
    assert table.index.name == level.code_column
    assert table.index.tolist() == list(expected)
    assert table.crs == 4326
    for code, (name, population, area, n_communes) in expected.items():
        row = table.loc[code]
        assert (row[level.name_column], row["population"], row["n_communes"]) == (
            name,
            population,
            n_communes,
        )
        assert row["area_km2"] == pytest.approx(area, abs=1e-6)
        measured = gpd.GeoSeries([row.geometry], crs=4326).to_crs(
            2975 if code in {"974", "04"} else 2154
        )
        assert measured.area.iloc[0] / 1e6 == pytest.approx(area, abs=0.01)


def test_arrondissements_are_nested_in_their_city(layers):
    table = layers.full["arrondissement"]
    assert table.drop(columns=["geometry", "area_km2"]).to_dict("index") == {
        "69381": {
            "nom_arrondissement": "Confluence 1er",
            "code_commune": "69123",
            "population": 6000,
        },
        "69382": {
            "nom_arrondissement": "Confluence 2e",
            "code_commune": "69123",
            "population": 4000,
        },
    }
    city = layers.full[Level.COMMUNE].geometry["69123"]
    assert shapely.equals(shapely.union_all(table.geometry.to_numpy()), city)
    assert table["area_km2"].sum() == pytest.approx(200.0)


def test_arrondissements_of_atoms_without_any(layers, cog: Cog):
    communes = layers.full[Level.COMMUNE].assign(code_commune=lambda rows: rows.index)
    table = boundaries.arrondissements_table(communes, cog)
    assert table.empty
    assert table.index.name == "code_arrondissement"


def test_seats_are_the_mairie_or_else_a_point_inside(layers):
    seats = layers.full["seat"]
    communes = layers.full[Level.COMMUNE]
    assert seats["origin"].to_dict() == {
        "15001": "mairie",
        "15002": "representative",  # its mairie lies in 15001
        "15004": "mairie",
        "15005": "representative",  # the contours know no mairie of a commune re-established since
        "69002": "representative",
        "69123": "mairie",
        "97411": "mairie",
    }
    assert seats.geometry["15001"] == point(0.25, 0.25)
    assert seats.within(communes.geometry).all()


def test_seats_without_any_mairie(contours, layers):
    seats = boundaries.seats(layers.full[Level.COMMUNE], contours.assign(seat=None))
    assert set(seats["origin"]) == {"representative"}
