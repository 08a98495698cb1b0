"""Shapefile, in a zip that its readers take for one layer."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from geodata.jsontext import to_json
from ptce_map.exports.binaries import joined_table, write_layer
from ptce_map.exports.download import Download, long_names, readme, table_schema
from ptce_map.layers.layer import LIST_SEPARATOR

README = "LISEZMOI.html"
"""A page: mapshaper takes for other layers the texts and the JSON of a zip, shpjs its JSON."""

DBF_WIDTH = 254
"""Longest text of a Shapefile, in bytes."""


def to_shapefile(download: Download) -> bytes:
    """Write a zipped Shapefile, with a page that says what it is and which names it shortens.

    A list too long for a cell loses its last values, a text its end.
    """
    layer = download.layer
    table = joined_table(download, {field.name: field.short_name for field in layer.fields})
    table = pa.table({name: _narrow(table[name]) for name in table.column_names})
    with TemporaryDirectory() as folder:
        write_layer(
            download,
            table,
            Path(folder) / f"{layer.name}.shp",
            driver="ESRI Shapefile",
            encoding="UTF-8",
            layer_options={"DBF_DATE_LAST_UPDATE": download.date},
        )
        files = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
    return zipped({**files, README: to_page(download)})


def to_page(download: Download) -> bytes:
    """Write what a file is as a page, with its Table Schema inside for programs."""
    fields, lang = download.layer.fields, download.order.lang
    names = {field.name: field.short_name for field in fields}
    schema = table_schema(fields, download.catalog, lang, joined=True, names=names)
    held = to_json(schema).decode().replace("</", "<\\/")
    text = f"{readme(download)}\n\n{long_names(download)}"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<meta charset="utf-8">\n'
        f"<title>{escape(download.notes['title'])}</title>\n"
        f'<pre style="white-space: pre-wrap">{escape(text, quote=False)}</pre>\n'
        f'<script type="application/json" id="schema">{held}</script>\n</html>\n'
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """Zip files; the archive tells no time, so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


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
