from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import shapely

from geodata.cog import NUMBERS
from ptce_map.territory.territories import Territories, build_territories, dissolve, heart
from tests import builders
from tests.conftest import SQUARE_KM2, rectangle

if TYPE_CHECKING:
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance

TOKENS = (
    *("com:13001", "com:13002", "com:13003", "com:13055", "com:2A001", "com:2A004", "com:97101"),
    *("com:13010", "com:2A010", "arm:13201", "arm:13202", "epci:200000013", "epci:200000021"),
    *("dep:13", "dep:2A", "dep:971", "reg:94", "reg:93"),
)


def join(register: Register, france: TinyFrance) -> Territories:
    return build_territories(register, france.communes, france.arrondissements, france.cog)


def located(france: TinyFrance, *tokens: str) -> Territories:
    return join(builders.register([builders.pole(territoire="|".join(tokens))]), france)


def test_a_row_in_is_a_row_out(register: Register, territories: Territories) -> None:
    assert list(territories.poles.index) == list(register.poles.index)
    assert territories.poles.crs.to_epsg() == 4326


@pytest.mark.parametrize(
    ("pole", "n_communes", "population", "area", "departements", "regions", "epci"),
    [
        ("le-phare", 2, 3, 20.0, ("13",), ("93",), ("200000013",)),
        ("la-voisine", 3, 19, 30.0, ("13", "2A"), ("93", "94"), ("200000013",)),
        ("le-quartier", 1, 3, 5.0, ("13",), ("93",), ()),
        ("ile-haute", 1, 256, 10.0, ("971",), ("01",), ()),
    ],
)
def test_facts_of_a_territory(
    territories: Territories,
    pole: str,
    n_communes: int,
    population: int,
    area: float,
    departements: tuple[str, ...],
    regions: tuple[str, ...],
    epci: tuple[str, ...],
) -> None:
    facts = territories.poles.loc[pole]
    assert (facts.n_communes, facts.population, facts.superficie_km2) == (
        n_communes,
        population,
        area,
    )
    assert (facts.departements, facts.regions, facts.epci) == (departements, regions, epci)


def test_a_pole_known_by_its_region_keeps_its_region_alone(territories: Territories) -> None:
    facts = territories.poles.loc["insulaire"]
    assert facts[["n_communes", "population", "superficie_km2"]].isna().all()
    assert (facts.regions, facts.departements, facts.epci) == (("94",), (), ())
    assert facts.geometry is None
    assert "insulaire" not in set(territories.memberships["pole"])


def test_communes_are_dissolved(territories: Territories) -> None:
    outline = territories.poles.geometry["le-phare"]
    assert outline.equals(rectangle(0, 0).union(rectangle(1, 0)))
    assert territories.poles.geometry["le-quartier"].equals(rectangle(1, 1, 0.5))


def test_rows_are_numbered_and_places_are_in_degrees(territories: Territories) -> None:
    memberships = territories.memberships
    assert memberships.index.tolist() == list(range(len(memberships)))
    assert "index" not in memberships
    assert territories.poles.crs.to_epsg() == 4326


def test_the_heart_of_a_territory_is_well_inside_its_largest_part() -> None:
    small, large = shapely.box(0, 0, 1, 1), shapely.box(5, 0, 9, 4)
    assert heart(shapely.union(small, large)).within(large)
    ring = large.difference(shapely.box(6, 1, 8, 3))
    assert heart(ring).within(ring)


def test_memberships_name_the_token_that_brought_each_commune(territories: Territories) -> None:
    rows = territories.memberships.set_index("pole")
    assert list(rows.columns) == ["code_commune", "part", "token", *NUMBERS, "area_km2"]
    assert rows.loc["le-phare"].to_numpy().tolist() == [
        ["13001", "", "com:13001", 1, 2023, 10.0],
        ["13002", "", "com:13010", 2, 2023, 10.0],
    ]
    assert rows.loc["le-quartier"].tolist() == ["13055", "13201", "arm:13201", 3, 2023, 5.0]


def test_passages_name_the_former_codes(territories: Territories) -> None:
    assert territories.passages.to_dict("records") == [
        {
            "pole": "le-phare",
            "token": "com:13010",
            "ancien_code": "13010",
            "code_commune": "13002",
        }
    ]


def test_the_first_token_keeps_a_commune(tiny_france: TinyFrance) -> None:
    memberships = located(tiny_france, "com:13002", "epci:200000013", "dep:13").memberships
    assert memberships[["code_commune", "token"]].to_numpy().tolist() == [
        ["13002", "com:13002"],
        ["13001", "epci:200000013"],
        ["2A001", "epci:200000013"],
        ["13003", "dep:13"],
        ["13055", "dep:13"],
    ]


@pytest.mark.parametrize(
    ("tokens", "parts", "population"),
    [
        (("arm:13201", "arm:13202"), ["13201", "13202"], 8),
        (("arm:13201", "com:13055"), [""], 8),
        (("com:13055", "arm:13202"), [""], 8),
    ],
)
def test_a_whole_commune_wins_over_its_parts(
    tiny_france: TinyFrance, tokens: tuple[str, ...], parts: list[str], population: int
) -> None:
    territories = located(tiny_france, *tokens)
    assert territories.memberships["part"].tolist() == parts
    facts = territories.poles.iloc[0]
    assert (facts.n_communes, facts.population, facts.superficie_km2) == (1, population, 10.0)
    assert facts.geometry.equals(rectangle(1, 1))


def test_an_approximate_pole_may_be_a_whole_region(tiny_france: TinyFrance) -> None:
    assert located(tiny_france, "reg:94").poles.iloc[0].n_communes == 4


def test_a_register_of_poles_without_territory(tiny_france: TinyFrance) -> None:
    poles = [builders.pole(precision="region-only", territoire="reg:93|reg:94")]
    territories = join(builders.register(poles), tiny_france)
    assert territories.poles.geometry.isna().all()
    assert territories.poles.iloc[0].regions == ("93", "94")
    assert territories.memberships.empty


def test_a_pole_whose_places_are_unknown_is_kept(tiny_france: TinyFrance) -> None:
    poles = [
        builders.pole(territoire="com:99999|epci:1", siege="13099"),
        builders.pole("la-voisine", territoire="com:13001|com:99999"),
    ]
    territories = join(builders.register(poles), tiny_france)
    lost, kept = territories.poles.itertuples()
    assert (lost.siege, lost.geometry, lost.regions, lost.sans_contour) == ("", None, (), ())
    assert pd.isna(lost.n_communes)
    assert (lost.annees_population, lost.departements, lost.epci) == ((), (), ())
    assert (kept.n_communes, kept.departements) == (1, ("13",))


def test_a_place_without_contour_is_counted_and_not_drawn(tiny_france: TinyFrance) -> None:
    poles = [
        builders.pole(territoire="dep:975", siege="97501"),
        builders.pole("la-voisine", territoire="com:13001|com:97501"),
        builders.pole("insulaire", territoire="reg:975", precision="region-only"),
    ]
    territories = join(builders.register(poles), tiny_france)
    isle, both, known = territories.poles.itertuples()
    assert isle.sans_contour == ("dep:975", "com:97501")
    assert (isle.n_communes, isle.population, isle.departements) == (1, 512, ("975",))
    assert (isle.geometry, isle.siege) == (None, "97501")
    assert (both.n_communes, both.population, both.sans_contour) == (2, 513, ("com:97501",))
    assert pd.isna(both.superficie_km2)
    assert both.geometry.area == 1.0
    assert (known.regions, known.sans_contour) == (("975",), ("reg:975",))
    assert territories.memberships["code_commune"].tolist() == ["13001"]


def test_a_seat_is_a_current_commune(tiny_france: TinyFrance) -> None:
    poles = [builders.pole(siege="13010"), builders.pole("la-voisine")]
    territories = join(builders.register(poles), tiny_france)
    assert territories.poles["siege"].tolist() == ["13002", ""]


@given(tokens=st.lists(st.sampled_from(TOKENS), min_size=1, unique=True))
def test_dissolving_then_measuring_is_summing_areas(
    tiny_france: TinyFrance, tokens: list[str]
) -> None:
    facts = located(tiny_france, *tokens).poles.iloc[0]
    assert facts.geometry.is_valid
    assert facts.geometry.area * SQUARE_KM2 == pytest.approx(facts.superficie_km2)


@given(tokens=st.lists(st.sampled_from(TOKENS), min_size=1, unique=True))
def test_each_inhabitant_counts_once(tiny_france: TinyFrance, tokens: list[str]) -> None:
    territories = located(tiny_france, *tokens)
    units = territories.memberships
    assert not units.duplicated(["code_commune", "part"]).any()
    inside = tiny_france.communes[
        tiny_france.communes.representative_point().within(territories.poles.geometry.iloc[0])
    ]
    whole = units[units["part"] == ""]
    assert set(whole["code_commune"]) <= set(inside.index)
    assert whole["population"].sum() == inside.loc[whole["code_commune"], "population"].sum()
    assert territories.poles.iloc[0].population == units["population"].sum()


def test_dissolve_takes_contours_of_another_scale(
    territories: Territories, tiny_france: TinyFrance
) -> None:
    larger = [
        contours.set_geometry(contours.geometry.scale(2, 2, origin=(0, 0)))
        for contours in (tiny_france.communes, tiny_france.arrondissements)
    ]
    outlines = dissolve(territories.memberships, *larger)
    assert outlines["le-phare"].area == pytest.approx(8.0)
    assert outlines["le-quartier"].bounds == (2.0, 2.0, 4.0, 3.0)
