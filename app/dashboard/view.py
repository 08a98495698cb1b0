"""The view: what a query answers, small enough to send at every change. Codes, never geometry."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
from babel.numbers import format_compact_decimal

from app.dashboard.rounding import to_hundredths
from app.dataset import Dataset
from app.described import say_title, units_asked
from geodata.cog import Level
from geodata.insets import AROUND_PARIS, INSETS, PETITE_COURONNE
from ptce_map.arrays import Integers, Mask
from ptce_map.filters.filters import Filters
from ptce_map.filters.selection import KeyFigures, Selection
from ptce_map.filters.sentence import sentence
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import label, number
from ptce_map.map.drawing import Drawing, draw, resolve
from ptce_map.measures.censuses import name_figure
from ptce_map.measures.classification import class_by_code
from ptce_map.measures.table import MEASURES
from ptce_map.query.grammar import Query, View, to_query

MILLION = 1_000_000
LISTED = (Level.REGION, Level.DEPARTEMENT)
"""Levels whose units are values of a filter; all of them are listed, the empty ones too."""
DRAWN = ("niveau", "mesure", "forme", "methode", "classes", "bornes", "echelle")
"""Keys of the view that a picture of the map shows."""
CENTRE = {PETITE_COURONNE: AROUND_PARIS[0]}
"""Inset -> département that says where it is, where its own code does not."""
WIDEST_DEGREES = 20.0
MOST_SENT = 300
"""Poles whose ids are sent with a view."""
SURROUNDINGS_DEGREES = (0.35, 0.25)
"""How far around a commune the map looks, in longitude and latitude."""


def draw_map(dataset: Dataset, query: Query, selection: Selection) -> Drawing:
    """Compute what the map draws of the poles that answer a query."""
    measures = dataset.catalog.measures
    return draw(resolve(query.view, measures.table), measures, selection.mask)


def create_view(
    dataset: Dataset, query: Query, drawing: Drawing, selection: Selection
) -> dict[str, Any]:
    """Answer a query, with what is drawn of it and the poles that answer it.

    Returns
    -------
    dict
        ``level``, ``measure``, ``form`` and ``scheme`` of the map · whether its values are numbers
        of poles (``is_count``) · ``lows``, the least value of each class ·
        ``classes`` (unit -> class, zero left out; none for numbers of poles by commune or EPCI,
        which the map counts itself) · ``radii`` (unit -> pixels) ·
        ``values`` (unit -> value, zero left out, ``None`` where unknown; none for numbers of
        poles) · ``covered`` (unit -> per cent of its inhabitants that the poles cover, beside
        numbers of poles, zero left out) · ``counts`` (unit -> number of poles, for the levels that
        the list shows) · ``focus``, the units of the part of the country asked for, ``None`` for
        all (communes by their département) ·
        ``poles`` (:func:`sent_poles`) · ``n`` · ``selected`` and whether it ``is_outlined`` ·
        ``bounds`` to go to (west, south, east, north) · ``insets`` shown · ``facets`` (filter ->
        value -> count, zero left out) ·
        ``figures`` (name -> written value and its unit) · ``title`` of the view · ``drawn``, what a
        picture of it needs of the view, as a query · ``sentence`` · ``query`` (canonical) ·
        ``place`` looked up, its ``spot`` (longitude, latitude) and the poles ``covering`` it ·
        ``relax``, where nothing answers: the filter to drop.
    """
    filters, view, display = query.filters, query.view, drawing.display
    is_sent = not display.measure.is_count or display.level in LISTED
    return {
        "level": display.level.value,
        "measure": display.measure.key,
        "is_count": display.measure.is_count,
        "form": display.form.value,
        "scheme": display.scheme.value,
        "lows": drawing.scale.lows,
        "classes": class_by_code(drawing.classes, drawing.codes) if is_sent else {},
        "radii": sent_radii(drawing),
        "values": sent_values(drawing),
        "covered": sent_cover(dataset, selection.mask, drawing),
        "counts": sent_counts(dataset, selection.mask, display.level),
        "focus": sent_focus(dataset, query, display.level),
        "poles": sent_poles(dataset, selection),
        "n": selection.n,
        "selected": view.pole or None,
        "is_outlined": has_outline(dataset, view.pole),
        "bounds": bounds_to_go(dataset, query),
        "insets": shown_insets(dataset, filters),
        "facets": facets(selection),
        "figures": written_figures(selection.figures, view.lang),
        "title": say_title(dataset, query, selection),
        "drawn": drawn_query(dataset, view),
        "sentence": sentence(filters, selection.n, dataset.vocabulary, view.lang),
        "query": to_query(filters, dataset.vocabulary),
        "place": view.lieu or None,
        "spot": place_spot(dataset, view.lieu),
        "covering": covering(dataset, view.lieu),
        "relax": None if selection.n else relax(dataset, query, selection),
    }


def sent_poles(dataset: Dataset, selection: Selection) -> list[str] | dict[str, str]:
    """Return the ids of the poles that answer, in reading order.

    Of a long list, return the address of all of them (``ids``), and a bit for each that is 1 where
    it answers (``held``, Base64, the first pole in the highest bit of the first byte).
    """
    order = reading_places(dataset)
    mask = selection.mask[order]
    if len(mask) > MOST_SENT or dataset.plates.is_crowd:
        held = b64encode(np.packbits(mask).tobytes()).decode()
        return {"ids": dataset.payload_url("ids"), "held": held}
    return [dataset.index.ids[place] for place in order[mask].tolist()]


@lru_cache(maxsize=4)
def reading_places(dataset: Dataset) -> Integers:
    """Return the positions of the poles in the order of their names."""
    ranks = dataset.catalog.reading_order
    return np.argsort([ranks[pole] for pole in dataset.index.ids])


def drawn_query(dataset: Dataset, view: View) -> str:
    """Return what a picture of the map needs of the view, as a query: level, measure, classes."""
    return _drawn(dataset.catalog.vocabulary, *[getattr(view, key) for key in DRAWN])


@lru_cache(maxsize=512)
def _drawn(vocabulary: Vocabulary, *values: str) -> str:
    return to_query(Filters(), vocabulary, View(**dict(zip(DRAWN, values))))


def relax(dataset: Dataset, query: Query, selection: Selection) -> dict[str, Any] | None:
    """Return the filter whose removal brings most poles back, with its name and their number."""
    if selection.costliest is None:
        return None
    key, n = selection.costliest
    lang, vocabulary = query.view.lang, dataset.vocabulary
    values = (query.filters.q,) if key == "q" else query.filters.values(key)
    names = (vocabulary.name(key, value, lang) for value in values)
    return {"key": key, "name": label("sentence.or", lang).join(names), "found": n}


def sent_radii(drawing: Drawing) -> dict[str, float]:
    """Return the radius of each circle that is drawn."""
    drawn = np.flatnonzero(drawing.radii).tolist()
    return {drawing.codes[unit]: round(float(drawing.radii[unit]), 1) for unit in drawn}


def sent_values(drawing: Drawing) -> dict[str, float | None]:
    """Return the values that the hover card tells, but numbers of poles, which it counts."""
    if drawing.display.measure.is_count:
        return {}
    drawn = np.flatnonzero(drawing.values)
    codes = map(drawing.codes.__getitem__, drawn.tolist())
    return dict(zip(codes, to_hundredths(drawing.values[drawn])))


def sent_cover(dataset: Dataset, mask: Mask, drawing: Drawing) -> dict[str, int]:
    """Return the share of each unit's inhabitants that the poles cover, for the hover card."""
    display = drawing.display
    if not display.measure.is_count or display.level not in LISTED:
        return {}
    measure = MEASURES["part-population"]
    shares = np.nan_to_num(measure.compute(dataset.catalog.measures, mask, display.level))
    drawn = np.flatnonzero(np.round(shares)).tolist()
    return {drawing.codes[unit]: round(float(shares[unit])) for unit in drawn}


def sent_focus(dataset: Dataset, query: Query, level: Level) -> list[str] | None:
    """Return the units of the places asked for, those of communes as départements."""
    homes = Level.DEPARTEMENT if level is Level.COMMUNE else level
    units = units_asked(dataset, query, homes)
    return None if units is None else sorted(units)


def sent_counts(dataset: Dataset, mask: Mask, level: Level) -> dict[str, int]:
    """Return the number of poles of each unit that has one, for the levels that the list shows."""
    if level not in LISTED:
        return {}
    units = dataset.index.levels[level]
    counts = units.counts(mask)
    return {units.codes[unit]: int(counts[unit]) for unit in np.flatnonzero(counts).tolist()}


def shown_insets(dataset: Dataset, filters: Filters) -> list[str]:
    """Return the insets to show: all, or those of the régions and départements asked for."""
    cog = dataset.catalog.cog
    asked = {*filters.region, *map(cog.region_of, filters.departement)}
    regions = cog.drawn_departements
    home = {inset.code: regions.get(CENTRE.get(inset.code, inset.code)) for inset in INSETS}
    return [code for code, region in home.items() if not asked or region in asked]


def bounds_to_go(dataset: Dataset, query: Query) -> list[float] | None:
    """Return where the map goes: to the open pole, the place looked up, the places asked for.

    Places on both sides of an ocean are not gone to: the insets show them.
    """
    if query.view.pole:
        return pole_bounds(dataset, query.view.pole)
    if query.view.lieu:
        return place_bounds(dataset, query.view.lieu)
    filters = query.filters
    level, codes = (
        (Level.DEPARTEMENT, filters.departement)
        if filters.departement
        else (Level.REGION, filters.region)
    )
    return together([dataset.place_bounds[level][code] for code in codes])


def together(boxes: Sequence[Sequence[float]]) -> list[float] | None:
    """Return the box that holds all boxes, unless there is none or it spans an ocean."""
    if not boxes:
        return None
    west, south, east, north = zip(*boxes)
    box = [min(west), min(south), max(east), max(north)]
    return box if box[2] - box[0] < WIDEST_DEGREES else None


def facets(selection: Selection) -> dict[str, dict[str, int]]:
    """Count the poles of each value of the facets; values without a pole are left out."""
    return {
        key: {value: n for value, n in values.items() if n}
        for key, values in selection.facets.items()
    }


def has_outline(dataset: Dataset, pole: str) -> bool:
    """Tell whether a pole has a territory to draw."""
    return bool(pole) and dataset.poles.geometry.get(pole) is not None


def pole_bounds(dataset: Dataset, pole: str) -> list[float] | None:
    """Return west, south, east and north of a pole, or of its région if that is all one knows."""
    if pole not in dataset.poles.index:
        return None
    geometry = dataset.poles.geometry[pole]
    if geometry is not None:
        return [round(float(edge), 4) for edge in geometry.bounds]
    boxes = dataset.place_bounds[Level.REGION]
    return together([boxes[code] for code in dataset.catalog.pole(pole).regions if code in boxes])


def place_spot(dataset: Dataset, code: str) -> tuple[float, float] | None:
    """Return the middle of a commune or EPCI, in degrees; nothing without a code or a contour."""
    bounds = place_bounds(dataset, code) if code else None
    if bounds is None:
        return None
    west, south, east, north = bounds
    return round((west + east) / 2, 4), round((south + north) / 2, 4)


def covering(dataset: Dataset, code: str) -> list[str]:
    """Return the poles that cover a commune or EPCI."""
    return sorted(dataset.vicinity.around(code).covering) if code else []


def place_bounds(dataset: Dataset, code: str) -> list[float] | None:
    """Return the surroundings of a commune or EPCI, in degrees; nothing if it has no contour."""
    points = dataset.vicinity.points(code)
    if points.empty:
        return None
    west, south, east, north = points.total_bounds.tolist()
    wide, high = SURROUNDINGS_DEGREES
    edges = (west - wide, south - high, east + wide, north + high)
    return [round(edge, 4) for edge in edges]


def written_figures(figures: KeyFigures, lang: str) -> dict[str, tuple[str, str]]:
    """Write the key figures, each with the unit that its number asks for."""
    values = {
        "poles": figures.poles,
        "communes": figures.communes,
        "population": figures.population,
        "departements": figures.departements,
    }
    said = {name: name_figure(figures, name, lang) for name in values}
    if figures.living is not None:
        said["poles"] = label("figures.poles.living", lang, n=figures.poles, m=figures.living)
    return {name: (write_figure(value, lang), said[name]) for name, value in values.items()}


def write_figure(value: int, lang: str) -> str:
    """Write a number in full, or in millions from one million on: "28,2 M"."""
    if value < MILLION:
        return number(value, lang)
    return write_millions(round(Decimal(value) / MILLION, 1), lang)


@lru_cache(maxsize=2048)
def write_millions(millions: Decimal, lang: str) -> str:
    """Write millions to a tenth, in the words of a language: the same few hundred always."""
    return str(format_compact_decimal(millions * MILLION, locale=lang, fraction_digits=1))
