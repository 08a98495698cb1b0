"""The schema of the features of a collection, in JSON Schema."""

from __future__ import annotations

from typing import Any

from ptce_map.layers.fields import Field
from ptce_map.layers.layer import Layer

STRING = {"type": "string"}
TYPES: dict[str, dict[str, Any]] = {
    "string": STRING,
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "strings": {"type": "array", "items": STRING, "minItems": 1},
}
"""Name -> type of what is known."""

OR_UNKNOWN = {name: {**schema, "type": [schema["type"], "null"]} for name, schema in TYPES.items()}
MULTIPOLYGON = {
    "type": ["object", "null"],
    "properties": {"type": {"const": "MultiPolygon"}, "coordinates": {"type": "array"}},
    "required": ["type", "coordinates"],
}


def feature_schema(layer: Layer, url: str, lang: str) -> dict[str, Any]:
    """Describe a feature as the service writes it: every property is there, null if unknown.

    GDAL takes the types of the columns from here, but takes ``["integer", "null"]`` for text. It
    resolves references from the root of the document, where the types are plain; the properties
    are a schema with an address of its own, within which the same references allow null. It has a
    column for the id of a feature already: a property of that name is told as a pattern, which it
    does not read.
    """
    names = [field.name for field in layer.fields]
    told = {field.name: _property(field, lang) for field in layer.fields}
    patterns = {f"^{name}$": told.pop(name) for name in ("id",) if name in told}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url,
        "title": layer.titles[lang],
        "type": "object",
        "required": ["type", "id", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "id": STRING,
            "geometry": MULTIPOLYGON,
            "properties": {
                "$id": f"{url}/properties",
                "type": "object",
                "required": names,
                "additionalProperties": False,
                "properties": told,
                "patternProperties": patterns,
                "$defs": OR_UNKNOWN,
            },
        },
        "$defs": TYPES,
    }


def _property(field: Field, lang: str) -> dict[str, Any]:
    kind = f"{field.kind}s" if field.many else field.kind
    return {"description": field.said(lang), "$ref": f"#/$defs/{kind}"}
