"""Another programme is mapped: nothing that is published about it speaks of the PTCEs.

The software names itself in the names of its commands and of its settings, nowhere else.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from PIL import Image

from app import create_app
from app.dataset import Dataset, create_dataset
from ptce_map.atlas.book import Book
from ptce_map.atlas.paper.leaf import Leaf, Orientation, Paper
from ptce_map.atlas.paper.output import PdfBook
from ptce_map.commands.validate import validate
from ptce_map.exports import EXPORTS, SUFFIXES
from ptce_map.exports.description import SUFFIX
from ptce_map.labels import LANGS
from ptce_map.query.grammar import parse
from ptce_map.register.register import read_register
from tests import builders
from tests.pdfs import read_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.conftest import TinyFrance

OURS = re.compile(
    r"\bPTCEs?\b(?!_)|carte-des-ptce|registre-ptce|pôles? territoria|hubs? for economic"
    r"|coopération (économique|territoriale)|économie sociale|social and solidarity|\b2014\b"
    r"|soutenus par l’État|State-funded|lauréats? retrouvé|award-winning",
    re.IGNORECASE,
)
SETTING = re.compile(r"PTCE_[A-Z_]+")
PACKAGE = {
    "title": "Tiers-lieux de Provence",
    "title_en": "Third places of Provence",
    "created": "2026-01-15",
    "contributors": [{"title": "Les Tiers-lieux"}],
}
POLES = [
    {"id": "la-forge", "nom": "La Forge", "territoire": "com:13001", "siege": "13001"},
    {"id": "le-moulin", "nom": "Le Moulin", "territoire": "com:2A004", "siege": ""},
]
OGC = (
    "/ogc",
    "/ogc/api",
    "/ogc/conformance",
    "/ogc/collections",
    *(
        f"/ogc/collections/{name}{part}"
        for name in (*SUFFIXES, "departements", "regions", "epci")
        for part in ("", "/items", "/queryables")
    ),
    "/ogc/collections/poles/items/la-forge",
)
PAGES = ("/", "/liste", "/methode", "/pole/la-forge", "/pole/personne", "/api", "/liste?region=00")
REFUSED = {"/pole/personne": 404, "/liste?region=00": 400}
DATA = ("/api/catalog.jsonld", "/api/recherche?q=forge", "/api/carte.txt")
FILES = tuple(
    f"/api/{layer}.{extension}{end}"
    for layer in SUFFIXES
    for extension in EXPORTS
    for end in ("", SUFFIX)
)
SHEETS = ("/api/carte.pdf", "/api/carte.svg", "/api/carte.png", "/api/carte.pdf?pole=la-forge")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of another programme: poles alone, without rounds or awards."""
    return builders.write_register(tmp_path_factory.mktemp("lieux"), {"poles": POLES}, PACKAGE)


@pytest.fixture(scope="module")
def other(folder: Path, tiny_france: TinyFrance, derived: Path) -> Dataset:
    return create_dataset(
        read_register(folder), tiny_france.cog, derived, "https://lieux.example.org"
    )


@pytest.fixture(scope="module")
def browser(other: Dataset) -> FlaskClient:
    return create_app(dataset=other).server.test_client()


def readable(content: bytes, extension: str) -> str:
    """Return all the texts of a file, however they are packed."""
    if extension in ("xlsx", "shp.zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return "\n".join(part.decode("utf-8", "replace") for part in parts)
    if extension == "parquet":
        table = pq.read_table(io.BytesIO(content))
        metadata = {key: text.decode() for key, text in table.schema.metadata.items()}
        return f"{metadata} {table.drop_columns('geometry').to_pylist()}"
    if extension == "pdf":
        read = read_pdf(content)
        return "\n".join((*read.info.values(), *(sheet.text for sheet in read.sheets)))
    if extension == "png":
        return str(Image.open(io.BytesIO(content)).info)
    return content.decode("utf-8", "replace")


def spoken(response: TestResponse, address: str) -> Iterator[str]:
    """Yield the words about the PTCEs that an answer holds, its headers included."""
    extension = address.partition("?")[0].removesuffix(SUFFIX).partition(".")[2]
    told = "json" if address.partition("?")[0].endswith(SUFFIX) else extension
    text = SETTING.sub("", readable(response.data, told))
    for said in (text, str(response.headers)):
        yield from (said[max(0, hit.start() - 60) : hit.end() + 30] for hit in OURS.finditer(said))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("address", [*PAGES, *DATA, *OGC, *FILES, *SHEETS])
def test_nothing_served_about_another_programme_speaks_of_ptces(
    browser: FlaskClient, address: str, lang: str
) -> None:
    sign = "&" if "?" in address else "?"
    referer = {"Referer": f"http://localhost/?lang={lang}"}
    response = browser.get(f"{address}{sign}lang={lang}", headers=referer)
    if response.status_code == 400:
        response = browser.get(address, headers={**referer, "Accept-Language": lang})
    assert list(spoken(response, address)) == []
    assert response.status_code == REFUSED.get(address, 200)


@pytest.mark.parametrize("address", [page for page in OGC if "queryables" not in page])
def test_no_page_of_the_service_speaks_of_ptces(browser: FlaskClient, address: str) -> None:
    response = browser.get(f"{address}?f=html")
    assert response.status_code == 200
    assert list(spoken(response, address)) == []


def test_titles_and_names_are_those_of_the_programme(browser: FlaskClient) -> None:
    assert "<title>Tiers-lieux de Provence</title>" in browser.get("/").text
    assert "<title>Third places of Provence</title>" in browser.get("/?lang=en").text
    names = {
        address: browser.get(address).headers["Content-Disposition"]
        for address in ("/api/poles.gpkg", "/api/communes-des-poles.csv", "/api/carte.pdf")
    }
    assert "tiers-lieux-de-provence_2026-01-15.gpkg" in names["/api/poles.gpkg"]
    assert "tiers-lieux-de-provence-communes_" in names["/api/communes-des-poles.csv"]
    assert "carte-tiers-lieux-de-provence.pdf" in names["/api/carte.pdf"]
    document = browser.get("/api/catalog.jsonld").get_json()
    (described,) = document["dcat:dataset"]
    assert described["dct:publisher"]["foaf:name"] == "Les Tiers-lieux"
    assert described["dct:title"][0]["@value"] == "Tiers-lieux de Provence"
    poles = browser.get("/ogc/collections/poles").get_json()
    assert poles["title"] == "Tiers-lieux de Provence"


def test_the_ptces_are_told_of_by_the_same_addresses(client: FlaskClient) -> None:
    for address in ("/", "/methode", "/api/catalog.jsonld", "/ogc", "/api/carte.pdf"):
        assert list(spoken(client.get(address), address)) != [], address


@pytest.mark.parametrize("lang", LANGS)
def test_validate_does_not_speak_of_ptces(folder: Path, lang: str) -> None:
    result = CliRunner().invoke(validate, [str(folder), "--lang", lang])
    assert result.output
    assert OURS.findall(SETTING.sub("", result.output)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_an_atlas_does_not_speak_of_ptces(other: Dataset, lang: str) -> None:
    query = parse("", other.vocabulary)
    book = Book(other.catalog, query, Leaf(Paper.A4, Orientation.LANDSCAPE), lang)
    written = PdfBook(book.metadata)
    for leaf in book.leaves():
        written.add(leaf.figure, leaf.bookmark, leaf.links)
    said = readable(written.finish(), "pdf")
    assert OURS.findall(said) == []
    assert other.register.titles[lang] in said
