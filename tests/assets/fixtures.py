"""The tables that the tests of the scripts share with those of Python, written for Node."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.dashboard.layout import create_grammar
from ptce_map.filters.filters import filter_keys
from ptce_map.filters.vocabulary import OwnFilter, Vocabulary
from ptce_map.map.svg.frame import to_units
from ptce_map.query.grammar import parse_leniently, to_query

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY = Vocabulary(
    {
        key: {value: {"fr": value, "en": value} for value in values}
        for key, values in {
            "region": ("01", "76", "93"),
            "departement": ("09", "2A", "31"),
            "secteur": ("alimentation", "culture"),
            "structure": ("scic", "association"),
            "appel": ("aap-2013", "ami-2022"),
            "precision": ("declared", "region-only"),
            "confiance": ("high", "low"),
            "statut": ("attested", "inferred"),
            "etat": ("actif", "termine"),
            "id": ("le-phare", "la-voisine"),
            "pole": ("le-phare", "la-voisine"),
            "avancement": ("En cours", "Achevé, ou presque"),
        }.items()
    },
    own={"avancement": OwnFilter({"fr": "Avancement", "en": "Progress"})},
)

SEARCHES = {
    "": "",
    "?": "",
    "?region=76": "?region=76",
    "?region=93&region=76&region=93": "?region=76&region=93",
    "?departement=31&secteur=alimentation": "?departement=31&secteur=alimentation",
    "?q=laine&region=76": "?region=76&q=laine",
    "?secteur=&q=": "",
    "?q=laine+de%20pays": "?q=laine+de+pays",
    "?q=l%27%C3%A9t%C3%A9*~-_.": "?q=l%27%C3%A9t%C3%A9*%7E-_.",
    "?niveau=departement": "",
    "?mesure=part-population&niveau=region": "?niveau=region&mesure=part-population",
    "?niveau=epci&forme=cercles&lang=en": "?niveau=epci&forme=cercles&lang=en",
    "?vue=2.35,46.6,5.2": "?vue=2.35%2C46.6%2C5.2",
    "?vue=-61.5,16,9&onglet=methode": "?vue=-61.5%2C16%2C9&onglet=methode",
    "?lieu=31555": "?lieu=31555",
    "?bornes=1,2,5&methode=manuelle": "?methode=manuelle&bornes=1%2C2%2C5",
    "?tri=-nom&colonnes=nom,lieu,appel": "?tri=-nom&colonnes=nom%2Clieu%2Cappel",
    "?q=x&avancement=Achev%C3%A9%2C+ou+presque&avancement=En%20cours": (
        "?avancement=En+cours&avancement=Achev%C3%A9%2C+ou+presque&q=x"
    ),
    "?embed=1&panneau=grand&theme=sombre": "?theme=sombre&panneau=grand&embed=1",
}
"""Addresses that are understood, and how they are written."""

NOT_UNDERSTOOD = {
    "?niveau=canton": "",
    "?region=999&region=76": "?region=76",
    "?vue=ici&q=laine": "?q=laine",
    "?lieu=x": "",
}
"""Addresses with a value that is not understood, and what is left of them."""

PLACES = ((2.35, 48.86), (-61.5, 16.2), (55.5, -21.1), (-13.45, 51.3), (9.8, 41.2), (0.0, 0.0))


def read_search(search: str) -> dict[str, Any]:
    """Return what Python makes of an address: how it is written, its state, if it is right."""
    query, problems = parse_leniently(search, VOCABULARY)
    canonical = to_query(query.filters, VOCABULARY, query.view)
    filters = {key: list(query.filters.values(key)) for key in filter_keys(VOCABULARY)}
    return {
        "search": search,
        "canonical": f"?{canonical}" if canonical else "",
        "state": {**filters, "q": query.filters.q, **asdict(query.view)},
        "is_understood": not problems,
    }


def write_fixtures(path: Path) -> None:
    """Write the tables as a JSON file."""
    tables = {
        "grammar": create_grammar(VOCABULARY),
        "searches": [read_search(search) for search in (*SEARCHES, *NOT_UNDERSTOOD)],
        "places": [{"degrees": place, "units": to_units(place)} for place in PLACES],
    }
    path.write_text(json.dumps(tables), encoding="utf-8")
