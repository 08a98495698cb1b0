"""The columns of a workbook: first those that people read, names and not codes, then the rest.

A row of :data:`READ` either holds a field as it stands, under a header in words, or names the codes
of a field that comes again further, under its technical name. All fields that no row holds follow
those of :data:`READ`, so that no column is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any

from geodata.cog import Level
from ptce_map.catalog import Catalog
from ptce_map.labels import LANGS, label
from ptce_map.layers.fields import Field
from ptce_map.register.extras import ExtraColumn
from ptce_map.register.rules import STATES, SUPPORTS

READABLE_SEPARATOR = "; "
"""What parts the values of a cell that people read; the columns of codes keep their own."""

NamesOf = Callable[[Catalog, str], Mapping[str, Any]]
"""(catalog, language) -> how each value of a field reads."""


@dataclass(frozen=True)
class Column:
    """A column that people read.

    Attributes
    ----------
    name
        End of the key of its header, ``head.<name>``.
    field
        Name of the field that it holds, or whose values it names.
    look
        How its cells are written, one of :data:`ptce_map.exports.workbook.LOOKS`.
    names
        What names the values; without it, the column holds the field as it stands.
    """

    name: str
    field: str
    look: str = "text"
    names: NamesOf | None = None

    def header(self, lang: str) -> str:
        """Return the header of the column in a language."""
        return label(f"head.{self.name}", lang)


@dataclass(frozen=True)
class Laid:
    """A column of a sheet, laid out: its header, its field, and how it is written.

    ``names`` says how each value of the field reads; without it, the cells are those of the field.
    """

    header: str
    field: Field
    look: str
    names: Mapping[str, Any] | None = None
    is_technical: bool = False

    def cells(self, values: Sequence[Any]) -> list[Any]:
        """Return the cells of the values of the field, of which lists are lists."""
        names = self.names
        return list(values) if names is None else [_named(value, names) for value in values]


def _named(value: Any, names: Mapping[str, Any]) -> Any:
    """Name a value, or each of a list; a code that nothing names stands for itself."""
    if not value:
        return None
    if not isinstance(value, list | tuple):
        return names.get(value, value)
    return READABLE_SEPARATOR.join(str(names.get(part, part)) for part in value)


def lay_out(sheet: str, fields: Sequence[Field], catalog: Catalog, lang: str) -> list[Laid]:
    """Lay out the columns of a sheet, one of :data:`READ`, whose fields are given."""
    by_name = {field.name: field for field in fields}
    read = [
        Laid(
            column.header(lang),
            by_name[column.field],
            column.look,
            column.names and column.names(catalog, lang),
        )
        for column in READ[sheet]
    ]
    own = {column.name: column for column in catalog.register.extras}
    apart = [
        Laid(field.said(lang), field, own[field.name].kind.look, _own_names(own[field.name], lang))
        for field in fields
        if field.titles
    ]
    read += apart
    held = {column.field for column in READ[sheet] if column.names is None}
    held |= {laid.field.name for laid in apart if laid.names is None}
    rest = [field for field in fields if field.name not in held]
    return [*read, *(Laid(field.name, field, "text", is_technical=True) for field in rest)]


def _own_names(column: ExtraColumn, lang: str) -> Mapping[Any, str] | None:
    """Return what names the values of a column of a register's own, if they do not read as such."""
    if not column.kind.many and not column.named:
        return None
    return {column.kind.typed(value): names[lang] for value, names in column.named.items()}


def headers(sheet: str) -> Iterator[tuple[str, str | None]]:
    """Yield the headers of a sheet in every language, with the field that each holds.

    ``None`` stands for a column that only names what another holds: reading it back says nothing.
    """
    for column in READ[sheet]:
        for lang in LANGS:
            yield column.header(lang), column.field if column.names is None else None


def _values(key: str) -> NamesOf:
    """Return what names the values of a vocabulary."""
    return lambda catalog, lang: {
        value: texts[lang] for value, texts in catalog.vocabulary.names[key].items()
    }


def _units(level: Level) -> NamesOf:
    """Return what names the units of a level."""
    return lambda catalog, _: dict(catalog.cog.table(level)[level.name_column])


def _seats(catalog: Catalog, _: str) -> Mapping[str, str]:
    return {str(code): str(name) for code, name in catalog.cog.places["nom"].items()}


def _poles(catalog: Catalog, _: str) -> Mapping[str, str]:
    return dict(catalog.poles["nom"])


def _years(catalog: Catalog, _: str) -> Mapping[str, int]:
    years = dict(catalog.register.appels["annee"].dropna())
    return {call: int(year) for call, year in years.items()}


def _citations(catalog: Catalog, _: str) -> Mapping[str, int]:
    """Count the poles that cite each source."""
    cited = Counter(chain.from_iterable(catalog.poles["sources"]))
    return {source: cited[source] for source in catalog.register.sources.index}


def _supports(_: Catalog, lang: str) -> Mapping[str, str]:
    return {support: label(f"soutien.{support}", lang) for support in SUPPORTS}


def _states(_: Catalog, lang: str) -> Mapping[str, str]:
    return {state: label(f"etat.{state}", lang) for state in STATES}


def _themselves(_: Catalog, __: str) -> Mapping[str, str]:
    """Name nothing: values read as they are, one after the other."""
    return {}


REGIONS, DEPARTEMENTS, EPCI = (
    _units(level) for level in (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
)
PRECISION = Column("precision", "precision", names=_values("precision"))
CONFIDENCE = Column("confiance", "confiance", names=_values("confiance"))
STATE = Column("etat", "etat", names=_states)
INFERRED_CALLS = Column("appels_deduits", "appels_deduits", names=_values("appel"))
_SIZES = (
    Column("population", "population", "integer"),
    Column("annees_population", "annees_population", names=_themselves),
    Column("superficie_km2", "superficie_km2", "decimal"),
)

READ: Mapping[str, Sequence[Column]] = MappingProxyType(
    {
        "poles": (
            Column("nom", "nom"),
            Column("lieu", "lieu"),
            Column("regions", "regions", names=REGIONS),
            Column("departements", "departements", names=DEPARTEMENTS),
            Column("epci", "epci", names=EPCI),
            Column("coordinateur", "coordinateur"),
            Column("structures", "structures", names=_values("structure")),
            Column("secteurs", "secteurs", names=_values("secteur")),
            Column("activites", "activites", names=_themselves),
            Column("appels", "appels", names=_values("appel")),
            Column("statuts", "statuts", names=_values("statut")),
            INFERRED_CALLS,
            STATE,
            Column("etat_date", "etat_date", "date"),
            Column("note_etat", "note_etat"),
            Column("aide_eur", "aide_eur", "euros"),
            Column("n_communes", "n_communes", "integer"),
            *_SIZES,
            Column("siege", "siege", names=_seats),
            Column("site_web", "site_web", "address"),
            Column("alias", "alias", names=_themselves),
            PRECISION,
            Column("note_territoire", "note_territoire"),
            Column("note_structure", "note_structure"),
            CONFIDENCE,
            Column("doutes", "doutes"),
        ),
        "communes-des-poles": (
            Column("nom_pole", "nom_pole"),
            Column("nom_commune", "nom_commune"),
            Column("nom_arrondissement", "nom_arrondissement"),
            Column("departement", "code_departement", names=DEPARTEMENTS),
            Column("region", "code_region", names=REGIONS),
            Column("nom_epci", "nom_epci"),
            *_SIZES,
            PRECISION,
            CONFIDENCE,
            STATE,
            INFERRED_CALLS,
        ),
        "laureats": (
            Column("nom_pole", "pole", names=_poles),
            Column("appel", "appel", names=_values("appel")),
            Column("annee", "appel", "year", names=_years),
            Column("statut", "statut", names=_values("statut")),
            Column("soutien", "soutien", names=_supports),
            Column("aide_eur", "aide_eur", "euros"),
            Column("note", "note"),
        ),
        "sources": (
            Column("titre", "titre"),
            Column("editeur", "editeur"),
            Column("date_publication", "date_publication", "date"),
            Column("date_consultation", "date_consultation", "date"),
            Column("n_poles", "id", "integer", names=_citations),
            Column("url", "url", "address"),
            Column("etablit", "etablit"),
        ),
    }
)
"""Sheet -> the columns that people read, in their order."""
