"""The last note of the legend: the poles that the overlays leave out, with their lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.security import LONGEST_ADDRESS
from app.sections.elements import attrs
from ptce_map.arrays import Mask
from ptce_map.filters.selection import Selection
from ptce_map.labels import label
from ptce_map.notices import shorten
from ptce_map.register.rules import REGION_ONLY, UNPLACED

Narrowed: TypeAlias = Callable[[str, Sequence[str]], str]
"""Key of a filter, values -> address of the page with the poles that have them alone."""
Note: TypeAlias = list[Component | str]

LONGEST_PLACES = 80
"""Characters of the names of the places that no map draws."""
LONGEST_LINK = LONGEST_ADDRESS // 2
"""Bytes that a link adds to an address, which holds other filters too; none is longer."""


def create_note(dataset: Dataset, selection: Selection, lang: str, narrowed: Narrowed) -> Note:
    """Say what the overlays leave out of the poles shown, and link to their list.

    Parameters
    ----------
    dataset, lang
        The data, and the language.
    selection
        The poles shown.
    narrowed
        Gives the address of the page with the poles that have values of a filter alone.
    """
    return [
        *create_without_territory(selection.figures.without_territory, lang, narrowed),
        *create_without_contour(dataset, selection.mask, lang, narrowed),
        *create_unplaced(selection.figures.unplaced, lang, narrowed),
    ]


def create_without_territory(n: int, lang: str, narrowed: Narrowed) -> Note:
    """Say how many of the poles shown are known only by their région, and link to their list."""
    if not n:
        return []
    head, _, tail = label("legend.without_territory", lang, n=n).partition(":")
    link = create_narrowing(tail.strip(), "precision", (REGION_ONLY,), narrowed)
    return [f"{head}:", html.Br(), link]


def create_unplaced(n: int, lang: str, narrowed: Narrowed) -> Note:
    """Say how many of the poles shown stand at no place that was found, and link to their list."""
    if not n:
        return []
    said = label("figures.unplaced", lang, n=n)
    see = label("legend.unplaced.see", lang, n=n)
    link = create_narrowing(see, "precision", (UNPLACED,), narrowed)
    return [html.Br(), said, html.Br(), link]


def create_without_contour(dataset: Dataset, mask: Mask, lang: str, narrowed: Narrowed) -> Note:
    """Say how many of the poles shown no map draws, where they are, and link to their list."""
    poles = dataset.index.selected(mask & dataset.index.is_undrawn)
    if not poles:
        return []
    names = dict.fromkeys(dataset.catalog.undrawn_names(pole) for pole in poles)
    places = shorten(", ".join(names), LONGEST_PLACES)
    said = label("legend.without_contour", lang, n=len(poles), x=places)
    if sum(len(f"&id={pole}") for pole in poles) > LONGEST_LINK:
        return [html.Br(), said]
    see = label("legend.without_contour.see", lang, n=len(poles))
    return [html.Br(), said, html.Br(), create_narrowing(see, "id", tuple(poles), narrowed)]


def create_narrowing(text: str, key: str, values: Sequence[str], narrowed: Narrowed) -> Component:
    """Create what lists the poles that have values of a filter."""
    pairs = "&".join(f"{key}={value}" for value in values)
    return html.A(text, href=narrowed(key, values), className="link", **attrs(data_narrow=pairs))
