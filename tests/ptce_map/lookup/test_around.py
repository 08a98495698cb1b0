"""The poles around a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.lookup.around import Around, Vicinity, build_vicinity

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog


@pytest.fixture(scope="module")
def vicinity(catalog: Catalog) -> Vicinity:
    """The made-up poles, and the middles of the squares for town halls."""
    return build_vicinity(catalog)


def test_a_commune_has_the_poles_that_cover_it_then_the_nearest(vicinity: Vicinity) -> None:
    around = vicinity.around("13001")

    assert set(around.covering) == {"le-phare", "la-voisine"}
    assert [pole for pole, _ in around.nearest] == ["le-quartier"]
    assert around.nearest[0][1] > 0


def test_distances_grow_and_are_in_kilometres(vicinity: Vicinity) -> None:
    nearest = vicinity.around("2A004").nearest
    km = [distance for _, distance in nearest]

    assert vicinity.around("2A004").covering == ()
    assert km == sorted(km)
    # Half a degree of longitude at the equator of the made-up France, in Lambert-93 far off it.
    assert 20 < km[0] < 200


def test_a_former_code_stands_for_the_commune_of_today(vicinity: Vicinity) -> None:
    assert vicinity.units("13010") == ("13002",)
    assert vicinity.around("13010") == vicinity.around("13002")


def test_an_epci_is_all_its_communes(vicinity: Vicinity) -> None:
    assert vicinity.units("200000013") == ("13001", "13002", "2A001")
    assert set(vicinity.around("200000013").covering) == {"le-phare", "la-voisine"}


def test_poles_beyond_an_ocean_have_no_distance(vicinity: Vicinity) -> None:
    around = vicinity.around("97101")

    assert around.covering == ("ile-haute",)
    assert around.nearest == ()


def test_an_arrondissement_has_the_poles_that_cover_it_and_distances_of_its_own(
    vicinity: Vicinity,
) -> None:
    assert vicinity.units("13201") == ("13201",)
    assert vicinity.around("13201").covering == ("le-quartier",)
    assert vicinity.around("13202").covering == ()
    assert "le-quartier" in dict(vicinity.around("13202").nearest)


def test_what_has_no_contour_is_near_nothing(vicinity: Vicinity) -> None:
    assert vicinity.units("97501") == ("97501",)
    assert vicinity.points("97501").empty
    assert vicinity.around("97501") == Around((), ())


def test_what_the_cog_does_not_know_has_no_surroundings(vicinity: Vicinity) -> None:
    assert vicinity.units("99999") == ()
    with pytest.raises(KeyError, match="99999"):
        vicinity.around("99999")
