"""The form of ``/liste``: filters, with the poles that each value would leave, and the order."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from app.http.addresses import under_root
from app.pages.found import Found
from app.sections.fields import FIELDS, FIELDS_BY_KEY
from app.sections.fragment import Node, Tag
from ptce_map.filters.filters import Filters, facet_keys
from ptce_map.labels import label, sort_key
from ptce_map.query.grammar import VIEW_VALUES, View
from ptce_map.query.view import DESCENDING

PLACES = ("region", "departement")


def create_form(found: Found) -> Tag:
    """Create the form; what it does not ask for is kept, hidden."""
    say, filters = found.door.say, found.query.filters
    kept = parse_qsl(found.address("", Filters(id=filters.id), tri="").removeprefix("?"))
    content: list[Node] = [
        *(create_input("hidden", name, value) for name, value in kept),
        create_line(
            "q", say("filters.q.placeholder"), create_input("search", "q", filters.q, id="q")
        ),
        *(create_choices(found, key) for key in facet_keys(found.dataset.vocabulary)),
        create_line("tri", say("page.list.sort"), create_orders(found.query.view)),
        Tag("p", Tag("button", say("page.list.show"), {"className": "button", "type": "submit"})),
    ]
    form = Tag("form", content, {"action": under_root("/liste"), "method": "get"})
    return Tag("details", [Tag("summary", say("page.list.choose")), form], {"className": "filters"})


def create_input(kind: str, name: str, value: str, **more: Any) -> Tag:
    """Create a field of the form."""
    return Tag("input", None, {"type": kind, "name": name, "value": value, **more})


def create_line(field: str, name: str, content: Node) -> Tag:
    """Create a line of the form: the name of a field, and the field."""
    return Tag("p", [Tag("label", name, {"htmlFor": field}), Tag("br"), content])


def create_choices(found: Found, key: str) -> Tag:
    """Create the values of a filter with the poles each would leave; places in reading order."""
    vocabulary, say = found.dataset.vocabulary, found.door.say
    asked, counts = found.query.filters.values(key), found.selection.facets[key]
    values = list(vocabulary.values(key))
    names = {value: vocabulary.name(key, value, found.door.lang) for value in values}
    if key in PLACES:
        values.sort(key=lambda value: sort_key(names[value]))
    boxes = [
        [
            create_input("checkbox", key, value, checked=value in asked),
            Tag("span", names[value]),
            Tag("span", say("sentence.poles", n=counts[value]), {"className": "n"}),
        ]
        for value in values
    ]
    choices = Tag("ul", [Tag("li", Tag("label", box)) for box in boxes], {"className": "choices"})
    name = vocabulary.title(key, found.door.lang)
    content = [Tag("summary", name), Tag("fieldset", [Tag("legend", name), choices])]
    return Tag("details", content, {"open": any(value in asked for value in values)})


def create_orders(view: View) -> Tag:
    """Create the choice of the order; that of the names needs no value."""
    orders = ["" if order == FIELDS[0].key else order for order in VIEW_VALUES["tri"] or ()]
    options = [
        Tag("option", say_order(order, view.lang), {"value": order, "selected": order == view.tri})
        for order in orders
    ]
    return Tag("select", options, {"id": "tri", "name": "tri"})


def say_order(order: str, lang: str) -> str:
    """Name an order: the column, and whether it goes down."""
    key, direction = split_order(order)
    title = label(FIELDS_BY_KEY[key].label_key, lang)
    return label(f"page.list.order.{direction}", lang, x=title)


def split_order(order: str) -> tuple[str, str]:
    """Return the column of an order and its direction, as ``aria-sort`` names it."""
    direction = "descending" if order.startswith(DESCENDING) else "ascending"
    return order.removeprefix(DESCENDING) or FIELDS[0].key, direction
