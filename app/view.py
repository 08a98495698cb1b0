"""The view: what a query answers, small enough to send at every change. Codes, never geometry."""

from __future__ import annotations

from typing import Any

import numpy as np
from babel.numbers import format_compact_decimal

from app.dataset import Dataset
from geodata.cog import Level
from ptce_map.classification import class_by_code, legend
from ptce_map.indicators import count_poles
from ptce_map.labels import label, number
from ptce_map.query import Query, sentence, to_query
from ptce_map.selection import KeyFigures

MILLION = 1_000_000
LISTED = (Level.REGION, Level.DEPARTEMENT)
UNFACETED = ("region", "departement")


def create_view(dataset: Dataset, query: Query) -> dict[str, Any]:
    """Answer a query.

    Returns
    -------
    dict
        ``level`` · ``classes`` (unit -> class, zero left out; none for the communes, which the
        map counts itself) · ``legend`` (class -> number of
        units) · ``counts`` (unit -> number of poles, for the levels that the list shows) ·
        ``poles`` (ids in reading order) · ``n`` · ``selected`` · ``bounds`` of the selected pole
        (west, south, east, north) · ``facets`` (filter -> value -> count, zero left out) ·
        ``figures`` (name -> written value and its unit) · ``sentence`` · ``query`` (canonical).
    """
    filters, view = query.filters, query.view
    level = Level(view.niveau)
    mask = dataset.index.mask(filters)
    counts = count_poles(dataset.index, mask, level)
    codes = dataset.index.levels[level].codes
    poles = sorted(dataset.index.selected(mask), key=dataset.reading_order.__getitem__)
    is_listed = level in LISTED
    shown = np.flatnonzero(counts).tolist() if is_listed else []
    return {
        "level": level.value,
        "classes": class_by_code(counts, codes, level) if is_listed else {},
        "legend": {row.number: row.n_units for row in legend(counts, level)},
        "counts": {codes[unit]: int(counts[unit]) for unit in shown},
        "poles": poles,
        "n": len(poles),
        "selected": view.pole or None,
        "bounds": pole_bounds(dataset, view.pole),
        "facets": facets(dataset, query),
        "figures": written_figures(dataset.index.key_figures(mask), view.lang),
        "sentence": sentence(filters, len(poles), dataset.vocabulary, view.lang),
        "query": to_query(filters, dataset.vocabulary),
    }


def facets(dataset: Dataset, query: Query) -> dict[str, dict[str, int]]:
    """Count the poles of each value of the facets; values without a pole are left out."""
    counts = dataset.index.facet_counts(query.filters)
    return {
        key: {value: n for value, n in values.items() if n}
        for key, values in counts.items()
        if key not in UNFACETED
    }


def pole_bounds(dataset: Dataset, pole: str) -> list[float] | None:
    """Return west, south, east and north of a pole, in degrees; ``None`` without a territory."""
    geometry = dataset.poles.geometry.get(pole)
    return None if geometry is None else [round(float(edge), 4) for edge in geometry.bounds]


def written_figures(figures: KeyFigures, lang: str) -> dict[str, tuple[str, str]]:
    """Write the key figures, each with the unit that its number asks for."""
    values = {
        "poles": figures.poles,
        "communes": figures.communes,
        "population": figures.population,
        "departements": figures.departements,
    }
    return {
        name: (write_figure(value, lang), label(f"figures.{name}", lang, n=value))
        for name, value in values.items()
    }


def write_figure(value: int, lang: str) -> str:
    """Write a number in full, or in millions from one million on: "28,2 M"."""
    if value < MILLION:
        return number(value, lang)
    return str(format_compact_decimal(value, locale=lang, fraction_digits=1))
