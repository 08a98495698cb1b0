"""What the hover card tells of poles: in one file or, of a crowd, of those that are pointed at."""

from __future__ import annotations

from typing import Any

from ptce_map.catalog import Catalog, Pole
from ptce_map.labels import label
from ptce_map.register.rules import ENDED
from ptce_map.register.states import say_state


def pole_facts(catalog: Catalog, lang: str) -> list[dict[str, Any]]:
    """Gather what the hover card tells of each pole, names in a language."""
    return [pole_fact(catalog, pole, lang) for pole in catalog.poles.itertuples()]


def pole_fact(catalog: Catalog, pole: Pole, lang: str) -> dict[str, Any]:
    """Gather what the hover card tells of one pole."""
    joined = catalog.vocabulary.join
    notes = (ended_note(pole, lang), precision_note(catalog, pole, lang))
    return {
        "id": pole.Index,
        "nom": pole.nom,
        "lieu": pole.lieu,
        "departements": pole.departements,
        "regions": pole.regions,
        "epci": pole.epci,
        "note": " · ".join(filter(None, notes)),
        "mark": "gone" if pole.etat == ENDED else "seat" if pole.siege else "ring",
        "secteurs": joined("secteur", pole.secteurs, lang),
        "appels": joined("appel", pole.appels, lang),
        "coordinateur": pole.coordinateur,
    }


def ended_note(pole: Pole, lang: str) -> str:
    """Say in a few words that a pole ended, and when."""
    return say_state(pole.etat, pole.etat_date, lang) if pole.etat == ENDED else ""


def precision_note(catalog: Catalog, pole: Pole, lang: str) -> str:
    """Say in a few words that a territory is a whole région, or approximate."""
    kinds = {token.partition(":")[0] for token in pole.territoire}
    if pole.precision == "approximate":
        return label("hover.approximate" if kinds == {"dep"} else "precision.approximate", lang)
    if pole.precision == "declared" and kinds == {"reg"}:
        regions = catalog.vocabulary.join("region", pole.regions, lang)
        return label("hover.whole_region", lang, x=regions)
    return ""
