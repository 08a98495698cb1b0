"""The shapes of the SVG map, on a made-up France."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import geopandas as gpd
import shapely

from geodata.boundaries import level_table
from geodata.cog import Level
from ptce_map.map.overlays import seat_overlay, territory_overlay
from ptce_map.map.svg.frame import to_units
from ptce_map.map.svg.shapes import (
    CLOSE,
    Detail,
    Sheet,
    draw_outlines,
    draw_seats,
    draw_sheets,
)

if TYPE_CHECKING:
    from tests.conftest import TinyFrance

LEVELS = (Level.REGION, Level.DEPARTEMENT, Level.EPCI)


@pytest.fixture
def sheets(tiny_france: TinyFrance) -> dict[Level, Sheet]:
    return draw(tiny_france)


def draw(tiny_france: TinyFrance, detail: Detail = CLOSE) -> dict[Level, Sheet]:
    tables = {level: level_table(tiny_france.communes, tiny_france.cog, level) for level in LEVELS}
    homes = tiny_france.cog.departements["code_region"].to_dict()
    return draw_sheets(tables, homes, detail)


def corners(path: str) -> set[tuple[float, float]]:
    """Return the places that a path goes through."""
    found = set()
    for ring in re.findall(r"M([^Mz]+)", path):
        start, _, steps = ring.partition("l")
        x, y = map(float, re.findall(r"-?[\d.]+", start))
        found.add((round(x, 1), round(y, 1)))
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2]):
            x, y = x + dx, y + dy
            found.add((round(x, 1), round(y, 1)))
    return found


def test_every_unit_is_drawn_at_its_place(
    sheets: dict[Level, Sheet], tiny_france: TinyFrance
) -> None:
    for level, sheet in sheets.items():
        table = level_table(tiny_france.communes, tiny_france.cog, level)
        assert {unit.code for unit in sheet.units if not unit.inset} == set(table.index)
        for unit in sheet.units:
            assert unit.path.startswith("M")
    marseille = next(unit for unit in sheets[Level.DEPARTEMENT].units if unit.code == "13")
    west, south, east, north = (
        level_table(tiny_france.communes, tiny_france.cog, Level.DEPARTEMENT)
        .loc["13", "geometry"]
        .bounds
    )
    left, top = to_units((west, north))
    right, bottom = to_units((east, south))
    assert left < marseille.x < right
    assert top < marseille.y < bottom


@pytest.mark.parametrize("tolerance", [0.8, 8])
def test_neighbours_share_their_limit(tiny_france: TinyFrance, tolerance: float) -> None:
    drawn = draw(tiny_france, Detail(tolerance, 0, 1))[Level.DEPARTEMENT]
    bouches, corse = (
        next(corners(unit.path) for unit in drawn.units if unit.code == code and not unit.inset)
        for code in ("13", "2A")
    )
    assert len(bouches & corse) >= 2


def test_limits_are_those_of_the_levels_above(sheets: dict[Level, Sheet]) -> None:
    def levels(level: Level) -> set[str]:
        return {name.split("/")[1] for name in sheets[level].limits}

    assert levels(Level.REGION) == set()
    assert levels(Level.DEPARTEMENT) == {"region"}
    assert levels(Level.EPCI) == {"departement", "region"}
    departements = {
        corner for unit in sheets[Level.DEPARTEMENT].units for corner in corners(unit.path)
    }
    drawn = "".join(sheets[Level.DEPARTEMENT].limits.values())
    assert corners(drawn) <= departements


def test_a_limit_that_two_units_share_is_drawn_once(tiny_france: TinyFrance) -> None:
    departements = level_table(tiny_france.communes, tiny_france.cog, Level.DEPARTEMENT)
    limits = draw(tiny_france)[Level.EPCI].limits
    paths = {name: path for name, path in limits.items() if name.startswith("/departement/")}
    drawn = [steps(path) for path in paths.values()]

    assert {name.split("/")[2] for name in paths} == set(departements.index)
    assert sum(map(len, drawn)) == len(set().union(*drawn)) > 0
    outlines = {
        step
        for unit in draw(tiny_france)[Level.DEPARTEMENT].units
        if not unit.inset
        for step in steps(unit.path)
    }
    assert set().union(*drawn) == outlines


def steps(path: str) -> set[frozenset[tuple[float, float]]]:
    """Return the segments of a path, whichever way they go."""
    found = set()
    for line in re.findall(r"M[^M]+", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", line)]
        pairs = list(zip(numbers[::2], numbers[1::2]))
        x, y = pairs[0]
        places = [(round(x, 1), round(y, 1))]
        for dx, dy in pairs[1:]:
            x, y = x + dx, y + dy
            places.append((round(x, 1), round(y, 1)))
        if "z" in line:
            places.append(places[0])
        found |= {frozenset(pair) for pair in pairwise(places) if pair[0] != pair[1]}
    return found


def test_territories_and_seats_keep_what_they_stand_for() -> None:
    poles = gpd.GeoDataFrame(
        {
            "precision": ["declared", "approximate"],
            "siege": ["97212", ""],
            "etat": ["actif", "terminé"],
        },
        geometry=[shapely.box(-61.05, 14.68, -61.0, 14.75), shapely.box(2, 46, 3, 47)],
        index=["martinique", "berry"],
        crs=4326,
    )
    places = gpd.GeoSeries({"97212": shapely.Point(-61.02, 14.7)}, crs=4326)
    outlines = draw_outlines(territory_overlay(poles))
    seats = draw_seats(seat_overlay(poles, places, {"97212": "Le Gros-Morne"}))

    assert [(row.pole, row.inset) for row in outlines] == [
        ("martinique", ""),
        ("berry", ""),
        ("martinique", "972"),
    ]
    assert {seat.key: seat.poles for seat in seats} == {
        "97212": ("martinique",),
        "pole:berry": ("berry",),
    }
    here = next(seat for seat in seats if seat.key == "97212" and not seat.inset)
    assert (here.x, here.y) == pytest.approx(to_units((-61.02, 14.7)), abs=0.5)
    assert [seat.sign for seat in seats] == sorted(
        (seat.sign for seat in seats), key=("ended", "unknown", "known").index
    )


def test_the_limits_of_each_inset_are_paths_of_their_own(
    sheets: dict[Level, Sheet],
) -> None:
    limits = sheets[Level.DEPARTEMENT].limits
    insets = {unit.inset for unit in sheets[Level.DEPARTEMENT].units} - {"petite-couronne"}

    assert {name.split("/")[0] for name in limits} == insets
    assert any(limits.values())
