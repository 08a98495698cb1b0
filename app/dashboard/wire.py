"""What callbacks answer as it goes to the browser, written faster than Dash writes it.

Of each component, Dash asks for every property that its kind may have, some thirty, by an error
where it has none. What a callback answers is written from those that it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import no_update
from dash.development.base_component import Component
from pydantic_core import from_json, to_json

from app.dashboard.bodies import Property

WILDCARDS = ("data-", "aria-")
"""What begins the names of the properties that any component may have."""
WRITTEN = "_written"
"""Attribute of a component that answers share: the object that it is."""
_ORDERS: dict[tuple[Any, ...], tuple[str, ...]] = {}
"""Kind of a component and the names of its attributes -> those that are written, in their order.

There are as many as the code has kinds of elements.
"""


def write_answer(outputs: Property | Sequence[Property], answer: Any) -> bytes:
    """Write what a callback answers: a value for its output, or one for each of several.

    What is answered with ``no_update`` stays on the page as it is.
    """
    rows = [(outputs, answer)] if isinstance(outputs, Property) else zip(outputs, answer)
    response: dict[str, dict[str, Any]] = {}
    for row, value in rows:
        if value is not no_update:
            response.setdefault(row.id, {})[row.part] = value
    return write({"multi": True, "response": response})


def write(node: Any) -> bytes:
    """Write JSON, components however deep in it as the objects that Dash makes of them."""
    return to_json(node, fallback=to_wire, inf_nan_mode="null")


def to_wire(component: Component) -> dict[str, Any]:
    """Return the object that a component is; those in it are written in their turn.

    Raises
    ------
    TypeError
        If it is none, so that nothing writes it.
    """
    given = getattr(component, "__dict__", {})
    written: dict[str, Any] | None = given.get(WRITTEN)
    if written is not None:
        return written
    key = (type(component), *given)
    order = _ORDERS.get(key)
    if order is None:
        order = _ORDERS[key] = _order(component)
    props = {name: given[name] for name in order}
    return {"props": props, "type": component._type, "namespace": component._namespace}


def _order(component: Component) -> tuple[str, ...]:
    """Return the attributes of a component that are written: those of its kind, then any other."""
    if not isinstance(component, Component):
        raise TypeError(f"{type(component).__name__} is no component")
    given = vars(component)
    wild = sorted(name for name in given if name.startswith(WILDCARDS))
    return (*(name for name in component._prop_names if name in given), *wild)


def share(component: Component) -> Component:
    """Return a component that many answers have and none changes: it is written once."""
    vars(component)[WRITTEN] = from_json(write(component))
    return component
