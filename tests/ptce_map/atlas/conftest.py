"""The made-up France, ready to be drawn: contours of every level, and a seat a commune."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

import geopandas as gpd

from geodata.cog import Level
from ptce_map.atlas.geography import Boundaries
from ptce_map.atlas.render import Atlas
from ptce_map.measures.table import build_measures

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog
    from tests.conftest import TinyFrance


def level_of(france: TinyFrance, level: Level) -> gpd.GeoDataFrame:
    units = france.communes[[level.code_column, "geometry"]]
    units = units[units[level.code_column] != ""].dissolve(level.code_column, method="coverage")
    return units.join(france.cog.table(level)[level.name_column])


@pytest.fixture(scope="session")
def boundaries(tiny_france: TinyFrance) -> Boundaries:
    upper = (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
    levels = {level: level_of(tiny_france, level) for level in upper}
    communes = tiny_france.communes
    levels[Level.COMMUNE] = communes
    frozen = MappingProxyType(levels)
    return Boundaries(frozen, communes.representative_point(), frozen.__getitem__)


@pytest.fixture(scope="session")
def atlas(catalog: Catalog, boundaries: Boundaries) -> Atlas:
    memberships = catalog.territories.memberships
    measures = build_measures(catalog.poles, memberships, catalog.index, catalog.cog)
    return Atlas(catalog, measures, boundaries)
