"""How the pages name poles, and values of filters."""

from __future__ import annotations

from collections.abc import Sequence

from app.addresses import carry, pole_path
from app.dataset import Dataset
from app.pages.tables import Cell
from ptce_map.query import View


def names_of(dataset: Dataset, key: str, values: Sequence[str], lang: str) -> str:
    """Name values of a filter, one after the other."""
    return ", ".join(dataset.vocabulary.name(key, value, lang) for value in values)


def link_pole(dataset: Dataset, pole_id: str, view: View) -> Cell:
    """Link to the page of a pole."""
    name = str(dataset.poles.at[pole_id, "nom"])
    return Cell(name, carry(pole_path(pole_id), view.lang, view.theme))
