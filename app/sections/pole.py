"""A pole, fact by fact: what its drawer and its page are made of.

Each part is a list of elements, empty where the register knows nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from dash import html
from dash.development.base_component import Component

from app.sections.elements import FRENCH, create_prose, create_text
from app.sections.sheet import Sheet
from app.sections.sources import create_references, refer
from app.sections.tables import Table, titled
from ptce_map.dates import written_date
from ptce_map.labels import label, number, uncapitalised
from ptce_map.measures.censuses import say_span
from ptce_map.register.extras import ExtraColumn
from ptce_map.register.rules import ENDED, INFERRED
from ptce_map.register.states import say_state

Part = Callable[[Sheet], "list[Any]"]


def create_marks(sheet: Sheet) -> Component:
    """Say how precise the territory is, how sure the row is, and whether the pole has ended."""
    vocabulary, pole = sheet.dataset.vocabulary, sheet.pole
    lang = sheet.door.lang
    sure = vocabulary.name("confiance", pole.confiance, lang)
    marks = [html.Li(say_precision(sheet), className="chip small warm")]
    others = [sure, sheet.door.say("etat.termine")] if pole.etat == ENDED else [sure]
    return html.Ul(
        [*marks, *(html.Li(text, className="chip small") for text in others)], className="chips"
    )


def say_precision(sheet: Sheet) -> str:
    """Name the degree of precision of the territory."""
    return sheet.dataset.vocabulary.name("precision", sheet.pole.precision, sheet.door.lang)


def create_state(sheet: Sheet) -> list[Component]:
    """Say what became of the pole, when, and what establishes it; nothing if no pole has a state.

    That it is not known is said where the register tells of others.
    """
    pole = sheet.pole
    if len(sheet.dataset.vocabulary.values("etat")) < 2:
        return []
    said = say_state(pole.etat, pole.etat_date, sheet.door.lang)
    return [html.P([html.Span(said), *refer(sheet, pole.sources_etat)])]


def prose_of(column: str) -> Part:
    """Return the part that writes what a column of the register says in words."""

    def create(sheet: Sheet) -> list[Component]:
        told = getattr(sheet.pole, column)
        text = told if isinstance(told, str) else ", ".join(told)
        return [create_prose(text)] if text else []

    return create


def create_extras(sheet: Sheet) -> list[Component]:
    """List what the columns of the register's own say of the pole, those that say something."""
    lang = sheet.door.lang
    register = sheet.dataset.register
    cells = register.poles.loc[sheet.pole.Index]
    told = [
        (column.titles[lang], _write_extra(column, cells[column.name], lang))
        for column in register.extras
    ]
    terms = [(html.Dt(title), html.Dd(said)) for title, said in told if said]
    return [html.Dl([item for term in terms for item in term], className="facts")] if terms else []


def _write_extra(column: ExtraColumn, value: Any, lang: str) -> Any:
    """Write a value as its kind is read; nothing for one that is not known."""
    if isinstance(value, tuple):
        said = ", ".join(column.name_of(part, lang) for part in value)
        return _told(column, said, lang) if value else None
    if pd.isna(value) or value == "":
        return None
    write = None if column.named else WRITTEN.get(column.kind_name)
    return write(value, lang) if write else _told(column, column.name_of(str(value), lang), lang)


def _told(column: ExtraColumn, said: str, lang: str) -> Component:
    """Say a text of the register: in French, unless it declares how its values read."""
    return html.Span(said, lang=lang if column.named else FRENCH)


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 2


WRITTEN: Mapping[str, Callable[[Any, str], Any]] = MappingProxyType(
    {
        "date": written_date,
        "entier": number,
        "nombre": lambda value, lang: number(value, lang, decimals=_decimals(value)),
        "montant": lambda value, lang: label(
            "value.euros", lang, x=number(value, lang, decimals=_decimals(value))
        ),
        "pourcentage": lambda value, lang: label(
            "page.percent", lang, x=number(value, lang, decimals=_decimals(value))
        ),
        "lien": lambda value, _: html.A(urlsplit(value).netloc or value, href=value),
    }
)
"""Kind of an extra column -> how a value is written in a language; any other is a text."""


def create_alias(sheet: Sheet) -> list[Component]:
    """List the other names of the pole."""
    return [html.P(", ".join(sheet.pole.alias))] if sheet.pole.alias else []


def create_coordinator(sheet: Sheet) -> list[Component]:
    """Name the coordinating structure; in the drawer with its type, that pages name apart."""
    pole, lang = sheet.pole, sheet.door.lang
    who = create_text(pole.coordinateur, lang)
    references = refer(sheet, pole.sources_coordinateur)
    if sheet.door.is_page:
        return [html.P([who, *references])]
    kind = uncapitalised(sheet.dataset.vocabulary.join("structure", pole.structures, lang))
    shown = html.Strong(pole.coordinateur) if pole.coordinateur else who
    return [html.P([shown, f", {kind}" if kind else "", *references])]


def create_names(key: str, column: str) -> Part:
    """Return the part that names the values of a filter that the pole has."""

    def create(sheet: Sheet) -> list[Component]:
        lang = sheet.door.lang
        said = sheet.dataset.vocabulary.join(key, getattr(sheet.pole, column), lang)
        return [html.P(create_text(said, lang))]

    return create


def create_sectors(sheet: Sheet) -> list[Component]:
    """Name the sectors: in words on the page, as chips in the drawer."""
    if sheet.door.is_page:
        return create_names("secteur", "secteurs")(sheet)
    vocabulary, lang = sheet.dataset.vocabulary, sheet.door.lang
    names = [vocabulary.name("secteur", sector, lang) for sector in sheet.pole.secteurs]
    return [html.Ul([html.Li(name, className="chip small") for name in names], className="chips")]


def create_seat(sheet: Sheet) -> list[Component]:
    """Name the commune of the seat, or say that it is not known."""
    title = sheet.dataset.catalog.cog.seat_title(sheet.pole.siege)
    return [html.P(create_text(title, sheet.door.lang))]


def create_website(sheet: Sheet) -> list[Component]:
    """Link to the site of the pole, or say that it is not known."""
    site = sheet.pole.site_web
    if not site:
        return [html.P(create_text("", sheet.door.lang))]
    return [html.P(html.A(urlsplit(site).netloc or site, href=site))]


def create_awards(sheet: Sheet) -> list[Any]:
    """Tell the rounds won, in their order: a table on the page, a list in the drawer."""
    awards, order = sheet.dataset.register.laureats, list(sheet.dataset.register.appels.index)
    own = awards[awards["pole"] == sheet.pole.Index].itertuples()
    won = sorted(own, key=lambda award: order.index(award.appel))
    if not won:
        return []
    if not sheet.door.is_page:
        return [html.Ul([create_award(sheet, award) for award in won])]
    keys = ("filters.appel", "page.pole.grant", "filters.statut", "field.note", "page.pole.numbers")
    columns = titled(sheet.door, dict.fromkeys(keys))
    rows = [create_award_row(sheet, award) for award in won]
    return [Table(sheet.door.say("page.pole.awards"), columns, rows, is_wide=True).html()]


def create_award_row(sheet: Sheet, award: Any) -> list[Any]:
    """Tell a round in cells: name, amount, proof, what is noted, sources."""
    proof = sheet.door.say(f"statut.{award.statut}")
    return [
        sheet.dataset.vocabulary.name("appel", award.appel, sheet.door.lang),
        create_amount(sheet, award),
        html.Span(proof, className="unknown") if award.statut == INFERRED else proof,
        html.Span(award.note, lang=FRENCH) if award.note else "",
        html.Span(create_references(sheet, award.sources)),
    ]


def create_award(sheet: Sheet, award: Any) -> Component:
    """Tell a round in an item: name, sources, amount, what is noted, whether it is inferred."""
    name, amount, _, note, _ = create_award_row(sheet, award)
    doubt = f" ({sheet.door.say('statut.inferred')})" if award.statut == INFERRED else ""
    told = html.Span([name + doubt, *refer(sheet, award.sources)])
    noted = [html.Small(note)] if note else []
    return html.Li([told, amount, *noted], className="award")


def create_amount(sheet: Sheet, award: Any) -> Component:
    """Write an amount in euros, or say what kind of support it was."""
    if not pd.isna(award.aide_eur):
        text = sheet.door.say("drawer.amount", n=int(award.aide_eur))
        return html.Span(text, className="amount")
    key = "support" if award.soutien == "support" else "unknown"
    return html.Span(sheet.door.say(f"soutien.{key}"), className="unknown")


def create_undrawn(sheet: Sheet) -> list[Component]:
    """Name the places of the territory that no map draws."""
    undrawn = sheet.dataset.catalog.undrawn_names(sheet.pole.Index)
    return [html.P(sheet.door.say("drawer.undrawn", x=undrawn))] if undrawn else []


def create_figures(sheet: Sheet) -> list[Component]:
    """Measure the territory; nothing where it is not known."""
    pole, lang, say = sheet.pole, sheet.door.lang, sheet.door.say
    if pd.isna(pole.n_communes):
        return []
    year = say_span(pole.annees_population)
    figures = [
        (number(pole.n_communes, lang), say("drawer.unit.communes", n=pole.n_communes)),
        (
            number(pole.population, lang),
            say("drawer.unit.population", n=pole.population, year=year),
        ),
    ]
    if not pd.isna(pole.superficie_km2):
        area = say("drawer.area", x=number(pole.superficie_km2, lang))
        figures.append((area, say("drawer.unit.area")))
    name = "figures" if sheet.door.is_page else "drawer-figures"
    return [html.Dl([html.Div([html.Dt(unit), html.Dd(n)]) for n, unit in figures], className=name)]


def create_precision(sheet: Sheet) -> list[Component]:
    """Say how the territory was found, and by which sources; a page says how precise it is."""
    pole = sheet.pole
    if not (pole.note_territoire or pole.sources_territoire):
        return []
    said: list[Any] = [html.Span(pole.note_territoire, lang=FRENCH)]
    if sheet.door.is_page:
        said = [html.Strong(f"{say_precision(sheet)}."), " ", *said]
    return [html.P([*said, *refer(sheet, pole.sources_territoire)], className="prose")]
