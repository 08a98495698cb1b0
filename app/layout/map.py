"""The map's frame: the map itself, its level, its buttons, its legend."""

from __future__ import annotations

import json
from typing import Any, cast

import dash_mantine_components as dmc
import numpy as np
from dash import dcc, html
from dash.development.base_component import Component

from app import ids
from app.dataset import Dataset
from app.layout.elements import attrs, create_slot, icon
from geodata.cog import Level
from ptce_map import figures
from ptce_map.classification import LegendRow, legend, legend_label
from ptce_map.labels import label
from ptce_map.query import VIEW_VALUES
from ptce_map.themes import THEMES

EVERY_CLASS = np.arange(1000)
"""Numbers of poles that fill every class, whatever the level."""
LEVELS = tuple(Level(name) for name in VIEW_VALUES["niveau"] or ())
ZOOM_BUTTONS = ((ids.ZOOM_HOME, "home"), (ids.ZOOM_IN, "plus"), (ids.ZOOM_OUT, "minus"))


def create_map(dataset: Dataset, lang: str) -> Component:
    """Create the frame of the map; the script map.js draws in it."""
    return html.Section(
        [
            dcc.Graph(
                id=ids.MAP,
                figure=figures.map_container(dataset.payload_url("style-light")),
                config=cast(Any, figures.CONFIG),
                className="map",
            ),
            create_map_tools(lang),
            create_zoom(lang),
            create_legend(dataset, lang),
            html.Div(id=ids.HOVER_CARD, className="card hover-card", hidden=True),
            html.P(
                label("map.attribution", lang, millesime=str(dataset.millesime)),
                className="attribution",
            ),
        ],
        id=ids.MAP_FRAME,
        className="map-frame",
        **attrs(
            aria_label=label("map.title", lang),
            data_poles=dataset.payload_url(f"poles-{lang}"),
            data_labels=dataset.payload_url(f"labels-{lang}"),
            data_members=dataset.payload_url("members"),
            data_styles=json.dumps({name: dataset.payload_url(f"style-{name}") for name in THEMES}),
        ),
    )


def create_map_tools(lang: str) -> Component:
    """Create the choice of the level, and the name of the measure."""
    level = dmc.SegmentedControl(
        id=ids.LEVEL,
        data=[
            {"value": one.value, "label": label(f"level.{one.value}.plural", lang)}
            for one in LEVELS
        ],
        value=Level.DEPARTEMENT.value,
        transitionDuration=0,
        withItemsBorders=False,
        className="level",
        **attrs(aria_label=label("level.title", lang)),
    )
    measure = html.P(
        [label("measure.title", lang), html.Strong(label("measure.nombre", lang))],
        className="measure",
    )
    return html.Div([level, measure], className="map-tools")


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


def create_legend(dataset: Dataset, lang: str) -> Component:
    """Create the legend: classes of each level, then the two overlays with their switches."""
    title = label("measure.nombre", lang)
    head = [
        html.H2(title, className="legend-title"),
        *[
            html.P(
                label("legend.by_level", lang, level=label(f"level.{one.value}", lang)),
                className="legend-sub",
                **attrs(data_by_level=one.value),
            )
            for one in LEVELS
        ],
        html.Strong(label("filters.unit", lang).capitalize(), className="legend-short"),
    ]
    return html.Section(
        [
            *head,
            create_slot("legend"),
            create_overlays(dataset, lang),
            html.Button(
                icon("info"),
                id=ids.LEGEND_INFO,
                type="button",
                className="legend-info",
                **attrs(aria_label=label("phone.legend", lang), aria_expanded="false"),
            ),
        ],
        id=ids.LEGEND,
        className="card legend",
        **attrs(aria_label=label("legend.title", lang)),
    )


def create_legend_classes(level: Level, lang: str) -> Component:
    """Create the rows of a level's classes, the largest first, zero and missing last."""
    zero, *classes, missing = legend(EVERY_CLASS, level)
    rows = [create_legend_row(row, lang) for row in (*reversed(classes), zero, missing)]
    return html.Ul(rows, className="legend-classes", **attrs(data_level=level.value))


def create_legend_row(row: LegendRow, lang: str) -> Component:
    """Create the row of a class: colour, interval, number of units, which comes with each view."""
    return html.Li(
        [
            html.Span(className="swatch", **attrs(aria_hidden="true")),
            html.Span(legend_label(row, lang), className="long"),
            html.Span(short_label(row), className="short", **attrs(aria_hidden="true")),
            html.Span("", className="count"),
        ],
        **attrs(data_class=str(row.number)),
    )


def short_label(row: LegendRow) -> str:
    """Write the interval of a class as briefly as phones need."""
    if row.high is None:
        return f"{row.low}+"
    return str(row.low) if row.high == row.low else f"{row.low}–{row.high}"


def create_overlays(dataset: Dataset, lang: str) -> Component:
    """Create the two switches of the overlays, with the marks that they show."""
    return html.Div(
        [
            create_switch(ids.OVERLAY_TERRITORIES, label("legend.territories", lang)),
            html.Ul(
                [
                    create_mark("territory chosen", label("legend.selected", lang), selected=True),
                    create_mark("territory", label("legend.declared", lang)),
                    create_mark("territory approximate", label("legend.approximate", lang)),
                ],
                className="legend-marks",
            ),
            create_switch(ids.OVERLAY_SEATS, label("legend.seats", lang)),
            html.Ul(
                [
                    create_mark("seat", label("legend.seat.known", lang)),
                    create_mark("ring", label("legend.seat.unknown", lang)),
                ],
                className="legend-marks",
            ),
            create_without_territory(dataset, lang),
        ],
        className="legend-overlays",
    )


def create_switch(switch_id: str, text: str) -> Component:
    """Create the switch of an overlay, after its name."""
    switch = dmc.Switch(
        id=switch_id, checked=True, size="xs", withThumbIndicator=False, **attrs(aria_label=text)
    )
    return html.Div([html.H3(text), switch], className="legend-overlay")


def create_mark(name: str, text: str, *, selected: bool = False) -> Component:
    """Create the row of a mark; that of the selected pole shows only while one is selected."""
    when = attrs(data_when_selected="true") if selected else {}
    return html.Li(
        [html.Span(className=f"mark {name}", **attrs(aria_hidden="true")), html.Span(text)],
        hidden=selected,
        **when,
    )


def create_without_territory(dataset: Dataset, lang: str) -> Component:
    """Say how many poles are known only by their region, with a link that lists them."""
    n = int((dataset.register.poles["precision"] == "region-only").sum())
    head, _, tail = label("legend.without_territory", lang, n=n).partition(":")
    link = html.Button(
        tail.strip(), type="button", className="link", **attrs(data_only="precision=region-only")
    )
    return html.P([f"{head}:", html.Br(), link], className="legend-note")
