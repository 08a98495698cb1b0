"""How the pages name poles."""

from __future__ import annotations

from app.dataset import Dataset
from app.http.addresses import carry, pole_path
from app.pages.tables import Cell
from ptce_map.query.grammar import View


def link_pole(dataset: Dataset, pole_id: str, view: View) -> Cell:
    """Link to the page of a pole."""
    name = str(dataset.poles.at[pole_id, "nom"])
    return Cell(name, carry(pole_path(pole_id), view.lang, view.theme))
