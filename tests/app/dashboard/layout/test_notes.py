"""Poles that no map draws are counted, named and listed apart from those without territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.dashboard.callbacks import answer_query
from app.dashboard.layout import notes
from app.dashboard.layout.listing import create_list
from app.dashboard.suggestions import suggest
from app.dataset import Dataset, create_dataset
from app.sections.door import Door
from app.sections.fields import FIELDS_BY_KEY
from app.sections.fragment import to_html
from app.sections.place import find_place
from app.sections.sheet import Sheet
from ptce_map.query.grammar import parse
from tests import builders
from tests.app.dashboard.test_callbacks import written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyFrance


@pytest.fixture(scope="module")
def isles(tiny_france: TinyFrance, derived: Path) -> Dataset:
    poles = [
        builders.pole(),
        builders.pole("insulaire", territoire="com:97501", lieu="Saint-Pierre"),
        builders.pole("voisine", territoire="dep:975"),
        builders.pole("mixte", territoire="com:13001|com:97501"),
        builders.pole("regionale", territoire="reg:94", precision="region-only"),
        builders.pole("lointaine", territoire="reg:975", precision="region-only"),
    ]
    return create_dataset(builders.register(poles), tiny_france.cog, derived)


def note(dataset: Dataset, query: str) -> str:
    return written(answer_query(dataset, query)[3])


def test_what_no_map_draws_is_counted_apart(isles: Dataset) -> None:
    figures = isles.index.select(parse("", isles.vocabulary).filters).figures
    assert (figures.poles, figures.without_territory, figures.without_contour) == (6, 2, 2)


def test_the_legend_names_and_lists_what_no_map_draws(isles: Dataset) -> None:
    said = note(isles, "")
    assert "2 pôles sans contour sur cette carte\u00a0: Commune 1" in said
    assert '"data-narrow": "id=insulaire&id=voisine"' in said
    assert "2 pôles sans territoire connu" in said
    alone = note(isles, "id=insulaire&lang=en")
    assert "1 hub without contour on this map: Commune 1" in alone
    assert "known territory" not in alone
    assert note(isles, "id=le-phare") == "[]"


def test_the_list_marks_what_no_map_draws(isles: Dataset) -> None:
    rows = to_html(create_list(isles, "fr"))
    assert 'title="Saint-Pierre · sans contour"' in rows
    assert rows.count('title="sans contour"') == 1
    sheet = Sheet(isles, isles.catalog.pole("insulaire"), Door("en", is_page=True))
    cell = FIELDS_BY_KEY["lieu"].cell(sheet)
    assert cell.children == "Saint-Pierre · without contour"


def test_a_commune_without_contour_finds_the_poles_that_cover_it(isles: Dataset) -> None:
    place = find_place(isles, "97501", "fr")
    assert place.covering == ["insulaire", "mixte", "voisine"]
    assert place.nearest == ()
    (found,) = [item for group in suggest(isles, "97501", "fr") for item in group["items"]]
    assert "3 pôles" in found["detail"]


def test_a_link_that_no_address_holds_is_not_offered(
    isles: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "LONGEST_LINK", 20)
    said = note(isles, "")

    assert "2 pôles sans contour sur cette carte" in said
    assert '"data-narrow": "id=' not in said
    assert '"data-narrow": "id=insulaire"' in note(isles, "id=insulaire")
