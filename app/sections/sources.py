"""The sources: references by number, and how a source is cited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.sections.elements import FRENCH, attrs, interleave
from app.sections.sheet import Sheet
from ptce_map.dates import written_date
from ptce_map.labels import label

SOURCES_SHOWN = 3


def create_references(sheet: Sheet, sources: Sequence[str]) -> list[Component]:
    """Refer to sources by their numbers in the list of those of the pole, each a link.

    A page leads into its list, where the drawer, whose list is folded, leads to the source.
    """
    cited = sheet.dataset.register.sources.loc[list(sources)].itertuples()
    return interleave(
        [create_reference(sheet, sheet.pole.sources.index(row.Index) + 1, row) for row in cited]
    )


def create_reference(sheet: Sheet, n: int, source: Any) -> Component:
    """Refer to a source by its number, and name it for those who hear the link alone."""
    name = name_source(source)
    address = f"#source-{n}" if sheet.door.is_page else str(source.url)
    said = sheet.door.say("drawer.source", n=n, name=name)
    return html.A(str(n), href=address, title=name, **attrs(aria_label=said))


def refer(sheet: Sheet, sources: Sequence[str]) -> list[Any]:
    """Return what stands after a fact: its references, raised; nothing without a source."""
    links = create_references(sheet, sources)
    return [" ", html.Sup(links, className="references")] if links else []


def create_sources(sheet: Sheet) -> list[Component]:
    """List the sources by number; the drawer has the first ones at once, all of them on demand."""
    rows = [sheet.dataset.register.sources.loc[source] for source in sheet.pole.sources]
    if not rows:
        return []
    if sheet.door.is_page:
        return [
            html.Ol(
                [create_item(sheet, n, row) for n, row in enumerate(rows, 1)], className="sources"
            )
        ]
    links = [html.Li(html.A(name_source(row), href=str(row["url"]), lang=FRENCH)) for row in rows]
    shown, rest = html.Ol(links[:SOURCES_SHOWN]), links[SOURCES_SHOWN:]
    if not rest:
        return [shown]
    summary = html.Summary(sheet.door.say("drawer.more_sources", n=len(rest)))
    return [shown, html.Details([summary, html.Ol(rest, start=str(SOURCES_SHOWN + 1))])]


def create_item(sheet: Sheet, n: int, source: Any) -> Component:
    """Cite a source of a pole, with what it establishes."""
    cited = cite(source, sheet.door.lang)
    if source.etablit:
        cited += [" ", html.Span(source.etablit, className="sub", lang=FRENCH)]
    return html.Li(cited, id=f"source-{n}")


def cite(source: Any, lang: str) -> list[Any]:
    """Cite a source: its title, its publisher, when it was published and read."""
    dates = (
        ("page.source.published", written_date(source.date_publication, lang)),
        ("page.source.read", written_date(source.date_consultation, lang)),
    )
    said = [source.editeur, *(label(key, lang, x=date) for key, date in dates if date)]
    note = ", ".join(filter(None, said))
    title = source.titre or source.editeur or source.url
    link = html.A(title, href=source.url, rel="noopener", lang=FRENCH)
    return [link, f", {note}."] if note else [link]


def name_source(source: Any) -> str:
    """Name a source by its publisher and title, or by its address."""
    return ", ".join(part for part in (source.editeur, source.titre) if part) or source.url
