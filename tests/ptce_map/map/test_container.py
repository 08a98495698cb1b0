import plotly.graph_objects as go

from ptce_map.map.container import CONFIG, map_container
from ptce_map.map.svg.frame import HOME


def test_the_container_names_the_style_by_its_address() -> None:
    figure = map_container("/geo/style-light.0123456789.json")
    assert figure["layout"]["map"]["style"] == "/geo/style-light.0123456789.json"
    assert [(trace["type"], trace["lat"]) for trace in figure["data"]] == [("scattermap", [])]


def test_plotly_itself_takes_the_container() -> None:
    figure = map_container("/style.json")

    assert go.Figure(figure).layout.map.style == "/style.json"


def test_the_container_opens_on_france_with_its_insets() -> None:
    west, south, east, north = HOME
    centre = map_container("/style.json")["layout"]["map"]["center"]
    assert west < centre["lon"] < east
    assert south < centre["lat"] < north


def test_nothing_is_shared_with_a_third_party() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["displaylogo"] is False
    assert CONFIG["displayModeBar"] is False
