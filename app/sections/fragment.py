"""Dash's HTML components as plain HTML.

Dash keeps a record of every component and visits them all at each change of any of them: tables of
thousands of cells would slow each filter down. What never changes is written as HTML instead, in
``<template>`` elements of the page, and put in its place by the script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

ATTRIBUTES = {"className": "class", "htmlFor": "for"}
VOID = frozenset({"br", "col", "hr", "img", "input"})
NAMED_AS_THEY_ARE = frozenset({"viewBox"})


@dataclass(frozen=True)
class Tag:
    """An element that ``dash.html`` lacks: a field, a drawing."""

    name: str
    children: Node = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


Node = Component | Tag | str | float | Sequence["Node"] | None


def to_html(node: Node) -> Markup:
    """Write a tree of ``dash.html`` components as HTML, texts and attributes escaped."""
    return Markup(write(node))  # noqa: S704 - each text and each attribute was escaped


def write(node: Node) -> str:
    """Write a tree; pages of thousands of rows have no time for markup that escapes again."""
    if node is None:
        return ""
    if isinstance(node, str | int | float):
        return escape(node)
    if isinstance(node, Tag):
        return element(node.name, node.attributes, node.children)
    if isinstance(node, Component):
        return component_element(node)
    return "".join(map(write, node))


def component_element(component: Component) -> str:
    """Write a component, its attributes and its children."""
    written: Mapping[str, Any] = component.to_plotly_json()
    properties = dict(written["props"])
    children = properties.pop("children", None)
    return element(written["type"].lower(), properties, children)


def element(tag: str, properties: Mapping[str, Any], children: Node) -> str:
    """Write an element."""
    start = f"<{tag}{attributes(properties)}>"
    return start if tag in VOID else f"{start}{write(children)}</{tag}>"


def attributes(properties: Mapping[str, Any]) -> str:
    """Write attributes, in the order of their names; those that are false are left out."""
    given = {name: value for name, value in properties.items() if value not in (None, False)}
    return "".join(attribute(name, given[name]) for name in sorted(given))


def attribute(name: str, value: Any) -> str:
    """Write one attribute, after a space."""
    shown = name if name in NAMED_AS_THEY_ARE else ATTRIBUTES.get(name, name.lower())
    if value is True:
        return f" {shown}"
    return f' {shown}="{escape(style(value) if name == "style" else value)}"'


def style(declarations: Mapping[str, Any]) -> str:
    """Write an inline style."""
    return ";".join(f"{name}:{value}" for name, value in declarations.items())
