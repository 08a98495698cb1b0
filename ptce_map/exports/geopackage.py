"""The GeoPackage: the rows, what QGIS shows around them, and the styles that it opens them with.

The rows come first, so that programs that read one layer read them. The table ``layer_styles`` is
that in which QGIS itself saves the styles of a GeoPackage.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

import shapely

from geodata.cog import Level
from geodata.packed import Geometries
from ptce_map.arrays import Integers
from ptce_map.exports import binaries
from ptce_map.exports.download import Download
from ptce_map.labels import label
from ptce_map.layers.layer import Geometry
from ptce_map.map.qgis import styles

GEOMETRY_NAME = "geom"
STYLES_TABLE = "layer_styles"
SEATS, UNITS = "sieges", "departements"
TYPES = {SEATS: "Point", UNITS: "MultiPolygon"}
UNIT_COLUMNS = ("code_departement", "nom_departement", "code_region")
SEAT_COLUMNS = ("id", "nom", "lieu", "coordinateur", "siege", "precision", "etat")

CREATE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256),
    f_table_schema TEXT(256),
    f_table_name TEXT(256),
    f_geometry_column TEXT(256),
    styleName TEXT(30),
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT(30),
    ui TEXT(30),
    update_time DATETIME
)
"""
"""Source: the provider of QGIS for OGR, ``QgsOgrProviderMetadata::saveStyle``."""

REGISTER = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
VALUES (?, 'attributes', ?, '', ?)
"""
INSERT = """
INSERT INTO layer_styles (
    f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,
    styleSLD, useAsDefault, description, owner, ui, update_time
) VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', NULL, ?)
"""


def to_gpkg(download: Download) -> bytes:
    """Write a GeoPackage: lists are JSON texts, metadata are those of the layer of rows.

    With the territories of the poles come ``sieges``, the seat or mark of each, and
    ``departements``, each with the number of these poles in it.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "download.gpkg"
        path.write_bytes(binaries.to_gpkg(download))
        shown = {download.layer.name: style_of(download)}
        if is_with_context(download):
            _write_seats(download, path)
            _write_counts(download, path)
            shown |= {SEATS: "sieges", UNITS: "departements"}
        _write_styles(download, path, shown)
        return path.read_bytes()


def is_with_context(download: Download) -> bool:
    """Tell whether the rows are territories of poles, which other layers make a map of."""
    return download.layer.name == "poles" and download.order.geometry is not Geometry.POINT


def style_of(download: Download) -> str:
    """Return the name of the style of the rows, one of those of :mod:`ptce_map.map.qgis.styles`."""
    points = {"poles": "sieges", "communes-des-poles": "points-des-communes"}
    is_point = download.order.geometry is Geometry.POINT
    return points[download.layer.name] if is_point else download.layer.name


def counts_of(download: Download) -> Integers:
    """Count the poles of a download in each département, in the order of the layer of these."""
    level = download.catalog.index.levels[Level.DEPARTEMENT]
    counts = dict(zip(level.codes, level.counts(download.poles).tolist()))
    return np.array([counts.get(code, 0) for code in download.layers[UNITS].ids], dtype=np.int64)


def _write_seats(download: Download, path: Path) -> None:
    layer = download.layer
    table = layer.table.take(pa.array(download.rows)).select(SEAT_COLUMNS)
    points = layer.shapes[Geometry.POINT].multiple(layer.place[download.rows])
    _append(download, path, SEATS, table.append_column(GEOMETRY_NAME, _wkb(points)))


def _write_counts(download: Download, path: Path) -> None:
    """Write the départements, simplified, with the number of poles of the download in each."""
    layer = download.layers[UNITS]
    table = layer.table.select(UNIT_COLUMNS)
    table = table.append_column("n_poles", pa.array(counts_of(download)))
    outlines = layer.shapes[Geometry.SIMPLIFIED].multiple(layer.place)
    _append(download, path, UNITS, table.append_column(GEOMETRY_NAME, _wkb(outlines)))


def _wkb(geometries: Geometries) -> pa.Array:
    return pa.array(shapely.to_wkb(geometries, flavor="iso"), pa.binary())


def _append(download: Download, path: Path, name: str, table: pa.Table) -> None:
    """Write one more layer in a GeoPackage."""
    import pyogrio

    pyogrio.write_arrow(
        table,
        path,
        layer=name,
        driver="GPKG",
        geometry_name=GEOMETRY_NAME,
        geometry_type=TYPES[name],
        crs=binaries.EPSG,
        layer_options={
            "IDENTIFIER": label(f"gpkg.{name}", download.order.lang),
            "DESCRIPTION": download.notes["filtre"],
            "GEOMETRY_NAME": GEOMETRY_NAME,
        },
    )


def _write_styles(download: Download, path: Path, shown: Mapping[str, str]) -> None:
    """Write the style of each layer, by its name, as the one that QGIS opens it with."""
    lang, when = download.order.lang, f"{download.date}T00:00:00.000Z"
    counts, accent = counts_of(download), download.catalog.register.accent
    facts = styles.drawn(counts.astype(np.float64), Level.DEPARTEMENT, lang, accent)
    title = download.notes["title"]
    rows = [
        (layer, GEOMETRY_NAME, name, styles.style(name, facts), title, when)
        for layer, name in shown.items()
    ]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(CREATE)
        connection.execute(REGISTER, (STYLES_TABLE, STYLES_TABLE, when))
        connection.executemany(INSERT, rows)
