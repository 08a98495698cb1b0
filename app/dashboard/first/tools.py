"""The choices of the map on the first page, as links: level, measure, form, overlays."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from app.dashboard.drawn import shown_overlays
from app.dashboard.first.shown import Shown
from app.dashboard.layout.map import LEVELS
from app.sections.elements import attrs, icon
from app.sections.fragment import Node, Tag
from ptce_map.labels import label
from ptce_map.query.view import VIEW_VALUES


def create_tools(shown: Shown) -> Node:
    """Create the choices of the level, of the measure and of how it is drawn."""
    display = shown.drawing.display
    levels = {str(level): label(f"level.{level}.plural", shown.lang) for level in LEVELS}
    forms = {str(form): label(f"measure.form.{form}", shown.lang) for form in display.measure.forms}
    parts: list[Node] = [
        create_segments(shown, "level", "niveau", levels, str(display.level)),
        create_measures(shown),
    ]
    if len(forms) > 1:
        parts.append(create_segments(shown, "level form", "forme", forms, str(display.form)))
    return Tag("div", parts, {"className": "map-tools"})


def create_segments(
    shown: Shown, name: str, key: str, values: Mapping[str, str], current: str
) -> Component:
    """Create the links to each value of a key of the view, side by side.

    Parameters
    ----------
    shown
        The query that the links change.
    name
        Class of the element.
    key, values
        Key of the view; value -> its name.
    current
        The value shown.
    """
    title = {"niveau": "level.title", "forme": "measure.form"}[key]
    links = [
        html.A(
            text,
            href=shown.href("/", None, **{key: value}),
            **attrs(**({"aria_current": "true"} if value == current else {})),
        )
        for value, text in values.items()
    ]
    return html.Nav(links, className=name, **attrs(aria_label=label(title, shown.lang)))


def create_measures(shown: Shown) -> Node:
    """Create the choice of the measure: those that the level allows, unfolded on demand."""
    lang, display = shown.lang, shown.drawing.display
    links = [
        html.Li(
            html.A(
                measure.title(lang),
                href=shown.href(mesure=key),
                **attrs(**({"aria_current": "true"} if key == display.measure.key else {})),
            )
        )
        for key, measure in shown.dataset.catalog.measures.table.items()
        if display.level in measure.levels
    ]
    head = [
        html.Span(label("measure.title", lang), className="measure-title"),
        html.Span(display.measure.title(lang), className="text"),
        icon("chevron"),
    ]
    return Tag("details", [Tag("summary", head), Tag("ul", links)], {"className": "measure"})


def create_switch(shown: Shown, overlay: str, text: str) -> Component:
    """Create the head of an overlay in the legend: its name, and the link that switches it."""
    on = shown_overlays(shown.view, shown.drawing.display.level)
    is_on = overlay in on
    others = [name for name in on if name != overlay]
    wanted = others if is_on else [*others, overlay]
    known = (name for name in VIEW_VALUES["calques"] or () if set(name.split(",")) == set(wanted))
    link = html.A(
        html.Span(className="thumb"),
        href=shown.href(calques=next(known, "aucun")),
        className="switch on" if is_on else "switch",
        title=label("legend.hide" if is_on else "legend.show", shown.lang, x=text),
        **attrs(aria_label=label("legend.hide" if is_on else "legend.show", shown.lang, x=text)),
    )
    return html.Div([html.H3(text), link], className="legend-overlay")
