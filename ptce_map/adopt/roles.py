"""What a column may be: its role, and the names that people give to columns of that role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from ptce_map.register.files.meanings import form_of

NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code_commune": (
            *("code insee", "insee", "code commune", "code insee commune", "insee com", "codgeo"),
            *("code géographique", "code officiel géographique", "cog", "depcom", "com"),
            *("code communes", "codes insee", "codes insee des communes", "insee commune"),
            *("code commune insee", "insee code", "code_insee", "cod insee", "code insee siège"),
            *("municipality code", "codeinsee", "code com", "com insee", "commune insee"),
        ),
        "commune": (
            *(
                "commune",
                "communes",
                "nom commune",
                "nom de la commune",
                "libellé commune",
                "ville",
            ),
            *(
                "communes concernées",
                "communes couvertes",
                "liste des communes",
                "lib com",
                "libcom",
            ),
            *("libgeo", "nom com", "municipality", "town", "city", "communes membres", "localité"),
            *("commune d’implantation", "commune lauréate", "ville lauréate", "commune porteuse"),
            *("nom des communes", "commune(s)", "communes bénéficiaires", "lib commune"),
        ),
        "code_postal": ("code postal", "cp", "codpost", "postcode", "zip", "code_postal", "postal"),
        "siege": (
            *("siège", "commune du siège", "siège social", "ville du siège", "code commune siège"),
            *("seat", "headquarters"),
        ),
        "siren_epci": (
            *("siren epci", "code epci", "code siren epci", "n° siren epci", "siren", "epci siren"),
            *("siren intercommunalité", "numéro siren", "n siren", "code siren"),
        ),
        "epci": (
            *("epci", "intercommunalité", "nom epci", "lib epci", "libellé epci", "nom de l’epci"),
            *("epci de rattachement", "intercommunalités", "nom intercommunalité", "groupement"),
            *("epci concerné", "epci concernés", "libepci", "communauté de communes", "interco"),
        ),
        "departement": (
            *(
                "département",
                "dép",
                "dep",
                "dpt",
                "dept",
                "code département",
                "lib dep",
                "insee dep",
            ),
            *("nom département", "numéro de département", "n° département", "libellé département"),
            *("code dep", "department", "nom dep", "départements", "num dep", "n° dép", "libdep"),
        ),
        "region": (
            *(
                "région",
                "reg",
                "code région",
                "nom région",
                "lib reg",
                "libellé région",
                "insee reg",
            ),
            *("region code", "code reg", "nom reg", "régions", "libreg"),
        ),
        "lieu": (
            *("territoire", "périmètre", "territoire concerné", "périmètre géographique", "zone"),
            *("territoire couvert", "collectivité", "territory", "nom du territoire", "lieu"),
            *("territoire lauréat", "lauréat", "bénéficiaire", "collectivités", "zonage"),
        ),
        "adresse": (
            *(
                "adresse",
                "adresse complète",
                "adresse postale",
                "address",
                "adr",
                "adresse du site",
            ),
            *("localisation", "adresse géographique", "voie"),
        ),
        "latitude": ("latitude", "lat", "y wgs84", "lat wgs84", "coord y wgs84"),
        "longitude": ("longitude", "lon", "long", "lng", "x wgs84", "lon wgs84", "coord x wgs84"),
        "x": ("x", "coord x", "x l93", "lambert x", "x lambert93", "coordonnée x", "x lambert 93"),
        "y": ("y", "coord y", "y l93", "lambert y", "y lambert93", "coordonnée y", "y lambert 93"),
        "coordonnees": (
            *("coordonnées", "geo point 2d", "géolocalisation", "geolocalisation", "geopoint"),
            *("coordonnées gps", "gps", "latlon", "geo_point", "position", "point géographique"),
            *("wkt", "geom", "the geom", "wkt geom", "geometry", "géométrie", "geo shape", "shape"),
        ),
        "id": (
            *("id", "identifiant", "code", "numéro", "n°", "num", "référence", "identifier", "ref"),
            *("code projet", "numéro de dossier", "n° dossier", "id projet", "identifiant unique"),
        ),
        "nom": (
            *("nom du projet", "intitulé du projet", "nom du pôle", "projet", "nom", "intitulé"),
            *(
                "titre du projet",
                "titre",
                "libellé",
                "dénomination",
                "nom du site",
                "name",
                "title",
            ),
            *("nom de la structure", "raison sociale", "nom de l’établissement", "établissement"),
            *("libellé du projet", "nom du programme", "site", "label", "désignation", "lib"),
            *("nom du lieu", "nom usuel", "nom du tiers lieu", "nom de la démarche", "structure"),
        ),
        "coordinateur": (
            *("structure porteuse", "porteur", "porteur de projet", "coordinateur", "opérateur"),
            *("organisme porteur", "structure coordinatrice", "chef de file", "maître d’ouvrage"),
            *("porteur du projet", "gestionnaire", "structure gestionnaire", "pilote", "lead"),
            *("nom du porteur", "structure pilote", "organisme", "association porteuse"),
        ),
        "structures": (
            *("type de structure", "statut juridique", "forme juridique", "type de porteur"),
            *("nature juridique", "legal form", "statut de la structure", "type structure"),
        ),
        "secteurs": (
            *("secteur", "secteurs", "secteur d’activité", "secteurs d’activité", "thématique"),
            *("thématiques", "domaine", "domaines", "filière", "filières", "thème", "thèmes"),
            *("domaine d’activité", "domaines d’intervention", "sector", "topic", "axe", "axes"),
            *("champ d’intervention", "thématique principale", "activité principale"),
        ),
        "activites": ("activités", "activité", "description", "description du projet", "résumé"),
        "site_web": (
            *("site web", "site internet", "url", "lien", "page web", "website", "adresse web"),
            *("lien internet", "site", "web", "lien vers le site", "lien url", "link"),
        ),
    }
)
"""Role -> what a column of that role is called, the likeliest first."""

PLACES = ("code_commune", "commune", "siren_epci", "epci", "lieu", "departement", "region")
"""Roles that say a place, the finest first."""
POINTS = ("latitude", "longitude", "x", "y", "coordonnees")
HINTS = ("code_postal", "adresse")
WIDE = ("departement", "region")
"""Roles of areas that hold many communes."""
LOCATING = (*PLACES, *POINTS, "adresse", "code_postal")
"""Roles of which a table must have one to be placed."""
KEPT = ("adresse", "lieu", *POINTS)
"""Roles that a territory does not say again: their cells are a column of the register's own too."""
EXTRA, IGNORED = "complement", "ignorer"
ROLES = (*NAMES, EXTRA, IGNORED)
SEVERAL = frozenset({"departement", "region", EXTRA, IGNORED})
"""Roles that several columns may have."""


SHORT = frozenset({"nom", "lib", "id", "dep", "reg"})
"""Short names that may begin a longer one."""


@dataclass(frozen=True)
class NameScore:
    """How well a name is that of a role: 2 by all of its words, 1 by the first or last of them."""

    role: str
    score: int
    rank: int


@lru_cache
def _forms() -> Mapping[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for role, names in NAMES.items():
        for rank, name in enumerate(names):
            forms = found.setdefault(form_of(name), [])
            if role not in [known for known, _ in forms]:
                forms.append((role, rank))
    return {form: tuple(roles) for form, roles in found.items()}


@lru_cache(maxsize=4096)
def role_names(name: str) -> tuple[NameScore, ...]:
    """Return the roles that a name of a column may say, the surest first."""
    form = form_of(re.sub(r"[_\-./]+", " ", name))
    exact = [NameScore(role, 2, rank) for role, rank in _forms().get(form, ())]
    if exact:
        return tuple(exact)
    words = form.split()
    partial = [
        (len(known), NameScore(role, 1, rank))
        for known, roles in _forms().items()
        if words[: len(known.split())] == known.split() and (len(known) > 3 or known in SHORT)
        for role, rank in roles
    ]
    return tuple(found for _, found in sorted(partial, key=lambda pair: -pair[0]))


def count_known(cells: Sequence[str]) -> int:
    """Count the cells of a row that are names of columns."""
    forms = {form_of(re.sub(r"[_\-./]+", " ", cell)) for cell in cells if 0 < len(cell) <= 60}
    return sum(form in _forms() for form in forms)
