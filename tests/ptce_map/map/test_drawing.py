from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodata.cog import Level
from ptce_map.filters.filters import Filters
from ptce_map.map.drawing import Drawing, draw, resolve
from ptce_map.measures.breaks import Scheme
from ptce_map.measures.facts import build_measures
from ptce_map.measures.table import Form, MeasureIndex
from ptce_map.query.grammar import View

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog


@pytest.fixture
def measures(catalog: Catalog) -> MeasureIndex:
    return build_measures(
        catalog.poles, catalog.territories.memberships, catalog.index, catalog.cog
    )


def drawing(measures: MeasureIndex, filters: Filters | None = None, **view: str) -> Drawing:
    mask = measures.poles.select(filters or Filters()).mask
    return draw(resolve(View(**view)), measures, mask)


def test_the_default_is_the_number_of_poles_in_flat_tints() -> None:
    display = resolve(View())
    assert (display.level, display.measure.key, display.form) == (
        Level.DEPARTEMENT,
        "nombre",
        Form.CHOROPLETH,
    )


@pytest.mark.parametrize(
    ("view", "measure", "form"),
    [
        (View(mesure="par-million", niveau="commune"), "nombre", Form.CHOROPLETH),
        (View(mesure="par-million", forme="cercles"), "par-million", Form.CHOROPLETH),
        (View(mesure="aides", forme="aplats"), "aides", Form.CIRCLES),
        (View(forme="cercles"), "nombre", Form.CIRCLES),
        (View(forme="cercles", niveau="commune"), "nombre", Form.CHOROPLETH),
    ],
)
def test_a_measure_never_takes_a_form_or_a_level_that_its_type_forbids(
    view: View, measure: str, form: Form
) -> None:
    display = resolve(view)
    assert (display.measure.key, display.form) == (measure, form)


def test_manual_classes_need_limits() -> None:
    assert resolve(View(methode="manuelle")).scheme is Scheme.FIXED
    asked = resolve(View(methode="manuelle", bornes="2,4"))
    assert (asked.scheme, asked.breaks) == (Scheme.MANUAL, (2.0, 4.0))


def test_communes_keep_their_fixed_classes() -> None:
    assert resolve(View(niveau="commune", methode="jenks")).scheme is Scheme.FIXED


def test_a_filter_changes_classes_and_not_their_limits(measures: MeasureIndex) -> None:
    view = {"mesure": "par-million", "methode": "quantiles", "classes": "3"}
    everything = drawing(measures, **view)
    some = drawing(measures, Filters(structure=("scic",)), **view)
    assert some.scale == everything.scale
    assert some.classes.sum() < everything.classes.sum()
    rescaled = drawing(measures, Filters(structure=("scic",)), echelle="recalculee", **view)
    assert rescaled.scale != everything.scale


def test_the_area_of_a_circle_is_its_share_of_the_largest(measures: MeasureIndex) -> None:
    found = drawing(measures, forme="cercles")
    radii = dict(zip(found.codes, found.radii))
    values = dict(zip(found.codes, found.values))
    assert radii["13"] == 24.0
    assert radii["2A"] ** 2 / radii["13"] ** 2 == pytest.approx(values["2A"] / values["13"])
    assert not found.classes.any()


def test_circles_keep_their_size_under_filters(measures: MeasureIndex) -> None:
    whole = drawing(measures, forme="cercles")
    some = drawing(measures, Filters(structure=("scic",)), forme="cercles")
    assert some.circles == whole.circles
    ratio = some.radii[some.values > 0] ** 2 / some.values[some.values > 0]
    assert ratio == pytest.approx(24.0**2 / np.nanmax(whole.values))


def test_the_circles_of_the_legend_are_round_numbers(measures: MeasureIndex) -> None:
    rows = drawing(measures, mesure="aides").circles
    assert all(str(int(row.value))[0] in "125" for row in rows)
    assert [row.radius for row in rows] == sorted((row.radius for row in rows), reverse=True)


def test_nothing_to_measure_draws_nothing(measures: MeasureIndex) -> None:
    none = MeasureIndex(measures.poles, measures.units, np.full(len(measures.grants), np.nan))
    found = drawing(none, Filters(q="xyzzy"), mesure="aides")
    assert not found.radii.any()
    assert found.circles == ()


def test_the_legend_speaks_the_language_asked(measures: MeasureIndex) -> None:
    rows = drawing(measures).legend("en")
    assert [row.text for row in rows][-2:] == ["No hub recorded", "No data"]
