"""Formats that GDAL and Arrow write: GeoPackage, FlatGeobuf, Shapefile, KML and GeoParquet.

The same download always gives the same bytes: dates inside the files are those of the data.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import pyogrio
import shapely

from geodata.cog import WGS84
from ptce_map.exports.download import Download, long_names, readme, table_schema
from ptce_map.exports.layers import LIST_SEPARATOR, Geometry
from ptce_map.features import to_json

EPSG = f"EPSG:{WGS84}"
GEOMETRY_COLUMN = "geometry"
DBF_WIDTH = 254
"""Longest text of a Shapefile, in bytes."""

EDGES = ("xmin", "ymin", "xmax", "ymax")


def to_gpkg(download: Download) -> bytes:
    """Write a GeoPackage of one layer; lists are JSON texts, metadata are those of the layer."""
    return _written(
        download,
        _table(download),
        driver="GPKG",
        dataset_options={"VERSION": "1.3"},
        layer_options={"DESCRIPTION": download.notes["filtre"], "GEOMETRY_NAME": "geom"},
        layer_metadata=_metadata(download),
    )


def to_flatgeobuf(download: Download) -> bytes:
    """Write a FlatGeobuf file; lists are JSON texts.

    It has a spatial index, which reorders the rows, unless a row has no geometry: an index would
    leave that row out.
    """
    is_indexed = not shapely.is_missing(download.geometries).any() and len(download.rows) > 0
    return _written(
        download,
        _table(download),
        driver="FlatGeobuf",
        layer_options={
            "TITLE": download.notes["title"],
            "DESCRIPTION": download.notes["filtre"],
            "SPATIAL_INDEX": "YES" if is_indexed else "NO",
        },
        layer_metadata=_metadata(download),
    )


def to_kml(download: Download) -> bytes:
    """Write KML: a placemark a row, its columns as extended data, lists joined to one text."""
    name = "nom" if "nom" in download.layer.columns else "nom_commune"
    placemarks = {"Name": pa.array(download.cells(name), pa.string())}
    table = _joined_table(download, {field.name: field.name for field in download.layer.fields})
    for column, cells in placemarks.items():
        table = table.append_column(column, cells)
    return _written(
        download,
        table,
        driver="LIBKML",
        dataset_options={"NAME": download.notes["title"], "DESCRIPTION": readme(download)},
    )


def to_shapefile(download: Download) -> bytes:
    """Write a zipped Shapefile, with the list of the names that it shortens and a Table Schema.

    A list too long for a cell loses its last values, a text its end.
    """
    layer = download.layer
    names = {field.name: field.short_name for field in layer.fields}
    table = _joined_table(download, names)
    table = pa.table({name: _narrow(table[name]) for name in table.column_names})
    schema = table_schema(
        layer.fields, download.catalog, download.order.lang, joined=True, names=names
    )
    with TemporaryDirectory() as folder:
        _write(
            download,
            table,
            Path(folder) / f"{layer.name}.shp",
            driver="ESRI Shapefile",
            encoding="UTF-8",
            layer_options={"DBF_DATE_LAST_UPDATE": download.date},
        )
        files = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
    files["LISEZMOI.txt"] = f"{readme(download)}\n\n{long_names(download)}\n".encode()
    files["schema.json"] = to_json(schema)
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """Zip files; the archive tells no time, so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def to_parquet(download: Download) -> bytes:
    """Write GeoParquet 1.1, compressed by zstd, with the bounding box of each row; lists as lists.

    The file's metadata hold ``geo`` and ``about``, what the file says of itself.
    """
    geometries = download.geometries
    bounds = shapely.bounds(geometries)
    bbox = pa.StructArray.from_arrays(
        [pa.array(bounds[:, at], pa.float64(), from_pandas=True) for at in range(len(EDGES))],
        names=EDGES,
        mask=pa.array(shapely.is_missing(geometries)),
    )
    table = _table(download).append_column("bbox", bbox)
    metadata = {"geo": to_json(_geo(download)), "about": to_json(_metadata(download))}
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), buffer, compression="zstd")
    return buffer.getvalue()


def _geo(download: Download) -> dict[str, Any]:
    """Return the metadata of GeoParquet; without ``crs``, coordinates are longitude, latitude."""
    kinds = shapely.get_type_id(download.geometries)
    types = {shapely.GeometryType(kind).name for kind in np.unique(kinds) if kind >= 0}
    names = {"POINT": "Point", "MULTIPOLYGON": "MultiPolygon"}
    bbox = download.bbox
    column = {
        "encoding": "WKB",
        "geometry_types": sorted(names[kind] for kind in types),
        "orientation": "counterclockwise",
        "covering": {"bbox": {edge: ["bbox", edge] for edge in EDGES}},
        **({"bbox": bbox} if bbox else {}),
    }
    return {
        "version": "1.1.0",
        "primary_column": GEOMETRY_COLUMN,
        "columns": {GEOMETRY_COLUMN: column},
    }


def _table(download: Download) -> pa.Table:
    """Return the rows as an Arrow table with their geometry, lists as lists."""
    table = download.layer.table.take(pa.array(download.rows))
    return table.append_column(GEOMETRY_COLUMN, _wkb(download))


def _joined_table(download: Download, names: dict[str, str]) -> pa.Table:
    """Return the rows as an Arrow table with their geometry, renamed, lists joined to one text."""
    table = download.layer.joined_table.take(pa.array(download.rows))
    return table.rename_columns(names).append_column(GEOMETRY_COLUMN, _wkb(download))


def _wkb(download: Download) -> pa.Array:
    return pa.array(shapely.to_wkb(download.geometries, flavor="iso"), pa.binary())


def _narrow(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Cut texts to the width of a Shapefile's cells, lists at a value."""
    if cells.type != pa.string():
        return cells
    return pa.chunked_array([pa.array([_cut(cell) for cell in cells.to_pylist()], pa.string())])


def _cut(text: str | None) -> str | None:
    if text is None or len(text.encode()) <= DBF_WIDTH:
        return text
    kept = text.encode()[:DBF_WIDTH].decode(errors="ignore")
    return kept.rpartition(LIST_SEPARATOR)[0] or kept


def _metadata(download: Download) -> dict[str, str]:
    """Return what a file says of itself, the Table Schema included, as texts by name."""
    fields = download.layer.fields
    schema = table_schema(fields, download.catalog, download.order.lang, joined=False)
    return {**download.notes, "schema": to_json(schema).decode()}


def _written(download: Download, table: pa.Table, **options: Any) -> bytes:
    buffer = io.BytesIO()
    _write(download, table, buffer, **options)
    return buffer.getvalue()


def _write(download: Download, table: pa.Table, target: io.BytesIO | Path, **options: Any) -> None:
    # GDAL stamps what it writes with this date instead of the hour.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{download.date}T00:00:00Z"})
    is_point = download.order.geometry is Geometry.POINT
    pyogrio.write_arrow(
        table,
        target,
        layer=download.layer.name,
        geometry_name=GEOMETRY_COLUMN,
        geometry_type="Point" if is_point else "MultiPolygon",
        crs=EPSG,
        **options,
    )
