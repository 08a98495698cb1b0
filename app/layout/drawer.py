"""The drawer: what the register knows of one pole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from dash import html
from dash.development.base_component import Component

from app import ids
from app.addresses import carry, pole_path
from app.dataset import Dataset
from app.layout.downloads import create_pole_menu
from app.layout.elements import attrs, icon, icon_button
from app.layout.listing import create_text, create_unknown
from ptce_map.labels import label, number, sort_key
from ptce_map.rules import INFERRED

COMMUNES_SHOWN = 7
SOURCES_SHOWN = 3


def create_drawer(lang: str) -> Component:
    """Create the drawer, empty and closed; the content comes with the pole chosen."""
    position = html.Span(
        id=ids.DRAWER_POSITION, **attrs(data_text=label("drawer.position", lang, i="{i}", n="{n}"))
    )
    head = html.Div(
        [
            icon_button("left", id=ids.DRAWER_PREVIOUS, label=label("drawer.previous", lang)),
            position,
            icon_button("right", id=ids.DRAWER_NEXT, label=label("drawer.next", lang)),
            icon_button(
                "close",
                id=ids.DRAWER_CLOSE,
                label=label("drawer.close", lang),
                className="drawer-close",
            ),
        ],
        className="drawer-head",
    )
    foot = html.Div(
        [
            create_pole_menu(lang),
            html.Button(
                [icon("share"), label("header.share", lang)],
                id=ids.DRAWER_SHARE,
                type="button",
                className="button",
            ),
        ],
        className="drawer-foot",
    )
    return html.Aside(
        [head, html.Div(id=ids.DRAWER_BODY, className="drawer-body"), foot],
        id=ids.DRAWER,
        className="drawer",
        **attrs(aria_label=label("drawer.title", lang)),
    )


def create_pole(dataset: Dataset, pole_id: str, lang: str) -> list[Component]:
    """Create the content of the drawer: every fact, and in words those that are missing."""
    pole = dataset.pole(pole_id)
    head = [
        html.H2(pole.nom, tabIndex="-1"),
        html.P([icon("pin"), pole.lieu], className="drawer-place"),
        create_certainty(dataset, pole, lang),
    ]
    sections = [create_section(title, create, dataset, pole, lang) for title, create in SECTIONS]
    foot = [create_page_link(pole_id, lang), *create_correction(dataset, pole_id, lang)]
    return head + [section for section in sections if section is not None] + foot


def create_page_link(pole_id: str, lang: str) -> Component:
    """Link to the page of the pole, which has its neighbours and can be printed."""
    link = html.A(label("page.pole.page", lang), href=carry(pole_path(pole_id), lang))
    return html.Section(html.P(link), className="drawer-section")


def create_correction(dataset: Dataset, pole_id: str, lang: str) -> list[Component]:
    """Link to where the pole may be corrected, if there is such an address."""
    link = dataset.correction_link(pole_id)
    if not link:
        return []
    report = html.P(html.A(label("method.report", lang), href=link))
    return [html.Section(report, className="drawer-section")]


def create_references(dataset: Dataset, pole: Any, sources: Sequence[str]) -> Component:
    """Refer to sources by their numbers in the list of those of the pole."""
    cited = dataset.register.sources.loc[list(sources)].itertuples()
    links = [
        html.A(f"{pole.sources.index(one.Index) + 1}", href=str(one.url), title=name_source(one))
        for one in cited
    ]
    return html.Sup([part for link in links for part in (" ", link)], className="references")


def create_certainty(dataset: Dataset, pole: Any, lang: str) -> Component:
    """Say how precise the territory is and how sure the row is."""
    precision = dataset.vocabulary.name("precision", pole.precision, lang)
    confidence = dataset.vocabulary.name("confiance", pole.confiance, lang)
    chips = [
        html.Li(precision, className="chip small warm"),
        html.Li(confidence, className="chip small"),
    ]
    return html.Ul(chips, className="chips")


Section = Callable[[Dataset, Any, str], "list[Component]"]


def create_section(
    title: str, create: Section, dataset: Dataset, pole: Any, lang: str
) -> Component | None:
    """Create a section under its title; none if it has nothing to say."""
    content = create(dataset, pole, lang)
    if not content:
        return None
    return html.Section([html.H3(label(title, lang)), *content], className="drawer-section")


def create_alias(_: Dataset, pole: Any, __: str) -> list[Component]:
    """List the other names of the pole."""
    return [html.P(", ".join(pole.alias))] if pole.alias else []


def create_coordinator(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """Name the coordinating structure and its type."""
    names = [dataset.vocabulary.name("structure", one, lang) for one in pole.structures]
    structure = ", ".join(names)
    who = html.Strong(pole.coordinateur) if pole.coordinateur else create_unknown(lang)
    kind = f", {within_sentence(structure)}" if structure else ""
    references = create_references(dataset, pole, pole.sources_coordinateur)
    note = [html.P(pole.note_structure, className="prose")] if pole.note_structure else []
    return [html.P([who, kind, references]), *note]


def within_sentence(name: str) -> str:
    """Return a name as it reads within a sentence: without its capital, unless it is initials."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def create_sectors(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """List the sectors."""
    names = [dataset.vocabulary.name("secteur", one, lang) for one in pole.secteurs]
    chips = [html.Li(name, className="chip small") for name in names]
    return [html.Ul(chips, className="chips")]


def create_activities(_: Dataset, pole: Any, __: str) -> list[Component]:
    """List the activities, in the words of the sources."""
    return [html.P(", ".join(pole.activites), className="prose")] if pole.activites else []


def create_awards(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """List the rounds won, each with its amount or what is known of it."""
    awards = dataset.register.laureats
    won = awards[awards["pole"] == pole.Index].itertuples()
    items = [create_award(dataset, pole, award, lang) for award in won]
    return [html.Ul(items)] if items else []


def create_award(dataset: Dataset, pole: Any, award: Any, lang: str) -> Component:
    """Name a round, its amount, its sources, what is noted, and whether it is inferred."""
    name = dataset.vocabulary.name("appel", award.appel, lang)
    doubt = f" ({label('statut.inferred', lang)})" if award.statut == INFERRED else ""
    references = create_references(dataset, pole, award.sources)
    note = [html.Small(award.note)] if award.note else []
    return html.Li(
        [html.Span([name + doubt, references]), say_amount(award, lang), *note], className="award"
    )


def say_amount(award: Any, lang: str) -> Component:
    """Write an amount in euros, or say what kind of support it was."""
    if not pd.isna(award.aide_eur):
        return html.Span(label("drawer.amount", lang, n=int(award.aide_eur)), className="amount")
    key = "support" if award.soutien == "support" else "unknown"
    return html.Span(label(f"soutien.{key}", lang), className="unknown")


def create_territory(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """Measure the territory and list its communes; a pole known by its région has neither."""
    communes = dataset.commune_names(pole.Index)
    if not communes:
        regions = [dataset.vocabulary.name("region", one, lang) for one in pole.regions]
        return [html.P(", ".join(regions))]
    figures = (
        (number(pole.n_communes, lang), label("drawer.unit.communes", lang, n=pole.n_communes)),
        (number(pole.population, lang), label("drawer.unit.population", lang, n=pole.population)),
        (
            label("drawer.area", lang, x=number(pole.superficie_km2, lang)),
            label("drawer.unit.area", lang),
        ),
    )
    terms = [html.Div([html.Dt(name), html.Dd(value)]) for value, name in figures]
    return [html.Dl(terms, className="drawer-figures"), *list_communes(communes, lang)]


def list_communes(names: Sequence[str], lang: str) -> list[Component]:
    """List the communes, the first ones at once and all of them on demand."""
    ordered = sorted(names, key=sort_key)
    shown = ", ".join(ordered[:COMMUNES_SHOWN])
    if len(ordered) <= COMMUNES_SHOWN:
        return [html.P(shown, className="prose")]
    more = html.Details(
        [
            html.Summary(label("drawer.show_communes", lang, n=len(ordered))),
            html.P(", ".join(ordered), className="prose"),
        ]
    )
    return [html.P(f"{shown}…", className="prose"), more]


def create_precision(dataset: Dataset, pole: Any, __: str) -> list[Component]:
    """Say how the territory was found, and by which sources."""
    if not (pole.note_territoire or pole.sources_territoire):
        return []
    references = create_references(dataset, pole, pole.sources_territoire)
    return [html.P([pole.note_territoire, references], className="prose")]


def create_doubts(_: Dataset, pole: Any, __: str) -> list[Component]:
    """Say what is not sure."""
    return [html.P(pole.doutes, className="prose")] if pole.doutes else []


def create_website(_: Dataset, pole: Any, lang: str) -> list[Component]:
    """Link to the site of the pole."""
    if not pole.site_web:
        return [html.P(create_text("", lang))]
    return [html.P(html.A(urlsplit(pole.site_web).netloc, href=pole.site_web))]


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
    return html.A(name_source(source), href=source.url)


def name_source(source: Any) -> str:
    """Name a source by its publisher and title, or by its address."""
    return ", ".join(part for part in (source.editeur, source.titre) if part) or source.url


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("drawer.structure", create_coordinator),
    ("drawer.secteurs", create_sectors),
    ("drawer.appels", create_awards),
    ("drawer.territory", create_territory),
    ("drawer.precision", create_precision),
    ("drawer.activites", create_activities),
    ("drawer.doubts", create_doubts),
    ("drawer.alias", create_alias),
    ("drawer.site_web", create_website),
    ("drawer.sources", create_sources),
)
