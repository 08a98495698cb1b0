"""The map's frame: the map itself, its level, its buttons, its legend."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.controls import create_segments, create_select
from app.dashboard.layout.legend import create_legend
from app.dataset import Dataset
from app.http import crowds
from app.http.addresses import carry, under_root
from app.http.communes import url_template
from app.sections.elements import (
    attrs,
    create_alert,
    create_outlet,
    create_retry,
    create_slot,
    icon,
)
from app.sections.fragment import Node
from geodata.cog import Level
from geodata.insets import INSETS, frames
from ptce_map.dates import written_date
from ptce_map.labels import label
from ptce_map.map import container as figures
from ptce_map.map.gathering import GATHERING
from ptce_map.map.svg.insets import name_inset
from ptce_map.map.themes import THEMES
from ptce_map.measures.table import Form, Measure
from ptce_map.query.grammar import VIEW_VALUES, View

LEVELS = tuple(Level(name) for name in VIEW_VALUES["niveau"] or ())
ZOOM_BUTTONS = ((ids.ZOOM_HOME, "home"), (ids.ZOOM_IN, "plus"), (ids.ZOOM_OUT, "minus"))


def create_map(dataset: Dataset, lang: str) -> Component:
    """Create the frame of the map, into which the script takes the map of the first HTML."""
    return html.Section(
        [
            html.Div(id=ids.MAP, className="map"),
            create_outlet(ids.MAP_WEBGL),
            create_slot("outils", "map-tools"),
            create_zoom(lang),
            create_inset_buttons(lang),
            create_legend(dataset, lang),
            html.Div(id=ids.MAP_SHEET, className="map-sheet"),
            html.Div(id=ids.HOVER_CARD, className="card hover-card", hidden=True),
            create_map_alert(lang),
            html.P(id=ids.DESCRIPTION, className="visually-hidden"),
            html.P(id=ids.MAP_SCALE, className="map-scale", hidden=True),
            html.P(
                [
                    create_table_link(lang),
                    attribution(dataset, lang),
                    create_edition(dataset, lang),
                ],
                className="attribution",
            ),
        ],
        id=ids.MAP_FRAME,
        className="map-frame",
        **attrs(
            aria_label=label("map.title", lang),
            aria_describedby=ids.DESCRIPTION,
            data_name=label(
                "map.name", lang, measure="{measure}", level="{level}", sentence="{sentence}"
            ),
            data_levels=json.dumps({level: label(f"level.{level}", lang) for level in LEVELS}),
            data_container=json.dumps(figures.map_container("")),
            data_poles=url_of(dataset, f"poles-{lang}"),
            data_labels=dataset.payload_url(f"labels-{lang}"),
            data_measures=json.dumps(measure_forms(dataset.catalog.measures.table, lang)),
            data_members=dataset.payload_url("members"),
            data_units=dataset.payload_url("units"),
            data_populations=dataset.payload_url("populations"),
            data_styles=json.dumps({name: dataset.payload_url(f"style-{name}") for name in THEMES}),
            data_config=json.dumps(figures.CONFIG),
            data_drawings=json.dumps(drawings(dataset)),
            data_places=dataset.payload_url("places"),
            data_parts=dataset.payload_url("parts"),
            data_communes=url_template(dataset),
            data_gathering=json.dumps(GATHERING),
            data_undrawn=" ".join(undrawn(dataset)),
            data_background="" if dataset.basemap else None,
        ),
    )


def drawings(dataset: Dataset) -> dict[str, Any]:
    """Return where the SVG map finds its levels, its poles, and the finer paths of both."""
    levels = dataset.plates.sheets
    return {
        **{str(level): dataset.payload_url(f"map-{level}") for level in levels},
        "poles": url_of(dataset, "map-poles"),
        "close": {
            name: dataset.payload_url(f"close-{name}")
            for name in (*map(str, dataset.plates.closer), "poles")
            if f"close-{name}" in dataset.payloads
        },
        **crowds.addresses(dataset),
    }


def url_of(dataset: Dataset, name: str) -> str | None:
    """Return the address of a file that a crowd of poles has not: they come as they are asked."""
    return None if dataset.plates.is_crowd else dataset.payload_url(name)


def undrawn(dataset: Dataset) -> list[str]:
    """Return the poles that have neither a territory nor a seat on the map."""
    plates = dataset.plates
    drawn = {outline.pole for outline in plates.outlines}
    drawn |= {pole for seat in plates.seats for pole in seat.poles}
    return [str(pole) for pole in dataset.poles.index if pole not in drawn]


def attribution(dataset: Dataset, lang: str) -> str:
    """Say where the contours, and the background if there is one, come from."""
    year = str(dataset.millesime)
    contours = label("map.attribution", lang, contours=dataset.catalog.contours, millesime=year)
    if dataset.basemap is None:
        return contours
    return f"{contours} · {label('map.basemap', lang, x=dataset.basemap.attribution)}"


def create_edition(dataset: Dataset, lang: str) -> Component:
    """Say which edition of the register is shown; a phone has room for it in the method alone."""
    register = dataset.register
    version = register.version and label("map.edition", lang, version=register.version)
    said = [text for text in (version, written_date(register.date, lang)) if text]
    return html.Span(f" · {', '.join(said)}" if said else "", className="edition desktop-only")


def create_map_alert(lang: str) -> Component:
    """Create what the page says in place of a map that fails."""
    retry = create_retry(ids.MAP_RETRY, lang, "button")
    text = label("state.map_failed", lang)
    return create_alert(text, retry, id=ids.MAP_ALERT, className="card map-alert")


def create_table_link(lang: str) -> Component:
    """Link to the page that says what the map shows; the script adds the query."""
    return html.A(
        label("map.table", lang),
        href=under_root(carry("/liste", lang)),
        className="map-table",
        **attrs(data_follows="/liste"),
    )


def create_tools(dataset: Dataset, lang: str) -> list[Node]:
    """Create the choices of the level, of the measure and of how it is drawn."""
    levels = {str(level): label(f"level.{level}.plural", lang) for level in LEVELS}
    forms = {str(form): label(f"measure.form.{form}", lang) for form in Form}
    table = dataset.catalog.measures.table
    names = {measure.key: measure.title(lang) for measure in table.values()}
    initial = View()
    return [
        create_segments(
            "niveau", levels, initial.niveau, label("level.title", lang), id=ids.LEVEL, look="level"
        ),
        create_select(ids.MEASURE, names, initial.mesure, label("measure.title", lang)),
        create_segments(
            "forme",
            forms,
            str(Form.CHOROPLETH),
            label("measure.form", lang),
            id=ids.FORM,
            look="level form",
        ),
    ]


def create_zoom(lang: str) -> Component:
    """Create the buttons that move the map."""
    texts = {name: label(f"map.{name.replace('-', '_')}", lang) for name in _ZOOM_LABELS.values()}
    buttons = []
    for button_id, shape in ZOOM_BUTTONS:
        text = texts[_ZOOM_LABELS[button_id]]
        shown = [icon(shape), html.Span(text)] if button_id == ids.ZOOM_HOME else icon(shape)
        buttons.append(
            html.Button(shown, id=button_id, type="button", title=text, **attrs(aria_label=text))
        )
    return html.Div(buttons, className="card zoom")


_ZOOM_LABELS = {ids.ZOOM_HOME: "home", ids.ZOOM_IN: "zoom_in", ids.ZOOM_OUT: "zoom_out"}


def create_inset_buttons(lang: str) -> Component:
    """Create the buttons that lead to the ground of each inset, seen while they have the focus."""
    boxes = frames().drop_duplicates("inset").set_index("inset").bounds.round(3)
    buttons = [
        html.Button(
            label("map.inset.go", lang, x=name_inset(inset, lang)),
            type="button",
            className="inset-button",
            **attrs(
                data_inset=inset.code,
                data_window=json.dumps(inset.window),
                data_frame=json.dumps(boxes.loc[inset.code].tolist()),
            ),
        )
        for inset in INSETS
    ]
    return html.Div(buttons, id=ids.INSETS)


def measure_forms(measures: Mapping[str, Measure], lang: str) -> dict[str, dict[str, object]]:
    """Return the levels and the forms that each measure allows, for the choices of the page."""
    return {
        measure.key: {
            "label": measure.title(lang),
            "levels": measure.levels,
            "forms": measure.forms,
        }
        for measure in measures.values()
    }
