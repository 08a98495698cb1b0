"""The dataset as catalogues read it: DCAT-AP for portals, schema.org for search engines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.dataset import Dataset
from ptce_map.completion import slug
from ptce_map.exports import EXPORTS, PREFIXES, Order
from ptce_map.exports.download import licence_url
from ptce_map.labels import LANGS, label
from ptce_map.reference import creator, describe_register

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
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "adms": "http://www.w3.org/ns/adms#",
    "locn": "http://www.w3.org/ns/locn#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
KEYWORDS = ("PTCE", "économie sociale et solidaire", "coopération territoriale", "carte")


def describe_catalogue(dataset: Dataset, root: str) -> dict[str, Any]:
    """Describe the catalogue in DCAT-AP: one dataset, a distribution for each layer and format."""
    catalogue = f"{root}/api/catalog.jsonld"
    register = dataset.register
    name = creator(register, "fr") or register.titles["fr"]
    publisher = {"@type": "foaf:Agent", "foaf:name": name}
    description = _worded({lang: describe_register(register, lang) for lang in LANGS})
    described = {
        "@id": f"{root}/#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _worded(dataset.register.titles),
        "dct:description": description,
        "dct:publisher": publisher,
        "dct:identifier": register.name or slug(register.titles["fr"]),
        "dct:issued": _date(dataset),
        "dct:modified": _date(dataset),
        "owl:versionInfo": dataset.register.version,
        "dct:language": [_authority("language", LANGUAGES[lang]) for lang in LANGS],
        "dct:spatial": _authority("country", "FRA"),
        "dct:accrualPeriodicity": _authority("frequency", "IRREG"),
        "dct:accessRights": _authority("access-right", "PUBLIC"),
        "dcat:theme": [_authority("data-theme", theme) for theme in ("ECON", "REGI")],
        "dcat:keyword": [{"@value": word, "@language": "fr"} for word in keywords(dataset)],
        "dcat:landingPage": {"@id": f"{root}/"},
        "foaf:page": {"@id": f"{root}/api"},
        "dcat:distribution": [
            *(_distribution(dataset, root, layer, name) for layer in PREFIXES for name in EXPORTS),
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
        "dct:modified": _date(dataset),
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
        "dct:title": {"@value": f"{label(f'layer.{layer}', 'fr')} ({name})", "@language": "fr"},
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
        **({"dct:format": _authority("file-type", kind)} if kind else {}),
        "dct:license": {"@id": licence_url(dataset.register.licence)},
        "dct:modified": _date(dataset),
    }


def _service(dataset: Dataset, root: str) -> dict[str, Any]:
    return {
        "@id": f"{root}/ogc",
        "@type": "dcat:Distribution",
        "dct:title": {"@value": "OGC API – Features", "@language": "fr"},
        "dcat:accessURL": {"@id": f"{root}/ogc"},
        "dct:license": {"@id": licence_url(dataset.register.licence)},
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
    shelf, made_by = dataset.shelf, creator(dataset.register, lang)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{root}/#dataset",
        "name": dataset.register.titles[lang],
        "description": describe_register(dataset.register, lang),
        "url": f"{root}/",
        "inLanguage": list(LANGS),
        "version": dataset.register.version,
        "dateModified": dataset.register.date,
        "license": licence_url(dataset.register.licence),
        "isAccessibleForFree": True,
        "keywords": list(keywords(dataset)),
        "spatialCoverage": {"@type": "Place", "name": "France"},
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


def keywords(dataset: Dataset) -> tuple[str, ...]:
    """Return the words under which the dataset is filed: ours for the PTCEs, else its own."""
    return KEYWORDS if dataset.register.is_ptce else dataset.register.keywords


def _worded(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": lang} for lang, text in texts.items()]


def _authority(table: str, code: str) -> dict[str, str]:
    return {"@id": f"{EUROPE}/{table}/{code}"}


def _date(dataset: Dataset) -> dict[str, str]:
    return {"@value": dataset.register.date, "@type": "xsd:date"}
