"""``/pole/<id>``: everything that the register knows of a pole, and the poles near it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from app.dashboard.card import card_path
from app.dataset import Dataset
from app.http.addresses import carry, correction_path, kept, pole_path, under_root
from app.http.documents import create_document
from app.pages.listing import create_downloads
from app.sections import pole as parts
from app.sections.door import Door
from app.sections.elements import FRENCH, create_links, interleave
from app.sections.fragment import to_html
from app.sections.neighbours import create_neighbours, create_others
from app.sections.pole import Part
from app.sections.sharing import Sharing
from app.sections.sheet import Sheet
from app.sections.sources import create_sources
from app.sections.tables import Table, titled
from geodata.cog import Level
from ptce_map.catalog import Pole
from ptce_map.filters.filters import Filters
from ptce_map.labels import label, number, sort_key
from ptce_map.places.tokens import parse_token
from ptce_map.query.grammar import Query, View, to_query
from ptce_map.register.rules import UNPLACED

MOST_SHOWN = 20
"""Longer lists of places wait folded."""


def create_pole_page(dataset: Dataset, pole_id: str, view: View, root: str) -> str:
    """Write the page of a pole that exists; ``root`` is the address of the site."""
    pole, lang = dataset.catalog.pole(pole_id), view.lang
    sheet = Sheet(dataset, pole, Door(lang, view.theme, is_page=True))
    canonical = root + carry(pole_path(pole_id), lang)
    drawn = to_query(Filters(), dataset.vocabulary, replace(view, pole=pole_id))
    said = dataset.programme.say("pole", lang, nom=pole.nom, lieu=pole.lieu or pole.nom)
    return create_document(
        dataset,
        lang,
        kept(lang, view.theme),
        title=pole.nom,
        description=said,
        canonical=canonical,
        sharing=Sharing(
            site=dataset.title(lang),
            title=pole.nom,
            description=said,
            address=canonical,
            image=root + card_path(dataset, Query(view=View(pole=pole_id, lang=lang))),
            lang=lang,
        ).tags(),
        main=to_html([*create_head(sheet, f"/?{drawn}"), create_facts(sheet), *create_rest(sheet)]),
        described=describe_place(dataset, pole, canonical, lang),
    )


def create_head(sheet: Sheet, drawn: str) -> list[Component]:
    """Say where the pole is and how sure that is; lead to the map, downloads and corrections."""
    pole, say = sheet.pole, sheet.door.say
    correction = correction_path(sheet.door.lang, pole=pole.Index)
    ways = [
        html.A(say("page.pole.map"), href=under_root(drawn), className="button"),
        html.A(say("drawer.download"), href="#telecharger"),
        html.A(say("page.correct"), href=under_root(correction)),
    ]
    said = [html.P(pole.lieu, className="said", lang=FRENCH)] if pole.lieu else []
    return [*said, parts.create_marks(sheet), html.P(interleave(ways, " "), className="actions")]


def create_facts(sheet: Sheet) -> Component:
    """List the facts of a line or two, each under its title."""
    told = [(label(title, sheet.door.lang), part(sheet)) for title, part in FACTS]
    terms = [(html.Dt(title), html.Dd(content)) for title, content in told if content]
    return html.Dl([item for term in terms for item in term], className="facts")


def create_rest(sheet: Sheet) -> list[Any]:
    """Create the sections under the facts."""
    say, pole = sheet.door.say, sheet.pole
    doubts = parts.prose_of("doutes")(sheet)
    extras = parts.create_extras(sheet)
    downloads = create_downloads(sheet.dataset, Filters(id=(pole.Index,)), sheet.door.lang)
    return [
        html.H2(say("drawer.appels")),
        *(parts.create_awards(sheet) or [html.P(say("page.pole.no_award"))]),
        html.H2(say("drawer.territory")),
        *create_territory(sheet),
        html.H2(say("page.pole.nearby")),
        *create_nearby(sheet),
        *([html.H2(say("drawer.extras")), *extras] if extras else []),
        *([html.H2(say("drawer.doubts")), *doubts] if doubts else []),
        html.H2(say("drawer.sources"), id="sources"),
        *(create_sources(sheet) or [html.P(say("page.pole.no_source"))]),
        html.Section(
            [html.H2(say("drawer.download"), id="telecharger"), create_links(downloads)],
            className="screen",
        ),
    ]


def create_nearby(sheet: Sheet) -> list[Any]:
    """Tell the poles around, or why they cannot be looked for."""
    say = sheet.door.say
    if pd.isna(sheet.pole.n_communes):
        return [html.P(say("page.pole.nearby.unknown"))]
    return [
        html.H3(say("page.pole.neighbours")),
        *(create_neighbours(sheet) or [html.P(say("page.pole.neighbours.none"))]),
        html.H3(say("page.pole.others")),
        *(create_others(sheet) or [html.P(say("page.pole.others.none"))]),
        html.P(say("page.pole.distance.note"), className="sub"),
    ]


def create_territory(sheet: Sheet) -> list[Any]:
    """Measure the territory, say how it was declared, and list what it is made of."""
    say, pole, dataset = sheet.door.say, sheet.pole, sheet.dataset
    regions = dataset.vocabulary.join("region", pole.regions, sheet.door.lang)
    is_unplaced = pole.precision == UNPLACED
    why = "page.pole.unplaced" if is_unplaced else "page.pole.no_territory"
    unknown = html.P(say(why, regions=regions))
    declared = create_declared(dataset, pole, sheet.door.lang)
    epci = dataset.catalog.epci_names(pole.Index)
    return [
        *(parts.create_figures(sheet) or [unknown]),
        *parts.create_precision(sheet),
        *([html.H3(say("page.pole.declared")), list_places(declared)] if declared else []),
        *(
            [
                html.H3(say("page.pole.epci")),
                fold(list_places(epci, FRENCH), len(epci), say("drawer.show_epci", n=len(epci))),
            ]
            if epci
            else []
        ),
        *create_communes(sheet),
    ]


def list_places(names: list[str], lang: str | None = None) -> Component:
    """List names of places in columns."""
    return html.Ul([html.Li(name) for name in names], className="columns", lang=lang)


def fold(content: Any, n: int, summary: str) -> Any:
    """Fold a long list under its summary."""
    return html.Details([html.Summary(summary), content]) if n > MOST_SHOWN else content


def create_declared(dataset: Dataset, pole: Pole, lang: str) -> list[str]:
    """Name what the territory was declared by; nothing if by communes alone, listed elsewhere."""
    if all(token.startswith("com:") for token in pole.territoire):
        return []
    return [name_token(dataset, token, lang) for token in pole.territoire]


def name_token(dataset: Dataset, text: str, lang: str) -> str:
    """Name a part of the territory as it was declared, with its kind and code."""
    token, cog = parse_token(text), dataset.catalog.cog
    level = token.kind.level
    if level is None:
        name = str(cog.arrondissements.at[token.code, "nom"])
        return f"{name} ({label('cog.arrondissement-municipal', lang)}, {token.code})"
    code = str(cog.successor(token.code)) if level is Level.COMMUNE else token.code
    said = f"{cog.name(level, code)} ({label(f'level.{level}', lang)}, {code})"
    if code == token.code:
        return said
    return label("page.pole.passage", lang, code=token.code, place=said)


def create_communes(sheet: Sheet) -> list[Any]:
    """Create the table of the communes, in reading order; nothing if they are not known."""
    dataset, say, cog = sheet.dataset, sheet.door.say, sheet.dataset.catalog.cog
    units = dataset.catalog.territories.memberships
    rows = units[units["pole"] == sheet.pole.Index]
    if rows.empty:
        return []
    communes = cog.communes.loc[rows["code_commune"]]
    names, homes = communes[Level.COMMUNE.name_column], communes[Level.DEPARTEMENT.code_column]
    former = former_codes(dataset, sheet.pole.Index)
    facts = zip(rows["code_commune"], rows["part"], rows["population"], names, homes)
    cells: list[list[str]] = []
    for commune, part, population, name, departement in facts:
        known_as = str(cog.arrondissements.at[part, "nom"]) if part else name
        replaced = ", ".join(former.get(commune, ()))
        note = say("page.pole.replaces", codes=replaced) if replaced else ""
        cells.append(
            [
                known_as,
                f"{part or commune} {note}".strip(),
                dataset.vocabulary.name("departement", departement, sheet.door.lang),
                number(population, sheet.door.lang),
            ]
        )
    titles = {
        "page.unit.commune": None,
        "page.code": "code",
        "filters.departement": None,
        "list.column.population": "number",
    }
    ordered = sorted(cells, key=lambda cell: sort_key(cell[0]))
    caption = say("page.pole.communes", n=len(cells))
    table = Table(caption, titled(sheet.door, titles), ordered).html()
    summary = say("drawer.show_communes", n=len(cells))
    return [html.H3(say("level.commune.plural")), fold(table, len(cells), summary)]


def former_codes(dataset: Dataset, pole_id: str) -> dict[str, list[str]]:
    """Return the former codes that the territory of a pole names, by current commune."""
    passages = dataset.catalog.territories.passages
    found: dict[str, list[str]] = {}
    for row in passages[passages["pole"] == pole_id].itertuples():
        found.setdefault(str(row.code_commune), []).append(str(row.ancien_code))
    return found


def describe_place(dataset: Dataset, pole: Pole, url: str, lang: str) -> dict[str, Any]:
    """Describe the territory in schema.org: a place, its box if it has an outline, its régions."""
    geometry = dataset.poles.geometry.get(pole.Index)
    place: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Place",
        "@id": url,
        "url": url,
        "name": pole.nom,
        "containedInPlace": [
            {
                "@type": "AdministrativeArea",
                "name": dataset.vocabulary.name("region", code, lang),
                "identifier": code,
            }
            for code in pole.regions
        ],
    }
    if pole.alias:
        place["alternateName"] = list(pole.alias)
    if geometry is not None:
        west, south, east, north = (round(float(edge), 4) for edge in geometry.bounds)
        place["geo"] = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return place


FACTS: tuple[tuple[str, Part], ...] = (
    ("filters.etat", parts.create_state),
    ("drawer.alias", parts.create_alias),
    ("drawer.structure", parts.create_coordinator),
    ("filters.structure", parts.create_names("structure", "structures")),
    ("page.pole.seat", parts.create_seat),
    ("filters.region", parts.create_names("region", "regions")),
    ("drawer.secteurs", parts.create_sectors),
    ("drawer.territory", parts.create_undrawn),
    ("field.note_etat", parts.prose_of("note_etat")),
    ("page.pole.note_structure", parts.prose_of("note_structure")),
    ("drawer.activites", parts.prose_of("activites")),
    ("drawer.site_web", parts.create_website),
)
"""Key of the title of each fact, and the part that tells it."""
