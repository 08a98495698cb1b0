"""Names are looked up in the COG of the year."""

from __future__ import annotations

import pytest

from geodata.cog import read_cog
from ptce_map.places.names import place_names


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("31 - Haute-Garonne", ("dep:31",)),
        ("Rennes (Ille-et-Vilaine)", ("com:35238",)),
        ("Rennes 35000", ("com:35238",)),
        ("Saint-Denis, 93", ("com:93066",)),
        ("Saint-Denis (974)", ("com:97411",)),
        ("Paris (75)", ("dep:75", "com:75056")),
        ("Corse (94)", ("reg:94",)),
        ("Châlons-sur-Marne", ("com:51108",)),
        ("Saint-Ouen (93)", ("com:93070",)),
        ("Saint-Ouen (41)", ("com:41226",)),
        ("Saint-Ouen", ("com:41226", "com:80711")),
        ("CC Eure-Madrie-Seine", ("epci:200089456",)),
    ],
)
def test_what_stands_beside_a_name_settles_it(text: str, tokens: tuple[str, ...]) -> None:
    assert place_names(read_cog()).find(text) == tokens


def test_a_name_that_nothing_settles_keeps_all_its_places() -> None:
    names = place_names(read_cog())
    several = ("com:11339", "com:30247", "com:93066", "com:97411")
    assert names.find("Saint-Denis") == several
    assert names.find("Saint-Denis (Nulle Part)") == several
    assert names.find("Nulle Part (35)") == ()
