"""A pole at one of the two doors."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.sections.door import Door
from ptce_map.catalog import Pole


@dataclass(frozen=True)
class Sheet:
    """What the parts of a sheet read: the data, a pole as a named tuple, and the door."""

    dataset: Dataset
    pole: Pole
    door: Door


def link_pole(dataset: Dataset, pole_id: str, door: Door) -> Component:
    """Link to a pole by its name."""
    return html.A(str(dataset.poles.at[pole_id, "nom"]), href=door.pole(pole_id))
