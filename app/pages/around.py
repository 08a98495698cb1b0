"""A place that was looked up, as the list tells it: the poles that cover it, the nearest others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.dashboard.layout.place import find_place
from app.dataset import Dataset
from app.pages.names import link_pole
from app.pages.tables import Cell
from app.sections.neighbours import say_distance
from ptce_map.labels import label
from ptce_map.query.grammar import View


@dataclass(frozen=True)
class Around:
    """A place: its name, what is known of it, the poles around, what is said if there is none.

    The nearest poles come with their distances.
    """

    name: str
    facts: str
    covered: str
    covering: Sequence[Cell]
    uncovered: str
    nearest: Sequence[tuple[Cell, str]]


def create_around(dataset: Dataset, view: View) -> Around | None:
    """Tell the place that a view looks up; nothing if it looks up none."""
    if not view.lieu:
        return None
    lang = view.lang
    place = find_place(dataset, view.lieu, lang)
    return Around(
        name=place.name,
        facts=place.facts,
        covered=label(f"place.covering.{place.level}", lang, n=len(place.covering)),
        covering=[link_pole(dataset, pole, view) for pole in place.covering],
        uncovered=label(f"place.uncovered.{place.level}", lang),
        nearest=[
            (link_pole(dataset, pole, view), say_distance(km, lang)) for pole, km in place.nearest
        ],
    )
