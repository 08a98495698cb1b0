"""A place that is written is held against the point or the shape beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.adopt.adoption import Adopted, adopt
from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.output import report_files
from ptce_map.adopt.points import Ground
from tests.ptce_map.adopt.builders import adopted, written

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries

SURE, DOUBT = Certainty.SURE, Certainty.DOUBT
BOX = [[[1, 0], [2, 0], [2, 1], [1, 1], [1, 0]]]
"""The outline of 13002."""


@pytest.mark.parametrize(
    ("names", "cells", "token", "certainty", "others"),
    [
        ("Commune", "Marseille;1,2;1,5", "com:13055", SURE, ()),
        ("Commune", "Marseille 1er;1,2;1,5", "arm:13201", SURE, ()),
        ("Commune", "Xyzzy;0,5;0,5", "com:13001", DOUBT, ()),
        ("Code INSEE", "13001;0,5;1,5", "com:13001", DOUBT, ("com:13002",)),
        ("Département", "13;0,5;1,5", "com:13002", SURE, ()),
        ("Département", "35;0,5;1,5", "com:13002", DOUBT, ()),
        ("Code postal", "35000;0,5;1,5", "com:13002", DOUBT, ()),
        ("Adresse", "1 rue X 35000 Rennes;0,5;1,5", "com:35238", DOUBT, ("com:13002",)),
        ("EPCI", "Rennes Métropole;0,5;1,5", "com:13002", DOUBT, ()),
    ],
)
def test_a_place_beside_a_point(
    tmp_path: Path,
    boundaries: Boundaries,
    names: str,
    cells: str,
    token: str,
    certainty: Certainty,
    others: tuple[str, ...],
) -> None:
    value = cells.split(";")[0]
    text = f"Nom;{names};Latitude;Longitude\nA;{cells}\nB;{value};0,5;0,6\nC;{value};0,5;0,7\n"
    found = adopted(tmp_path, text, boundaries).placements[0]
    match = found.pieces[0].match
    assert (found.tokens, found.certainty) == ((token,), certainty)
    assert tuple(other for other in match.others if other in others) == others
    assert match.others[:1] == others[:1]


def shaped(
    folder: Path, boundaries: Boundaries, properties: dict[str, str], corrections: str = ""
) -> Adopted:
    feature = {
        "type": "Feature",
        "properties": {"projet": "A", **properties},
        "geometry": {"type": "Polygon", "coordinates": BOX},
    }
    path = folder / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    given = written(folder, corrections, "c.csv") if corrections else None
    return adopt(path, read_cog(), lambda: Ground(boundaries), corrections=given)


@pytest.mark.parametrize(
    ("properties", "certainty", "others"),
    [
        ({"commune": "Allauch", "dep": "13"}, SURE, ()),
        ({"commune": "Rennes"}, DOUBT, ("com:35238",)),
        ({"code_insee": "35238"}, DOUBT, ("com:35238",)),
        ({"departement": "Bouches-du-Rhône"}, SURE, ()),
        ({"departement": "Ille-et-Vilaine"}, DOUBT, ("dep:35",)),
        ({"commune": "Xyzzy"}, SURE, ()),
    ],
)
def test_a_place_beside_a_shape(
    tmp_path: Path,
    boundaries: Boundaries,
    properties: dict[str, str],
    certainty: Certainty,
    others: tuple[str, ...],
) -> None:
    [placed] = shaped(tmp_path, boundaries, properties).placements
    assert placed.tokens == ("com:13002",)
    assert (placed.certainty, placed.pieces[0].match.others) == (certainty, others)


def test_a_shape_in_doubt_is_put_right(tmp_path: Path, boundaries: Boundaries) -> None:
    found = shaped(tmp_path, boundaries, {"commune": "Rennes"})
    head, row = report_files(found, "", "fr")["adoption/corrections.csv"].splitlines()
    assert row.startswith("contour de 1 commune,Rennes,doubt,com:13002,")
    [placed] = shaped(
        tmp_path, boundaries, {"commune": "Rennes"}, f"{head}\n{row}com:13001\n"
    ).placements
    assert (placed.tokens, placed.certainty) == (("com:13001",), SURE)
