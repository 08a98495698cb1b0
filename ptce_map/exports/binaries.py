"""Formats that GDAL and Arrow write: GeoPackage, FlatGeobuf and GeoParquet.

The same download always gives the same bytes: dates inside the files are those of the data. GDAL
and the writer of Parquet are imported when they first write: the site starts without them.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

import shapely

from geodata.cog import WGS84
from geodata.jsontext import to_json
from ptce_map.exports.download import Download, table_schema
from ptce_map.layers.layer import Geometry

EPSG = f"EPSG:{WGS84}"
GEOMETRY_COLUMN = "geometry"
EDGES = ("xmin", "ymin", "xmax", "ymax")


def to_gpkg(download: Download) -> bytes:
    """Write a GeoPackage of one layer; lists are JSON texts, metadata are those of the layer."""
    return written(
        download,
        _table(download),
        driver="GPKG",
        dataset_options={"VERSION": "1.3"},
        layer_options={"DESCRIPTION": download.notes["filtre"], "GEOMETRY_NAME": "geom"},
        layer_metadata=_metadata(download),
    )


def to_flatgeobuf(download: Download) -> bytes:
    """Write a FlatGeobuf file; lists are JSON texts.

    Its rows all have a geometry, and are in the order of the spatial index: the JavaScript reader
    of the format stops at a feature without geometry, and finds by box through an index alone.
    """
    is_indexed = len(download.rows) > 0
    return written(
        download,
        _table(download),
        driver="FlatGeobuf",
        layer_options={
            "TITLE": download.notes["title"],
            "DESCRIPTION": download.said_rows,
            "SPATIAL_INDEX": "YES" if is_indexed else "NO",
        },
        layer_metadata=_metadata(download),
    )


def to_parquet(download: Download) -> bytes:
    """Write GeoParquet 1.1, compressed by zstd, with the bounding box of each row; lists as lists.

    The file's metadata hold ``geo`` and ``about``, what the file says of itself.
    """
    import pyarrow.parquet as pq

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


def joined_table(download: Download, names: dict[str, str]) -> pa.Table:
    """Return the rows as an Arrow table with their geometry, renamed, lists joined to one text."""
    table = download.layer.joined_table.take(pa.array(download.rows))
    return table.rename_columns(names).append_column(GEOMETRY_COLUMN, _wkb(download))


def _wkb(download: Download) -> pa.Array:
    return pa.array(shapely.to_wkb(download.geometries, flavor="iso"), pa.binary())


def _metadata(download: Download) -> dict[str, str]:
    """Return what a file says of itself, the Table Schema included, as texts by name."""
    fields = download.layer.fields
    schema = table_schema(fields, download.catalog, download.order.lang, joined=False)
    return {**download.notes, "schema": to_json(schema).decode()}


def written(download: Download, table: pa.Table, **options: Any) -> bytes:
    """Return what GDAL writes of a table, by a driver and its options."""
    buffer = io.BytesIO()
    write_layer(download, table, buffer, **options)
    return buffer.getvalue()


def write_layer(
    download: Download, table: pa.Table, target: io.BytesIO | Path, **options: Any
) -> None:
    """Write a table with GDAL, by a driver and its options."""
    import pyogrio

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
