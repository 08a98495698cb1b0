"""What the columns of a register are called by people: the words that mean each, certain or not.

Every form is compared by :func:`form_of`, so that case, accents, punctuation, plurals, small words
and what stands in brackets make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from ptce_map.labels import LANGS, fold, read_locale
from ptce_map.register.rules import Rule

SMALL_WORDS = frozenset(
    {
        *("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou"),
        *("of", "the", "and"),
    }
)
BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")

TABLE_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sources": ("references", "bibliographie"),
        "secteurs": ("sectors", "secteurs d’activité", "filieres"),
        "structures": ("types de structures", "structure types", "formes juridiques"),
        "appels": ("appels à projets", "calls", "rounds"),
        "poles": ("ptce", "hubs", "liste des pôles", "list of hubs", "pôles territoriaux"),
        "laureats": ("awards", "laureates", "winners", "prix"),
    }
)
"""Table -> other names of its file or sheet."""

MEANINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "poles": {
            "id": ("identifiant", "identifier", "identifiant du pôle", "id pôle", "pole_id"),
            "nom": (
                *("nom du pôle", "nom ptce", "nom complet", "pôle", "ptce", "nom du pôle ptce"),
                *("intitulé", "intitulé du pôle", "dénomination", "libellé", "désignation"),
                *("name", "hub", "hub name", "name of the hub", "title", "titre"),
                "nom du pôle territorial de coopération économique",
            ),
            "alias": (
                *("autre nom", "autres noms", "ancien nom", "anciens noms", "sigle", "acronyme"),
                *("aliases", "other names", "also known as", "acronym", "autre appellation"),
            ),
            "lieu": ("localisation", "lieu d’implantation", "place", "location", "implantation"),
            "territoire": (
                *("territoire du pôle", "territoire couvert", "territoire d’intervention"),
                *("périmètre", "périmètre d’intervention", "territory", "code du territoire"),
                *("codes", "jetons", "tokens", "area", "zone d’intervention"),
            ),
            "precision": ("précision du territoire", "accuracy"),
            "siege": (
                *("siège social", "commune du siège", "code commune du siège", "seat"),
                *("code insee du siège", "headquarters", "ville du siège"),
            ),
            "coordinateur": (
                *("coordonnateur", "coordinateur du pôle", "structure coordinatrice", "porteur"),
                *("structure porteuse", "porteur du pôle", "organisme porteur", "chef de file"),
                *("structure pilote", "pilote", "animateur", "structure animatrice"),
                *("coordinator", "lead organisation", "lead organization", "lead partner", "lead"),
                *("structure coordonnatrice", "porteur de projet", "structure support"),
            ),
            "structures": (
                *("type de structure", "statut juridique", "forme juridique", "legal form"),
                *("type de structure porteuse", "structure type", "type of structure"),
                *("type of lead organisation", "statut de la structure"),
            ),
            "secteurs": (
                *("secteur d’activité", "domaine", "domaine d’activité", "filière", "thématique"),
                *("thème", "sector", "field of activity", "topic", "theme", "champ d’activité"),
            ),
            "activites": ("activity", "activities", "activités du pôle", "activités principales"),
            "site_web": (
                *("site", "site internet", "site web du pôle", "url", "lien", "page web", "web"),
                *("adresse web", "adresse internet", "adresse du site", "website", "web site"),
                *("link", "url du site", "lien internet", "web page", "homepage", "internet"),
            ),
            "confiance": ("niveau de confiance", "confidence", "fiabilité"),
            "doutes": ("doute", "doubts", "réserves"),
            "sources_pole": ("source", "sources", "sources du pôle", "référence", "reference"),
            "sources_territoire": ("source du territoire", "sources of the territory"),
            "sources_coordinateur": ("source du coordinateur", "sources of the coordinator"),
        },
        "laureats": {
            "pole": ("nom du pôle", "nom", "ptce", "hub", "name", "identifiant du pôle", "lauréat"),
            "appel": ("appel à projets", "aap", "ami", "call", "round", "vague", "appel remporté"),
            "statut": ("status", "preuve"),
            "soutien": ("support", "forme du soutien", "type de soutien"),
            "aide_eur": (
                *("aide", "montant", "montant de l’aide", "subvention", "aide en euros", "grant"),
                *("amount", "aide euros", "montant en euros", "grant in euros"),
            ),
            "note": ("remarque", "commentaire", "comment", "observation", "remark"),
            "sources": ("source", "référence", "reference"),
        },
        "appels": {
            "libelle_fr": ("libellé", "nom", "intitulé", "label", "name"),
            "annee": ("année", "year", "millésime", "date"),
            "sources": ("source", "référence", "reference"),
        },
        "sources": {
            "id": ("identifiant", "identifier"),
            "url": ("adresse", "lien", "adresse web", "link", "site", "page"),
            "editeur": ("publisher", "éditeur", "organisme"),
            "titre": ("title", "intitulé", "nom", "libellé"),
            "date_publication": ("date", "publié le", "published", "publication date"),
            "date_consultation": ("consulté le", "accessed", "date of access"),
        },
        "secteurs": {"libelle_fr": ("libellé", "nom", "intitulé", "label", "name", "secteur")},
        "structures": {"libelle_fr": ("libellé", "nom", "intitulé", "label", "name", "type")},
    }
)
"""Table -> column -> what else it is called, without a doubt."""

LIKELY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "nom de la structure": ("nom", "coordinateur"),
        "structure": ("nom", "coordinateur", "structures"),
        "organisme": ("nom", "coordinateur"),
        "organisation": ("nom", "coordinateur"),
        "association": ("nom", "coordinateur"),
        "nom de l’organisme": ("nom", "coordinateur"),
        "raison sociale": ("nom", "coordinateur"),
        "nom du projet": ("nom",),
        "projet": ("nom",),
        "statut": ("structures", "confiance"),
        "type": ("structures", "secteurs"),
        "description": ("activites", "note_territoire"),
        "commentaire": ("doutes", "note_territoire"),
        "remarque": ("doutes", "note_territoire"),
        "adresse": ("lieu", "site_web"),
        "ville": ("lieu", "siege"),
        "ville principale": ("lieu", "siege"),
        "commune": ("territoire", "lieu"),
        "municipality": ("territoire", "lieu"),
        "town": ("lieu", "siege"),
        "city": ("lieu", "siege"),
        "nom commune": ("lieu",),
        "libellé commune": ("lieu",),
    }
)
"""What a header of the poles may mean, if it is not sure: the columns, the likeliest first."""

CODED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "com": (
            *("code insee", "insee", "code commune", "code insee commune", "insee com", "codgeo"),
            *("code géographique", "cog", "depcom", "commune", "communes", "code communes"),
            *("insee code", "municipality code", "code officiel géographique", "code_insee"),
            *("communes concernées", "codes insee des communes"),
        ),
        "epci": ("code epci", "siren epci", "epci", "code siren epci", "n° siren epci"),
        "dep": (
            *("département", "code département", "dep", "numéro de département", "code dep"),
            *("department", "department code", "n° département"),
        ),
        "reg": ("région", "code région", "reg", "region code", "code reg"),
    }
)
"""Kind of token -> what a column of bare codes of that kind is called, the finest kind first."""

OWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "poles": (
            *("regions", "departements", "epci", "appels", "appels_deduits", "statuts"),
            *(
                "aide_eur",
                "n_communes",
                "n_poles",
                "population",
                "annees_population",
                "superficie_km2",
                "sans_contour",
            ),
            *("sources_prix", "longitude", "latitude", "wkt", "geometry", "geom", "fid"),
        ),
        "laureats": ("annee", "nom_pole"),
        "sources": ("n_poles",),
    }
)
"""Table -> columns that our downloads add to those of the register: made anew, so never read."""


@lru_cache(maxsize=4096)
def form_of(text: str) -> str:
    """Return what a name is compared by: its words, without case, accents, plurals or brackets."""
    bare = fold(BRACKETS.sub(" ", text)) or fold(text)
    words = [word for word in bare.split() if word not in SMALL_WORDS] or bare.split()
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.endswith("ss") else word


@lru_cache
def certain_forms(table: str, columns: tuple[str, ...]) -> Mapping[str, str]:
    """Return form -> column of a table: its name, its label in our downloads, what people say."""
    forms = {form_of(column): column for column in columns}
    for column in columns:
        for name in (*_labels(column), *MEANINGS[table].get(column, ())):
            forms.setdefault(form_of(name), column)
    return MappingProxyType(forms)


@lru_cache
def likely_forms() -> Mapping[str, tuple[str, ...]]:
    """Return form -> columns of the poles that it may mean."""
    return MappingProxyType({form_of(name): columns for name, columns in LIKELY.items()})


@lru_cache
def coded_forms() -> Mapping[str, str]:
    """Return form -> kind of token of the bare codes of a column called so."""
    forms: dict[str, str] = {}
    for prefix, names in CODED.items():
        for name in names:
            forms.setdefault(form_of(name), prefix)
    return MappingProxyType(forms)


@lru_cache
def own_forms(table: str) -> frozenset[str]:
    """Return the forms of the columns that downloads add to a table, by name and by label."""
    own = OWN.get(table, ())
    return frozenset(form_of(name) for column in own for name in (column, *_labels(column)))


def _labels(column: str) -> list[str]:
    """Return what a column is called in downloads, in every language."""
    keys = (f"field.{column}", f"head.{column}")
    texts = [read_locale(lang).get(key, "") for key in keys for lang in LANGS]
    return [text for text in texts if text]


@lru_cache
def table_forms() -> Mapping[str, str]:
    """Return form -> table, for names of files and sheets."""
    forms = {form_of(table): table for table in TABLE_NAMES}
    for table, names in TABLE_NAMES.items():
        for lang in LANGS:
            forms.setdefault(form_of(read_locale(lang).get(f"sheet.{table}", table)), table)
        for name in names:
            forms.setdefault(form_of(name), table)
    return MappingProxyType(forms)


@lru_cache
def choice_names(rule: Rule) -> Mapping[str, str]:
    """Return folded name -> choice of a rule, in both languages."""
    names = {fold(choice): choice for choice in rule.choices}
    for lang in LANGS:
        for choice in rule.choices:
            for text in (f"{rule.name}.{choice}", f"choice.{rule.name}.{choice}"):
                for name in read_locale(lang).get(text, choice).split(", "):
                    names.setdefault(fold(name), choice)
    return MappingProxyType(names)
