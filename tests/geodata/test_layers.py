from __future__ import annotations

import pytest

import shapely

from geodata.cog import Kind, Level
from geodata.layers import UPPER_LEVELS, compute, silent

SCALES = ("full", "display", "coarse")
WHOLE_LEVELS = [(scale, level) for scale in SCALES for level in Level]


def test_silent_tells_nothing(capsys):
    silent("read")
    assert capsys.readouterr() == ("", "")


def test_compute_tells_its_progress(contours, cog):
    steps = []
    compute(contours, cog, steps.append)
    assert steps == ["compose", "clean", "dissolve", "simplify"]


def test_upper_levels_are_all_but_the_commune():
    assert list(UPPER_LEVELS) == [level for level in Level if level is not Level.COMMUNE]


@pytest.mark.parametrize(("scale", "level"), WHOLE_LEVELS)
def test_every_scale_has_the_same_units(layers, scale, level):
    table = getattr(layers, scale)[level]
    assert table.index.equals(layers.full[level].index)
    assert table.drop(columns="geometry").equals(layers.full[level].drop(columns="geometry"))
    assert table.crs == 4326


@pytest.mark.parametrize(("scale", "level"), WHOLE_LEVELS)
def test_every_scale_is_a_valid_coverage(layers, scale, level):
    assert shapely.coverage_is_valid(getattr(layers, scale)[level].geometry.to_numpy())


@pytest.mark.parametrize("scale", ["full", "display"])
def test_arrondissements_make_up_their_city_at_each_scale(layers, scale):
    tables = getattr(layers, scale)
    united = shapely.union_all(tables["arrondissement"].geometry.to_numpy())
    assert shapely.equals(united, tables[Level.COMMUNE].geometry["69123"])
    assert tables["arrondissement"].index.tolist() == ["69381", "69382"]


def test_parts_of_communes_are_kept_with_their_names(layers):
    rows = layers.full["deleguee"].set_index("code")
    assert rows["kind"].to_dict() == {
        "15004": Kind.DELEGUEE,
        "15005": Kind.DELEGUEE,
        "15006": Kind.ASSOCIEE,
    }
    assert rows["nom"].dropna().to_dict() == {"15004": "Valbrun", "15006": "Le Bois"}


@pytest.mark.parametrize(
    ("level", "names"),
    [
        (Level.DEPARTEMENT, {"15": "Cantal", "69": "Rhône", "974": "La Réunion"}),
        (Level.REGION, {"04": "La Réunion", "84": "Les Volcans"}),
    ],
)
def test_national_view_has_names_and_shared_borders(layers, level, names):
    table = layers.national[level]
    assert table[level.name_column].to_dict() == names
    assert shapely.coverage_is_valid(table.geometry.to_numpy())


def test_national_regions_are_drawn_on_the_borders_of_their_departements(layers):
    region = layers.national[Level.REGION].geometry["84"]
    parts = layers.national[Level.DEPARTEMENT].geometry[["15", "69"]]
    assert shapely.equals(shapely.union_all(parts.to_numpy()), region)
