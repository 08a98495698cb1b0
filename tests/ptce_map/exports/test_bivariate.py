from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geodata.cog import Level
from ptce_map.bivariate import pair_programmes
from ptce_map.exports.bivariate import Origin, to_csv, to_geojson

if TYPE_CHECKING:
    from geodata.store import Boundaries
    from ptce_map.catalog import Catalog

ORIGIN = Origin(("A", "B"), ("etalab-2.0", "odbl-1.0"), "de A et de B")


def test_a_line_a_unit_in_the_order_of_the_cog(catalog: Catalog) -> None:
    lines = to_csv(pair_programmes(catalog, catalog, Level.REGION)).decode().splitlines()
    assert lines[0].split(",")[:4] == ["code", "nom", "presence", "poles_1"]
    assert lines[1] == "01,Guadeloupe,deux,1,1,1,1,1,1,256,256,256,256"
    assert len(lines) == 1 + 4


def test_names_are_no_formulas(catalog: Catalog) -> None:
    pair = pair_programmes(catalog, catalog, Level.REGION)
    pair.units.loc["01", "nom"] = "=1+1"
    assert "01,'=1+1,deux" in to_csv(pair).decode()


def test_contours_are_of_the_units_covered(catalog: Catalog, boundaries: Boundaries) -> None:
    pair = pair_programmes(catalog, catalog, Level.DEPARTEMENT)
    told = json.loads(to_geojson(pair, boundaries, ORIGIN))
    assert [feature["id"] for feature in told["features"]] == ["13", "2A", "971"]
    assert told["features"][0]["properties"]["population_deux"] == 6
    assert told["licences"] == ["etalab-2.0", "odbl-1.0"]
    assert told["attribution"] == "de A et de B"


def test_a_unit_without_contour_is_there(catalog: Catalog, boundaries: Boundaries) -> None:
    pair = pair_programmes(catalog, catalog, Level.DEPARTEMENT)
    pair.units.loc["975", "presence"] = "premier"
    told = json.loads(to_geojson(pair, boundaries, ORIGIN))
    assert told["features"][-1]["geometry"] is None
