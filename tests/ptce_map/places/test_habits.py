"""Each habit is tried on the COG of the year."""

from __future__ import annotations

import pytest

from geodata.cog import read_cog
from geodata.history import read_history
from ptce_map.labels import LANGS, read_locale
from ptce_map.places.codes import Codes, passes_luhn
from ptce_map.places.habits import HABITS, explain, meant, sure_reading
from ptce_map.places.nomenclatures import ISO_3166_2, NUTS_1, REGIONS_2015


@pytest.fixture(scope="module")
def codes() -> Codes:
    return Codes(read_cog(), read_history())


@pytest.mark.parametrize(
    ("text", "key", "tokens"),
    [
        ("Com:2a004", "written", ["com:2A004"]),
        ("departement:31", "written", ["dep:31"]),
        ("com:69381", "arrondissement", ["arm:69381"]),
        ("com:97123", "renamed", ["com:97701"]),
        ("com:97127", "renamed", ["com:97801"]),
        ("dep:985", "renamed", ["dep:976"]),
        ("com:98511", "mayotte", ["com:97611"]),
        ("dep:20", "corsica", ["dep:2A", "dep:2B"]),
        ("reg:20", "corsica", ["reg:94"]),
        ("20B", "corsica", ["dep:2B"]),
        ("com:20004", "corsica", ["com:2A004"]),
        ("com:20033", "corsica", ["com:2B033"]),
        ("com:31000", "postcode", ["com:31555"]),
        ("com:97133", "postcode", ["com:97701"]),
        ("33000", "postcode", ["com:33063"]),
        ("31555", "bare", ["com:31555"]),
        ("243100518", "bare", ["epci:243100518"]),
        ("76", "bare", ["dep:76", "reg:76"]),
        ("com:1004", "zero", ["com:01004"]),
        ("dep:9", "zero", ["dep:09"]),
        ("reg:6", "zero", ["reg:06"]),
        ("1000", "zero_postcode", ["com:01053", "com:01344"]),
        ("1004.0", "decimals", ["com:01004"]),
        ("3,1555E+04", "decimals", ["com:31555"]),
        ("243100518,0", "decimals", ["epci:243100518"]),
        ("dep:031", "three_digits", ["dep:31"]),
        ("02A", "three_digits", ["dep:2A"]),
        ("reg:41", "former_region", ["reg:44", "dep:54", "dep:55", "dep:57", "dep:88", "dep:41"]),
        ("reg:974", "overseas_region", ["reg:04"]),
        ("epci:31555", "other_kind", ["com:31555"]),
        ("com:243100518", "other_kind", ["epci:243100518"]),
        ("FR101", "nuts", ["dep:75"]),
        (
            "FRK2",
            "nuts",
            [f"dep:{code}" for code in ("01", "07", "26", "38", "42", "69", "73", "74")],
        ),
        ("FRM02", "nuts", ["dep:2B"]),
        ("FRY40", "nuts", ["dep:974"]),
        ("FRH", "nuts", ["reg:53"]),
        ("FR-ARA", "iso", ["reg:84"]),
        ("FR-2A", "iso", ["dep:2A"]),
        ("FR-MF", "iso", ["dep:978"]),
        ("QP031001", "quarter", []),
        ("QN02A01M", "quarter", []),
        ("315550101", "iris", ["com:31555"]),
        ("315550103", "iris", ["com:31555"]),
        ("31058 Toulouse Cedex 9", "cedex", ["com:31555"]),
        ("com:35042 Rennes CEDEX", "cedex", ["com:35238"]),
        ("93206 Saint-Denis Cedex", "cedex", ["com:93066"]),
        ("31058 CEDEX 9", "cedex", []),
        ("31999", "cedex_alone", []),
        ("epci:245900410", "former_epci", ["epci:200093201"]),
        ("213105554", "siren_commune", ["com:31555"]),
        ("24310051800170", "siret_epci", ["epci:243100518"]),
        ("24590041000010", "siret_former_epci", ["epci:200093201"]),
        ("213 105 554 00017", "siret_commune", ["com:31555"]),
        ("55208131766522", "siret", []),
        ("552081317", "siren", []),
        ("com:O1OO4", "letters", ["com:01004"]),
        ("05 61 22 33 44", "phone", []),
        ("+33 5 61 22 33 44", "phone", []),
        ("B-1000", "foreign", []),
        ("CH 1004", "foreign", []),
        ("43.6, 1.44", "coordinates", []),
        ("canton:3105", "canton", []),
        ("Haute-Garonne", "name", ["dep:31"]),
        ("Saint-Denis (974)", "name", ["com:97411"]),
    ],
)
def test_a_text_is_explained_by_what_it_means(
    codes: Codes, text: str, key: str, tokens: list[str]
) -> None:
    senses = explain(text, codes)
    assert senses[0].key == key
    assert [str(token) for token in meant(senses)] == tokens


@pytest.mark.parametrize("text", ["com:31999", "epci:200000012", "zone", "", "99999", "FRZ9"])
def test_what_no_habit_knows_has_no_sense(codes: Codes, text: str) -> None:
    assert explain(text, codes) == []


def test_a_code_of_several_senses_tells_them_all(codes: Codes) -> None:
    tokens = {str(token) for token in meant(explain("com:75011", codes))}
    assert tokens == {"arm:75111"}
    tokens = {str(token) for token in meant(explain("14130", codes))}
    assert "com:14130" in tokens
    assert "com:14514" in tokens
    assert sure_reading(explain("14130", codes)) is None


def test_a_seat_is_a_commune_without_its_prefix(codes: Codes) -> None:
    assert sure_reading(explain("1004", codes, prefix="com")) is not None
    assert sure_reading(explain("1004", codes)) is None


@pytest.mark.parametrize(("digits", "is_sound"), [("552081317", True), ("552081318", False)])
def test_luhn(digits: str, is_sound: bool) -> None:
    assert passes_luhn(digits) is is_sound


def test_every_code_of_an_epci_keeps_luhn() -> None:
    assert all(passes_luhn(code) for code in read_cog().epci.index)


def test_every_habit_has_its_texts() -> None:
    for lang in LANGS:
        texts = read_locale(lang)
        assert all(f"meaning.{habit.key}" in texts for habit in HABITS)


def test_the_regions_of_2015_hold_every_departement_once() -> None:
    cog = read_cog()
    held = [code for region in REGIONS_2015 for code in region.departements]
    drawn = cog.departements.index[cog.departements["zone"] != "com"]
    assert sorted(held) == sorted(drawn)
    homes = cog.departements["code_region"]
    assert all(len({homes[code] for code in region.departements}) == 1 for region in REGIONS_2015)


def test_the_nomenclatures_name_places_of_the_year(codes: Codes) -> None:
    assert all(codes.is_current(token) for token in ISO_3166_2.values())
    assert all(codes.is_current(f"reg:{code}") for code in NUTS_1.values())
