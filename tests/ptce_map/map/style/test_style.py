import pytest

from geodata.cog import Level
from ptce_map.map.style import build_style
from ptce_map.map.style.levels import LEVEL_SOURCES, class_colour
from ptce_map.map.themes import DARK, LIGHT, THEMES, Theme

GEOJSON = (
    "regions",
    "departements",
    "coast",
    "prefectures",
    "insets-frames",
    *(f"insets-{level}" for level in Level),
    *(f"points-{level}" for level in Level if level is not Level.COMMUNE),
    "territoires",
    "sieges",
)
URLS = {name: f"/geo/{name}.geojson" for name in GEOJSON} | {
    name: f"/tiles/{name}/{{z}}/{{x}}/{{y}}.mvt" for name in ("communes", "limits")
}
THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


def layers(theme: Theme = LIGHT) -> dict[str, dict]:
    return {layer["id"]: layer for layer in build_style(theme, URLS)["layers"]}


def colours(theme: Theme) -> set[str]:
    return {value for value in vars(theme).values() if str(value).startswith("#")} | set(
        theme.sequential
    )


def test_ids_of_layers_are_unique() -> None:
    style = build_style(LIGHT, URLS)
    assert len(layers()) == len(style["layers"])


@THEME
def test_every_layer_reads_a_declared_source(theme: Theme) -> None:
    style = build_style(theme, URLS)
    read = {layer["source"] for layer in style["layers"] if "source" in layer}
    assert read <= style["sources"].keys()


def test_a_source_without_a_file_is_empty_until_scripts_fill_it() -> None:
    found = build_style(LIGHT, URLS | {"sieges": ""})["sources"]["sieges"]
    assert found["data"] == {"type": "FeatureCollection", "features": []}
    assert found["promoteId"] == "cle"


def test_themes_differ_by_paint_and_by_hatch_alone() -> None:
    light, dark = layers(LIGHT), layers(DARK)
    assert list(light) == list(dark)
    for name, layer in light.items():
        other = dark[name]
        assert {key: layer[key] for key in layer if key not in {"paint", "metadata"}} == {
            key: other[key] for key in other if key not in {"paint", "metadata"}
        }


@THEME
def test_every_colour_is_one_of_the_theme(theme: Theme) -> None:
    def strings(value: object) -> list[str]:
        if isinstance(value, list | tuple):
            return [text for item in value for text in strings(item)]
        return [value] if isinstance(value, str) else []

    found = {
        text
        for layer in layers(theme).values()
        for value in layer.get("paint", {}).values()
        for text in strings(value)
        if text.startswith("#")
    }
    assert found <= colours(theme)


def test_a_class_has_its_colour_and_missing_is_plain_paper() -> None:
    expression = class_colour(LIGHT)
    assert expression[0] == "match"
    assert dict(zip(expression[2:-1:2], expression[3:-1:2])) == {
        1: "#D3E9DE",
        2: "#96CEC4",
        3: "#53A6AB",
        4: "#22748A",
        5: "#0D405B",
    }
    assert expression[-1] == "#FFFFFF"


@pytest.mark.parametrize("level", Level)
def test_a_level_is_filled_from_each_of_its_sources_and_hidden_at_first(level: Level) -> None:
    fills = [
        layer
        for layer in layers().values()
        if layer["id"].startswith("fill-") and layer["metadata"]["niveau"] == level
    ]
    expected = {source for source, *_ in LEVEL_SOURCES[level]} | {f"insets-{level}"}
    assert {layer["source"] for layer in fills} == expected
    assert {layer["layout"]["visibility"] for layer in fills} == {"none"}


def test_national_geojson_hands_over_to_tiles_at_the_same_zoom() -> None:
    drawn = layers()
    assert drawn["fill-departement-departements"]["maxzoom"] == 6.5
    assert drawn["fill-departement-limits"]["minzoom"] == 6.5
    assert drawn["fill-departement-limits"]["source-layer"] == "departement"


def test_no_layer_asks_for_an_image_before_the_page_has_drawn_it() -> None:
    drawn = layers()
    assert not [name for name, layer in drawn.items() if "fill-pattern" in layer.get("paint", {})]
    assert drawn["selected-hatch"]["metadata"]["hatch"] == "hatch-pole-light"
    assert "hatch-pole-light" in build_style(LIGHT, URLS)["metadata"]["ptce:images"]


def test_territories_are_cased_lines_and_never_filled() -> None:
    drawn = layers()
    order = list(drawn)
    assert drawn["territory-declared"]["type"] == "line"
    assert order.index("territory-casing") < order.index("territory-declared")
    assert "line-dasharray" not in drawn["territory-declared"]["paint"]
    assert drawn["territory-approximate"]["paint"]["line-dasharray"] == ["literal", [3.3, 2.2]]
    fills = [n for n, x in drawn.items() if x.get("source") == "territoires" if x["type"] == "fill"]
    assert fills == ["selected-hatch"]


def test_layers_stand_in_the_order_of_the_symbology() -> None:
    order = list(layers())
    ranks = [
        order.index(name)
        for name in (
            "sea",
            "fill-departement-departements",
            "missing-departement-departements",
            "limit-departement-departements",
            "coast-departement",
            "selected-hatch",
            "territory-casing",
            "territory-declared",
            "hover-ring-departement-departements",
            "seat-known",
            "name-seat",
        )
    ]
    assert ranks == sorted(ranks)


def test_labels_are_drawn_with_local_fonts_and_without_transition() -> None:
    style = build_style(DARK, URLS)
    assert "glyphs" not in style
    assert "sprite" not in style
    assert style["transition"] == {"duration": 0, "delay": 0}


def test_features_are_known_by_their_code() -> None:
    sources = build_style(LIGHT, URLS)["sources"]
    assert sources["departements"]["promoteId"] == "code"
    assert sources["territoires"]["promoteId"] == "id"
    assert sources["sieges"]["promoteId"] == "cle"
    assert sources["communes"]["tiles"] == ["/tiles/communes/{z}/{x}/{y}.mvt"]
    assert sources["communes"]["minzoom"] == 3
