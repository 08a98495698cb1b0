"""The dataset as catalogues read it: DCAT-AP for portals, schema.org for search engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely

from app.dataset import Dataset
from geodata.insets import Bounds
from ptce_map.exports import EXPORTS, SUFFIXES, Geometry, Order
from ptce_map.exports.description import SUFFIX
from ptce_map.exports.download import licence_url
from ptce_map.labels import LANGS, label, slug

# Authority tables of the European Union, as DCAT-AP asks.
EUROPE = "http://publications.europa.eu/resource/authority"
FILE_TYPES = {
    "geojson": "GEOJSON",
    "gpkg": "GPKG",
    "csv": "CSV",
    "xlsx": "XLSX",
    "parquet": "PARQUET",
    "shp.zip": "SHP",
    "kml": "KML",
    "jsonl": "JSON",
}
LANGUAGES = {"fr": "FRA", "en": "ENG"}
GEO = "http://www.opengis.net/ont/geosparql#"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "adms": "http://www.w3.org/ns/adms#",
    "locn": "http://www.w3.org/ns/locn#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
STANDARDS = {
    "csv": "https://specs.frictionlessdata.io/table-schema/",
    "xlsx": "https://specs.frictionlessdata.io/table-schema/",
    "geojson": "https://datatracker.ietf.org/doc/html/rfc7946",
    "jsonl": "https://datatracker.ietf.org/doc/html/rfc7946",
    "parquet": "https://geoparquet.org/releases/v1.1.0/",
    "gpkg": "http://www.opengis.net/doc/IS/geopackage/1.3",
    "kml": "http://www.opengis.net/doc/IS/kml/2.3",
}
"""Format -> the standard that its files hold to, where one has an address."""


def describe_catalogue(dataset: Dataset, root: str) -> dict[str, Any]:
    """Describe the catalogue in DCAT-AP: one dataset, a distribution for each layer and format."""
    catalogue = f"{root}/api/catalog.jsonld"
    register, programme = dataset.register, dataset.programme
    name = programme.say("creator", "fr") or register.titles["fr"]
    publisher = {"@type": "foaf:Agent", "foaf:name": name}
    description = _worded({lang: programme.say("description", lang) for lang in LANGS})
    described = {
        "@id": f"{root}/#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _worded(dataset.register.titles),
        "dct:description": _worded(descriptions(dataset)),
        "dct:publisher": publisher,
        "dct:identifier": register.name or slug(register.titles["fr"]),
        **_dated("dct:modified", dataset),
        **_licence(dataset),
        **_versioned(dataset),
        **_temporal(dataset),
        "dct:language": [_authority("language", LANGUAGES[lang]) for lang in LANGS],
        "dct:spatial": [_authority("country", "FRA"), _box(dataset)],
        "dct:accrualPeriodicity": _authority("frequency", "IRREG"),
        "dct:accessRights": _authority("access-right", "PUBLIC"),
        "dcat:theme": [_authority("data-theme", theme) for theme in ("ECON", "REGI")],
        "dcat:keyword": [
            {"@value": word, "@language": "fr"} for word in dataset.programme.keywords
        ],
        "dcat:landingPage": {"@id": f"{root}/"},
        "foaf:page": {"@id": f"{root}/api"},
        "dcat:distribution": [
            *(_distribution(dataset, root, layer, name) for layer in SUFFIXES for name in EXPORTS),
            _service(dataset, root),
        ],
    }
    return {
        "@context": CONTEXT,
        "@id": catalogue,
        "@type": "dcat:Catalog",
        "dct:title": _worded({lang: dataset.title(lang) for lang in LANGS}),
        "dct:description": description,
        "dct:publisher": publisher,
        "dct:language": [_authority("language", LANGUAGES[lang]) for lang in LANGS],
        **_licence(dataset),
        **_dated("dct:modified", dataset),
        "foaf:homepage": {"@id": f"{root}/"},
        "dcat:dataset": [described],
    }


def _distribution(dataset: Dataset, root: str, layer: str, extension: str) -> dict[str, Any]:
    export = EXPORTS[extension]
    url = f"{root}/api/{layer}.{extension}"
    media_type = export.media_type.partition(";")[0]
    kind = FILE_TYPES.get(extension)
    name = label(export.label_key, "fr").partition(":")[0].strip()
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": {
            "@value": f"{dataset.shelf.layers[layer].titles['fr']} ({name})",
            "@language": "fr",
        },
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
        "dct:description": {
            "@value": label(f"ogc.{layer}", "fr"),
            "@language": "fr",
        },
        "dcat:describedBy": {"@id": f"{url}{SUFFIX}"},
        **({"dct:format": _authority("file-type", kind)} if kind else {}),
        **({"dct:conformsTo": {"@id": STANDARDS[extension]}} if extension in STANDARDS else {}),
        **_licence(dataset),
        **_dated("dct:modified", dataset),
    }


def _service(dataset: Dataset, root: str) -> dict[str, Any]:
    return {
        "@id": f"{root}/ogc",
        "@type": "dcat:Distribution",
        "dct:title": {"@value": "OGC API – Features", "@language": "fr"},
        "dct:description": {"@value": label("api.ogc", "fr"), "@language": "fr"},
        "dcat:accessURL": {"@id": f"{root}/ogc"},
        **_licence(dataset),
        "dcat:accessService": {
            "@type": "dcat:DataService",
            "dct:title": {"@value": "OGC API – Features", "@language": "fr"},
            "dcat:endpointURL": {"@id": f"{root}/ogc"},
            "dcat:endpointDescription": {"@id": f"{root}/ogc/api"},
            "dct:conformsTo": {"@id": "http://www.opengis.net/spec/ogcapi-features-1/1.0"},
        },
    }


def describe_dataset(dataset: Dataset, root: str, lang: str) -> dict[str, Any]:
    """Describe the dataset in schema.org, for the search engines that list datasets."""
    shelf, made_by = dataset.shelf, dataset.programme.say("creator", lang)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{root}/#dataset",
        "name": dataset.register.titles[lang],
        "description": descriptions(dataset)[lang],
        "url": f"{root}/",
        "inLanguage": list(LANGS),
        "version": dataset.register.version,
        **_unless_empty("dateModified", dataset.register.date),
        **_unless_empty("license", licence_url(dataset.register)),
        **_unless_empty("temporalCoverage", "/".join(years(dataset))),
        "isAccessibleForFree": True,
        "keywords": list(dataset.programme.keywords),
        "spatialCoverage": {
            "@type": "Place",
            "name": "France",
            "geo": {"@type": "GeoShape", "box": _schema_box(dataset)},
        },
        **({"creator": {"@type": "Organization", "name": made_by}} if made_by else {}),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": export.media_type.partition(";")[0],
                "contentUrl": root
                + shelf.path(Order("poles", name, geometry=export.geometries[0])),
            }
            for name, export in EXPORTS.items()
        ],
    }


def _worded(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": lang} for lang, text in texts.items()]


def _authority(table: str, code: str) -> dict[str, str]:
    return {"@id": f"{EUROPE}/{table}/{code}"}


def descriptions(dataset: Dataset) -> dict[str, str]:
    """Return what the data are, as the register says it, else as the site does."""
    own = dataset.register.descriptions
    return {lang: own.get(lang) or dataset.programme.say("description", lang) for lang in LANGS}


def years(dataset: Dataset) -> list[str]:
    """Return the first and the last year of the rounds; nothing if none is known."""
    known = dataset.register.appels["annee"].dropna()
    return [str(known.min()), str(known.max())] if len(known) else []


def _unless_empty(key: str, value: str) -> dict[str, str]:
    return {key: value} if value else {}


def _dated(key: str, dataset: Dataset) -> dict[str, Any]:
    date = dataset.register.date
    return {key: {"@value": date, "@type": "xsd:date"}} if date else {}


def _versioned(dataset: Dataset) -> dict[str, str]:
    return _unless_empty("owl:versionInfo", dataset.register.version)


def _licence(dataset: Dataset) -> dict[str, Any]:
    """Return the licence, named; nothing if none is stated."""
    register = dataset.register
    url = licence_url(register)
    named = {"@id": url, "@type": "dct:LicenseDocument", "rdfs:label": register.licence}
    return {"dct:license": named} if url else {}


def _temporal(dataset: Dataset) -> dict[str, Any]:
    """Return the first and the last day of the years; portals make today's day of a mere year."""
    if not (ends := years(dataset)):
        return {}
    first, last = f"{ends[0]}-01-01", f"{ends[1]}-12-31"
    dates = {"dcat:startDate": first, "dcat:endDate": last}
    typed = {key: {"@value": date, "@type": "xsd:date"} for key, date in dates.items()}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", **typed}}


def _edges(dataset: Dataset) -> Bounds:
    """Return west, south, east and north of all that the poles cover, in degrees."""
    outlines = dataset.shelf.layers["poles"].shapes[Geometry.TERRITORY].outlines[:]
    west, south, east, north = shapely.total_bounds(outlines).round(4).tolist()
    return west, south, east, north


def _box(dataset: Dataset) -> dict[str, Any]:
    wkt = {"@value": shapely.box(*_edges(dataset)).wkt, "@type": f"{GEO}wktLiteral"}
    return {"@type": "dct:Location", "dcat:bbox": wkt, "locn:geometry": wkt}


def _schema_box(dataset: Dataset) -> str:
    """Write the box as schema.org does: south, west, north, east."""
    west, south, east, north = _edges(dataset)
    return f"{south} {west} {north} {east}"
