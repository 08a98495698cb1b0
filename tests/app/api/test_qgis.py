"""The definition of layers over HTTP: it names this site, and addresses that answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def sources(client: FlaskClient, query: str = "") -> list[str]:
    response = client.get(f"/api/poles.qlr?{query}")
    assert response.status_code == 200
    assert response.content_type == "application/x-qgis-layer-definition"
    return [str(source.text) for source in fromstring(response.data).iter("datasource")]


def test_the_layers_of_a_query_are_read_from_this_site(client: FlaskClient) -> None:
    seats, poles = sources(client, "structure=scic&niveau=region")
    assert poles == "/vsicurl/http://localhost/api/poles.geojson?structure=scic"
    assert seats == f"{poles}&geometrie=point"
    for source in (seats, poles):
        path = source.removeprefix("/vsicurl/http://localhost")
        assert len(client.get(path).get_json(force=True)["features"]) == 1


def test_without_filter_come_the_counts_of_the_service(client: FlaskClient) -> None:
    *_, counts = sources(client)
    assert counts == (
        "restrictToRequestBBOX='1' typename='departements' url='http://localhost/ogc'"
    )


def test_the_definition_is_named_and_speaks_the_language(client: FlaskClient) -> None:
    headers = client.get("/api/poles.qlr?q=phare&lang=en").headers
    assert headers["Content-Disposition"] == 'attachment; filename="ptce_phare_2026-01-15.qlr"'
    assert headers["Content-Language"] == "en"
    assert "Seats and marks of the hubs" in client.get("/api/poles.qlr?lang=en").text


def test_a_query_not_understood_is_a_problem(client: FlaskClient) -> None:
    assert client.get("/api/poles.qlr?couleur=bleu").status_code == 400
