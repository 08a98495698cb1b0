from ptce_map.map.container import CONFIG, map_container
from ptce_map.map.svg.frame import HOME


def test_the_container_names_the_style_by_its_address() -> None:
    figure = map_container("/geo/style-light.0123456789.json")
    assert figure.layout.map.style == "/geo/style-light.0123456789.json"
    assert [trace.type for trace in figure.data] == ["scattermap"]
    assert list(figure.data[0].lat) == []


def test_the_container_opens_on_france_with_its_insets() -> None:
    west, south, east, north = HOME
    centre = map_container("/style.json").layout.map.center
    assert west < centre.lon < east
    assert south < centre.lat < north


def test_nothing_is_shared_with_a_third_party() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["displaylogo"] is False
    assert CONFIG["displayModeBar"] is False
