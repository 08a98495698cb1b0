from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import Level
from ptce_map.indicators import count_poles
from ptce_map.query import Filters

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog


@pytest.mark.parametrize(
    ("level", "filters", "counts"),
    [
        (Level.REGION, Filters(), {"01": 1, "93": 3, "94": 2}),
        (Level.DEPARTEMENT, Filters(), {"13": 3, "2A": 1, "971": 1}),
        (Level.EPCI, Filters(), {"200000013": 2, "200000021": 0}),
        (
            Level.COMMUNE,
            Filters(),
            {"13001": 2, "13002": 2, "13055": 1, "2A001": 1, "97101": 1},
        ),
        (Level.COMMUNE, Filters(structure=("scic",)), {"13001": 1, "13002": 1, "2A001": 1}),
        (Level.REGION, Filters(precision=("region-only",)), {"01": 0, "93": 0, "94": 1}),
        (Level.DEPARTEMENT, Filters(precision=("region-only",)), {"13": 0, "2A": 0, "971": 0}),
    ],
)
def test_count_poles(
    catalog: Catalog, level: Level, filters: Filters, counts: dict[str, int]
) -> None:
    index = catalog.index
    values = count_poles(index, index.mask(filters), level).tolist()
    counted = dict(zip(index.levels[level].codes, values))
    assert {code: counted[code] for code in counts} == counts
    assert sum(values) == sum(counts.values())
