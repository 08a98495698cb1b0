from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import shapely

from ptce_map.exports import Geometry
from ptce_map.labels import LANGS, label
from tests.conftest import rectangle

if TYPE_CHECKING:
    from ptce_map.exports import Shelf
    from ptce_map.layers.layer import Layer


def row(layer: Layer, key: str) -> dict[str, object]:
    at = layer.ids.index(key)
    return {name: cells[at] for name, cells in layer.columns.items()}


def place(layer: Layer, key: str, geometry: Geometry) -> shapely.Geometry | None:
    return layer.shapes[geometry].published[layer.place[layer.ids.index(key)]]


def test_layers_and_their_rows(shelf: Shelf) -> None:
    assert {name: len(layer.ids) for name, layer in shelf.layers.items()} == {
        "poles": 5,
        "communes-des-poles": 7,
        "departements": 3,
        "regions": 3,
        "epci": 2,
    }


def test_a_pole(shelf: Shelf) -> None:
    assert row(shelf.layers["poles"], "le-phare") == {
        "id": "le-phare",
        "nom": "Le Phare",
        "alias": ["Phare", "Le Fanal"],
        "lieu": "Saint-Étienne",
        "regions": ["93"],
        "departements": ["13"],
        "epci": ["200000013"],
        "territoire": ["com:13001", "com:13010"],
        "precision": "declared",
        "sans_contour": [],
        "note_territoire": None,
        "siege": None,
        "coordinateur": "L'Œuvre commune",
        "structures": ["association"],
        "note_structure": None,
        "secteurs": ["alimentation", "culture"],
        "activites": ["laine", "maraîchage"],
        "appels": ["aap-2013", "ami-2022"],
        "statuts": ["attested"],
        "appels_deduits": [],
        "aide_eur": 150000,
        "n_communes": 2,
        "population": 3,
        "annees_population": ["2023"],
        "superficie_km2": 20.0,
        "site_web": "https://example.org/phare",
        "confiance": "high",
        "doutes": None,
        "etat": "inconnu",
        "etat_date": None,
        "note_etat": None,
        "sources": ["journal", "rapport"],
        "sources_territoire": ["journal", "rapport"],
        "sources_coordinateur": [],
        "sources_etat": [],
        "sources_prix": ["aap-2013:journal", "ami-2022:rapport"],
    }


def test_a_part_of_a_city(shelf: Shelf) -> None:
    layer = shelf.layers["communes-des-poles"]
    assert row(layer, "le-quartier:13201") == {
        "id": "le-quartier:13201",
        "pole": "le-quartier",
        "nom_pole": "Le Quartier",
        "code_commune": "13055",
        "nom_commune": "Commune 5",
        "code_arrondissement": "13201",
        "nom_arrondissement": "Cité 1er",
        "code_departement": "13",
        "code_region": "93",
        "code_epci": None,
        "nom_epci": None,
        "population": 3,
        "annees_population": ["2023"],
        "superficie_km2": 5.0,
        "token": "arm:13201",
        "precision": "declared",
        "confiance": "high",
        "etat": "inconnu",
        "appels_deduits": [],
        "sources_territoire": ["journal"],
    }
    assert shapely.equals(
        place(layer, "le-quartier:13201", Geometry.TERRITORY), rectangle(1, 1, 0.5)
    )
    assert place(layer, "le-quartier:13201", Geometry.POINT).wkt == "POINT (1.5 1.25)"


def test_a_commune_of_a_pole_says_how_sure_the_pole_is(shelf: Shelf) -> None:
    found = row(shelf.layers["communes-des-poles"], "la-voisine:13001")
    assert (found["precision"], found["confiance"]) == ("approximate", "high")
    assert found["appels_deduits"] == ["ami-2022"]
    assert row(shelf.layers["communes-des-poles"], "le-phare:13001")["sources_territoire"] == [
        "journal",
        "rapport",
    ]


def test_a_shared_commune_has_a_row_for_each_pole(shelf: Shelf) -> None:
    layer = shelf.layers["communes-des-poles"]
    both = [key for key in layer.ids if key.endswith(":13001")]
    assert both == ["le-phare:13001", "la-voisine:13001"]
    assert layer.rows(np.array([True, False, False, False, True])).tolist() == [0, 1]


def test_a_departement_and_its_poles(shelf: Shelf) -> None:
    assert row(shelf.layers["departements"], "13") == {
        "code_departement": "13",
        "nom_departement": "Bouches-du-Rhône",
        "code_region": "93",
        "n_communes": 4,
        "n_poles": 3,
        "population": 15,
        "annees_population": ["2023"],
        "superficie_km2": 40.0,
    }


def test_the_point_of_a_pole_is_its_seat_else_a_mark_inside(shelf: Shelf) -> None:
    layer = shelf.layers["poles"]
    mark = place(layer, "le-phare", Geometry.POINT)
    assert shapely.contains(place(layer, "le-phare", Geometry.TERRITORY), mark)
    assert place(layer, "insulaire", Geometry.POINT) is None


def test_every_column_is_explained(shelf: Shelf) -> None:
    explained = {
        label(field.label_key, lang)
        for layer in shelf.layers.values()
        for field in layer.fields
        for lang in LANGS
    }
    assert all(explained)
