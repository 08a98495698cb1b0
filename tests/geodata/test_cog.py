from __future__ import annotations

import pytest

from geodata.cog import METRIC_CRS, Cog, Kind, Level, is_drawn, metric_crs, read_cog


@pytest.mark.parametrize("level", Level)
def test_columns_of_a_level_are_named_after_it(level):
    assert (level.code_column, level.name_column) == (f"code_{level}", f"nom_{level}")


def test_levels_go_from_small_to_large():
    assert list(Level) == ["commune", "epci", "departement", "region"]


@pytest.mark.parametrize(
    ("departement", "crs"),
    [("15", 2154), ("2A", 2154), ("971", 5490), ("972", 5490), ("974", 2975), ("976", 4471)],
)
def test_each_departement_is_measured_in_its_legal_crs(departement, crs):
    assert metric_crs(departement) == crs


def test_metric_crs_cannot_be_changed():
    with pytest.raises(TypeError, match="does not support item assignment"):
        METRIC_CRS["15"] = 3857


def test_maps_draw_all_but_the_collectivites_d_outre_mer():
    real = read_cog()
    undrawn = real.departements.index[~is_drawn(real.departements)]
    assert list(undrawn) == ["975", "977", "978", "984", "986", "987", "988", "989"]
    assert is_drawn(real.epci).all()


@pytest.mark.parametrize(
    ("code", "successor"),
    [
        ("15001", "15001"),  # a current commune is its own successor
        ("15003", "15001"),  # merged away
        ("15005", "15005"),  # re-established
        ("15006", "15001"),  # associée
        ("69382", "69123"),  # an arrondissement gives its city
        ("15999", None),
    ],
)
def test_successor_of_a_code(cog, code, successor):
    assert cog.successor(code) == successor


def test_a_former_code_wins_over_the_parent_of_a_part(cog):
    moved = Cog(**{**vars_of(cog), "anciens_codes": {"15006": "15002"}})
    assert moved.successor("15006") == "15002"


def vars_of(cog):
    names = ("communes", "parts", "departements", "regions", "epci", "anciens_codes", "manifest")
    return {name: getattr(cog, name) for name in names}


@pytest.mark.parametrize(
    ("level", "code", "name"),
    [
        (Level.COMMUNE, "15005", "Œuilly"),
        (Level.EPCI, "200000015", "CC des Puys"),
        (Level.DEPARTEMENT, "15", "Cantal"),
        (Level.REGION, "04", "La Réunion"),
    ],
)
def test_name_of_a_unit(cog, level, code, name):
    assert cog.name(level, code) == name


def test_name_of_an_unknown_unit(cog):
    with pytest.raises(KeyError, match="99"):
        cog.name(Level.DEPARTEMENT, "99")


@pytest.mark.parametrize(
    ("code", "title"),
    [("15001", "L'Étang, Cantal (15001)"), ("69382", "Confluence 2e, Rhône (69382)"), ("", "")],
)
def test_title_of_a_seat(cog, code, title):
    assert cog.seat_title(code) == title


def test_the_region_of_a_departement(cog):
    assert cog.region_of("15") == "84"


def test_arrondissements(cog):
    assert cog.arrondissements["population"].to_dict() == {"69381": 6000, "69382": 4000}
    assert set(cog.arrondissements["code_parent"]) == {"69123"}


def test_read_cog_keeps_codes_as_text(cog):
    commune = cog.communes.loc["15001"]
    assert commune.to_dict() == {
        "nom_commune": "L'Étang",
        "zone": "metro",
        "code_departement": "15",
        "code_region": "84",
        "code_epci": "200000015",
        "population": 1000,
        "annee_population": 2023,
        "codes_postaux": "15000|15002",
    }
    assert cog.regions.index.tolist() == ["04", "84", "975"]
    assert cog.communes.loc["15004", "code_epci"] == ""
    assert cog.communes["population"].dtype == "int64"


def test_read_cog_leaves_the_population_of_a_part_missing(cog):
    parts = cog.parts.set_index(["code", "kind"])["population"]
    assert parts[("69381", Kind.ARRONDISSEMENT)] == 6000
    assert parts[[("15003", Kind.DELEGUEE)]].isna().all()


def test_read_cog_returns_the_same_object(cog, cog_folder):
    assert read_cog(cog_folder) is cog


def test_manifest_gives_the_years(cog):
    assert (cog.millesime, cog.population_year) == (2026, 2023)


def test_a_postal_code_gives_its_communes_and_arrondissements(cog):
    assert dict(cog.postcodes) == {
        "15000": ("15001", "15002"),
        "15002": ("15001",),
        "69001": ("69381",),
        "69002": ("69382",),
    }


def test_read_cog_without_tables(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"communes\.csv\.gz"):
        read_cog(tmp_path)


def test_the_committed_cog_is_that_of_2026():
    cog = read_cog()
    assert cog.millesime == 2026
    assert len(cog.communes) == 34_969
    assert cog.communes["zone"].value_counts().to_dict() == {
        "metro": 34_746,
        "drom": 129,
        "com": 94,
    }
    assert len(cog.arrondissements) == 45
    assert cog.successor("15003") is not None
    assert cog.name(Level.COMMUNE, "75056") == "Paris"


@pytest.mark.parametrize(
    ("postcode", "codes"),
    [
        ("75011", ("75111",)),
        ("75016", ("75116",)),
        ("75116", ("75116",)),
        ("69009", ("69389",)),
        ("13001", ("13201",)),
        ("93200", ("93066",)),
        ("26100", ("26281",)),
        ("97133", ("97701",)),
        ("97150", ("97801",)),
        ("97500", ("97501", "97502")),
    ],
)
def test_postal_codes_of_the_committed_cog(postcode, codes):
    assert read_cog().postcodes[postcode] == codes


@pytest.mark.parametrize(
    ("code", "year", "population"),
    [("97611", 2017, 71_437), ("75056", 2023, 2_103_778), ("98735", 2022, 26_654)],
)
def test_populations_of_the_committed_cog_have_the_year_of_their_census(code, year, population):
    commune = read_cog().communes.loc[code]
    assert (commune["annee_population"], commune["population"]) == (year, population)


def test_a_seat_is_a_commune_or_an_arrondissement() -> None:
    cog = read_cog()
    assert cog.seat_name("31555") == "Toulouse"
    assert cog.seat_name("75118") == "Paris 18e Arrondissement"
    with pytest.raises(KeyError, match="00000"):
        cog.seat_name("00000")
