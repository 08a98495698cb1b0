from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from geodata.cog import Level
from geodata.insets import INSETS
from ptce_map.map.svg.bivariate import (
    UNKNOWN,
    cell_class,
    write_areas,
    write_bivariate,
    write_units,
)
from ptce_map.map.svg.shapes import draw_sheets

if TYPE_CHECKING:
    from geodata.store import Boundaries
    from ptce_map.map.svg.shapes import Sheet
    from tests.conftest import TinyFrance

SAID = {1: "A seul", 2: "B <seul>", 3: "A et B"}


@pytest.fixture(scope="module")
def sheet(tiny_france: TinyFrance, boundaries: Boundaries) -> Sheet:
    homes = tiny_france.cog.departements["code_region"].to_dict()
    table = boundaries.units(Level.DEPARTEMENT)
    return draw_sheets({Level.DEPARTEMENT: table}, homes)[Level.DEPARTEMENT]


def classes(written: str) -> list[str]:
    return re.findall(r'<path class="([^"]+)"', written)


def test_each_unit_has_its_cell_and_its_words(sheet: Sheet) -> None:
    written = write_units(sheet, {"13": 4, "2A": UNKNOWN}, {"13": "Un & deux"})
    assert classes(written)[:2] == ["k4", "unknown"]
    assert "<title>Un &amp; deux</title>" in written
    assert "<title>Corse-du-Sud</title>" in written


def test_communes_of_a_cell_are_one_area(sheet: Sheet, tiny_france: TinyFrance) -> None:
    cells = {"13001": 1, "13002": 1, "13003": 2, "2A004": 3, "97101": 3}
    written = write_areas(sheet, tiny_france.communes, cells, SAID)
    areas = written[written.index("areas") :]
    assert classes(areas) == ["k1", "k2", "k3"]
    assert "<title>B &lt;seul&gt;</title>" in areas
    first = re.search(r'class="k1" d="([^"]+)"', areas)
    assert first
    assert first[1].count("M") == 1  # two squares that touch
    third = re.search(r'class="k3" d="([^"]+)"', areas)
    assert third
    assert third[1].count("M") == 2  # two that do not


def test_no_commune_is_too_small_to_be_drawn(sheet: Sheet, tiny_france: TinyFrance) -> None:
    small = tiny_france.communes.iloc[[0]].copy()
    small.geometry = small.geometry.scale(0.004, 0.004)
    written = write_areas(sheet, small, {"13001": 3}, SAID)
    assert classes(written[written.index("areas") :]) == ["k3"]


def test_nothing_anywhere_is_drawn_as_the_departements(
    sheet: Sheet, tiny_france: TinyFrance
) -> None:
    written = write_areas(sheet, tiny_france.communes, {}, SAID)
    assert set(classes(written)) == {"k0"}


def test_the_map_is_an_image_with_a_name(sheet: Sheet) -> None:
    written = write_bivariate(sheet, "<g/>", 3, "A × B < C")
    assert written.startswith('<svg class="bivariate" role="img" aria-label="A × B &lt; C"')
    assert 'data-k="3"' in written
    assert "tabindex" not in written
    shown = {unit.inset for unit in sheet.units} - {""}
    hidden = re.findall(r'<rect data-inset="([^"]+)" hidden', written)
    assert set(hidden) == {inset.code for inset in INSETS} - shown


def test_cells_are_named() -> None:
    assert [cell_class(cell) for cell in (UNKNOWN, 0, 8)] == ["unknown", "k0", "k8"]
