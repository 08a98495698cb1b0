import json

import plotly.graph_objects as go
import pytest

from geodata.cog import Level
from geodata.insets import INSETS
from ptce_map.map.svg import SVG_LEVELS, build_svg_map
from ptce_map.map.themes import LIGHT, THEMES, Theme

EMPTY = {"features": []}
LAYERS = dict.fromkeys(SVG_LEVELS, EMPTY)
URLS = {name: f"/geo/{name}" for name in ("svg-region", "svg-departement", "territoires", "sieges")}


def figure(theme: Theme = LIGHT) -> dict:
    return build_svg_map(theme, LAYERS, LAYERS, URLS)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_plotly_knows_every_property(theme: Theme) -> None:
    drawn = go.Figure(figure(theme))
    assert {trace.type for trace in drawn.data} == {"choropleth", "scattergeo"}


def test_themes_differ_by_colours_alone() -> None:
    light, dark = (figure(theme)["data"] for theme in THEMES.values())
    assert [trace["meta"] for trace in light] == [trace["meta"] for trace in dark]


def test_the_main_map_is_conic_conformal_on_france() -> None:
    geo = figure()["layout"]["geo"]
    assert geo["projection"]["type"] == "conic conformal"
    assert geo["projection"]["parallels"] == [44, 49]
    assert geo["projection"]["rotation"] == {"lon": 3}
    assert geo["center"] == {"lon": 3.0, "lat": 46.5}


def test_subplots_draw_no_world_of_their_own() -> None:
    layout = figure()["layout"]
    assert [layout[name]["visible"] for name in ("geo", "geo2", "geo3")] == [False] * 3


def test_each_inset_has_a_subplot_whose_frame_holds_it() -> None:
    meta = figure()["layout"]["meta"]
    assert set(meta["places"]) == {inset.code for inset in INSETS}
    for inset in INSETS:
        west, south, east, north = meta["frames"][meta["places"][inset.code]]
        assert west < inset.frame[0] < inset.frame[2] < east
        assert south < inset.frame[1] < inset.frame[3] < north


def test_every_level_and_role_is_drawn_in_every_subplot() -> None:
    roles = {
        name: {trace["meta"]["role"] for trace in figure()["data"] if trace["geo"] == name}
        for name in ("geo", "geo2", "geo3")
    }
    common = {"fill", "circles", "territory", "selected", "seats"}
    assert roles == {
        "geo": common | {"edges"},
        "geo2": common | {"frame"},
        "geo3": common | {"frame"},
    }
    levels = {trace["meta"].get("level") for trace in figure()["data"]} - {None}
    assert levels == {Level.REGION, Level.DEPARTEMENT}


def test_the_document_is_plain_json_without_geometry() -> None:
    text = json.dumps(figure())
    assert "coordinates" not in text
    assert "/geo/svg-departement" in text
