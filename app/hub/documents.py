"""The frame of the pages about all programmes: their name, their navigation, their credits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.dataset import Dataset
from app.http.addresses import CROSSING_PATH, PROGRAMMES_PATH, carry
from app.http.documents import asked_theme, create_document
from app.hub.members import Members
from ptce_map.labels import label
from ptce_map.measures.censuses import say_years

FILE_PATH = "/api/croisement"
"""Address of the files of a crossing, before their extension."""
SECTIONS = {PROGRAMMES_PATH: "page.programmes", CROSSING_PATH: "page.crossing"}
"""Address -> key of its name, in the order of the navigation."""


def create_page(members: Members, lang: str, **content: Any) -> str:
    """Write a page about all programmes; ``content`` is that of :func:`create_document`."""
    sections = [
        (carry(path, lang, asked_theme()), label(key, lang), path)
        for path, key in SECTIONS.items()
        if path != CROSSING_PATH or can_cross(members)
    ]
    frame = {
        "name": label("programmes.name", lang),
        "logo": "",
        "sections": sections,
        "siblings": (),
        "attribution": say_credits(members.served.values(), lang),
    }
    return create_document(members.first, lang, **{**frame, **content})


def can_cross(members: Members) -> bool:
    """Tell whether there are two programmes to cross."""
    return len(members.served) > 1


def say_credits(datasets: Iterable[Dataset], lang: str) -> str:
    """Say whose data some programmes are, and those of the communes that they share."""
    shown = list(datasets)
    catalog = shown[0].catalog
    return label(
        "data.attribution",
        lang,
        register=" · ".join(dataset.programme.cite(lang) for dataset in shown),
        contours=catalog.contours,
        millesime=str(catalog.cog.millesime),
        population_year=say_years(catalog.cog, lang),
    )
