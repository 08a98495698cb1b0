"""The programs that read our files, none of them GDAL: a table of npm and Python packages.

Each reads a file to rows of plain values and, where it reads places, a geometry for each.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import fastkml
import geojson_pydantic
import openpyxl
import python_calamine
import shapefile

import shapely

from tests.node import Answer
from tests.rereading import fields_of_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

GPKG_HEADER = 8
GPKG_ENVELOPES = (0, 32, 48, 48, 64)


@dataclass(frozen=True)
class Program:
    """A program that reads formats: an npm package of tests/npm unless Python ``reads`` them.

    ``package`` is what docs/api.md and the lock files call it, and is empty for what comes with
    Node or Python. ``is_typed`` tells that it gives numbers as numbers.
    """

    name: str
    formats: tuple[str, ...]
    package: str = ""
    reads: Callable[[Path], Answer] | None = None
    is_typed: bool = True


def read_kml(path: Path) -> Answer:
    document = fastkml.KML.parse(path)
    (folder,) = [feature for feature in document.features[0].features if feature.name == path.stem]
    rows = [
        {
            value.name: value.value
            for data in placemark.extended_data.elements
            for value in data.data
        }
        for placemark in folder.features
    ]
    places = [
        feature.geometry.__geo_interface__ if feature.geometry else None
        for feature in folder.features
    ]
    return Answer(rows, places)


def read_shapefile(path: Path) -> Answer:
    with shapefile.Reader(path) as reader:
        read = list(reader.iterShapeRecords())
        shapes = [row.shape.__geo_interface__ if row.shape.shapeType else None for row in read]
        return Answer([row.record.as_dict() for row in read], shapes)


def read_geopackage(path: Path) -> Answer:
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    query = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY rowid"
    (name,) = base.execute(query).fetchone()
    read = [dict(row) for row in base.execute(f'SELECT * FROM "{name}"').fetchall()]
    base.close()
    shapes = [_wkb(row.pop("geom")) for row in read]
    return Answer(
        [{key: cell for key, cell in row.items() if key != "fid"} for row in read], shapes
    )


def _wkb(blob: bytes | None) -> str | None:
    """Return the geometry of a blob, which begins with a header and an envelope."""
    return blob[GPKG_HEADER + GPKG_ENVELOPES[(blob[3] >> 1) & 7] :].hex() if blob else None


def read_table(path: Path) -> Answer:
    """Read CSV with DuckDB, every cell as text."""
    with duckdb.connect() as base:
        found = base.execute(f"SELECT * FROM read_csv('{path}', header=true, all_varchar=true)")
        return Answer(_rows(found))


def read_parquet(path: Path) -> Answer:
    with duckdb.connect() as base:
        return Answer(_rows(base.execute(f"SELECT * EXCLUDE (geometry, bbox) FROM '{path}'")))


def _rows(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row)) for row in found.fetchall()]


def read_with_openpyxl(path: Path) -> Answer:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    book.close()
    return _sheet(rows)


def read_with_calamine(path: Path) -> Answer:
    return _sheet(
        python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(1).to_python()
    )


def _sheet(rows: Sequence[Sequence[Any]]) -> Answer:
    """Return the rows of a sheet under the names of the fields that its headers hold."""
    known = fields_of_headers()
    names = [known.get(str(head), str(head)) for head in rows[0]]
    return Answer([dict(zip(names, row)) for row in rows[1:]])


def read_geojson(path: Path) -> Answer:
    checked = geojson_pydantic.FeatureCollection.model_validate_json(path.read_bytes())
    return _features([feature.model_dump() for feature in checked.features])


def read_json_lines(path: Path) -> Answer:
    lines = path.read_text("utf-8").splitlines()
    for line in lines:
        geojson_pydantic.Feature.model_validate_json(line)
    return _features([json.loads(line) for line in lines])


def _features(features: list[dict[str, Any]]) -> Answer:
    return Answer(
        [feature["properties"] for feature in features],
        [feature["geometry"] for feature in features],
    )


PROGRAMS = (
    Program("flatgeobuf", ("fgb",), "flatgeobuf"),
    Program("hyparquet", ("parquet",), "hyparquet"),
    Program("JSON.parse", ("geojson", "jsonl")),
    Program("mapshaper", ("geojson", "shp.zip", "fgb", "kml", "parquet"), "mapshaper"),
    Program("mapshaper", ("csv",), "mapshaper", is_typed=False),
    Program("papaparse", ("csv",), "papaparse", is_typed=False),
    Program("shapefile", ("shp.zip",), "shapefile"),
    Program("shpjs", ("shp.zip",), "shpjs"),
    Program("sql.js", ("gpkg",), "sql.js"),
    Program("togeojson", ("kml",), "@tmcw/togeojson"),
    Program("DuckDB", ("csv",), "duckdb", read_table, is_typed=False),
    Program("DuckDB", ("parquet",), "duckdb", read_parquet),
    Program("fastkml", ("kml",), "fastkml", read_kml, is_typed=False),
    Program("geojson-pydantic", ("geojson",), "geojson-pydantic", read_geojson),
    Program("geojson-pydantic", ("jsonl",), "geojson-pydantic", read_json_lines),
    Program("openpyxl", ("xlsx",), "openpyxl", read_with_openpyxl),
    Program("python-calamine", ("xlsx",), "python-calamine", read_with_calamine),
    Program("pyshp", ("shp.zip",), "pyshp", read_shapefile),
    Program("sqlite3", ("gpkg",), "", read_geopackage),
)
"""Every program, once for each way of reading."""


def shape_of(given: Any) -> shapely.Geometry | None:
    """Return a geometry written as GeoJSON or, in hexadecimal, as WKB."""
    if given is None:
        return None
    return shapely.from_wkb(given) if isinstance(given, str) else shapely.geometry.shape(given)
