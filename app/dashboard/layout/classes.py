"""The panel of class breaks, opened from the legend."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.sections.elements import options
from ptce_map.labels import label
from ptce_map.measures.breaks import K_RANGE, Scheme
from ptce_map.query.grammar import View


def create_classes(lang: str) -> Component:
    """Create the panel of class breaks: method, number, limits, and what they are computed on."""
    title = label("classes.change", lang)
    initial = View()
    target = html.Button(title, type="button", className="link")
    fields = [
        dmc.Select(
            id=ids.METHOD,
            label=label("classes.method", lang),
            data=options([scheme.value for scheme in Scheme], "classes.method.{}", lang),
            value=initial.methode,
            allowDeselect=False,
            comboboxProps={"withinPortal": False},
        ),
        dmc.Select(
            id=ids.CLASSES,
            label=label("classes.k", lang),
            data=[str(k) for k in K_RANGE],
            value=initial.classes,
            allowDeselect=False,
            comboboxProps={"withinPortal": False},
            className="classes-k",
        ),
        dmc.TextInput(
            id=ids.BREAKS,
            label=label("classes.breaks", lang),
            description=label("classes.breaks.hint", lang),
            value=initial.bornes,
            debounce=600,
            className="classes-breaks",
        ),
        dmc.RadioGroup(
            [
                dmc.Radio(label=label("classes.locked", lang), value="fixe"),
                dmc.Radio(label=label("classes.rescale", lang), value="recalculee"),
            ],
            id=ids.SCALE,
            value=initial.echelle,
        ),
    ]
    panel: Component = dmc.Popover(
        [
            dmc.PopoverTarget(target, boxWrapperProps={"className": "classes-target"}),
            dmc.PopoverDropdown(fields, className="classes-panel"),
        ],
        width=300,
        position="left-start",
        shadow="md",
        trapFocus=True,
        returnFocus=True,
    )
    return panel
