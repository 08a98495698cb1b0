"""OGC API – Features: answers held to the standard, requests answered or refused, every link."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import geopandas as gpd
import shapely

from app.ogc.crs import CRS84, CRSS
from app.ogc.items import full_rows_first
from app.ogc.parameters import MAXIMUM_LIMIT
from ptce_map.layers.layer import Geometry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from app.dataset import Dataset
    from ptce_map.arrays import Integers

SCHEMAS = json.loads((Path(__file__).parent / "schemas.json").read_text("utf-8"))
COLLECTIONS = ("poles", "communes-des-poles", "departements", "regions", "epci")
POLES = "/ogc/collections/poles/items"
NORTH_FIRST, LAMBERT = list(CRSS)[1:]
DOCUMENTS = {
    "/ogc": "landingPage",
    "/ogc/conformance": "conformance",
    "/ogc/api": "openapi",
    "/ogc/collections": "collections",
    **{f"/ogc/collections/{name}": "collection" for name in COLLECTIONS},
    **{f"/ogc/collections/{name}/queryables": "queryables" for name in COLLECTIONS},
    **{f"/ogc/collections/{name}/schema": "schema" for name in COLLECTIONS},
    **{f"/ogc/collections/{name}/items": "featureCollection" for name in COLLECTIONS},
    f"{POLES}?limit=2&offset=1&crs={quote(LAMBERT)}": "featureCollection",
    f"{POLES}/le-phare": "feature",
    f"{POLES}/insulaire": "feature",
    f"{POLES}?limit=0": "problem",
    f"{POLES}/nothing": "problem",
}


def check(kind: str, answer: Any) -> None:
    schema = {"$ref": f"#/$defs/{kind}", "$defs": SCHEMAS["$defs"]}
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(schema, format_checker=checker).validate(answer)


def get(client: FlaskClient, path: str, **parameters: object) -> TestResponse:
    query = urlencode(parameters, doseq=True)
    return client.get(f"{path}?{query}" if query else path)


def ids(client: FlaskClient, path: str = POLES, **parameters: object) -> list[str]:
    answer = get(client, path, **parameters)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return [feature["id"] for feature in answer.get_json(force=True)["features"]]


@pytest.mark.parametrize(("path", "kind"), DOCUMENTS.items())
def test_answers_hold_to_the_standard(client: FlaskClient, path: str, kind: str) -> None:
    check(kind, client.get(path).get_json(force=True))


def test_every_link_of_every_answer_leads_somewhere(client: FlaskClient) -> None:
    waiting, seen = ["/ogc", f"{POLES}?limit=2"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, path
        if "html" in response.content_type:
            waiting += pages_of(response.get_data(as_text=True))
        if "json" in response.content_type:
            answer = response.get_json(force=True)
            waiting += [link for link in links_of(answer) if link.startswith("/ogc")]
            assert_types(client, answer)
    assert {path.partition("?")[0] for path in seen} >= {
        *("/ogc", "/ogc/api", "/ogc/conformance", "/ogc/collections"),
        *(f"/ogc/collections/{name}/items" for name in COLLECTIONS),
    }
    assert f"{POLES}?limit=2&offset=4" in seen
    assert f"{POLES}?limit=2&offset=4&lang=fr&f=html" in seen
    assert f"{POLES}/le-phare?f=html&lang=fr" in seen


def pages_of(text: str) -> list[str]:
    """Return the addresses of the service that a page leads to."""
    found = (unescape(link) for link in re.findall(r'href="([^"]+)"', text))
    paths = (link.removeprefix("http://localhost") for link in found)
    return [path for path in paths if path.startswith("/ogc") and "lang=en" not in path]


def links_of(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["href"].removeprefix("http://localhost")] if "rel" in node else []
        inside = (value for key, value in node.items() if key != "components")
        return own + [link for value in inside for link in links_of(value)]
    return [link for value in node for link in links_of(value)] if isinstance(node, list) else []


def assert_types(client: FlaskClient, answer: dict[str, Any]) -> None:
    for link in answer.get("links", ()):
        path = link["href"].removeprefix("http://localhost")
        if path.startswith("/ogc"):
            given = client.get(path, headers={"Accept": link["type"]}).content_type
            assert given.startswith(link["type"]), link


@pytest.mark.parametrize("name", COLLECTIONS)
def test_pages_follow_each_other(client: FlaskClient, dataset: Dataset, name: str) -> None:
    path, found = f"/ogc/collections/{name}/items?limit=2", []
    while path:
        answer = client.get(path).get_json(force=True)
        found += [feature["id"] for feature in answer["features"]]
        assert answer["numberReturned"] == len(answer["features"]) <= 2
        links = {link["rel"]: link["href"] for link in answer["links"]}
        assert ("prev" in links) is (len(found) > 2)
        path = links.get("next", "").removeprefix("http://localhost")
    ids = dataset.shelf.layers[name].ids
    assert found == [ids[row] for row in full_rows_first(dataset.shelf.layers[name], every(ids))]
    assert sorted(found) == sorted(ids)
    assert answer["numberMatched"] == len(found)


def every(ids: Sequence[str]) -> Integers:
    return np.arange(len(ids))


def test_the_first_features_hold_a_value_of_every_column_that_has_one(dataset: Dataset) -> None:
    layer = dataset.shelf.layers["poles"]
    rows = full_rows_first(layer, every(layer.ids))
    assert [layer.ids[row] for row in rows][:2] == ["le-phare", "la-voisine"]
    is_telling = layer.telling[rows]
    n_first = next(n for n in range(1, 6) if (is_telling[:n].any(0) == is_telling.any(0)).all())
    assert n_first <= 4
    assert full_rows_first(layer, np.array([4, 2])).tolist() == [2, 4]
    assert full_rows_first(layer, np.array([], dtype=np.int64)).tolist() == []


def test_a_limit_beyond_the_maximum_is_the_maximum(client: FlaskClient) -> None:
    assert len(ids(client, limit=MAXIMUM_LIMIT + 1)) == 5


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"secteur": "culture"}, ["le-phare"]),
        ({"region": ["94", "01"]}, ["la-voisine", "ile-haute", "insulaire"]),
        ({"q": "phare"}, ["le-phare"]),
        ({"appel": "ami-2022", "statut": "inferred"}, ["la-voisine"]),
        ({"appel": "aap-2013", "statut": "inferred"}, []),
        ({"n_communes": "1"}, ["le-quartier", "ile-haute"]),
        ({"appels": "aap-2013", "n_communes": ["2", "9"]}, ["le-phare"]),
        ({"coordinateur": "None"}, []),
        ({"bbox": "2.5,0.5,3,0.6"}, ["la-voisine"]),
        ({"bbox": "2.5,0.5,-9,3,0.6,9"}, ["la-voisine"]),
        ({"bbox": "170,-31,-62.5,-29"}, ["ile-haute"]),
        ({"bbox": "0.5,2.5,0.6,3", "bbox-crs": NORTH_FIRST}, ["la-voisine"]),
        ({"filter": "n_communes > 2"}, ["la-voisine"]),
        (
            {
                "filter": "S_INTERSECTS(geometry, POINT(0.5 2.5))",
                "filter-crs": NORTH_FIRST,
                "filter-lang": "cql2-text",
            },
            ["la-voisine"],
        ),
        ({"datetime": "2013-06-01"}, ["le-phare", "la-voisine", "le-quartier", "ile-haute"]),
        ({"datetime": "2014-01-01/.."}, []),
        (
            {"datetime": "../2013-01-01T00:00:00Z"},
            ["le-phare", "la-voisine", "le-quartier", "ile-haute"],
        ),
        ({"datetime": "/2012-12-31"}, []),
        ({"datetime": "2013-12-31T23:00:00/2020-01-01", "q": "phare"}, ["le-phare"]),
        ({"limit": 1, "offset": 1}, ["la-voisine"]),
        ({"offset": 99}, []),
    ],
)
def test_features_are_selected(
    client: FlaskClient, parameters: dict[str, object], expected: list[str]
) -> None:
    assert sorted(ids(client, **parameters)) == sorted(expected)


def test_a_box_in_lambert_93_is_where_it_says(client: FlaskClient) -> None:
    square = gpd.GeoSeries([shapely.box(2.5, 0.5, 2.6, 0.6)], crs=4326).to_crs(2154)
    box = ",".join(map(str, square.total_bounds))
    assert ids(client, bbox=box, **{"bbox-crs": LAMBERT}) == ["la-voisine"]


@pytest.mark.parametrize("half", [2e7, 1e9, 1e12])
def test_a_large_box_in_lambert_93_holds_every_feature(client: FlaskClient, half: float) -> None:
    box = f"{-half},{-half},{half},{half}"
    located = {"le-phare", "la-voisine", "le-quartier", "ile-haute"}
    assert set(ids(client, bbox=box, **{"bbox-crs": LAMBERT})) == located
    ring = f"S_INTERSECTS(geometry, BBOX({box}))"
    assert set(ids(client, filter=ring, **{"filter-crs": LAMBERT})) == located


def test_a_box_round_the_antimeridian_in_any_order(client: FlaskClient) -> None:
    assert ids(client, bbox="-31,170,-29,-62.5", **{"bbox-crs": NORTH_FIRST}) == ["ile-haute"]


@pytest.mark.parametrize("uri", CRSS)
def test_a_box_beyond_every_system_is_refused(client: FlaskClient, uri: str) -> None:
    box = "1e300,1e300,1e301,1e301"
    beyond = get(client, POLES, bbox=box, **{"bbox-crs": uri})
    assert beyond.get_json(force=True)["type"] == "/api#problem-bbox"
    ring = f"S_INTERSECTS(geometry, BBOX({box}))"
    beyond = get(client, POLES, filter=ring, **{"filter-crs": uri})
    assert beyond.get_json(force=True)["type"] == "/api#problem-filter"


def test_units_have_no_time_and_their_own_properties(client: FlaskClient) -> None:
    path = "/ogc/collections/departements/items"
    assert ids(client, path, datetime="1999-01-01", nom_departement="Guadeloupe") == ["971"]
    assert ids(client, path, filter="n_poles > 1") == ["13"]
    assert get(client, path, secteur="culture").status_code == 400
    assert get(client, path, datetime="garbage").get_json(force=True)["value"] == "garbage"


def test_the_communes_of_the_poles_have_ids_of_their_own(client: FlaskClient) -> None:
    path = "/ogc/collections/communes-des-poles/items"
    assert ids(client, path, id="le-phare:13001") == ["le-phare:13001"]
    assert ids(client, path, pole="le-quartier") == ["le-quartier:13201"]
    assert ids(client, path, id="le-phare:13001", secteur="x" * 0) == ["le-phare:13001"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_has_one_type_of_geometry(client: FlaskClient, name: str) -> None:
    features = get(client, f"/ogc/collections/{name}/items").get_json(force=True)["features"]
    types = {feature["geometry"]["type"] for feature in features if feature["geometry"]}
    queryables = get(client, f"/ogc/collections/{name}/queryables").get_json(force=True)
    assert types == {"MultiPolygon"}
    assert queryables["properties"]["geometry"]["format"] == "geometry-multipolygon"


@pytest.mark.parametrize("uri", CRSS)
def test_coordinates_come_in_the_system_asked_for(
    client: FlaskClient, dataset: Dataset, uri: str
) -> None:
    answer = get(client, f"{POLES}/le-phare", crs=uri)
    assert answer.headers["Content-Crs"] == f"<{uri}>"
    given = shapely.geometry.shape(answer.get_json(force=True)["geometry"])
    crs = CRSS[uri]
    if crs.is_north_first:
        given = shapely.transform(given, lambda yx: yx[:, ::-1])
    layer = dataset.shelf.layers["poles"]
    true = gpd.GeoSeries(layer.shapes[Geometry.TERRITORY].published[:1], crs=4326).to_crs(crs.code)
    assert shapely.hausdorff_distance(given, true[0]) <= 10.0**-crs.decimals
    assert not np.isnan(shapely.get_coordinates(given)).any()


def test_a_page_says_its_system(client: FlaskClient) -> None:
    assert get(client, POLES).headers["Content-Crs"] == f"<{CRS84}>"
    assert get(client, POLES, crs=LAMBERT, limit=1).headers["Content-Crs"] == f"<{LAMBERT}>"
    assert "Content-Crs" not in get(client, POLES, f="html").headers


@pytest.mark.parametrize(
    ("parameters", "kind", "value"),
    [
        ({"couleur": "bleu"}, "query", ""),
        ({"n_communes": "abc"}, "query", "abc"),
        ({"superficie_km2": ["1", "large"]}, "query", "large"),
        ({"secteur": "mines"}, "query", "mines"),
        ({"f": "xml"}, "query", "xml"),
        ({"filter": "nom = 'a'", "filter-lang": "cql2-json"}, "query", "cql2-json"),
        ({"limit": "0"}, "limit", "0"),
        ({"limit": "dix"}, "limit", "dix"),
        ({"offset": "-1"}, "offset", "-1"),
        ({"limit": ["1", "2"]}, "repeated", "2"),
        ({"lang": ["fr", "en"]}, "repeated", "en"),
        ({"bbox": "1,2,3"}, "bbox", "1,2,3"),
        ({"bbox": "1,2,3,a"}, "bbox", "1,2,3,a"),
        ({"bbox": "1,2,3,nan"}, "bbox", "1,2,3,nan"),
        ({"bbox": "1,3,2,2"}, "bbox", "1,3,2,2"),
        ({"bbox": "9,0,1,1", "bbox-crs": LAMBERT}, "bbox", "9,0,1,1"),
        ({"crs": "EPSG:3857"}, "crs", "EPSG:3857"),
        ({"datetime": "hier"}, "datetime", "hier"),
        ({"datetime": ".."}, "datetime", ".."),
        ({"datetime": "2020-01-01/2019-01-01"}, "datetime", "2020-01-01/2019-01-01"),
        ({"datetime": "1/2/3"}, "datetime", "1/2/3"),
        ({"filter": "couleur = 'bleu'"}, "filter", "couleur = 'bleu'"),
    ],
)
def test_what_is_not_understood_is_a_problem(
    client: FlaskClient, parameters: dict[str, object], kind: str, value: str
) -> None:
    response = get(client, POLES, **parameters)
    problem = response.get_json(force=True)

    assert response.status_code == problem["status"] == 400
    assert response.content_type == "application/problem+json"
    assert problem["type"] == f"/api#problem-{kind}"
    assert problem["value"] == value
    check("problem", problem)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/ogc/collections/pole", "poles"),
        (f"{POLES}/le-fare", "le-phare"),
        (f"{POLES}?filter=secteur='culture'", "secteurs"),
        (f"{POLES}?region=39", "93"),
        (f"{POLES}?crs=http://www.opengis.net/def/crs/EPSG/0/2155", LAMBERT),
    ],
)
def test_a_problem_tells_the_nearest(client: FlaskClient, path: str, nearest: str) -> None:
    assert client.get(path).get_json(force=True)["nearest"] == nearest


def test_a_property_that_does_not_exist_is_told_with_those_that_do(client: FlaskClient) -> None:
    problem = get(client, POLES, filter="couleur = 1").get_json(force=True)
    assert {"secteurs", "n_communes", "geometry"} <= set(problem["allowed"])


def test_the_bounds_of_paging_are_those_of_each_parameter(client: FlaskClient) -> None:
    limit, offset = (get(client, POLES, **{key: "x"}).get_json() for key in ("limit", "offset"))
    assert (limit["minimum"], limit["maximum"]) == (1, MAXIMUM_LIMIT)
    assert offset["minimum"] == 0
    assert "maximum" not in offset


EQUIVALENT = (
    ("limit=3", "limit=3&f=json", "f=json&limit=3&lang=fr&theme=sombre", "offset=0&limit=03"),
    ("region=93&secteur=culture", "secteur=culture&region=93&region=93&secteur="),
    ("q=a+b", "q=a++b", "q=+a+b+"),
    ("limit=2000", "limit=1000"),
    ("", f"crs={quote(CRS84)}", f"bbox-crs={quote(LAMBERT)}", "filter-lang=cql2-text", "q="),
    ("n_communes=1&n_communes=2", "n_communes=2&n_communes=1&n_communes=02"),
)


@pytest.mark.parametrize("queries", EQUIVALENT)
@pytest.mark.parametrize("form", ["application/json", "text/html"])
def test_equivalent_requests_are_one_answer(
    client: FlaskClient, queries: tuple[str, ...], form: str
) -> None:
    accepted = {"Accept": form}
    asked = [query for query in queries if form != "text/html" or not {"f=", "theme="} & set(query)]
    asked = [query for query in asked if "f=json" not in query or form != "text/html"]
    answers = [client.get(f"{POLES}?{query}", headers=accepted) for query in asked]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert len({answer.headers["ETag"] for answer in answers}) == 1


KEYS = ("limit", "offset", "region", "secteur", "n_communes", "lang", "f", "theme", "crs", "q")
VALUES = {
    "limit": ("1", "100", "5000"),
    "offset": ("0", "2", "90"),
    "region": ("93", "94"),
    "secteur": ("culture", "alimentation"),
    "n_communes": ("1", "2"),
    "lang": ("fr", "en"),
    "f": ("json", "html"),
    "theme": ("auto", "sombre"),
    "crs": (CRS84, LAMBERT),
    "q": ("phare", "le  phare"),
}
MANY = ("region", "secteur", "n_communes")


@given(data=st.data())
def test_equal_validators_mean_equal_bytes(server: Flask, data: st.DataObject) -> None:
    client = server.test_client()
    chosen = data.draw(st.lists(st.sampled_from(KEYS), unique=True))
    pairs = []
    for key in chosen:
        most = 3 if key in MANY else 1
        values = data.draw(st.lists(st.sampled_from(VALUES[key]), min_size=1, max_size=most))
        pairs += [(key, value) for value in values]
    answer, other = (
        client.get(f"{POLES}?{urlencode(data.draw(st.permutations(pairs)))}") for _ in range(2)
    )
    assert answer.status_code == 200
    assert (answer.headers["ETag"], answer.data) == (other.headers["ETag"], other.data)


def test_links_give_the_canonical_address(client: FlaskClient) -> None:
    answer = get(client, POLES, secteur=["culture", "alimentation"], limit=1, lang="en", f="json")
    links = {link["rel"]: link["href"] for link in answer.get_json(force=True)["links"]}
    query = "secteur=alimentation&secteur=culture&lang=en"
    assert links["self"] == f"http://localhost{POLES}?limit=1&{query}"
    assert links["alternate"] == f"http://localhost{POLES}?limit=1&{query}&f=html"


def test_a_page_beyond_the_last_leads_back_to_the_last(client: FlaskClient) -> None:
    answer = get(client, POLES, limit=2, offset=5000).get_json(force=True)
    links = {link["rel"]: link["href"] for link in answer["links"]}
    assert links["prev"] == f"http://localhost{POLES}?limit=2&offset=4"
    nothing = get(client, POLES, q="nulle part", offset=5).get_json(force=True)
    assert "prev" not in {link["rel"] for link in nothing["links"]}


@pytest.mark.parametrize(
    ("path", "accept", "status", "kind"),
    [
        ("/ogc/collections/pole", "", 404, "layer"),
        ("/ogc/collections/pole/items", "", 404, "layer"),
        (f"{POLES}/nothing", "", 404, "feature"),
        ("/ogc/nothing", "", 404, "not_found"),
        ("/ogc", "image/png", 406, "not_acceptable"),
    ],
)
def test_what_does_not_exist_is_a_problem(
    client: FlaskClient, path: str, accept: str, status: int, kind: str
) -> None:
    response = client.get(path, headers={"Accept": accept} if accept else {})
    assert response.status_code == status
    assert response.get_json(force=True)["type"] == f"/api#problem-{kind}"


def test_the_service_is_only_read(client: FlaskClient) -> None:
    assert client.post(POLES).get_json(force=True)["type"] == "/api#problem-method"
    assert client.head(POLES).headers["Content-Length"] == str(len(client.get(POLES).data))
    assert client.options(POLES).headers["Access-Control-Allow-Origin"] == "*"


def test_an_answer_names_its_schema_and_licence(client: FlaskClient) -> None:
    links = get(client, POLES, limit=1).headers["Link"]
    assert f'<http://localhost{POLES.removesuffix("items")}schema>; rel="describedby"' in links
    assert '<https://spdx.org/licenses/etalab-2.0.html>; rel="license"' in links
    assert "describedby" not in get(client, "/ogc").headers["Link"]


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = get(client, POLES, secteur="culture", limit=2)
    headers = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"{POLES}?limit=2&secteur=culture", headers=headers)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [document for document in DOCUMENTS if "?" not in document and "nothing" not in document],
)
@pytest.mark.parametrize(("lang", "word"), [("fr", "Conformité"), ("en", "Conformance")])
def test_every_resource_has_a_page(client: FlaskClient, path: str, lang: str, word: str) -> None:
    response = get(client, path, f="html", lang=lang)
    text = response.get_data(as_text=True)

    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    assert f'<html lang="{lang}"' in text
    assert "<h1>" in text
    assert client.get(path, headers={"Accept": "text/html"}).content_type == response.content_type


def test_a_page_of_features_leads_on(client: FlaskClient) -> None:
    text = get(client, POLES, f="html", limit=1, offset=1).get_data(as_text=True)
    assert f'href="http://localhost{POLES}/la-voisine?f=html&amp;lang=fr"' in text
    step = f"http://localhost{POLES}?limit=1"
    assert f'href="{step}&amp;offset=2&amp;lang=fr&amp;f=html"' in text
    assert f'href="{step}&amp;lang=fr&amp;f=html"' in text
    collection = f"http://localhost{POLES.removesuffix('/items')}"
    assert f'href="{collection}?f=html&amp;lang=fr"' in text
    text = client.get(f"{collection}?f=html").get_data(as_text=True)
    assert f'href="{collection}/queryables?f=html&amp;lang=fr"' in text


def test_the_definition_names_every_parameter(client: FlaskClient, dataset: Dataset) -> None:
    definition = client.get("/ogc/api").get_json(force=True)
    parameters = definition["paths"]["/collections/poles/items"]["get"]["parameters"]
    known = definition["components"]["parameters"]
    names = {
        parameter.get("name") or known[parameter["$ref"].rpartition("/")[2]]["name"]
        for parameter in parameters
    }
    assert {"limit", "bbox", "datetime", "filter", "secteur", "q", "n_communes"} <= names
    assert known["limit"]["schema"]["maximum"] == MAXIMUM_LIMIT
    references = set(references_of(definition))
    assert all(resolves(definition, reference) for reference in references)


def references_of(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [reference for value in node.values() for reference in references_of(value)]
    return (
        [reference for value in node for reference in references_of(value)]
        if isinstance(node, list)
        else []
    )


def resolves(definition: Any, reference: str) -> bool:
    node = definition
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return bool(node)
