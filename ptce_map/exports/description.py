"""The description of a download: a Data Package that stands beside the file that it describes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ptce_map.exports.download import Download, cited_sources, table_schema
from ptce_map.exports.orders import Separator
from ptce_map.exports.texts import DIALECTS
from ptce_map.exports.workbook import meaning, row_columns
from ptce_map.labels import label
from ptce_map.layers.fields import Field
from ptce_map.layers.layer import PLACES

SUFFIX = ".datapackage.json"
"""What the name of a description adds to that of its file."""

TABLES = ("csv", "xlsx")
"""Formats that are tables, with columns for the place; the others have a geometry."""

KINDS = {**dict.fromkeys(TABLES, "table"), **dict.fromkeys(("jsonl", "parquet", "shp.zip"), "file")}
"""Format -> type of the resource, where readers of Data Packages would take another for it."""

LISTS_KEPT = ("geojson", "jsonl", "parquet")
"""Formats that have lists; the others join their values, or write them as JSON."""


def to_description(download: Download, media_type: str) -> bytes:
    """Describe the file of a download: licence, sources, filter, and a Table Schema.

    The path is the name of the file, which stands beside; ``media_type`` is that of the file.
    """
    notes = download.notes
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": download.layer.name,
        "title": notes["title"],
        "description": "\n\n".join((download.said_rows, notes["attribution"])),
        "version": notes["version"],
        "created": f"{download.date}T00:00:00Z",
        **_homepage(notes["url"]),
        **_licences(notes),
        "sources": [
            {
                "title": ", ".join(filter(None, (source["editeur"], source["titre"])))
                or source["id"],
                "path": source["url"],
            }
            for source in cited_sources(download)
        ],
        "resources": [_resource(download, media_type)],
    }
    return json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"


def _homepage(url: str) -> dict[str, Any]:
    """Return where the file comes from; an address without a site would lead nowhere."""
    return {"homepage": url} if url.startswith("http") else {}


def _licences(notes: Mapping[str, str]) -> dict[str, Any]:
    """Return the licence; a list of none would not be valid."""
    licence = {"name": notes["licence"], "path": notes["licence_url"]}
    return {"licenses": [licence]} if notes["licence"] else {}


def _resource(download: Download, media_type: str) -> dict[str, Any]:
    """Describe the file; what is not a table has its columns in a Table Schema all the same."""
    extension = _extension(download)
    schema = table_schema(
        described_fields(download),
        download.catalog,
        download.order.lang,
        joined=extension not in LISTS_KEPT,
    )
    forms = {"csv": _csv_form, "xlsx": _workbook_form}
    form = forms[extension](download, schema) if extension in forms else {}
    return {
        "name": download.layer.name,
        "path": download.file_name,
        "format": extension,
        "mediatype": media_type.partition(";")[0],
        **({"type": KINDS[extension]} if extension in KINDS else {}),
        **({"encoding": "utf-8"} if "charset=utf-8" in media_type else {}),
        "schema": schema,
        **form,
    }


def _csv_form(download: Download, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Say how a CSV is written where that is not the common way, decimals included."""
    dialect = DIALECTS[download.order.separator]
    if dialect == DIALECTS[Separator.COMMA]:
        return {}
    decimals = {"number": {"decimalChar": dialect.decimal}}
    columns = [{**column, **decimals.get(column["type"], {})} for column in schema["fields"]]
    return {
        "dialect": {"delimiter": dialect.delimiter, "lineTerminator": dialect.end},
        "schema": {**schema, "fields": columns},
    }


def _workbook_form(download: Download, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Describe the sheet of rows, whose columns have headers in words and names beside codes."""
    lang, name = download.order.lang, download.layer.name
    columns = {column["name"]: column for column in schema["fields"]}
    sheet = label(f"sheet.{name}", lang)
    described = [
        columns[column.field.name] | {"name": column.header}
        if column.names is None
        else {"name": column.header, "type": "string", "description": meaning(name, column, lang)}
        for column in row_columns(download)
    ]
    return {
        "dialect": {"sheetName": sheet, "excel": {"sheet": sheet}},
        "schema": {**schema, "fields": described},
    }


def described_fields(download: Download) -> tuple[Field, ...]:
    """Return the columns of the file that a description describes, those of the place included."""
    places = PLACES[download.order.geometry] if _extension(download) in TABLES else ()
    return (*download.layer.fields, *places)


def _extension(download: Download) -> str:
    return download.order.extension.removesuffix(SUFFIX)
