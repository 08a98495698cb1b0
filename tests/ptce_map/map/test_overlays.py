import pandas as pd
import pytest

import geopandas as gpd
import shapely

from geodata.cog import WGS84
from ptce_map.map.gathering import CROWD, ZOOMS
from ptce_map.map.overlays import seat_overlay, territory_overlay, with_relays
from ptce_map.map.thinning import IN_A_SQUARE

GROS_MORNE = shapely.box(-61.05, 14.68, -61.0, 14.75)
TWO_PARTS = shapely.MultiPolygon([shapely.box(2, 46, 3, 47), shapely.box(4, 46, 4.1, 46.1)])


@pytest.fixture
def poles() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "precision": ["declared", "approximate", "region-only", "approximate"],
            "siege": ["97212", "", "", "97212"],
            "etat": ["inconnu", "actif", "inconnu", "inconnu"],
        },
        geometry=[GROS_MORNE, TWO_PARTS, None, shapely.box(2, 44, 3, 45)],
        index=["martinique", "deux-parties", "region", "autre"],
        crs=4326,
    )


@pytest.fixture
def seats() -> gpd.GeoSeries:
    return gpd.GeoSeries({"97212": shapely.Point(-61.02, 14.7)}, crs=4326)


def test_a_territory_known_by_its_region_alone_is_not_drawn(poles: gpd.GeoDataFrame) -> None:
    overlay = territory_overlay(poles)
    in_place = overlay[overlay["inset"] == ""]
    assert list(in_place["id"]) == ["martinique", "deux-parties", "autre"]
    assert list(in_place["sign"]) == ["declared", "approximate", "approximate"]


def test_an_overseas_territory_has_a_copy_beside_brittany(poles: gpd.GeoDataFrame) -> None:
    overlay = territory_overlay(poles)
    copy = overlay[overlay["inset"] == "972"]
    assert list(copy["id"]) == ["martinique"]
    west, south, east, north = copy.total_bounds
    assert -13.0 < west < east < -10.5
    assert 41.0 < south < north < 51.0


def test_poles_of_one_commune_share_one_seat(poles: gpd.GeoDataFrame, seats: gpd.GeoSeries) -> None:
    overlay = seat_overlay(poles, seats, {"97212": "Le Gros-Morne"})
    seat = overlay[(overlay["cle"] == "97212") & (overlay["inset"] == "")].iloc[0]
    assert seat["poles"] == ["martinique", "autre"]
    assert seat["nom"] == "Le Gros-Morne"
    assert seat["connu"]
    assert seat.geometry == shapely.Point(-61.02, 14.7)
    assert set(overlay.loc[overlay["cle"] == "97212", "inset"]) == {"", "972"}


def test_an_unknown_seat_is_marked_in_the_largest_part_of_the_territory(
    poles: gpd.GeoDataFrame, seats: gpd.GeoSeries
) -> None:
    overlay = seat_overlay(poles, seats, {"97212": "Le Gros-Morne"})
    markers = overlay[~overlay["connu"]]
    assert list(markers["cle"]) == ["pole:deux-parties"]
    assert markers.iloc[0]["poles"] == ["deux-parties"]
    assert shapely.box(2, 46, 3, 47).contains(markers.iloc[0].geometry)


def test_a_pole_that_ended_is_not_drawn_as_one_that_lives(
    poles: gpd.GeoDataFrame, seats: gpd.GeoSeries
) -> None:
    poles.loc[["autre", "deux-parties"], "etat"] = "termine"
    outlines = territory_overlay(poles)
    signs = outlines[outlines["inset"] == ""].set_index("id")["sign"]
    assert signs.to_dict() == {"martinique": "declared", "deux-parties": "ended", "autre": "ended"}
    marks = seat_overlay(poles, seats, {"97212": "Le Gros-Morne"})
    in_place = marks[marks["inset"] == ""].set_index("cle")
    assert in_place["sign"].to_dict() == {
        "97212": "known",
        "ended:97212": "ended",
        "pole:deux-parties": "ended",
    }
    assert in_place["poles"].tolist() == [["martinique"], ["autre"], ["deux-parties"]]


def test_a_pole_without_seat_nor_territory_has_no_mark(
    poles: gpd.GeoDataFrame, seats: gpd.GeoSeries
) -> None:
    overlay = seat_overlay(poles, seats, {"97212": "Le Gros-Morne"})
    assert "region" not in {pole for ids in overlay["poles"] for pole in ids}


def test_a_territory_waits_for_the_zoom_at_which_it_is_six_pixels_large(
    poles: gpd.GeoDataFrame,
) -> None:
    overlay = territory_overlay(poles)
    zoom = overlay.loc[overlay["inset"] == ""].set_index("id")["zoom"]
    # 1° of 360° is six pixels of 512 × 2^zoom when 2^zoom is 6 × 360 / 512: the box is as high as
    # 1° of latitude at 44.5° N, which Web Mercator stretches by 1 / cos(44.5°).
    assert zoom["autre"] == pytest.approx(1.59, abs=0.02)
    assert zoom["martinique"] > zoom["autre"]


def test_an_inset_that_cuts_a_territory_draws_no_line_along_the_cut() -> None:
    wide = gpd.GeoDataFrame(
        {"precision": ["declared"], "etat": ["inconnu"]},
        geometry=[shapely.box(2.3, 48.5, 3.5, 49.5)],
        index=["large"],
        crs=4326,
    )
    cut = territory_overlay(wide).query("inset == 'petite-couronne'").set_index("part")
    assert list(cut.index) == ["area", "outline"]
    assert cut.geometry["area"].geom_type == "Polygon"
    # One side alone crosses the window: its western one, at 2.3° E.
    outline = cut.geometry["outline"]
    assert outline.geom_type == "LineString"
    west, _, east, _ = outline.bounds
    assert east - west < 1e-9


def crowd(n: int, siege: str = "") -> gpd.GeoDataFrame:
    """Return poles without a seat, one a territory, on a line of a hundred metres a pole."""
    shapes = [shapely.box(2 + at / 900, 47, 2.001 + at / 900, 47.001) for at in range(n)]
    frame = {"siege": [siege] * n, "precision": ["declared"] * n, "etat": ["inconnu"] * n}
    return gpd.GeoDataFrame(frame, geometry=shapes, crs=WGS84, index=[f"p{at}" for at in range(n)])


def test_territories_of_a_crowd_wait_for_larger_ones() -> None:
    wide = [shapely.box(2, 47, 2.2, 47.2)] * (CROWD + 1)
    poles = crowd(CROWD + 1).set_geometry(wide, crs=WGS84)

    few, many = territory_overlay(poles.iloc[1:]), territory_overlay(poles)

    assert (few["thinned"] == few["zoom"]).all()
    assert (many["thinned"] > many["zoom"]).sum() == CROWD + 1 - IN_A_SQUARE


def test_seats_of_a_register_of_few_poles_stand_alone() -> None:
    seats = seat_overlay(crowd(CROWD), gpd.GeoSeries([], crs=WGS84), {})
    assert "relais" not in with_relays(seats)


def test_seats_of_a_crowd_are_gathered_less_the_closer_one_looks() -> None:
    seats = seat_overlay(crowd(CROWD + 1), gpd.GeoSeries([], crs=WGS84), {})
    gathered = with_relays(seats)
    standing = [len({relays[step] for relays in gathered["relais"]}) for step in range(len(ZOOMS))]
    assert standing == sorted(standing)
    assert standing[0] == 1
    assert 1 < standing[-1] < CROWD + 1
    keys = set(gathered["cle"])
    assert all(keys.issuperset(relays) for relays in gathered["relais"])


def test_a_known_seat_stands_for_no_unknown_one() -> None:
    poles = pd.concat([crowd(CROWD + 1), crowd(1, "58001").set_axis(["seated"])])
    place = gpd.GeoSeries([shapely.Point(2.0005, 47.0005)], index=["58001"], crs=WGS84)
    gathered = with_relays(seat_overlay(poles, place, {"58001": "Ici"})).set_index("cle")
    assert set(gathered.at["58001", "relais"]) == {"58001"}
    assert all("58001" not in relays for relays in gathered["relais"].drop("58001"))
