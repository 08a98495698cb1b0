"""Controls that browsers draw and read themselves: choices, menus, switches.

What ``dash.html`` has is given as components; fields, which it lacks, are plain HTML that the
script puts in its slot. ``assets/page.js`` makes keys of the address of what is chosen by them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.sections.elements import attrs, icon
from app.sections.fragment import Node, Tag

Named = Mapping[str, str]
"""Value of a choice -> its name."""


def create_segments(key: str, values: Named, chosen: str, title: str, *, id: str, look: str) -> Tag:  # noqa: A002
    """Create a choice of which every value shows, side by side.

    Parameters
    ----------
    key
        Key of the address that the choice gives a value to.
    values, chosen
        The values with their names, and the one chosen at first.
    title
        Name of the choice, for those who do not see it.
    id, look
        Id and class of the element.
    """
    pairs = [
        pair for value, name in values.items() for pair in create_radio(key, value, name, chosen)
    ]
    return Tag("fieldset", [create_hidden_legend(title), *pairs], {"id": id, "className": look})


def create_radios(key: str, values: Named, chosen: str, title: str) -> Tag:
    """Create a choice of one of several values, each on a line of its own."""
    rows = [
        Tag("div", create_radio(key, value, name, chosen), {"className": "radio"})
        for value, name in values.items()
    ]
    return Tag("fieldset", [create_hidden_legend(title), *rows], {"id": key, "className": "radios"})


def create_radio(key: str, value: str, name: str, chosen: str) -> list[Node]:
    """Create one value of a choice: its field, then its name."""
    own = f"{key}-{value}"
    field = {"type": "radio", "name": key, "value": value, "id": own, "checked": value == chosen}
    return [
        Tag("input", None, {**field, **attrs(data_choice=key)}),
        Tag("label", name, {"htmlFor": own}),
    ]


def create_hidden_legend(title: str) -> Node:
    """Name a choice for those who do not see it."""
    return Tag("legend", title, {"className": "visually-hidden"})


def create_select(key: str, values: Named, chosen: str, title: str) -> Tag:
    """Create a list to choose one value from, after its name."""
    options = [
        Tag("option", name, {"value": value, "selected": value == chosen})
        for value, name in values.items()
    ]
    field = Tag("select", options, {"id": key, **attrs(data_choice=key)})
    named = Tag("span", title, {"className": "field-name"})
    shown = Tag("span", [field, icon("chevron")], {"className": "select"})
    return Tag("label", [named, shown], {"className": f"field field-{key}"})


def create_text_field(key: str, title: str, hint: str, value: str) -> Tag:
    """Create a field of text under its name and a hint."""
    own = f"{key}-hint"
    field = {"type": "text", "id": key, "value": value, "autocomplete": "off"}
    return Tag(
        "label",
        [
            Tag("span", title, {"className": "field-name"}),
            Tag("span", hint, {"className": "field-hint", "id": own}),
            Tag("input", None, {**field, **attrs(data_choice=key, aria_describedby=own)}),
        ],
        {"className": f"field field-{key}"},
    )


def create_switch(switch_id: str, text: str) -> Component:
    """Create a switch after its name."""
    switch = html.Button(
        html.Span(className="thumb"),
        id=switch_id,
        type="button",
        role="switch",
        className="switch",
        **attrs(aria_checked="true", aria_label=text),
    )
    return html.Div([html.H3(text), switch], className="legend-overlay")


def create_menu(
    button_id: str,
    content: list[Any],
    items: Sequence[Component],
    *,
    button: str,
    look: str = "",
    name: str = "",
) -> Component:
    """Create a menu and the button that opens it; ``assets/page/menus.js`` does.

    Parameters
    ----------
    button_id, content
        Id and content of the button.
    items
        Content of the menu.
    button, look
        Classes of the button and of the menu.
    name
        Name of the button, where its content does not say it on every screen.
    """
    menu_id = f"{button_id}-menu"
    named = attrs(aria_label=name) if name else {}
    opener = html.Button(
        content,
        id=button_id,
        type="button",
        className=button,
        **attrs(aria_haspopup="menu", aria_expanded="false", aria_controls=menu_id),
        **named,
    )
    menu = html.Div(
        list(items),
        id=menu_id,
        role="menu",
        hidden=True,
        className=f"menu {look}".strip(),
        **attrs(aria_labelledby=button_id),
    )
    return html.Div([opener, menu], className="menu-home")


def create_menu_item(content: Any, **attributes: Any) -> Component:
    """Create an item of a menu: a link if it has an address, else a button."""
    given = {"role": "menuitem", "tabIndex": "-1", **attributes}
    given["className"] = f"menu-item {given.get('className', '')}".strip()
    kind = html.A if "href" in given else partial(html.Button, type="button")
    item: Component = kind(content, **given)
    return item
