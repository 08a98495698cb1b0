"""Components as they go to the browser, written faster than Dash writes them.

Of each component, Dash asks for every property that its kind may have, some thirty, by an error
where it has none. What a callback answers is written from those that it has.
"""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

WILDCARDS = ("data-", "aria-")
"""What begins the names of the properties that any component may have."""


def to_wire(node: Any) -> Any:
    """Return components, however deep in lists, as the objects that Dash makes of them."""
    if isinstance(node, Component):
        return _component(node)
    if isinstance(node, list | tuple):
        return [to_wire(child) for child in node]
    return node


def _component(component: Component) -> dict[str, Any]:
    given = vars(component)
    props = {name: given[name] for name in component._prop_names if name in given}
    props |= {name: value for name, value in given.items() if name.startswith(WILDCARDS)}
    if "children" in props:
        props["children"] = to_wire(props["children"])
    return {"props": props, "type": component._type, "namespace": component._namespace}
