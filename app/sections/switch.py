"""The switch between the programmes of a site."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.http.addresses import hub_ways, siblings_of
from app.sections.elements import attrs, icon
from ptce_map.labels import label


def create_switch(dataset: Dataset, lang: str, theme: str) -> list[Component]:
    """Create the menu of the programmes, which needs no script; nothing where there is only one."""
    siblings = siblings_of(dataset, lang, theme)
    if not siblings:
        return []
    links = [
        html.Li(html.A(title, href=href, **(attrs(aria_current="true") if is_here else {})))
        for title, href, is_here in siblings
    ]
    links += [
        html.Li(html.A(label(key, lang), href=href), className=key.replace(".", "-"))
        for key, href in hub_ways(dataset, lang, theme)
    ]
    named = html.Summary([label("switch.title", lang), icon("chevron")], className="button")
    return [html.Details([named, html.Ul(links)], className="programmes-menu")]
