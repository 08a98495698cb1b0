"""Every format, read back by programs that are not ours."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import frictionless
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import pyogrio
import shapely

from ptce_map.exports import (
    EXPORTS,
    SUFFIXES,
    WRITTEN,
    Geometry,
    Order,
    Shelf,
    attribution,
    description_of,
)
from ptce_map.filters.filters import Filters
from ptce_map.filters.sentence import sentence
from ptce_map.labels import LANGS, label
from ptce_map.layers.features import published
from ptce_map.layers.published import build_layers
from tests import rereading

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_map.catalog import Catalog

EVERY = [(name, geometry) for name, export in EXPORTS.items() for geometry in export.geometries]
PACKAGE_PROPERTIES = {
    *("$schema", "name", "title", "description", "version", "created", "homepage", "licenses"),
    *("sources", "resources"),
}
"""Those of the Data Package standard that a description uses."""

POINT, TERRITORY = Geometry.POINT, Geometry.TERRITORY


def written(shelf: Shelf, extension: str, **order: Any) -> bytes:
    geometry = order.pop("geometry", WRITTEN[extension].geometries[0])
    return shelf.write(Order(extension=extension, geometry=geometry, **order))


def rows(shelf: Shelf, extension: str, **order: Any) -> pd.DataFrame:
    data = written(shelf, extension, **order)
    return rereading.reread(extension, data, shelf.download(Order(extension=extension, **order)))


@pytest.mark.parametrize("extension", WRITTEN)
def test_every_format_is_named_and_writes_the_same_bytes(shelf: Shelf, extension: str) -> None:
    export = WRITTEN[extension]
    assert export.extension == extension
    assert "/" in export.media_type
    assert all(label(export.label_key, lang) for lang in LANGS)
    assert written(shelf, extension) == written(shelf, extension)


@pytest.mark.parametrize("layer", SUFFIXES)
@pytest.mark.parametrize(("extension", "geometry"), EVERY)
def test_a_format_holds_every_row_attribute_and_place(
    shelf: Shelf, layer: str, extension: str, geometry: Geometry
) -> None:
    order = Order(layer, extension, geometry=geometry)
    data, download = shelf.write(order), shelf.download(order)
    read, true = rereading.reread(extension, data, download), rereading.expected(download)
    if extension in rereading.JOINED:
        lists = [field.name for field in download.layer.fields if field.many]
        assert all(read[name].map(type).eq(list).all() for name in lists)
    assert sorted(read.index) == sorted(true.index)
    pd.testing.assert_frame_equal(read.loc[true.index], true)
    places = rereading.geometries(extension, data)
    shapes = download.layer.shapes[geometry].published[download.layer.place[download.rows]]
    for key, shape in zip(true.index, shapes):
        assert (places[key] is None) == (shape is None)
        if shape is not None:
            assert shapely.equals(shapely.normalize(places[key]), shape)


@pytest.mark.parametrize("extension", [name for name in EXPORTS if name != "fgb"])
def test_rows_are_in_the_order_of_the_register(shelf: Shelf, extension: str) -> None:
    assert list(rows(shelf, extension).index) == [
        *("le-phare", "la-voisine", "le-quartier", "ile-haute", "insulaire")
    ]


def test_flatgeobuf_leaves_out_what_has_no_geometry_and_says_so(shelf: Shelf) -> None:
    order = Order(extension="fgb", lang="en")
    download, data = shelf.download(order), shelf.write(order)
    assert set(rereading.reread("fgb", data, download).index) == {
        *("le-phare", "la-voisine", "le-quartier", "ile-haute")
    }
    assert download.n_left_out == 1
    told = "1 row without geometry is not in it: this format takes none. The other formats have it."
    metadata = pyogrio.read_info(io.BytesIO(data))["layer_metadata"]
    assert (metadata["filtre"], metadata["omis"]) == (download.notes["filtre"], told)
    package = json.loads(shelf.write(description_of(order)))
    assert package["description"].startswith(f"{download.notes['filtre']}\n{told}\n\n")
    assert "omis" not in shelf.download(Order(extension="gpkg")).notes


@pytest.mark.parametrize("layer", SUFFIXES)
@pytest.mark.parametrize("extension", EXPORTS)
def test_a_selection_of_nothing_is_a_file_without_rows(
    shelf: Shelf, layer: str, extension: str
) -> None:
    assert rows(shelf, extension, layer=layer, filters=Filters(q="nulle part")).empty


NOTES = {
    "title": "Territorial hubs for economic cooperation",
    "licence": "etalab-2.0",
    "licence_url": "https://spdx.org/licenses/etalab-2.0.html",
    "attribution": (
        "The register, version 2026.1.0, January 15, 2026; boundaries by IGN Admin Express; "
        "municipalities of the 2026 COG and 2023 (Guadeloupe: 2017) populations by INSEE"
    ),
    "version": "2026.1.0",
    "date": "2026-01-15",
}


def said_filter(catalog: Catalog, filters: Filters, lang: str) -> str:
    return sentence(filters, 1, catalog.vocabulary, lang)


def notes_of(extension: str, data: bytes) -> dict[str, str]:
    """Find what a file says of itself."""
    if extension == "geojson":
        read = json.loads(data)
        return {**read, "schema": json.dumps(read["schema"])}
    if extension == "parquet":
        return dict(json.loads(pq.read_schema(io.BytesIO(data)).metadata[b"about"]))
    if extension == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        said = {"Title": book["Read me"]["A1"].value, **dict(book["Read me"].values)}
        titles = {label(f"note.{name}", "en"): name for name in (*NOTES, "filtre", "url")}
        fields = [{"name": cell.value} for cell in book["Columns"]["C"]]
        return {titles[key]: text for key, text in said.items() if key in titles} | {
            "schema": json.dumps({"fields": fields})
        }
    if extension == "shp.zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text, schema = page_parts(archive.read("LISEZMOI.html").decode())
        return {**notes_in(text), "schema": schema}
    meta = pyogrio.read_info(io.BytesIO(data), layer=0)["layer_metadata"]
    return {key.lower() if key.isupper() else key: text for key, text in meta.items()}


def page_parts(page: str) -> tuple[str, str]:
    """Return the text and the schema of the page that a zip holds."""
    text, _, rest = page.partition("<pre")[2].partition("</pre>")
    schema = rest.partition(' id="schema">')[2].partition("</script>")[0]
    return unescape(text.partition(">")[2]), schema


def notes_in(text: str) -> dict[str, str]:
    titles = {label(f"note.{name}", "en"): name for name in (*NOTES, "filtre", "url")}
    pairs = [line.partition(": ")[::2] for line in text.splitlines()]
    return {titles[key]: said for key, said in pairs if key in titles}


@pytest.mark.filterwarnings("ignore:File .* has GPKG application_id:RuntimeWarning")
@pytest.mark.parametrize("extension", [name for name, export in EXPORTS.items() if export.is_whole])
def test_a_file_says_what_it_is(catalog: Catalog, shelf: Shelf, extension: str) -> None:
    public = replace(shelf, site="https://ptce.example.org")
    said = notes_of(
        extension, written(public, extension, filters=Filters(structure=("scic",)), lang="en")
    )
    assert {key: said[key] for key in NOTES} == NOTES
    assert said["filtre"] == said_filter(catalog, Filters(structure=("scic",)), "en")
    assert said["url"] == (f"https://ptce.example.org/api/poles.{extension}?structure=scic&lang=en")
    names = {field["name"] for field in json.loads(said["schema"])["fields"]}
    assert {"id", "nom", "secteurs", "sources"} <= names


def test_a_kml_file_says_what_it_is(shelf: Shelf) -> None:
    text = written(shelf, "kml", lang="en").decode()
    assert "<name>Territorial hubs for economic cooperation</name>" in text
    assert "Licence: etalab-2.0" in text
    assert "Address: /api/poles.kml?lang=en" in text
    assert "<name>Le Phare</name>" in text


def test_a_kml_of_communes_names_each(shelf: Shelf) -> None:
    assert "<name>Commune 1</name>" in written(shelf, "kml", layer="communes-des-poles").decode()


def test_the_description_is_a_data_package(shelf: Shelf) -> None:
    package = json.loads(written(shelf, "csv.datapackage.json", filters=Filters(q="phare")))
    (resource,) = package["resources"]
    assert set(package) <= PACKAGE_PROPERTIES
    assert package["licenses"] == [
        {"name": "etalab-2.0", "path": "https://spdx.org/licenses/etalab-2.0.html"}
    ]
    said = said_filter(shelf.catalog, Filters(q="phare"), "fr")
    assert package["description"] == f"{said}\n\n{attribution(shelf.catalog, 'fr')}"
    assert package["created"] == "2026-01-15T00:00:00Z"
    assert resource["path"] == "ptce_phare_2026-01-15.csv"
    assert "homepage" not in package
    assert [source["path"] for source in package["sources"]] == [
        "https://example.org/journal",
        "https://example.org/rapport",
    ]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    columns = [field.name for field in shelf.layers["poles"].fields]
    assert list(fields) == [*columns, "longitude", "latitude"]
    assert fields["secteurs"]["type"] == "list"
    assert fields["secteurs"]["delimiter"] == "|"
    assert {"value": "culture", "label": "Culture"} in fields["secteurs"]["categories"]
    assert fields["n_communes"]["type"] == "integer"
    assert [source["title"] for source in package["sources"]] == ["journal", "Le Rapport"]


# frictionless opens a zip and leaves it open.
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("extension", "geometry"), EVERY)
@pytest.mark.parametrize("layer", SUFFIXES)
def test_frictionless_finds_a_file_to_be_what_its_description_says(
    shelf: Shelf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    layer: str,
    extension: str,
    geometry: Geometry,
) -> None:
    public = replace(shelf, site="https://ptce.example.org")
    order = Order(layer, extension, geometry=geometry)
    package = json.loads(public.write(description_of(order)))
    (resource,) = package["resources"]
    assert resource["format"] == extension
    assert package["homepage"] == f"https://ptce.example.org{public.path(order)}"
    assert resource["path"] == public.file_name(order)
    (tmp_path / resource["path"]).write_bytes(public.write(order))
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    monkeypatch.chdir(tmp_path)
    assert frictionless.Package("datapackage.json").name == layer
    report = frictionless.validate("datapackage.json")
    assert report.flatten(["rowNumber", "fieldName", "message"]) == []


def test_a_description_of_lists_says_lists(shelf: Shelf) -> None:
    (resource,) = json.loads(written(shelf, "jsonl.datapackage.json"))["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["secteurs"]["type"] == "array"
    assert "longitude" not in fields
    assert resource["type"] == "file"


def test_geojson_members(shelf: Shelf) -> None:
    collection = json.loads(written(shelf, "geojson", filters=Filters(structure=("scic",))))
    assert list(collection)[:2] == ["type", "name"]
    assert list(collection)[-1] == "features"
    assert "crs" not in collection
    assert collection["bbox"] == [0.0, 0.0, 3.0, 1.0]
    assert collection["filtre"] == said_filter(shelf.catalog, Filters(structure=("scic",)), "fr")
    assert collection["sources"] == [
        {"id": "journal", "url": "https://example.org/journal", "editeur": None, "titre": None}
    ]
    assert [feature["id"] for feature in collection["features"]] == ["la-voisine"]
    fields = {field["name"]: field["type"] for field in collection["schema"]["fields"]}
    assert (fields["secteurs"], fields["superficie_km2"]) == ("array", "number")


@pytest.mark.parametrize("filters", [Filters(q="nulle part"), Filters(precision=("region-only",))])
def test_without_geometry_there_is_no_bbox(shelf: Shelf, filters: Filters) -> None:
    assert "bbox" not in json.loads(written(shelf, "geojson", filters=filters))
    schema = pq.read_schema(io.BytesIO(written(shelf, "parquet", filters=filters)))
    assert "bbox" not in json.loads(schema.metadata[b"geo"])["columns"]["geometry"]


def test_geoparquet_is_covered_by_boxes_and_compressed(shelf: Shelf) -> None:
    file = pq.ParquetFile(io.BytesIO(written(shelf, "parquet")))
    geo = json.loads(file.schema_arrow.metadata[b"geo"])
    column = geo["columns"]["geometry"]
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert column["covering"] == {
        "bbox": {edge: ["bbox", edge] for edge in ("xmin", "ymin", "xmax", "ymax")}
    }
    assert column["geometry_types"] == ["MultiPolygon"]
    assert column["orientation"] == "counterclockwise"
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    boxes = file.read(["id", "bbox"]).to_pylist()
    assert boxes[0]["bbox"] == {"xmin": 0.0, "ymin": 0.0, "xmax": 2.0, "ymax": 1.0}
    assert boxes[4] == {"id": "insulaire", "bbox": None}
    near = {"xmin": -62.5, "ymin": -29.5, "xmax": -62.4, "ymax": -29.4}
    found = pd.DataFrame(
        rereading.gpd.read_parquet(io.BytesIO(written(shelf, "parquet")), bbox=tuple(near.values()))
    )
    assert found["id"].tolist() == ["ile-haute"]


@pytest.mark.parametrize(
    ("geometry", "precision", "indexed"),
    [
        (TERRITORY, (), True),
        (POINT, (), True),
        (TERRITORY, ("region-only",), False),
        (TERRITORY, ("nul",), False),
    ],
)
def test_flatgeobuf_is_indexed_unless_it_has_no_row(
    shelf: Shelf, geometry: Geometry, precision: tuple[str, ...], indexed: bool
) -> None:
    filters = Filters(q="nul") if precision == ("nul",) else Filters(precision=precision)
    data = written(shelf, "fgb", filters=filters, geometry=geometry)
    info = pyogrio.read_info(io.BytesIO(data))
    assert info["capabilities"]["fast_spatial_filter"] is indexed


def test_a_shapefile_lists_the_names_that_it_shortens(shelf: Shelf) -> None:
    with zipfile.ZipFile(io.BytesIO(written(shelf, "shp.zip"))) as archive:
        names = archive.namelist()
        text, held = page_parts(archive.read("LISEZMOI.html").decode())
        schema = json.loads(held)
    assert names == [
        *(f"poles.{suffix}" for suffix in ("cpg", "dbf", "prj", "shp", "shx")),
        "LISEZMOI.html",
    ]
    dbf = pyogrio.read_info(io.BytesIO(written(shelf, "shp.zip")))["fields"]
    assert [field["name"] for field in schema["fields"]] == dbf.tolist()
    assert schema["primaryKey"] == ["id"]
    assert "coordinat = coordinateur" in text
    assert all(
        len(field.short_name) <= 10 for layer in shelf.layers.values() for field in layer.fields
    )


def replaced(shelf: Shelf, catalog: Catalog, **cells: object) -> Shelf:
    """Return the shelf with other cells for the first pole."""
    poles = catalog.poles.copy()
    for column, cell in cells.items():
        poles.at["le-phare", column] = cell
    changed = replace(catalog, poles=poles)
    return Shelf(changed, build_layers(changed))


def test_a_shapefile_cuts_what_is_too_long(shelf: Shelf, catalog: Catalog) -> None:
    long = replaced(shelf, catalog, alias=("été" * 40, "b" * 90), note_territoire="é" * 200)
    read = rereading.shapefile(written(long, "shp.zip")).iloc[0]
    assert read["alias"] == "été" * 40
    assert read["note_terr"] == "é" * 127


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_cannot_run_as_a_formula(shelf: Shelf, catalog: Catalog, start: str) -> None:
    text = f"{start}1+1"
    risky = replaced(shelf, catalog, coordinateur=text, alias=(text, "b"))
    table = rereading.csv(written(risky, "csv")).iloc[0]
    kept = text.replace("\r", "\n")
    assert (table["coordinateur"], table["alias"]) == (f"'{kept}", f"'{kept}|b")
    if start == "\r":
        return
    sheet = openpyxl.load_workbook(io.BytesIO(written(risky, "xlsx")))["Pôles"]
    heads = [cell.value for cell in sheet[1]]
    for head, said in (
        ("Coordinateur", text),
        ("Autres noms", f"{text}; b"),
        ("alias", f"{text}|b"),
    ):
        cell = sheet[2][heads.index(head)]
        assert (cell.value, cell.data_type, cell.quotePrefix) == (said, "s", True)


def test_a_csv_for_a_french_excel(shelf: Shelf) -> None:
    data = written(shelf, "csv", separator="point-virgule")
    assert data.startswith(b"\xef\xbb\xbfid;nom;")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert len(lines) == len(shelf.layers["poles"].ids) + 2
    french = pd.read_csv(io.BytesIO(data), sep=";", decimal=",", encoding="utf-8-sig")
    plain = pd.read_csv(io.BytesIO(written(shelf, "csv")))
    pd.testing.assert_frame_equal(french, plain)
    assert french["superficie_km2"].tolist()[:2] == [20.0, 30.0]
    assert ";20,0;" in lines[1]
    assert lines[1].endswith(";1,0;0,75")


def test_numbers_are_not_quoted(shelf: Shelf) -> None:
    table = rereading.csv(written(shelf, "csv")).set_index("id")
    assert table.loc["ile-haute", "longitude"] == "-62.5"


def test_a_register_without_date_or_licence_can_be_downloaded(catalog: Catalog) -> None:
    register = replace(catalog.register, date="", licence="", version="")
    bare = replace(catalog, register=register)
    shelf = Shelf(bare, build_layers(bare))
    assert all(written(shelf, extension) for extension in WRITTEN)
    assert "licenses" not in json.loads(written(shelf, "csv.datapackage.json"))
    assert shelf.file_name(Order()) == "ptce.geojson"


def test_outlines_are_published_anticlockwise(shelf: Shelf) -> None:
    outlines = shelf.layers["poles"].shapes[TERRITORY]
    located = [outline for outline in outlines.multiple(outlines.positions) if outline is not None]
    assert all(part.exterior.is_ccw for outline in located for part in outline.geoms)
    assert published(outlines.outlines)[4] is None
