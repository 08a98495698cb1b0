"""The small map of the départements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.boundaries import level_table
from geodata.cog import Level
from ptce_map.map.thumbnail import WIDTH, build_thumbnail

if TYPE_CHECKING:
    from tests.conftest import TinyFrance


def test_each_departement_on_the_map_is_a_path_in_the_box(tiny_france: TinyFrance) -> None:
    table = level_table(tiny_france.communes, tiny_france.cog, Level.DEPARTEMENT)
    thumbnail = build_thumbnail(table[table.index != "971"])

    assert set(thumbnail.paths) == {"13", "2A"}
    for path in thumbnail.paths.values():
        points = [tuple(map(float, pair.split())) for pair in re.findall(r"[\d.]+ [\d.]+", path)]
        assert path.startswith("M")
        assert path.endswith("Z")
        assert all(0 <= x <= WIDTH and 0 <= y <= thumbnail.height for x, y in points)


def test_neighbours_share_their_limit(tiny_france: TinyFrance) -> None:
    table = level_table(tiny_france.communes, tiny_france.cog, Level.DEPARTEMENT)
    paths = build_thumbnail(table[table.index != "971"]).paths
    points = [set(re.findall(r"[\d.]+ [\d.]+", path)) for path in paths.values()]

    assert len(points[0] & points[1]) >= 2
