"""The order of what Dash writes of a layout: the same in every process."""

from __future__ import annotations

from dash.development.base_component import Component


def in_order(layout: Component) -> Component:
    """Put the attributes of components in an order, so that each process writes the same bytes.

    Dash takes them through a set, whose order is that of the process.
    """
    for part in (layout, *layout._traverse()):
        if isinstance(part, Component):
            part.__dict__ = dict(sorted(part.__dict__.items()))
    return layout
