"""Files that cannot be adopted are refused with all that is wrong and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.adopt.adoption import adopt
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.points import Ground
from ptce_map.errors import RegisterError
from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nom;Couleur\nA;bleu\nB;vert\n", "adopt_no_place"),
        ("Commune;Département\n", "adopt_table"),
    ],
)
def test_a_file_without_table_or_place_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(RegisterError) as error:
        adopted(tmp_path, text)
    fault = error.value.faults[0]
    assert fault.code == code
    assert fault.next_step("fr")
    assert fault.next_step("en")


def test_a_column_may_be_told_to_be_that_of_the_places(tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text('[colonnes.Couleur]\nrole = "commune"\n', "utf-8")
    found = adopted(
        tmp_path, "Nom;Couleur\nA;Toulouse\nB;bleuâtre\nC;carmin clair\n", mapping=mapping
    )
    assert {key: n for key, n in found.counts.items() if n} == {
        Certainty.SURE: 1,
        Certainty.NONE: 2,
    }


def test_points_and_polygons_are_placed(tmp_path: Path, boundaries: Boundaries) -> None:
    ring = [[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]
    shapes = [
        {"type": "Point", "coordinates": [0.5, 0.5]},
        {"type": "Polygon", "coordinates": [ring]},
        {"type": "Point", "coordinates": [-30, 30]},
    ]
    features = [
        {"type": "Feature", "properties": {"nom": f"P{at}"}, "geometry": shape}
        for at, shape in enumerate(shapes)
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    found = adopt(path, read_cog(), lambda: Ground(boundaries))
    assert [(pole["nom"], pole["territoire"], pole["precision"]) for pole in found.made.poles] == [
        ("P0", "com:13001", "declared"),
        ("P1", "com:13001|com:13002", "declared"),
        ("P2", "", "unplaced"),
    ]
