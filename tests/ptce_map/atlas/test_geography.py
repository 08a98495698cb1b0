from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import shapely

from geodata.cog import Level, read_cog
from geodata.store import Boundaries, Scale
from ptce_map.atlas.geography import LARGE_SCALE, units_at
from ptce_map.filters.filters import Filters
from ptce_map.filters.focus import Focus, focus_of, focus_on, units_in

if TYPE_CHECKING:
    from tests.conftest import TinyFrance


@pytest.mark.parametrize(
    ("filters", "focus"),
    [
        (Filters(), Focus()),
        (Filters(secteur=("culture",)), Focus()),
        (Filters(region=("76",)), Focus(Level.REGION, ("76",), 2154)),
        (Filters(region=("76", "93")), Focus(Level.REGION, ("76", "93"), 2154)),
        (Filters(region=("04",)), Focus(Level.REGION, ("04",), 2975)),
        (
            Filters(region=("76",), departement=("31", "81")),
            Focus(Level.DEPARTEMENT, ("31", "81"), 2154),
        ),
        (Filters(departement=("973",)), Focus(Level.DEPARTEMENT, ("973",), 2972)),
    ],
)
def test_the_part_shown_is_what_is_asked_for(filters: Filters, focus: Focus) -> None:
    assert focus_of(filters, read_cog()) == focus
    assert focus.is_country == (not focus.codes)


@pytest.mark.parametrize("region", [("04", "76"), ("01", "02"), ("03", "06")])
def test_what_no_map_holds_is_shown_on_the_whole_country(region: tuple[str, ...]) -> None:
    assert focus_of(Filters(region=region), read_cog()) == Focus()


@pytest.mark.parametrize(
    ("regions", "territory", "focus"),
    [
        (("76",), shapely.box(2, 43, 3, 44), Focus(Level.REGION, ("76",), 2154)),
        (("04",), shapely.box(55, -21, 55.2, -20.8), Focus(Level.REGION, ("04",), 2975)),
        (("76",), None, Focus(Level.REGION, ("76",), 2154)),
        (("04", "76"), shapely.box(2, 43, 3, 44), Focus()),
        ((), None, Focus()),
    ],
)
def test_the_part_shown_of_a_pole_is_its_territory_in_its_regions(
    regions: tuple[str, ...], territory: shapely.Geometry | None, focus: Focus
) -> None:
    extent = None if focus.is_country else territory
    assert focus_on(regions, territory, read_cog()) == replace(focus, extent=extent)


@pytest.mark.parametrize(
    ("focus", "is_enlarged"),
    [
        (Focus(), False),
        (Focus(Level.REGION, ("11",)), True),
        (Focus(Level.REGION, ("11", "24")), True),
        (Focus(Level.REGION, ("24",)), False),
        (Focus(Level.REGION, ("11",), extent=shapely.box(2, 48, 3, 49)), False),
        (Focus(Level.DEPARTEMENT, ("75", "92", "93", "94")), False),
        (Focus(Level.DEPARTEMENT, ("75", "92", "93", "94", "78")), True),
        (Focus(Level.DEPARTEMENT, ("75",)), False),
    ],
)
def test_paris_is_enlarged_where_it_is_a_small_piece(focus: Focus, is_enlarged: bool) -> None:
    assert focus.surrounds_paris is is_enlarged


@pytest.mark.parametrize(
    ("denominator", "scale"), [(LARGE_SCALE - 1, Scale.FULL), (LARGE_SCALE, Scale.DISPLAY)]
)
def test_contours_are_drawn_whole_at_large_scales(denominator: int, scale: Scale) -> None:
    asked: list[tuple[str, Scale]] = []
    boundaries = Boundaries(lambda name, scale: asked.append((name, scale)))
    units_at(boundaries, Level.REGION, denominator, (0.0, 45.0, 1.0, 46.0))
    assert asked == [(Level.REGION, scale)]


@pytest.mark.parametrize(
    ("focus", "level", "codes"),
    [
        (Focus(), Level.EPCI, ["200000013", "200000021"]),
        (Focus(Level.REGION, ("94",)), Level.COMMUNE, ["2A001", "2A002", "2A003", "2A004"]),
        (Focus(Level.REGION, ("94",)), Level.EPCI, ["200000013", "200000021"]),
        (Focus(Level.DEPARTEMENT, ("13",)), Level.EPCI, ["200000013"]),
        (Focus(Level.DEPARTEMENT, ("13",)), Level.REGION, ["93"]),
    ],
)
def test_units_have_a_commune_in_the_part_shown(
    tiny_france: TinyFrance, focus: Focus, level: Level, codes: list[str]
) -> None:
    assert list(units_in(focus, level, tiny_france.cog)) == codes


def test_a_pole_that_no_map_draws_shows_the_country() -> None:
    assert focus_on(("978",), None, read_cog()).is_country
    assert focus_on(("76", "988"), None, read_cog()).codes == ("76",)
