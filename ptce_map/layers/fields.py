"""The one home of the columns of what is downloaded: name, type, and name in a Shapefile.

What a column means is the text ``field.<name>`` of the locales. From these rows come the columns of
every format, the Table Schema that goes with it and the properties of the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pyarrow as pa

from ptce_map.labels import label
from ptce_map.register.extras import Extras

SHORTEST = 10
"""Longest name of a column in a Shapefile, in characters."""

ARROW: Mapping[str, pa.DataType] = MappingProxyType(
    {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
)
"""Type of the values -> Arrow type."""


@dataclass(frozen=True)
class Field:
    """A column: the type of its values, whether a cell holds several, and what names them.

    ``short`` is its name in a Shapefile where ``name`` is too long; ``vocabulary`` is the key of
    the filter whose values it holds, if it holds such values. ``titles`` are by language those that
    a register gives to a column of its own.
    """

    name: str
    kind: str = "string"
    many: bool = False
    short: str = ""
    vocabulary: str = ""
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)

    def said(self, lang: str) -> str:
        """Say what the column holds: the title that the register gives it, or a text."""
        return self.titles.get(lang) or label(self.label_key, lang)

    @property
    def label_key(self) -> str:
        """Key of the column's description among the labels."""
        return f"field.{self.name}"

    @property
    def short_name(self) -> str:
        """Name of the column in a Shapefile."""
        return self.short or self.name

    @property
    def arrow_type(self) -> pa.DataType:
        """Arrow type of the cells."""
        return pa.list_(ARROW[self.kind]) if self.many else ARROW[self.kind]


_MEASURES = (
    Field("population", "integer"),
    Field("annees_population", many=True, short="annees_pop"),
    Field("superficie_km2", "number", short="superf_km2"),
)
_COUNTS = (Field("n_communes", "integer"), Field("n_poles", "integer"))

POLES = (
    Field("id"),
    Field("nom"),
    Field("alias", many=True),
    Field("lieu"),
    Field("regions", many=True),
    Field("departements", many=True, short="departem"),
    Field("epci", many=True),
    Field("territoire", many=True),
    Field("precision", vocabulary="precision"),
    Field("sans_contour", many=True, short="sans_cont"),
    Field("note_territoire", short="note_terr"),
    Field("siege"),
    Field("coordinateur", short="coordinat"),
    Field("structures", many=True, vocabulary="structure"),
    Field("note_structure", short="note_struc"),
    Field("secteurs", many=True, vocabulary="secteur"),
    Field("activites", many=True),
    Field("appels", many=True, vocabulary="appel"),
    Field("statuts", many=True, vocabulary="statut"),
    Field("appels_deduits", many=True, short="appels_ded", vocabulary="appel"),
    Field("aide_eur", "integer"),
    Field("n_communes", "integer"),
    *_MEASURES,
    Field("site_web"),
    Field("confiance", vocabulary="confiance"),
    Field("doutes"),
    Field("etat", vocabulary="etat"),
    Field("etat_date"),
    Field("note_etat"),
    Field("sources", many=True),
    Field("sources_territoire", many=True, short="src_terr"),
    Field("sources_coordinateur", many=True, short="src_coord"),
    Field("sources_etat", many=True, short="src_etat"),
    Field("sources_prix", many=True, short="src_prix"),
)

COMMUNES = (
    Field("id"),
    Field("pole"),
    Field("nom_pole"),
    Field("code_commune", short="code_com"),
    Field("nom_commune", short="nom_com"),
    Field("code_arrondissement", short="code_arm"),
    Field("nom_arrondissement", short="nom_arm"),
    Field("code_departement", short="code_dep"),
    Field("code_region", short="code_reg"),
    Field("code_epci"),
    Field("nom_epci"),
    *_MEASURES,
    Field("token"),
    Field("precision", vocabulary="precision"),
    Field("confiance", vocabulary="confiance"),
    Field("etat", vocabulary="etat"),
    Field("appels_deduits", many=True, short="appels_ded", vocabulary="appel"),
    Field("sources_territoire", many=True, short="src_terr"),
)

DEPARTEMENTS = (
    Field("code_departement", short="code_dep"),
    Field("nom_departement", short="nom_dep"),
    Field("code_region", short="code_reg"),
    *_COUNTS,
    *_MEASURES,
)
REGIONS = (
    Field("code_region", short="code_reg"),
    Field("nom_region", short="nom_reg"),
    *_COUNTS,
    *_MEASURES,
)
EPCI = (Field("code_epci"), Field("nom_epci"), *_COUNTS, *_MEASURES)

LONGITUDE_LATITUDE = (Field("longitude", "number"), Field("latitude", "number"))
WKT = (Field("wkt"),)
"""Columns that say where a row lies, in tables without geometry: a point, or an outline."""

AWARDS = (
    Field("pole"),
    Field("appel", vocabulary="appel"),
    Field("statut", vocabulary="statut"),
    Field("soutien"),
    Field("aide_eur", "integer"),
    Field("note"),
    Field("sources", many=True),
)
SOURCES = (
    Field("id"),
    Field("url"),
    Field("editeur"),
    Field("titre"),
    Field("date_publication"),
    Field("date_consultation"),
    Field("etablit"),
)


def extra_fields(extras: Extras) -> tuple[Field, ...]:
    """Return the fields of the columns that a register declares, their short names told apart."""
    taken = {row.short_name for row in POLES}
    made = []
    for column in extras:
        short = _short(column.name, taken)
        taken.add(short)
        own = "" if short == column.name else short
        kind = column.kind
        named = column.name if column.named and not kind.is_dated else ""
        made.append(Field(column.name, kind.type, kind.many, own, named, titles=column.titles))
    return tuple(made)


def _short(name: str, taken: set[str]) -> str:
    """Return a name of at most :data:`SHORTEST` characters that is not taken."""
    tries = (name[:SHORTEST], *(f"{name[: SHORTEST - 3]}_{rank:02}" for rank in range(1, 100)))
    return next(short for short in tries if short not in taken)
