"""Small elements that several parts of the page are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.http.addresses import under_root
from ptce_map.labels import label, read_locale

FRENCH = "fr"
"""Language of what the register says in words."""


def attrs(**values: Any) -> dict[str, Any]:
    """Return attributes whose names have hyphens: ``aria_label`` becomes ``aria-label``."""
    return {name.replace("_", "-"): value for name, value in values.items()}


def create_slot(template: str, look: str = "slot") -> Component:
    """Create the place where the script puts a template of the page."""
    return html.Div(className=look, **attrs(data_template=f"template-{template}"))


def create_outlet(component: str) -> Component:
    """Create the place where the script puts a component that answers of the server fill."""
    return html.Div(**attrs(data_component=component))


def icon(name: str) -> Component:
    """Create one of the icons of style.css; it says nothing to a screen reader."""
    return html.Span(className=f"icon icon-{name}", **attrs(aria_hidden="true"))


def icon_button(
    name: str,
    *,
    id: str,  # noqa: A002
    label: str,
    className: str = "",  # noqa: N803
    **attributes: Any,
) -> Component:
    """Create a button that shows an icon and is named by ``label``."""
    return html.Button(
        icon(name),
        id=id,
        type="button",
        className=className,
        title=label,
        **attrs(aria_label=label),
        **attributes,
    )


def create_alert(text: str, retry: Component, **attributes: Any) -> Component:
    """Create what says that something failed, with the button that tries again; it is hidden."""
    return html.Div([html.P(text), retry], hidden=True, role="alert", **attributes)


def create_retry(key: str, lang: str, look: str) -> Component:
    """Create a button that tries again, looking like a ``button`` or a ``link``."""
    return html.Button(label("state.retry", lang), id=key, type="button", className=look)


def options(values: list[str], template: str, lang: str) -> list[dict[str, str]]:
    """Return the options of a choice, named by the texts of a template of keys."""
    return [{"value": value, "label": label(template.format(value), lang)} for value in values]


def plural_texts(key: str, lang: str) -> dict[str, Any]:
    """Return both forms of a text as attributes, for the script to write a number into."""
    texts = read_locale(lang)
    return {f"data-{form}": texts[f"{key}.{form}"] for form in ("one", "other")}


def create_unknown(lang: str) -> Component:
    """Say that a fact is not known."""
    return html.Span(label("value.unknown", lang), className="unknown")


def create_text(text: str, lang: str) -> Component:
    """Show a text, whole under the pointer, or say that it is not known."""
    return html.Span(text, title=text) if text else create_unknown(lang)


def create_prose(text: str) -> Component:
    """Write what the register says in words."""
    return html.P(text, className="prose", lang=FRENCH)


def link_to(name: Any, address: str, *, is_shown: bool = False, **attributes: Any) -> Component:
    """Link to an address of the site; ``is_shown`` tells that the reader is there."""
    current = attrs(aria_current="true") if is_shown else {}
    return html.A(name, href=under_root(address), **current, **attributes)


def create_links(links: Sequence[tuple[str, str]]) -> Component:
    """List links, each by its name and address."""
    return html.Ul([html.Li(link_to(name, address)) for name, address in links])


def interleave(parts: Sequence[Any], between: str = ", ") -> list[Any]:
    """Put a text between parts."""
    return [item for part in parts for item in (between, part)][1:]
