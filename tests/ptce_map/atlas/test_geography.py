from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import Level, read_cog
from ptce_map.atlas.geography import Focus, focus_of, units_in
from ptce_map.query import Filters

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
