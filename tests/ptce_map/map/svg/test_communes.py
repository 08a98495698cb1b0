"""Communes drawn part by part, on a made-up France."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import shapely

from geodata.boundaries import level_table
from geodata.cog import Level
from ptce_map.map.svg.communes import PARTS, draw_part, place_parts, write_part
from ptce_map.map.svg.frame import box
from ptce_map.map.svg.shapes import CLOSE, draw_units

if TYPE_CHECKING:
    import geopandas as gpd

    from tests.conftest import TinyFrance


@pytest.fixture
def communes(tiny_france: TinyFrance) -> gpd.GeoDataFrame:
    return tiny_france.communes


@pytest.mark.parametrize("fineness", sorted(PARTS))
def test_a_part_holds_its_communes_and_no_other(communes: gpd.GeoDataFrame, fineness: str) -> None:
    column = PARTS[fineness].code_column
    for code, own in communes.groupby(column):
        drawn = draw_part(communes, fineness, str(code))
        assert {unit.code for unit in drawn} == set(own.index)


def test_copies_in_the_insets_are_drawn_from_afar_alone(communes: gpd.GeoDataFrame) -> None:
    guadeloupe = communes.copy()
    guadeloupe.loc["97101", "geometry"] = shapely.box(-61.6, 16.0, -61.2, 16.4)
    far = draw_part(guadeloupe, "far", "01")
    close = draw_part(guadeloupe, "close", "971")

    assert {unit.inset for unit in far} == {"", "971"}
    assert {unit.inset for unit in close} == {""}


def test_what_two_parts_share_stays_shared(communes: gpd.GeoDataFrame) -> None:
    drawn = {
        unit.code: unit.path
        for code in sorted(communes["code_departement"].unique())
        for unit in draw_part(communes, "close", code)
    }
    whole = {
        unit.code: unit.path
        for unit in draw_units(Level.COMMUNE, communes, CLOSE)
        if not unit.inset
    }

    assert drawn == whole


def test_a_part_is_written_as_its_fineness_asks(communes: gpd.GeoDataFrame) -> None:
    units = draw_part(communes, "close", "13")
    first = units[0]

    assert write_part(units, "far")[0] == (first.code, "", first.path)
    assert write_part(units, "close")[0] == (first.code, first.name, first.x, first.y, first.path)


def test_a_part_is_where_it_is_and_in_its_inset(tiny_france: TinyFrance) -> None:
    tables = {
        level: level_table(tiny_france.communes, tiny_france.cog, level) for level in PARTS.values()
    }
    homes = tiny_france.cog.departements["code_region"].to_dict()

    placed = place_parts(tables, homes)

    left, top, width, height = box(tables[Level.DEPARTEMENT].loc["13"].geometry.bounds)
    corners = (left, top, left + width, top + height)
    assert placed["close"]["13"] == [pytest.approx(corners, abs=0.5)]
    assert [len(boxes) for code, boxes in sorted(placed["far"].items())] == [2, 1, 1]
