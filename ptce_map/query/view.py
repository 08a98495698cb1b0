"""What is looked at, apart from the filters: the level, the open pole, the tab, the theme.

A key of the view takes one value. It is either one of a list or a text that a check understands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geodata.cog import Level
from ptce_map.errors import ClassificationError
from ptce_map.labels import LANGS
from ptce_map.measures.breaks import K_RANGE, Scheme, parse_breaks
from ptce_map.measures.table import COUNT, MEASURES, Form

COLUMNS = (
    "nom",
    "lieu",
    "region",
    "coordinateur",
    "structure",
    "secteur",
    "appel",
    "etat",
    "aide",
    "communes",
    "habitants",
)
"""Columns of the list of the poles; the first heads each row and is always shown."""

DESCENDING = "-"
# Forms of the texts: regular expressions that Python and browsers read in the same way.
LONGITUDE = r"-?(?:(?:1[0-7][0-9]|[0-9]{1,2})(?:\.[0-9]+)?|180(?:\.0+)?)"
LATITUDE = r"-?(?:(?:[0-7]?[0-9]|8[0-4])(?:\.[0-9]+)?|85(?:\.0+)?)"
ZOOM = r"(?:(?:1?[0-9]|2[01])(?:\.[0-9]+)?|22(?:\.0+)?)"
NO_REPEAT = r"(?!.*\b([a-z]+)\b.*,\1\b)"


@dataclass(frozen=True)
class View:
    """What is looked at.

    ``forme`` is empty for the measure's own form; ``bornes`` are the limits of manual classes;
    ``pole`` is the id of the open pole, ``lieu`` the code of the commune or EPCI looked up;
    ``vue`` is where the reader moved the map to, ``longitude,latitude,zoom``; ``tri`` is the
    column that the list is sorted by, after ``-`` if from last to first; ``colonnes`` are those
    it shows; ``calques`` are the overlays shown; ``onglet`` is the open tab and ``panneau`` how
    high the panel is; an empty text is the choice of the page. ``lignes`` are the rows of the list,
    ``page`` which stretch of a long one, empty for the first; ``cumul`` adds to each round those
    before it. ``embed`` asks for the map alone, for the page of another site.
    """

    niveau: str = "departement"
    mesure: str = COUNT
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
    onglet: str = ""
    tri: str = ""
    colonnes: str = ""
    lignes: str = "poles"
    page: str = ""
    calques: str = ""
    cumul: str = ""
    panneau: str = ""
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
        "lignes": ("poles", "unites"),
        "page": None,
        "calques": ("territoires,sieges", "territoires", "sieges", "aucun"),
        "cumul": ("1",),
        "panneau": ("ferme", "moyen", "grand"),
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


@dataclass(frozen=True)
class Text:
    """A value of the view that is a text: the form that it has, an example, what more is asked.

    The form is a regular expression, for the browser checks it too; the text
    ``error.form.<key>`` says it in words.
    """

    form: str
    example: str
    holds: Callable[[str], bool] = lambda _: True

    def is_understood(self, text: str) -> bool:
        """Tell whether a text has the form, and holds."""
        return re.fullmatch(self.form, text) is not None and self.holds(text)


TEXTS: Mapping[str, Text] = MappingProxyType(
    {
        "bornes": Text(r"[0-9]+(?:\.[0-9]+)?(?:,[0-9]+(?:\.[0-9]+)?)*", "1,2,5", is_breaks),
        "lieu": Text(r"[0-9][0-9AB][0-9]{3}|[0-9]{9}", "31555"),
        "vue": Text(f"{LONGITUDE},{LATITUDE},{ZOOM}", "2.35,46.6,5.2"),
        "page": Text(r"[1-9][0-9]{0,3}", "2"),
        "colonnes": Text(
            f"{NO_REPEAT}{COLUMNS[0]}(?:,(?:{'|'.join(COLUMNS[1:])}))*", "nom,lieu,appel"
        ),
    }
)
"""View key -> the text that it takes."""
