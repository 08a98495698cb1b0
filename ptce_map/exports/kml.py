"""KML, as GDAL writes it, mended where its readers stumble: heights, types of numbers and ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from ptce_map.exports.binaries import joined_table, written
from ptce_map.exports.download import Download, readme
from ptce_map.layers.layer import Layer

COORDINATES = re.compile(rb"<coordinates>[^<]*</coordinates>")
HEIGHT = re.compile(rb"([^,\s>]+,[^,\s>]+),0(?=[\s<])")
NOT_IN_NAMES = re.compile(r"[^\w.-]")
OWN_ID = "ptce_row_id"
"""Name of the column of ids while GDAL writes: it would take ``id`` for that of the placemark."""


def to_kml(download: Download) -> bytes:
    """Write KML 2.2: a placemark a row, its columns as extended data, lists joined to one text.

    Coordinates have no height. The id of a placemark is that of the row, made an XML name.
    """
    layer, rows = download.layer, pa.array(download.rows)
    id_column = layer.fields[0].name
    names = {field.name: field.name for field in layer.fields} | {id_column: OWN_ID}
    table = joined_table(download, names)
    table = table.cast(pa.schema([_typed(layer, field) for field in table.schema]))
    name = "nom" if "nom" in layer.columns else "nom_commune"
    table = table.append_column("Name", pa.array(download.cells(name), pa.string()))
    table = table.append_column("id", pa.array(xml_names(layer), pa.string()).take(rows))
    content = written(
        download,
        table,
        driver="LIBKML",
        dataset_options={"NAME": download.notes["title"], "DESCRIPTION": readme(download)},
    )
    named = content.replace(f'name="{OWN_ID}"'.encode(), f'name="{id_column}"'.encode())
    return COORDINATES.sub(lambda found: HEIGHT.sub(rb"\1", found[0]), named)


def xml_names(layer: Layer) -> list[str]:
    """Return an XML name for each row, none that of another: its id, where that is one.

    A colon, which an ``xs:ID`` has not, is a point; an underscore comes before what an XML name
    does not begin with, and before the name of the layer, which is that of the document.
    """
    names = (NOT_IN_NAMES.sub(".", key) for key in layer.ids)
    return [f"_{name}" if name == layer.name or not name[:1].isalpha() else name for name in names]


def _typed(layer: Layer, field: pa.Field) -> pa.Field:
    """Return a column as KML types it: it has no integer of 64 bits, which GDAL makes a text.

    The type is that of all rows of the layer, whichever are asked for.
    """
    if field.type != pa.int64():
        return field
    is_held = _fit(layer.columns[field.name])
    return field.with_type(pa.int32() if is_held else pa.float64())


def _fit(cells: Iterable[int | None]) -> bool:
    greatest = np.iinfo(np.int32).max
    return all(cell is None or abs(cell) <= greatest for cell in cells)
