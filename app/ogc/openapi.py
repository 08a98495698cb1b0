"""The definition of the service, in OpenAPI 3.0."""

from __future__ import annotations

from typing import Any

from app.ogc.collections import Collections
from app.ogc.media import GEOJSON, SCHEMA
from app.ogc.parameters import COMMON, described_parameters
from ptce_map.exports.download import licence_url
from ptce_map.labels import label

PROBLEM = {"$ref": "#/components/responses/Problem"}
LINK = {
    "type": "object",
    "required": ["href"],
    "properties": {name: {"type": "string"} for name in ("href", "rel", "type", "title")},
}
LINKED = {
    "type": "object",
    "required": ["links"],
    "properties": {"links": {"type": "array", "items": LINK}},
}


def define(collections: Collections, root: str, lang: str) -> dict[str, Any]:
    """Define the service: its addresses, their parameters and what they answer."""
    register = collections.dataset.register
    licence = licence_url(register)
    paths: dict[str, Any] = {
        "/": _get("getLandingPage", label("ogc.landing", lang), "Linked"),
        "/conformance": _get("getConformance", label("ogc.conformance", lang), "Conformance"),
        "/collections": _get("getCollections", label("ogc.collections", lang), "Linked"),
    }
    for name in collections.layers:
        paths |= _collection_paths(collections, name, lang)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": register.titles[lang],
            "version": register.version or "0",
            "description": collections.dataset.programme.say("description", lang),
            **({"license": {"name": register.licence, "url": licence}} if licence else {}),
        },
        "servers": [{"url": root}],
        "paths": paths,
        "components": {
            "parameters": {**described_parameters(), "featureId": FEATURE_ID},
            "schemas": {
                "Linked": LINKED,
                "Conformance": CONFORMANCE,
                "FeatureCollection": FEATURE_COLLECTION,
                "Feature": FEATURE,
                "Queryables": {"type": "object"},
                "Schema": {"type": "object"},
                "Problem": PROBLEM_SCHEMA,
            },
            "responses": {
                "Problem": {
                    "description": label("error.title", lang),
                    "content": {
                        "application/problem+json": {
                            "schema": {"$ref": "#/components/schemas/Problem"}
                        }
                    },
                }
            },
        },
    }


FEATURE_ID = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
CONFORMANCE = {
    "type": "object",
    "required": ["conformsTo"],
    "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
}
FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "geometry": {"type": "object", "nullable": True},
        "properties": {"type": "object"},
        "links": {"type": "array", "items": LINK},
    },
}
FEATURE_COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": {"$ref": "#/components/schemas/Feature"}},
        "links": {"type": "array", "items": LINK},
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
    },
}
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "allowed": {"type": "array", "items": {"type": "string"}},
        "nearest": {"type": "string"},
    },
}


def _collection_paths(collections: Collections, name: str, lang: str) -> dict[str, Any]:
    base, title = f"/collections/{name}", collections.layer(name).titles[lang]
    identity = "".join(word.capitalize() for word in name.split("-"))
    known = described_parameters()
    own = [
        {"$ref": f"#/components/parameters/{key}"} if key in known else _property(key)
        for key in collections.parameters(name)
    ]
    references = [
        {"$ref": f"#/components/parameters/{key}"} for key in ("featureId", *COMMON, "crs")
    ]
    return {
        base: _get(f"describe{identity}", title, "Linked"),
        f"{base}/queryables": _get(
            f"getQueryables{identity}", title, "Queryables", media_type=SCHEMA
        ),
        f"{base}/schema": _get(f"getSchema{identity}", title, "Schema", media_type=SCHEMA),
        f"{base}/items": _get(
            f"getFeatures{identity}", title, "FeatureCollection", own, media_type=GEOJSON
        ),
        f"{base}/items/{{featureId}}": _get(
            f"getFeature{identity}", title, "Feature", references, media_type=GEOJSON
        ),
    }


def _property(key: str) -> dict[str, Any]:
    """Describe a parameter that selects by a property: several values mean any of them."""
    return {
        "name": key,
        "in": "query",
        "required": False,
        "schema": {"type": "array", "items": {"type": "string"}},
        "style": "form",
        "explode": True,
    }


def _get(
    operation: str,
    summary: str,
    schema: str,
    parameters: list[dict[str, Any]] | None = None,
    *,
    media_type: str = "application/json",
) -> dict[str, Any]:
    common = [{"$ref": f"#/components/parameters/{key}"} for key in COMMON]
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": common if parameters is None else parameters,
            "responses": {
                "200": {
                    "description": summary,
                    "content": {
                        media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}},
                        "text/html": {"schema": {"type": "string"}},
                    },
                },
                "400": PROBLEM,
                "404": PROBLEM,
                "406": PROBLEM,
            },
        }
    }
