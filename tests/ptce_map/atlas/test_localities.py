from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import geopandas as gpd
import shapely

from geodata.cog import LAMBERT_93, WGS84, Level
from ptce_map.atlas.localities import (
    TOWNS,
    departements_in,
    name_departements,
    name_towns,
    towns_in,
)
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.leaf import Box, Leaf
from ptce_map.atlas.paper.panel import Panel, fit
from ptce_map.atlas.paper.placement import Board
from ptce_map.atlas.paper.typeface import Face
from ptce_map.filters.focus import Focus

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog

FRANCE = gpd.GeoSeries([shapely.box(2, 45, 4, 47)], crs=WGS84)
NO_INK = np.array([], dtype=object)


@pytest.fixture
def panel() -> Panel:
    return fit(FRANCE, LAMBERT_93, Box(10, 10, 110, 110))


@pytest.fixture
def board(panel: Panel) -> Board:
    return Board(panel.box, [], NO_INK)


def written(canvas: Canvas) -> list[str]:
    return [text.get_text() for text in canvas.axes.texts]


def test_departements_are_named_in_the_part_seen(panel: Panel, board: Board) -> None:
    canvas = Canvas(Leaf())
    names = ["Ici", "À cheval", "Ailleurs"]
    areas = [
        shapely.box(2.2, 45.2, 3, 46),
        shapely.box(3.4, 46, 30, 46.6),
        shapely.box(8, 45, 9, 46),
    ]
    places = gpd.GeoSeries(areas, index=names, crs=WGS84)
    assert name_departements(canvas, panel, board, places, Face(6)) == 2
    assert written(canvas) == ["ICI", "À CHEVAL"]


def test_towns_are_marked_and_named_as_far_as_there_is_room(panel: Panel, board: Board) -> None:
    canvas = Canvas(Leaf())
    points = [shapely.Point(3, 46), shapely.Point(9, 46), shapely.Point(2.5, 45.5)]
    towns = gpd.GeoSeries(points, index=["Préfecture", "Ailleurs", "Bourg"], crs=WGS84)
    assert name_towns(canvas, panel, board, towns, Face(6)) == 2
    assert written(canvas) == ["Préfecture", "Bourg"]
    marks = [artist for artist in canvas.axes.collections if artist.get_gid() == "town"]
    (first,) = panel.project(towns.iloc[:1])
    assert marks[0].get_offsets().tolist() == [list(first.coords[0])]
    full = Board(panel.box, [panel.box], NO_INK)
    assert name_towns(canvas, panel, full, towns, Face(6)) == 0


def test_only_the_first_towns_are_named(panel: Panel) -> None:
    names = [f"V{n}" for n in range(2 * TOWNS)]
    points = [shapely.Point(2.2 + 0.08 * n, 45.2 + 0.08 * n) for n in range(2 * TOWNS)]
    canvas, towns = Canvas(Leaf()), gpd.GeoSeries(points, index=names, crs=WGS84)
    open_board = Board(panel.box, [], NO_INK)
    assert name_towns(canvas, panel, open_board, towns, Face(2)) == TOWNS
    assert written(canvas) == names[:TOWNS]


@pytest.mark.parametrize(
    ("focus", "towns", "departements"),
    [
        (Focus(Level.DEPARTEMENT, ("2A",)), True, False),
        (Focus(Level.REGION, ("93", "94")), False, True),
        (Focus(Level.REGION, ("93", "94"), extent=shapely.box(0, 0, 1, 1)), True, True),
    ],
)
def test_one_departement_has_towns_and_several_have_names(
    catalog: Catalog, focus: Focus, towns: bool, departements: bool
) -> None:
    assert bool(len(towns_in(focus, catalog))) is towns
    assert bool(len(departements_in(focus, catalog))) is departements


def test_prefectures_come_first_then_the_largest_communes(catalog: Catalog) -> None:
    cog = catalog.cog
    towns = towns_in(Focus(Level.DEPARTEMENT, ("13",)), catalog)
    communes = cog.communes[cog.communes["code_departement"] == "13"]
    others = communes.drop("13055").sort_values("population", ascending=False, kind="stable")
    codes = ["13055", *others.index]
    assert list(towns.index) == list(communes.loc[codes, "nom_commune"])
    assert towns.iloc[0].equals(catalog.boundaries.seats["13055"])
