"""The drawer: what the register knows of one pole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from dash import html
from dash.development.base_component import Component

from app.dashboard import ids
from app.dashboard.layout.certainty import create_certainty, create_state
from app.dashboard.layout.columns import create_text, create_unknown
from app.dashboard.layout.downloads import create_pole_menu
from app.dashboard.layout.place import create_link, say_distance
from app.dashboard.layout.references import FRENCH, create_prose, create_references, create_sources
from app.dataset import Dataset
from app.http.addresses import carry, correction_path, pole_path, under_root
from app.sections.elements import attrs, icon, icon_button
from ptce_map.labels import label, number, sort_key, uncapitalised
from ptce_map.measures.censuses import say_span
from ptce_map.register.rules import INFERRED

COMMUNES_SHOWN = 7
EPCI_SHOWN = 3
POLES_SHOWN = 5


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
        html.P([icon("pin"), html.Span(pole.lieu, lang=FRENCH)], className="drawer-place"),
        create_certainty(dataset, pole, lang),
    ]
    sections = [create_section(title, create, dataset, pole, lang) for title, create in SECTIONS]
    foot = [create_page_link(pole_id, lang), create_correction(pole_id, lang)]
    return head + [section for section in sections if section is not None] + foot


def create_page_link(pole_id: str, lang: str) -> Component:
    """Link to the page of the pole, which has its neighbours and can be printed."""
    link = html.A(label("page.pole.page", lang), href=under_root(carry(pole_path(pole_id), lang)))
    return html.Section(html.P(link), className="drawer-section")


def create_correction(pole_id: str, lang: str) -> Component:
    """Link to the form that prepares a correction of the pole."""
    address = correction_path(lang, pole=pole_id)
    link = html.A(label("method.report", lang), href=under_root(address))
    return html.Section(html.P(link), className="drawer-section")


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
    kind = f", {uncapitalised(structure)}" if structure else ""
    references = create_references(dataset, pole, pole.sources_coordinateur, lang)
    note = [create_prose(pole.note_structure)] if pole.note_structure else []
    return [html.P([who, kind, references]), *note]


def create_seat(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """Name the commune of the seat, or say that it is not known."""
    return [html.P(create_text(dataset.commune_title(pole.siege), lang))]


def create_sectors(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """List the sectors."""
    names = [dataset.vocabulary.name("secteur", one, lang) for one in pole.secteurs]
    chips = [html.Li(name, className="chip small") for name in names]
    return [html.Ul(chips, className="chips")]


def create_activities(_: Dataset, pole: Any, __: str) -> list[Component]:
    """List the activities, in the words of the sources."""
    return [create_prose(", ".join(pole.activites))] if pole.activites else []


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
    references = create_references(dataset, pole, award.sources, lang)
    note = [html.Small(award.note, lang=FRENCH)] if award.note else []
    return html.Li(
        [html.Span([name + doubt, references]), say_amount(award, lang), *note], className="award"
    )


def say_amount(award: Any, lang: str) -> Component:
    """Write an amount in euros, or say what kind of support it was."""
    if not pd.isna(award.aide_eur):
        return html.Span(label("drawer.amount", lang, n=int(award.aide_eur)), className="amount")
    key = "support" if award.soutien == "support" else "unknown"
    return html.Span(label(f"soutien.{key}", lang), className="unknown")


def say_inhabitants(pole: Any, lang: str) -> str:
    """Name the inhabitants of a pole, with the years of their censuses."""
    year = say_span(pole.annees_population)
    return label("drawer.unit.population", lang, n=pole.population, year=year)


def create_territory(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """Measure the territory and list its communes; a pole known by its région has neither."""
    communes = dataset.commune_names(pole.Index)
    regions = dataset.vocabulary.join("region", pole.regions, lang)
    undrawn = dataset.undrawn_names(pole.Index)
    told = [html.P(label("drawer.undrawn", lang, x=undrawn))] if undrawn else []
    if not communes:
        return [html.P(regions), *told]
    figures = [
        (number(pole.n_communes, lang), label("drawer.unit.communes", lang, n=pole.n_communes)),
        (number(pole.population, lang), say_inhabitants(pole, lang)),
    ]
    if not pd.isna(pole.superficie_km2):
        area = label("drawer.area", lang, x=number(pole.superficie_km2, lang))
        figures.append((area, label("drawer.unit.area", lang)))
    terms = [html.Div([html.Dt(name), html.Dd(value)]) for value, name in figures]
    epci = dataset.epci_names(pole.Index)
    return [
        html.P(regions),
        *told,
        html.Dl(terms, className="drawer-figures"),
        *list_names(sorted(communes, key=sort_key), COMMUNES_SHOWN, "drawer.show_communes", lang),
        *list_names(epci, EPCI_SHOWN, "drawer.show_epci", lang),
    ]


def list_names(names: Sequence[str], n_shown: int, more: str, lang: str) -> list[Component]:
    """List names of places, the first ones at once and all of them on demand."""
    shown = ", ".join(names[:n_shown])
    if len(names) <= n_shown:
        return [create_prose(shown)]
    unfolded = [html.Summary(label(more, lang, n=len(names))), create_prose(", ".join(names))]
    return [create_prose(f"{shown}…"), html.Details(unfolded)]


def create_neighbours(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """List the poles whose territories touch or overlap, with the communes in common."""
    links = [
        create_link(
            dataset,
            one.pole,
            lang,
            label("page.pole.shared", lang, n=one.n_shared)
            if one.n_shared
            else label("page.pole.touching", lang),
        )
        for one in dataset.nearby[pole.Index]
        if one.is_neighbour
    ]
    return list_poles(links, pole, lang)


def create_others(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """List the poles of the same sector that are not far, with their distances."""
    links = [
        create_link(dataset, one.pole, lang, say_distance(one.km, lang))
        for one in dataset.nearby[pole.Index]
        if one.secteurs and not one.is_neighbour
    ]
    return list_poles(links, pole, lang)


def list_poles(links: Sequence[Component], pole: Any, lang: str) -> list[Component]:
    """List poles, the first ones; the page of the pole has them all."""
    if not links:
        return []
    listed: list[Component] = [html.Ul(list(links[:POLES_SHOWN]), className="places")]
    if len(links) <= POLES_SHOWN:
        return listed
    address = carry(pole_path(pole.Index), lang)
    page = html.A(label("drawer.more_poles", lang), href=under_root(address))
    return [*listed, html.P(page)]


def create_precision(dataset: Dataset, pole: Any, lang: str) -> list[Component]:
    """Say how the territory was found, and by which sources."""
    if not (pole.note_territoire or pole.sources_territoire):
        return []
    references = create_references(dataset, pole, pole.sources_territoire, lang)
    note = html.Span(pole.note_territoire, lang=FRENCH)
    return [html.P([note, references], className="prose")]


def create_doubts(_: Dataset, pole: Any, __: str) -> list[Component]:
    """Say what is not sure."""
    return [create_prose(pole.doutes)] if pole.doutes else []


def create_website(_: Dataset, pole: Any, lang: str) -> list[Component]:
    """Link to the site of the pole."""
    if not pole.site_web:
        return [html.P(create_text("", lang))]
    return [html.P(html.A(urlsplit(pole.site_web).netloc, href=pole.site_web))]


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("filters.etat", create_state),
    ("drawer.structure", create_coordinator),
    ("page.pole.seat", create_seat),
    ("drawer.secteurs", create_sectors),
    ("drawer.appels", create_awards),
    ("drawer.territory", create_territory),
    ("drawer.precision", create_precision),
    ("page.pole.neighbours", create_neighbours),
    ("page.pole.others", create_others),
    ("drawer.activites", create_activities),
    ("drawer.doubts", create_doubts),
    ("drawer.alias", create_alias),
    ("drawer.site_web", create_website),
    ("drawer.sources", create_sources),
)
