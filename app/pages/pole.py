"""``/pole/<id>``: everything that the register knows of a pole, and the poles near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from app.dashboard.layout.drawer import say_inhabitants
from app.dataset import Dataset
from app.http.addresses import carry, correction_path, kept, pole_path
from app.http.documents import create_document
from app.pages.listing import create_downloads
from app.pages.neighbours import create_neighbours, create_others
from app.pages.tables import Cell, Column, Table
from geodata.cog import Level
from ptce_map.dates import written_date
from ptce_map.filters.filters import Filters
from ptce_map.labels import label, number, sort_key
from ptce_map.lookup.nearby import Nearby
from ptce_map.places.tokens import parse_token
from ptce_map.query.grammar import View, to_query
from ptce_map.register.rules import INFERRED
from ptce_map.register.states import say_state

FRENCH = "fr"
"""Language of what the register says in words."""


@dataclass(frozen=True)
class Source:
    """A source as a page cites it: its title, its address, and what is known of it in a line."""

    title: str
    url: str
    note: str
    establishes: str


def create_pole_page(
    dataset: Dataset, pole_id: str, nearby: Sequence[Nearby], view: View, root: str
) -> str:
    """Write the page of a pole that exists; ``root`` is the address of the site."""
    pole, lang = dataset.pole(pole_id), view.lang
    canonical = root + carry(pole_path(pole_id), lang)
    neighbours = [one for one in nearby if one.is_neighbour]
    others = [one for one in nearby if one.secteurs and not one.is_neighbour]
    return create_document(
        dataset,
        "pole.html",
        lang,
        kept(lang, view.theme),
        title=pole.nom,
        description=dataset.programme.say("pole", lang, nom=pole.nom, lieu=pole.lieu or pole.nom),
        canonical=canonical,
        pole=pole,
        marks=create_marks(dataset, pole, lang),
        facts=create_facts(dataset, pole, lang),
        awards=create_awards(dataset, pole, lang),
        figures=create_figures(pole, lang),
        territory_sources=numbers_of(pole, pole.sources_territoire),
        regions=dataset.vocabulary.join("region", pole.regions, lang),
        epci=dataset.epci_names(pole_id),
        declared=create_declared(dataset, pole, lang),
        communes=create_communes(dataset, pole, lang),
        has_territory=not pd.isna(pole.n_communes),
        neighbours=create_neighbours(dataset, neighbours, view),
        others=create_others(dataset, others, view),
        sources=[create_source(dataset.register.sources.loc[one], lang) for one in pole.sources],
        downloads=create_downloads(dataset, Filters(id=(pole_id,)), lang),
        correction=correction_path(lang, pole=pole_id),
        map=f"/?{to_query(Filters(), dataset.vocabulary, replace(view, pole=pole_id))}",
        described=describe_place(dataset, pole, canonical, lang),
    )


def create_marks(dataset: Dataset, pole: Any, lang: str) -> list[str]:
    """Say how precise the territory is and how sure the row is."""
    return [
        dataset.vocabulary.name("precision", pole.precision, lang),
        dataset.vocabulary.name("confiance", pole.confiance, lang),
    ]


def create_facts(dataset: Dataset, pole: Any, lang: str) -> list[tuple[str, Cell]]:
    """Return the title of each fact and the fact, in words where it is not known."""
    unknown = Cell(label("value.unknown", lang), is_unknown=True)
    texts = {
        "drawer.alias": ", ".join(pole.alias),
        "drawer.structure": pole.coordinateur,
        "filters.structure": dataset.vocabulary.join("structure", pole.structures, lang),
        "page.pole.seat": dataset.commune_title(pole.siege),
        "filters.region": dataset.vocabulary.join("region", pole.regions, lang),
        "drawer.secteurs": dataset.vocabulary.join("secteur", pole.secteurs, lang),
    }
    facts = {key: Cell(text) if text else unknown for key, text in texts.items()}
    cited = numbers_of(pole, pole.sources_coordinateur)
    facts["drawer.structure"] = replace(facts["drawer.structure"], sources=cited)
    if not pole.alias:
        del facts["drawer.alias"]
    undrawn = dataset.undrawn_names(pole.Index)
    if undrawn:
        facts["drawer.territory"] = Cell(label("drawer.undrawn", lang, x=undrawn))
    if len(dataset.vocabulary.values("etat")) > 1:
        said = say_state(pole.etat, pole.etat_date, lang)
        cited = numbers_of(pole, pole.sources_etat)
        facts = {"filters.etat": Cell(said, sources=cited), **facts}
        if pole.note_etat:
            facts["field.note_etat"] = Cell(pole.note_etat, lang=FRENCH)
    if pole.note_structure:
        facts["page.pole.note_structure"] = Cell(pole.note_structure, lang=FRENCH)
    if pole.activites:
        facts["drawer.activites"] = Cell(", ".join(pole.activites), lang=FRENCH)
    site = pole.site_web
    facts["drawer.site_web"] = Cell(urlsplit(site).netloc or site, site) if site else unknown
    return [(label(key, lang), fact) for key, fact in facts.items()]


def numbers_of(pole: Any, sources: Sequence[str]) -> list[int]:
    """Return the numbers of sources in the list of those of the pole."""
    return [pole.sources.index(one) + 1 for one in sources]


def create_awards(dataset: Dataset, pole: Any, lang: str) -> Table:
    """Create the table of the rounds won: amount, proof, what is noted, in the order of rounds."""
    awards = dataset.register.laureats
    rank = {appel: at for at, appel in enumerate(dataset.register.appels.index)}
    won = sorted(
        awards[awards["pole"] == pole.Index].itertuples(), key=lambda award: rank[award.appel]
    )
    return Table(
        label("page.pole.awards", lang),
        [
            Column(label("filters.appel", lang)),
            Column(label("page.pole.grant", lang)),
            Column(label("filters.statut", lang)),
            Column(label("field.note", lang)),
            Column(label("page.pole.numbers", lang)),
        ],
        [
            [
                Cell(dataset.vocabulary.name("appel", award.appel, lang)),
                say_amount(award, lang),
                Cell(label(f"statut.{award.statut}", lang), is_unknown=award.statut == INFERRED),
                Cell(award.note, lang=FRENCH if award.note else ""),
                Cell(", ".join(map(str, numbers_of(pole, award.sources)))),
            ]
            for award in won
        ],
        is_wide=True,
    )


def say_amount(award: Any, lang: str) -> Cell:
    """Write an amount in euros, or say what kind of support it was."""
    if not pd.isna(award.aide_eur):
        return Cell(label("drawer.amount", lang, n=int(award.aide_eur)))
    key = "support" if award.soutien == "support" else "unknown"
    return Cell(label(f"soutien.{key}", lang), is_unknown=True)


def create_figures(pole: Any, lang: str) -> list[tuple[str, str]]:
    """Return the size of the territory: value and unit; nothing without a territory."""
    if pd.isna(pole.n_communes):
        return []
    figures = [
        (number(pole.n_communes, lang), label("drawer.unit.communes", lang, n=pole.n_communes)),
        (number(pole.population, lang), say_inhabitants(pole, lang)),
    ]
    if not pd.isna(pole.superficie_km2):
        area = label("drawer.area", lang, x=number(pole.superficie_km2, lang))
        figures.append((area, label("drawer.unit.area", lang)))
    return figures


def create_declared(dataset: Dataset, pole: Any, lang: str) -> list[str]:
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


def create_communes(dataset: Dataset, pole: Any, lang: str) -> Table | None:
    """Create the table of the communes, in reading order; none if they are not known."""
    units, cog = dataset.catalog.territories.memberships, dataset.catalog.cog
    rows = units[units["pole"] == pole.Index]
    if rows.empty:
        return None
    communes = cog.communes.loc[rows["code_commune"]]
    columns = [Level.COMMUNE.name_column, Level.DEPARTEMENT.code_column]
    former = former_codes(dataset, pole.Index)
    facts = zip(rows["code_commune"], rows["part"], rows["population"], *map(communes.get, columns))
    cells = []
    for commune, part, population, name, departement in facts:
        known_as = str(cog.arrondissements.at[part, "nom"]) if part else name
        replaced = ", ".join(former.get(commune, ()))
        note = label("page.pole.replaces", lang, codes=replaced) if replaced else ""
        cells.append(
            [
                Cell(known_as),
                Cell(f"{part or commune} {note}".strip()),
                Cell(dataset.vocabulary.name("departement", departement, lang)),
                Cell(number(population, lang)),
            ]
        )
    columns_shown = ("page.unit.commune", "page.code", "filters.departement")
    return Table(
        label("page.pole.communes", lang, n=len(cells)),
        [
            *(Column(label(key, lang), is_code=key == "page.code") for key in columns_shown),
            Column(label("list.column.population", lang), is_number=True),
        ],
        sorted(cells, key=lambda row: sort_key(row[0].text)),
    )


def former_codes(dataset: Dataset, pole_id: str) -> dict[str, list[str]]:
    """Return the former codes that the territory of a pole names, by current commune."""
    passages = dataset.catalog.territories.passages
    found: dict[str, list[str]] = {}
    for row in passages[passages["pole"] == pole_id].itertuples():
        found.setdefault(str(row.code_commune), []).append(str(row.ancien_code))
    return found


def create_source(source: Any, lang: str) -> Source:
    """Say of a source what is known: publisher, dates, what it establishes."""
    dates = {
        key: written_date(date, lang)
        for key, date in (
            ("page.source.published", source["date_publication"]),
            ("page.source.read", source["date_consultation"]),
        )
    }
    said = [source["editeur"], *(label(key, lang, x=date) for key, date in dates.items() if date)]
    return Source(
        title=source["titre"] or source["editeur"] or source["url"],
        url=source["url"],
        note=", ".join(filter(None, said)),
        establishes=source["etablit"],
    )


def describe_place(dataset: Dataset, pole: Any, url: str, lang: str) -> dict[str, Any]:
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
