from urllib.parse import parse_qs, urlsplit

import pytest

from ptce_map.map.style import build_style
from ptce_map.map.style.basemaps import BASEMAPS, FILL_OPACITY, Basemap
from ptce_map.map.themes import DARK, LIGHT, THEMES, Theme
from tests.ptce_map.map.style.test_style import URLS

PLAN = BASEMAPS["ign-plan"]
assert PLAN is not None
BASEMAP = pytest.mark.parametrize("basemap", [basemap for basemap in BASEMAPS.values() if basemap])


def order(theme: Theme, basemap: Basemap | None) -> list[str]:
    return [layer["id"] for layer in build_style(theme, URLS, basemap)["layers"]]


def test_the_plan_of_ign_is_asked_by_the_rules_of_wmts() -> None:
    address = urlsplit(PLAN.tiles.format(z=6, y=22, x=32))
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://data.geopf.fr/wmts"
    assert {key: value for key, (value,) in parse_qs(address.query).items()} == {
        "SERVICE": "WMTS",
        "VERSION": "1.0.0",
        "REQUEST": "GetTile",
        "LAYER": "GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2",
        "STYLE": "normal",
        "FORMAT": "image/png",
        "TILEMATRIXSET": "PM",
        "TILEMATRIX": "6",
        "TILEROW": "22",
        "TILECOL": "32",
    }


@BASEMAP
def test_tiles_come_from_the_host_that_the_page_may_ask(basemap: Basemap) -> None:
    assert basemap.tiles.startswith(f"{basemap.host}/")
    assert basemap.attribution


@BASEMAP
@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_a_background_lies_between_the_sea_and_the_fills(theme: Theme, basemap: Basemap) -> None:
    assert order(theme, basemap)[:3] == ["sea", "basemap", "frame-ground"]
    assert [name for name in order(theme, basemap) if name != "basemap"] == order(theme, None)


def test_fills_let_a_background_through_and_nothing_else_changes() -> None:
    plain, over = build_style(LIGHT, URLS), build_style(LIGHT, URLS, PLAN)
    assert (plain["metadata"]["ptce:opacity"], over["metadata"]["ptce:opacity"]) == (1, 0.75)
    changed = {
        layer["id"]: layer["paint"]["fill-opacity"]
        for layer in over["layers"]
        if layer["id"] != "basemap" and layer not in plain["layers"]
    }
    assert changed
    assert all(name.startswith("fill-") for name in changed)
    assert set(changed.values()) == {FILL_OPACITY}


def test_without_a_background_no_other_site_is_named() -> None:
    assert "http" not in str(build_style(DARK, URLS)["sources"])
    assert "basemap" not in build_style(DARK, URLS)["sources"]
