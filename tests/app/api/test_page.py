"""The page of the API, the catalogue and the description of the dataset."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import rdflib

import shapely

from app import create_app
from app.api.lines import LAYERS, create_tools
from app.api.metadata import describe_catalogue, describe_dataset
from app.api.page import EXAMPLES, weight
from ptce_map.exports import EXPORTS, SUFFIXES, Geometry, Order
from ptce_map.exports.columns import headers
from ptce_map.exports.orders import offered_keys
from ptce_map.filters.sentence import sentence
from ptce_map.query.grammar import parse

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from app.dataset import Dataset

SITE = "https://ptce.example.org"


def page(client: FlaskClient, query: str = "") -> str:
    response = client.get(f"/api?{query}")
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    return unescape(response.get_data(as_text=True))


@pytest.fixture(scope="module")
def public(dataset: Dataset) -> FlaskClient:
    """The site under a public address."""
    return create_app(
        dataset=replace(dataset, shelf=replace(dataset.shelf, site=SITE))
    ).server.test_client()


def test_the_query_is_carried_over(client: FlaskClient, dataset: Dataset) -> None:
    text = page(client, "region=93&niveau=region&structure=scic")
    asked = parse("region=93&structure=scic", dataset.vocabulary).filters
    assert sentence(asked, 1, dataset.vocabulary, "fr") in text
    for layer in SUFFIXES:
        for extension in EXPORTS:
            assert f'href="/api/{layer}.{extension}?region=93&structure=scic"' in text
    assert "3\u202flignes" in text or "3 lignes" in text


def test_the_code_to_copy_names_the_query(client: FlaskClient) -> None:
    text = page(client, "region=93")
    for line in (
        "curl --compressed -OJ 'http://localhost/api/poles.geojson?region=93'",
        'geopandas.read_file("http://localhost/api/poles.geojson?region=93")',
        'pandas.read_csv("http://localhost/api/poles.csv?region=93", dtype=',
        'read_csv("http://localhost/api/poles.csv?region=93", col_types = cols(.default = "c", ',
        "http://localhost/api/poles.fgb?region=93</code>",
        'st_read("http://localhost/api/poles.geojson?region=93")',
        "python -m ptce_map export 'region=93' -o poles.gpkg",
    ):
        assert line in text


@pytest.mark.parametrize("layer", SUFFIXES)
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_line_of_pandas_keeps_codes_and_numbers(
    dataset: Dataset, tmp_path: Path, layer: str, extension: str
) -> None:
    path = tmp_path / f"file.{extension}"
    order = Order(layer, extension, geometry=Geometry.POINT)
    path.write_bytes(dataset.shelf.write(order))
    line = create_tools(layer, "fr", is_public=False)["python"].line(
        extension, {extension: str(path)}
    )
    said: dict[str, Any] = {}
    exec(line, said)
    held = {head: name for head, name in headers(layer) if name and extension == "xlsx"}
    frame = said[LAYERS[layer][0]].rename(columns=held)
    own = dataset.shelf.layers[layer]
    for field in own.fields:
        true = pd.Series(own.texts[field.name])
        read = frame[field.name]
        assert read.isna().tolist() == true.isna().tolist(), field.name
        assert read.dropna().tolist() == true.dropna().tolist(), field.name
    assert frame["longitude"].dtype == "float64"


@pytest.mark.parametrize("layer", SUFFIXES)
def test_the_line_of_geopandas_reads_every_format(
    dataset: Dataset, tmp_path: Path, layer: str
) -> None:
    python = create_tools(layer, "fr", is_public=False)["python"]
    for extension in ("geojson", "gpkg", "fgb", "kml", "shp.zip", "jsonl", "parquet"):
        path = tmp_path / f"file.{extension}"
        order = Order(layer, extension)
        path.write_bytes(dataset.shelf.write(order))
        address = path.as_uri() if extension == "parquet" else str(path)
        said: dict[str, Any] = {}
        exec(python.line(extension, {extension: address}), said)
        assert len(said[LAYERS[layer][0]]) == len(dataset.shelf.download(order).rows), extension


def test_the_lines_for_javascript_give_d3_turned_rings_and_hyparquet_its_codecs(
    client: FlaskClient,
) -> None:
    text = unescape(page(client, "region=93"))
    assert 'new URL("http://localhost/api/poles.geojson?region=93")' in text
    assert 'url.searchParams.set("anneaux", "d3")' in text
    assert "parquetReadObjects({ file, compressors })" in text
    assert "ogrinfo -al -so -oo PAGE_SIZE=1000 OAPIF:http://localhost/ogc poles" in text
    turned = client.get("/api/poles.geojson?region=93&anneaux=d3").get_json(force=True)
    outer = shapely.geometry.shape(turned["features"][0]["geometry"])
    assert not any(part.exterior.is_ccw for part in shapely.get_parts(outer))


def test_a_format_that_leaves_rows_out_says_how_many(client: FlaskClient) -> None:
    note = "1 ligne sans géométrie n’y est pas"
    assert page(client, "").count(note) == 1
    assert note not in page(client, "region=93")
    head = client.head("/api/poles.fgb")
    assert head.headers["OGC-NumberReturned"] == "4"


def test_every_tool_has_a_line_for_a_format_that_is_written() -> None:
    for layer in SUFFIXES:
        for tool in create_tools(layer, "en", is_public=True).values():
            assert set(tool.templates) <= set(EXPORTS)
            urls = {extension: f"https://a.org/{extension}?q=é{{url}}" for extension in EXPORTS}
            assert all(tool.line(extension, urls) for extension in EXPORTS)


def test_the_weight_of_a_file_is_its_own(client: FlaskClient, dataset: Dataset) -> None:
    order = dataset.shelf.order("poles", "xlsx", "region=93")
    text = page(client, "region=93")
    size = re.search(r'poles\.xlsx\?region=93</code></a></td>\s*<td class="number">([^<]+)<', text)
    assert size is not None
    assert size[1] == weight(len(dataset.shelf.write(order)), "fr")


@pytest.mark.parametrize(
    ("size", "lang", "text"),
    [(1, "fr", "1\xa0ko"), (12_345, "en", "12 kB"), (1_250_000, "fr", "1,2\xa0Mo")],
)
def test_weights(size: int, lang: str, text: str) -> None:
    assert weight(size, lang) == text


def test_the_geometry_asked_for_is_kept_where_it_can_be(client: FlaskClient) -> None:
    text = page(client, "geometrie=simplifiee")
    assert 'href="/api/poles.gpkg?geometrie=simplifiee"' in text
    assert 'href="/api/poles.xlsx"' in text


def test_the_geometry_can_be_chosen(client: FlaskClient) -> None:
    text = page(client, "region=93&geometrie=simplifiee")
    assert '<a href="/api?region=93">territoire entier</a>' in text
    assert '<a href="/api?region=93&geometrie=simplifiee" aria-current="true">' in text
    assert '<a href="/api?region=93&geometrie=point">' in text


def test_a_query_not_understood_is_told_and_shows_everything(client: FlaskClient) -> None:
    text = page(client, "couleur=bleu")
    assert 'role="alert"' in text
    assert "«\xa0couleur\xa0»" in text
    assert "5 pôles" in text


def test_every_key_is_explained(client: FlaskClient, dataset: Dataset) -> None:
    text = page(client)
    assert all(
        f'<th scope="row"><code>{key}</code></th>' in text
        for key in offered_keys(dataset.vocabulary)
    )
    assert "<code>alimentation</code> Alimentation" in text


def test_the_page_speaks_both_languages(client: FlaskClient) -> None:
    assert "API and downloads" in page(client, "lang=en")
    response = client.get("/api", headers={"Accept-Language": "en"})
    assert "API and downloads" in response.get_data(as_text=True)
    assert "Accept-Language" in response.headers["Vary"]


def test_links_to_other_themes_keep_the_language(client: FlaskClient) -> None:
    assert 'href="/api?lang=en&theme=sombre"' in page(client, "lang=en")
    assert 'href="/api?theme=sombre"' in page(client)


def test_examples_can_be_parsed(client: FlaskClient) -> None:
    text = page(client)
    for path in EXAMPLES:
        assert f'href="{path}"' in text
        assert client.get(path).status_code in {200, 400}


def test_umap_needs_a_public_address(client: FlaskClient, public: FlaskClient) -> None:
    assert "umap" not in page(client)
    assert "PTCE_PUBLIC_URL" in page(client)
    assert "PTCE_PUBLIC_URL" not in page(public)
    text = page(public, "region=93")
    assert (
        "https://umap.openstreetmap.fr/fr/map/?dataUrl=https%3A%2F%2Fptce.example.org"
        "%2Fapi%2Fpoles.geojson%3Fregion%3D93&dataFormat=geojson"
    ) in text
    assert f"curl --compressed -OJ '{SITE}/api/poles.geojson?region=93'" in text
    assert "https://umap.openstreetmap.fr/en/map/?dataUrl" in page(public, "lang=en")


def test_links_of_the_service_are_public(public: FlaskClient) -> None:
    links = public.get("/ogc").get_json(force=True)["links"]
    assert all(
        link["href"].startswith(("https://ptce.example.org/ogc", "https://spdx.org"))
        for link in links
    )


def test_the_catalogue_describes_every_distribution(public: FlaskClient) -> None:
    response = public.get("/api/catalog.jsonld")
    catalogue = response.get_json(force=True)
    (dataset,) = catalogue["dcat:dataset"]
    urls = [distribution["dcat:accessURL"]["@id"] for distribution in dataset["dcat:distribution"]]

    assert response.content_type == "application/ld+json"
    assert catalogue["@type"] == "dcat:Catalog"
    assert urls == [
        *(f"{SITE}/api/{layer}.{extension}" for layer in SUFFIXES for extension in EXPORTS),
        f"{SITE}/ogc",
    ]
    assert {title["@value"] for title in dataset["dct:title"]} == {"Le registre", "The register"}
    assert dataset["dct:modified"] == {"@value": "2026-01-15", "@type": "xsd:date"}
    for distribution in dataset["dcat:distribution"]:
        assert distribution["dct:license"] == LICENCE
        assert distribution["dct:description"]["@value"]
        assert (
            public.get(distribution["dcat:accessURL"]["@id"].removeprefix(SITE)).status_code == 200
        )


LICENCE = {
    "@id": "https://spdx.org/licenses/etalab-2.0.html",
    "@type": "dct:LicenseDocument",
    "rdfs:label": "etalab-2.0",
}
"""That of the made-up register, which states no address for it."""


def periods_in(catalogue: str) -> list[tuple[date, date]]:
    """Return the periods of a catalogue as a reader of RDF gives them: from a day to a day."""
    graph = rdflib.Graph().parse(data=catalogue, format="json-ld")
    ends = (rdflib.DCAT.startDate, rdflib.DCAT.endDate)
    return [
        tuple(graph.value(period, end).toPython() for end in ends)
        for period in graph.objects(predicate=rdflib.DCTERMS.temporal)
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_the_catalogue_says_when_where_and_on_what_terms(public: FlaskClient) -> None:
    catalogue = public.get("/api/catalog.jsonld").get_json(force=True)
    (described,) = catalogue["dcat:dataset"]
    assert described["dct:license"] == catalogue["dct:license"] == LICENCE
    assert described["dct:temporal"] == {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": {"@value": "2013-01-01", "@type": "xsd:date"},
        "dcat:endDate": {"@value": "2013-12-31", "@type": "xsd:date"},
    }
    assert periods_in(json.dumps(catalogue)) == [(date(2013, 1, 1), date(2013, 12, 31))]
    country, box = described["dct:spatial"]
    assert country["@id"].endswith("/country/FRA")
    assert shapely.from_wkt(box["dcat:bbox"]["@value"]).bounds == (-63.0, -30.0, 3.0, 1.5)
    assert box["locn:geometry"] == box["dcat:bbox"]
    assert [language["@id"][-3:] for language in catalogue["dct:language"]] == ["FRA", "ENG"]
    assert "dct:issued" not in described
    by_url = {distribution["@id"]: distribution for distribution in described["dcat:distribution"]}
    parquet = by_url[f"{SITE}/api/poles.parquet"]
    assert parquet["dct:conformsTo"]["@id"] == "https://geoparquet.org/releases/v1.1.0/"
    about = parquet["dcat:describedBy"]["@id"].removeprefix(SITE)
    assert public.get(about).get_json(force=True)["name"] == "poles"


def test_a_register_that_says_nothing_has_no_empty_statement(dataset: Dataset) -> None:
    bare = replace(dataset.register, licence="", date="", version="")
    poor = replace(dataset, catalog=replace(dataset.catalog, register=bare))
    for described in (describe_catalogue(poor, SITE), describe_dataset(poor, SITE, "fr")):
        text = json.dumps(described)
        assert '"@id": ""' not in text
        assert '"@value": ""' not in text
        assert '"license": ""' not in text
        assert '"dateModified"' not in text


def test_the_dataset_is_described_in_the_words_of_its_register(dataset: Dataset) -> None:
    told = replace(dataset.register, descriptions={"fr": "Ce que c’est.", "en": "What it is."})
    own = replace(dataset, catalog=replace(dataset.catalog, register=told))
    (described,) = describe_catalogue(own, SITE)["dcat:dataset"]
    assert {description["@value"] for description in described["dct:description"]} == {
        "Ce que c’est.",
        "What it is.",
    }
    english = describe_dataset(own, SITE, "en")
    assert english["description"] == "What it is."
    assert english["temporalCoverage"] == "2013/2013"
    assert english["spatialCoverage"]["geo"]["box"] == "-30.0 -63.0 1.5 3.0"


def test_search_engines_find_the_dataset(public: FlaskClient) -> None:
    text = public.get("/api").get_data(as_text=True)
    assert '"@type": "Dataset"' in text
    assert '"contentUrl": "https://ptce.example.org/api/poles.gpkg"' in text


def test_for_those_who_read_pages_the_address_alone_says_the_language(client: FlaskClient) -> None:
    reader = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "en"}
    pages = ("/api", "/ogc", "/nothing", "/pole/nothing", "/liste")

    assert all(
        '<html lang="fr"' in client.get(page, headers=reader).get_data(as_text=True)
        for page in pages
    )
    assert '<html lang="en"' in client.get("/nothing?lang=en", headers=reader).get_data(
        as_text=True
    )
    assert client.get("/api/nothing", headers={"Accept-Language": "en"}).get_json()["title"]
