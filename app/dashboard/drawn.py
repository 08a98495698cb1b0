"""The map of a query in the first HTML: what the SVG document needs to know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from app.dashboard.view import bounds_to_go, covering, place_spot, shown_insets
from app.dataset import Dataset
from app.described import units_asked
from geodata.cog import Level
from geodata.insets import PETITE_COURONNE
from ptce_map.filters.selection import Selection
from ptce_map.filters.sentence import sentence
from ptce_map.labels import label, number
from ptce_map.map.drawing import Drawing
from ptce_map.map.svg.document import write_map
from ptce_map.map.svg.look import Look
from ptce_map.measures.classification import class_by_code
from ptce_map.query.grammar import Query, View, to_query

OVERLAYS = {Level.REGION: "sieges"}
"""Level -> overlays shown unless the address says otherwise: at régions they would hide classes."""

KEYS = {Level.COMMUNE: str(Level.DEPARTEMENT), Level.EPCI: "lieu"}
"""Level -> key of the address that its units give a value to, where it is not that of the level."""

ALL_OVERLAYS = "territoires,sieges"


def draw_page_map(dataset: Dataset, query: Query, drawing: Drawing, selection: Selection) -> str:
    """Write the map of a query; that of communes, which needs a script, begins as départements."""
    plates, level = dataset.plates, drawing.display.level
    sheet = plates.sheets.get(level, plates.sheets[Level.DEPARTEMENT])
    look = create_look(dataset, query, drawing, selection)
    return write_map(sheet, look, plates.outlines, plates.seats)


def create_look(dataset: Dataset, query: Query, drawing: Drawing, selection: Selection) -> Look:
    """Tell what the map of a query shows; units in the place of communes are of no class."""
    display, lang = drawing.display, query.view.lang
    is_drawn = display.level in dataset.plates.sheets
    insets = shown_insets(dataset, query.filters)
    if display.level is Level.REGION:
        insets = [inset for inset in insets if inset != PETITE_COURONNE]
    name = label(
        "map.name",
        lang,
        measure=display.measure.title(lang),
        level=label(f"level.{display.level}", lang),
        sentence=sentence(query.filters, selection.n, dataset.vocabulary, lang),
    )
    drawn = np.flatnonzero(drawing.radii).tolist()
    return Look(
        name=name,
        lang=lang,
        k=drawing.scale.k,
        classes=class_by_code(drawing.classes, drawing.codes) if is_drawn else {},
        said=say_values(drawing, lang) if is_drawn else {},
        address=addresses(dataset, query, display.level),
        radii={drawing.codes[unit]: round(float(drawing.radii[unit]), 1) for unit in drawn},
        focus=units_asked(dataset, query, display.level) if is_drawn else (),
        poles=frozenset(selection.ids),
        selected=query.view.pole,
        overlays=shown_overlays(query.view, display.level),
        insets=insets,
        bounds=bounds_to_go(dataset, query),
        extent=asked_extent(query.view.vue),
        covering=covering(dataset, query.view.lieu),
        spot=place_spot(dataset, query.view.lieu),
    )


def shown_overlays(view: View, level: Level) -> list[str]:
    """Return the overlays that are shown: those asked for, else those of the level."""
    return (view.calques or OVERLAYS.get(level, ALL_OVERLAYS)).split(",")


def asked_extent(text: str) -> tuple[float, float, float] | None:
    """Return the longitude, the latitude and the zoom that an address asks for, if it does."""
    if not text:
        return None
    lon, lat, zoom = map(float, text.split(","))
    return lon, lat, zoom


def say_values(drawing: Drawing, lang: str) -> Mapping[str, str]:
    """Return the value of each unit in words: "5 pôles", "2,1 pôles par million d'habitants"."""
    measure = drawing.display.measure
    is_count = measure.is_count
    unit = "" if is_count else measure.unit(lang)
    said = {}
    for code, value in zip(drawing.codes, drawing.values.tolist()):
        if np.isnan(value):
            said[code] = label("hover.unknown", lang)
        elif is_count:
            said[code] = label("legend.value", lang, n=int(value))
        else:
            said[code] = f"{number(value, lang, decimals=1)} {unit}".strip()
    return said


def addresses(dataset: Dataset, query: Query, level: Level) -> Callable[[str], str]:
    """Return what gives the link of a unit: the filter on it; of an EPCI, the place looked up.

    At communes, the units of the first HTML are départements.
    """
    key = KEYS.get(level, str(level))
    view = replace(query.view, embed="", page="", **({"lieu": ""} if level is Level.EPCI else {}))
    base = to_query(query.filters, dataset.vocabulary, view)
    return lambda code: f"?{base}&{key}={code}" if base else f"?{key}={code}"
