"""The sources of a pole in its drawer: references by number, and the list that they refer to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.dataset import Dataset
from app.sections.elements import attrs
from ptce_map.labels import label

FRENCH = "fr"
"""Language of what the register says in words."""
SOURCES_SHOWN = 3


def create_reference(n: int, source: Any, lang: str) -> Component:
    """Refer to a source by its number, and name it for those who hear the link alone."""
    name = name_source(source)
    said = label("drawer.source", lang, n=n, name=name)
    return html.A(str(n), href=str(source.url), title=name, **attrs(aria_label=said))


def create_references(dataset: Dataset, pole: Any, sources: Sequence[str], lang: str) -> Component:
    """Refer to sources by their numbers in the list of those of the pole."""
    cited = dataset.register.sources.loc[list(sources)].itertuples()
    links = [create_reference(pole.sources.index(one.Index) + 1, one, lang) for one in cited]
    return html.Sup([part for link in links for part in (" ", link)], className="references")


def create_sources(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """List the sources by number, the first ones at once and all of them on demand."""
    if not pole.sources:
        return []
    links = [create_source(dataset.register.sources.loc[one]) for one in pole.sources]
    shown = html.Ol([html.Li(link) for link in links[:SOURCES_SHOWN]])
    rest = links[SOURCES_SHOWN:]
    if not rest:
        return [shown]
    more = html.Details(
        [
            html.Summary(label("drawer.more_sources", lang, n=len(rest))),
            html.Ol([html.Li(link) for link in rest], start=str(SOURCES_SHOWN + 1)),
        ]
    )
    return [shown, more]


def create_source(source: Any) -> Component:
    """Link to a source, named by its publisher and title."""
    return html.A(name_source(source), href=source.url, lang=FRENCH)


def name_source(source: Any) -> str:
    """Name a source by its publisher and title, or by its address."""
    return ", ".join(part for part in (source.editeur, source.titre) if part) or source.url


def create_prose(text: str) -> Component:
    """Write what the register says in words."""
    return html.P(text, className="prose", lang=FRENCH)
