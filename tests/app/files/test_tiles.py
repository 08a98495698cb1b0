"""The tiles' addresses."""

from app.files.tiles import tile_url


def test_the_address_of_a_tile_carries_the_hash_of_its_archive() -> None:
    assert tile_url("communes.44750a3911.pmtiles") == ("/tiles/communes.44750a3911/{z}/{x}/{y}.mvt")
