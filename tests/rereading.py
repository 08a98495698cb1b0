"""Read downloads back with programs that are not ours: GDAL, pandas, pyarrow, openpyxl, pydantic.

Each reader gives the rows as a table of plain values, indexed by id, with a geometry.
"""

from __future__ import annotations

import io
import json
import warnings
from datetime import datetime
from typing import TYPE_CHECKING, Any

import geojson_pydantic
import numpy as np
import pandas as pd

import geopandas as gpd
import pyogrio
import shapely

from ptce_map.exports.columns import READ, headers
from ptce_map.filters.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_map.exports import Shelf
    from ptce_map.exports.download import Download
    from ptce_map.layers.fields import Field


def gdal(data: bytes) -> gpd.GeoDataFrame:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "File .* has GPKG application_id", RuntimeWarning)
        return pyogrio.read_dataframe(io.BytesIO(data), layer=0)


def geojson(data: bytes) -> gpd.GeoDataFrame:
    checked = geojson_pydantic.FeatureCollection.model_validate_json(data)
    rows = gdal(data)
    assert len(checked.features) == len(rows)
    return rows


def json_lines(data: bytes) -> gpd.GeoDataFrame:
    rows = pd.read_json(io.BytesIO(data), lines=True)
    return gdal(data) if len(rows) else gpd.GeoDataFrame(rows, geometry=[])


def shapefile(data: bytes) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(io.BytesIO(data))


def kml(data: bytes) -> gpd.GeoDataFrame:
    """Read KML, whose column of ids GDAL calls id2, the id of the placemark being id."""
    rows = gdal(data).drop(columns="id", errors="ignore").rename(columns={"id2": "id"})
    return gpd.GeoDataFrame(rows[sorted(rows.columns, key=lambda name: name != "id")])


def parquet(data: bytes) -> gpd.GeoDataFrame:
    return gpd.read_parquet(io.BytesIO(data))


def csv(data: bytes) -> gpd.GeoDataFrame:
    return placed(pd.read_csv(io.BytesIO(data), dtype="str", keep_default_na=False))


def xlsx(data: bytes) -> gpd.GeoDataFrame:
    """Read the second sheet, its columns under the names of the fields that they hold."""
    rows = pd.read_excel(io.BytesIO(data), sheet_name=1, dtype="object", engine="openpyxl")
    named = rows.rename(columns=fields_of_headers())
    return placed(named[["id", *named.columns.drop("id")]])


def fields_of_headers() -> dict[str, str]:
    """Return the field that each header of a workbook holds."""
    return {head: name for sheet in READ for head, name in headers(sheet) if name}


def placed(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    if "wkt" in rows:
        texts = [text or None for text in rows["wkt"]]
        return gpd.GeoDataFrame(rows, geometry=shapely.from_wkt(texts), crs=4326)
    x, y = (pd.to_numeric(rows[name].replace("", None)) for name in ("longitude", "latitude"))
    points = [shapely.Point(at) if not np.isnan(at[0]) else None for at in zip(x, y)]
    return gpd.GeoDataFrame(rows, geometry=points, crs=4326)


READERS: dict[str, Callable[[bytes], gpd.GeoDataFrame]] = {
    "geojson": geojson,
    "gpkg": gdal,
    "csv": csv,
    "xlsx": xlsx,
    "parquet": parquet,
    "fgb": gdal,
    "shp.zip": shapefile,
    "kml": kml,
    "jsonl": json_lines,
}
JOINED = ("csv", "xlsx", "shp.zip", "kml")
"""Formats that write a list as one text."""


def reread(extension: str, data: bytes, download: Download) -> pd.DataFrame:
    """Return the attributes as plain values, indexed by id, under the names of the fields."""
    rows = READERS[extension](data)
    fields = download.layer.fields
    names = {field.short_name: field.name for field in fields} if extension == "shp.zip" else {}
    rows = pd.DataFrame(rows.rename(columns=names))
    cells = {
        field.name: [value(cell, field) for cell in rows.get(field.name, ())] for field in fields
    }
    return pd.DataFrame(cells, dtype="object").set_index(fields[0].name, drop=False)


def geometries(extension: str, data: bytes) -> dict[str, shapely.Geometry | None]:
    rows = READERS[extension](data)
    return dict(zip(rows[rows.columns[0]], rows.geometry))


def value(cell: Any, field: Field) -> Any:
    """Return a cell as the register says it, whatever the format makes of it."""
    if field.many:
        return many(cell)
    if cell is None or (isinstance(cell, float) and np.isnan(cell)) or cell in ("", pd.NaT):
        return None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return {"string": str, "integer": lambda number: int(float(number)), "number": float}[
        field.kind
    ](cell)


def many(cell: Any) -> list[str]:
    if isinstance(cell, list | np.ndarray):
        return list(cell)
    if not isinstance(cell, str) or not cell:
        return []
    return list(json.loads(cell)) if cell.startswith("[") else cell.split("|")


def expected(download: Download) -> pd.DataFrame:
    """Return the rows of a download as the catalog has them."""
    layer = download.layer
    cells = {
        field.name: [layer.columns[field.name][row] for row in download.rows]
        for field in layer.fields
    }
    return pd.DataFrame(cells, dtype="object").set_index(layer.fields[0].name, drop=False)


def selections(shelf: Shelf) -> list[Filters]:
    """Return everything, and each pole alone: what is empty and what is first differ."""
    return [Filters(), *(Filters(id=(pole,)) for pole in shelf.layers["poles"].ids)]
