"""The poles near a pole, as tables: those that touch or overlap it, those of the same sector."""

from __future__ import annotations

from collections.abc import Sequence

from app.dataset import Dataset
from app.pages.names import link_pole
from app.pages.tables import Cell, Column, Table
from ptce_map.labels import label, number
from ptce_map.lookup.nearby import Nearby
from ptce_map.query.grammar import View


def create_neighbours(dataset: Dataset, nearby: Sequence[Nearby], view: View) -> Table | None:
    """Create the table of the poles whose territories touch or overlap; none if there is none."""
    lang = view.lang
    columns = ("list.column.pole", "page.pole.situation", "page.pole.common")
    rows = [
        [
            link_pole(dataset, one.pole, view),
            Cell(
                label("page.pole.shared", lang, n=one.n_shared)
                if one.n_shared
                else label("page.pole.touching", lang)
            ),
            Cell(dataset.vocabulary.join("secteur", one.secteurs, lang)),
        ]
        for one in nearby
    ]
    titles = [Column(label(key, lang)) for key in columns]
    caption = label("page.pole.neighbours.caption", lang)
    return Table(caption, titles, rows, is_wide=True) if rows else None


def create_others(dataset: Dataset, nearby: Sequence[Nearby], view: View) -> Table | None:
    """Create the table of the poles of the same sector that are not far; none if there is none."""
    lang = view.lang
    rows = [
        [
            link_pole(dataset, one.pole, view),
            Cell(label("page.pole.km", lang, x=number(max(round(one.km), 1), lang))),
            Cell(dataset.vocabulary.join("secteur", one.secteurs, lang)),
        ]
        for one in nearby
    ]
    titles = [
        Column(label("list.column.pole", lang)),
        Column(label("page.pole.distance", lang), is_number=True),
        Column(label("page.pole.common", lang)),
    ]
    caption = label("page.pole.others.caption", lang)
    return Table(caption, titles, rows, is_wide=True) if rows else None
