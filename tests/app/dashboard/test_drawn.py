"""What the map of the first HTML shows of a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.dashboard.drawn import create_look, draw_page_map
from app.dashboard.view import draw_map
from ptce_map.query.grammar import parse

if TYPE_CHECKING:
    from app.dataset import Dataset
    from ptce_map.map.svg.look import Look


def look(dataset: Dataset, query: str) -> Look:
    asked = parse(query, dataset.vocabulary)
    selection = dataset.index.select(asked.filters)
    return create_look(dataset, asked, draw_map(dataset, asked, selection), selection)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", "?departement=13"),
        ("niveau=region", "?niveau=region&region=13"),
        ("niveau=epci", "?niveau=epci&lieu=13"),
        ("niveau=commune&embed=1", "?niveau=commune&departement=13"),
    ],
)
def test_units_lead_to_a_query(dataset: Dataset, query: str, address: str) -> None:
    assert look(dataset, query).address("13") == address


def test_units_say_their_value_and_have_its_class(dataset: Dataset) -> None:
    shown = look(dataset, "")

    assert shown.said["13"] == "3 pôles"
    assert shown.classes["13"] == 3


def test_communes_begin_as_departements_without_a_value(dataset: Dataset) -> None:
    asked = parse("niveau=commune", dataset.vocabulary)
    selection = dataset.index.select(asked.filters)
    drawn = draw_page_map(dataset, asked, draw_map(dataset, asked, selection), selection)

    assert (look(dataset, "niveau=commune").said, look(dataset, "niveau=commune").classes) == (
        {},
        {},
    )
    assert 'data-sheet="departement"' in drawn
    assert 'class="c1"' not in drawn
    assert 'class="c0"' not in drawn
    assert 'class="c0 outside"' in drawn


def test_an_address_tells_where_the_map_looks(dataset: Dataset) -> None:
    assert look(dataset, "vue=2.35,46.6,5.2").extent == (2.35, 46.6, 5.2)
    assert look(dataset, "").extent is None


def test_units_beyond_the_places_asked_for_are_said_to_lie_outside(dataset: Dataset) -> None:
    asked = parse("departement=13", dataset.vocabulary)
    selection = dataset.index.select(asked.filters)
    drawn = draw_page_map(dataset, asked, draw_map(dataset, asked, selection), selection)

    assert 'aria-label="Bouches-du-Rhône, 3 pôles"' in drawn
    assert 'aria-label="Corse-du-Sud, Hors de la sélection"' in drawn
