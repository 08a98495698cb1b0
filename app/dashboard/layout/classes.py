"""The panel of class breaks, opened from the legend."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.controls import create_radios, create_select, create_text_field
from app.sections.elements import attrs, create_slot
from app.sections.fragment import Node
from ptce_map.labels import label
from ptce_map.measures.breaks import K_RANGE, Scheme
from ptce_map.query.grammar import View

SCALES = {"fixe": "classes.locked", "recalculee": "classes.rescale"}
"""Value of the key \"echelle\" -> its text."""


def create_classes(lang: str) -> Component:
    """Create the button of the panel, and the panel, whose fields the script puts in."""
    opener = html.Button(
        label("classes.change", lang),
        id=ids.CLASSES_OPEN,
        type="button",
        className="link",
        **attrs(aria_haspopup="dialog", aria_expanded="false", aria_controls=ids.CLASSES_PANEL),
    )
    panel = html.Div(
        create_slot("classes"),
        id=ids.CLASSES_PANEL,
        className="classes-panel",
        role="dialog",
        hidden=True,
        **attrs(aria_labelledby=ids.CLASSES_OPEN),
    )
    return html.Div([opener, panel], className="classes-target")


def create_fields(lang: str) -> list[Node]:
    """Create the fields: method, number of classes, limits, and what they are computed on."""
    initial = View()
    schemes = {scheme.value: label(f"classes.method.{scheme.value}", lang) for scheme in Scheme}
    numbers = {str(k): str(k) for k in K_RANGE}
    scales = {value: label(key, lang) for value, key in SCALES.items()}
    hint = label("classes.breaks.hint", lang)
    return [
        create_select(ids.METHOD, schemes, initial.methode, label("classes.method", lang)),
        create_select(ids.CLASSES, numbers, initial.classes, label("classes.k", lang)),
        create_text_field(ids.BREAKS, label("classes.breaks", lang), hint, initial.bornes),
        create_radios(ids.SCALE, scales, initial.echelle, label("classes.change", lang)),
    ]
