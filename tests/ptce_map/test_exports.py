from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

import geopandas as gpd

from ptce_map.exports import EXPORTS, attribution, file_name, to_geojson
from ptce_map.labels import LANGS, label
from ptce_map.query import Filters

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog


def test_members_of_the_collection(catalog: Catalog) -> None:
    collection = json.loads(to_geojson(catalog, Filters(structure=("scic",)), "fr"))
    assert next(iter(collection)) == "type"
    assert list(collection)[-1] == "features"
    features = collection.pop("features")
    assert [feature["id"] for feature in features] == ["la-voisine"]
    assert collection == {
        "type": "FeatureCollection",
        "name": "ptce",
        "licence": "etalab-2.0",
        "attribution": attribution(catalog, "fr"),
        "version": "2026.1.0",
        "date": "2026-01-15",
        "filtre": "1 pôle · France entière · SCIC",
        "bbox": [0.0, 0.0, 3.0, 1.0],
        "sources": [
            {
                "id": "journal",
                "url": "https://example.org/journal",
                "editeur": None,
                "titre": None,
            }
        ],
    }


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(region=("93",)), Filters(appel=("ami-2022",)), Filters(q="phare")],
)
def test_an_export_holds_the_poles_of_the_selection(catalog: Catalog, filters: Filters) -> None:
    index = catalog.index
    read = gpd.read_file(io.BytesIO(to_geojson(catalog, filters, "en")))
    assert tuple(read["id"]) == index.selected(index.mask(filters))
    assert read.crs.to_epsg() == 4326
    located = read[read.geometry.notna()].set_index("id").geometry
    assert located.geom_equals(catalog.poles.geometry[located.index]).all()


@pytest.mark.parametrize("filters", [Filters(q="nulle part"), Filters(precision=("region-only",))])
def test_without_geometry_there_is_no_bbox(catalog: Catalog, filters: Filters) -> None:
    collection = json.loads(to_geojson(catalog, filters, "fr"))
    assert "bbox" not in collection
    assert len(collection["features"]) == catalog.index.mask(filters).sum()


def test_attribution_states_version_and_years(catalog: Catalog) -> None:
    assert attribution(catalog, "en") == (
        "Register of PTCEs, version 2026.1.0; boundaries by IGN Admin Express; "
        "municipalities of the 2026 COG and 2023 populations by INSEE"
    )


@pytest.mark.parametrize(
    ("filters", "name"),
    [
        (Filters(), "ptce_2026-01-15.geojson"),
        (
            Filters(region=("94",), secteur=("alimentation",)),
            "ptce_corse_alimentation_2026-01-15.geojson",
        ),
        (Filters(departement=("13",)), "ptce_bouches-du-rhone_2026-01-15.geojson"),
        (Filters(q="Fil d'été/../"), "ptce_fil-d-ete_2026-01-15.geojson"),
        (Filters(q="laine " * 40), "ptce_selection_2026-01-15.geojson"),
    ],
)
def test_file_name_says_filters_and_date(catalog: Catalog, filters: Filters, name: str) -> None:
    assert file_name(catalog, filters, "geojson") == name


@pytest.mark.parametrize("extension", EXPORTS)
def test_every_format_is_named_and_writes_bytes(catalog: Catalog, extension: str) -> None:
    export = EXPORTS[extension]
    assert export.extension == extension
    assert "/" in export.media_type
    assert all(label(export.label_key, lang) for lang in LANGS)
    assert export.write(catalog, Filters(), "fr") == export.write(catalog, Filters(), "fr")
