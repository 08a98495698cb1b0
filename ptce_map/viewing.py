"""What is looked at, apart from the filters: the level, the open pole, the tab, the theme.

A key of the view takes one value. It is either one of a list or a text that a check understands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geodata.cog import Level
from ptce_map.classification import K_RANGE, Scheme, parse_breaks
from ptce_map.errors import ClassificationError
from ptce_map.labels import LANGS
from ptce_map.measures import MEASURES, Form
from ptce_map.rules import COMMUNE

COLUMNS = (
    "nom",
    "lieu",
    "region",
    "coordinateur",
    "structure",
    "secteur",
    "appel",
    "aide",
    "communes",
    "habitants",
)
"""Columns of the list of the poles; the first heads each row and is always shown."""

DESCENDING = "-"
WIDEST = (180.0, 85.0, 22.0)
"""Largest longitude, latitude and zoom of a place on the map; the first two may be negative."""


@dataclass(frozen=True)
class View:
    """What is looked at.

    ``forme`` is empty for the measure's own form; ``bornes`` are the limits of manual classes;
    ``pole`` is the id of the open pole, ``lieu`` the code of the commune or EPCI looked up;
    ``vue`` is where the reader moved the map to, ``longitude,latitude,zoom``; ``tri`` is the
    column that the list is sorted by, after ``-`` if from last to first; ``colonnes`` are those
    it shows; an empty text is the choice of the page. ``embed`` asks for the map alone, for the
    page of another site.
    """

    niveau: str = "departement"
    mesure: str = "nombre"
    forme: str = ""
    methode: str = "fixe"
    classes: str = "5"
    bornes: str = ""
    echelle: str = "fixe"
    pole: str = ""
    lieu: str = ""
    vue: str = ""
    lang: str = "fr"
    theme: str = "auto"
    onglet: str = "liste"
    tri: str = ""
    colonnes: str = ""
    embed: str = ""


VIEW_VALUES: Mapping[str, tuple[str, ...] | None] = MappingProxyType(
    {
        "niveau": tuple(str(level) for level in reversed(Level)),
        "mesure": tuple(MEASURES),
        "forme": tuple(str(form) for form in Form),
        "methode": tuple(str(scheme) for scheme in Scheme),
        "classes": tuple(str(k) for k in K_RANGE),
        "bornes": None,
        "echelle": ("fixe", "recalculee"),
        "pole": None,
        "lieu": None,
        "vue": None,
        "lang": LANGS,
        "theme": ("auto", "clair", "sombre"),
        "onglet": ("liste", "statistiques", "methode"),
        "tri": tuple(f"{order}{column}" for column in COLUMNS for order in ("", DESCENDING)),
        "colonnes": None,
        "embed": ("1",),
    }
)
"""View key -> allowed values; ``None`` for the ids of the poles and for texts (:data:`TEXTS`)."""


def is_breaks(text: str) -> bool:
    """Tell whether a text is class limits: ``1,2,5``."""
    try:
        parse_breaks(text)
    except ClassificationError:
        return False
    return True


def is_extent(text: str) -> bool:
    """Tell whether a text is a longitude, a latitude and a zoom: ``2.35,46.6,5.2``."""
    if not re.fullmatch(r"-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?,\d{1,2}(\.\d+)?", text):
        return False
    return all(abs(float(one)) <= most for one, most in zip(text.split(","), WIDEST))


def is_columns(text: str) -> bool:
    """Tell whether a text is columns of the list, each once, the first among them."""
    given = text.split(",")
    return given[0] == COLUMNS[0] and set(given) <= set(COLUMNS) and len(set(given)) == len(given)


def is_place(text: str) -> bool:
    """Tell whether a text has the form of the code of a commune or of an EPCI."""
    return COMMUNE.holds(text) or re.fullmatch(r"\d{9}", text) is not None


@dataclass(frozen=True)
class Text:
    """A value of the view that is a text: what tells whether it is understood, and an example."""

    is_understood: Callable[[str], bool]
    example: str


TEXTS: Mapping[str, Text] = MappingProxyType(
    {
        "bornes": Text(is_breaks, "1,2,5"),
        "lieu": Text(is_place, "31555"),
        "vue": Text(is_extent, "2.35,46.6,5.2"),
        "colonnes": Text(is_columns, "nom,lieu,appel"),
    }
)
"""View key -> the text that it takes."""
