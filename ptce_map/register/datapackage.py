"""The register as a Frictionless Data Package: what describes it is generated from its schemas.

``datapackage.json`` is the home of what no schema says (title, description, version, date, licence,
contributors); the sources and the resources in it, and the Table Schema of each table in
``schemas/`` (conventions of schema.data.gouv.fr), are made of :mod:`ptce_map.register.schema`, of
the texts ``column.*`` and ``table.*`` and of the table of sources.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from ptce_map.labels import label, read_locale
from ptce_map.register.files.assembly import Reading
from ptce_map.register.files.reading import DATAPACKAGE
from ptce_map.register.rules import INTEGER, RULES, YEAR, Rule
from ptce_map.register.schema import ID, SEPARATOR, TABLES, described, file_name
from ptce_map.register.statement import APART

Json = dict[str, Any]

SCHEMAS = "schemas"
STATED = ("name", "version", "created", "contributors", "licenses")
"""What a schema takes from ``datapackage.json``."""
GENERATED = ("profile", "sources", "resources")
LONGEST_EXAMPLE = 60
DAY = len("2026-11-23")

PRIMARY_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({"laureats": ("pole", "appel")})
"""Table -> columns that tell its rows apart, where it is not ``id``."""

TYPES: Mapping[str, Json] = MappingProxyType(
    {
        INTEGER.name: {"type": "integer", "constraints": {"minimum": 0}},
        YEAR.name: {"type": "year", "constraints": {}},
    }
)
"""Rule -> type of a field and its constraints, where it is not a text."""


def build_files(reading: Reading) -> dict[str, str]:
    """Return the files that describe a register, by their path in its folder."""
    package = _package(reading)
    schemas = {schema_path(name): _schema(name, reading) for name in TABLES}
    return {
        path: json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        for path, content in ({DATAPACKAGE: package} | schemas).items()
    }


def write_files(reading: Reading, folder: Path) -> list[str]:
    """Write what describes a register in its folder; return the paths of what has changed."""
    changed = []
    for path, text in build_files(reading).items():
        file = folder / path
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
            changed.append(path)
    return changed


def schema_path(table: str) -> str:
    """Return where the Table Schema of a table stands, in the folder of the register."""
    return f"{SCHEMAS}/{table}.json"


def _package(reading: Reading) -> Json:
    apart = {*GENERATED, *APART}
    stated = {key: value for key, value in reading.package.items() if key not in apart}
    return {
        "profile": "tabular-data-package",
        **stated,
        "sources": _sources(reading.tables["sources"]),
        "resources": [_resource(name) for name in TABLES],
    }


def _sources(sources: pd.DataFrame) -> list[Json]:
    return [
        {"title": ", ".join(part for part in (publisher, title) if part), "path": url}
        for publisher, title, url in zip(sources["editeur"], sources["titre"], sources["url"])
    ]


def _resource(name: str) -> Json:
    return {
        "name": name,
        "profile": "tabular-data-resource",
        "path": file_name(name),
        "title": label(f"table.{name}", "fr"),
        "title_en": label(f"table.{name}", "en"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        "schema": schema_path(name),
    }


def _schema(name: str, reading: Reading) -> Json:
    package = reading.package
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": f"{package['name']}-{name}",
        "title": label(f"table.{name}", "fr"),
        "title_en": label(f"table.{name}", "en"),
        "description": label(f"table.{name}.description", "fr"),
        "description_en": label(f"table.{name}.description", "en"),
        "countryCode": "FR",
        "version": package["version"],
        "created": package["created"][:DAY],
        "lastModified": package["created"][:DAY],
        "contributors": package["contributors"],
        "licenses": package["licenses"],
        "missingValues": [""],
        "fields": [_field(name, column, reading.tables[name]) for column in TABLES[name].columns],
        "primaryKey": list(PRIMARY_KEYS.get(name, (ID,))),
        "foreignKeys": list(_foreign_keys(name)),
    }


def _foreign_keys(name: str) -> list[Json]:
    """Return the keys of the columns of one value: no foreign key is made of a part of a cell."""
    said = {column: described(name, column) for column in TABLES[name].columns}
    return [
        {"fields": column, "reference": {"resource": reference["key"], "fields": ID}}
        for column, reference in said.items()
        if reference["key"] and not reference["many"]
    ]


def _field(name: str, column: str, table: pd.DataFrame) -> Json:
    said = described(name, column)
    rule = RULES[said["rule"]]
    kind = TYPES.get(rule.name, {"type": "string", "constraints": _constraints(rule, said)})
    marks = {"required": said["required"], "unique": TABLES[name].columns[column].unique}
    constraints = {mark: True for mark, is_on in marks.items() if is_on} | kind["constraints"]
    example = next((cell for cell in table[column] if 0 < len(cell) <= LONGEST_EXAMPLE), "")
    return {
        "name": column,
        "description": field_text(name, column, "fr"),
        "description_en": field_text(name, column, "en"),
        "type": kind["type"],
        **({"example": example} if example else {}),
        **({"constraints": constraints} if constraints else {}),
        **({"separator": SEPARATOR} if said["many"] else {}),
        **({"references": f"{said['key']}.{ID}"} if said["key"] else {}),
    }


def field_text(table: str, column: str, lang: str) -> str:
    """Say what a column holds: in its table, or wherever it stands."""
    own = f"column.{table}.{column}"
    return label(own if own in read_locale(lang) else f"column.{column}", lang)


def _constraints(rule: Rule, said: Mapping[str, Any]) -> Json:
    if rule.choices:
        return {"enum": list(rule.choices)}
    if not rule.pattern:
        return {}
    single = f"(?:{rule.pattern})"
    return {"pattern": f"^{single}(?:\\{SEPARATOR}{single})*$" if said["many"] else f"^{single}$"}
