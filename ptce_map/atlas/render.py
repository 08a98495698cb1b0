"""From a query to the bytes of a sheet: what the command line and the site call."""

from __future__ import annotations

from geodata.cog import Level
from ptce_map.atlas.paper.leaf import Leaf
from ptce_map.atlas.paper.output import FORMATS, Metadata
from ptce_map.atlas.sheet import draw_sheet
from ptce_map.atlas.subject import Subject, make_subject
from ptce_map.atlas.texts import creator, denominator, rights, sources, title
from ptce_map.catalog import Catalog
from ptce_map.map.words import Description, MapFacts, describe
from ptce_map.query.grammar import Query

DPI = 200


def render_sheet(
    catalog: Catalog, query: Query, *, extension: str, leaf: Leaf, dpi: int = DPI, lang: str = "fr"
) -> bytes:
    """Draw the sheet of a query: the same query, leaf and data are always the same bytes.

    Parameters
    ----------
    extension
        A key of :data:`ptce_map.atlas.paper.output.FORMATS`.
    dpi
        Resolution of a PNG; SVG and PDF have none.

    """
    subject = make_subject(catalog, query, lang, is_sheet=True)
    sheet = draw_sheet(subject, leaf)
    return FORMATS[extension].write(sheet.figure, metadata_of(subject), dpi)


def metadata_of(subject: Subject) -> Metadata:
    """Return what the file of a sheet says of itself; its description is the alternative text."""
    return Metadata(
        title=title(subject),
        description=describe_subject(subject).text,
        creator=creator(subject),
        rights=rights(subject),
        date=subject.catalog.register.date,
        lang=subject.lang,
    )


def describe_subject(subject: Subject) -> Description:
    """Put into words what a sheet shows."""
    thematic, cog = subject.thematic, subject.catalog.cog
    names = cog.table(thematic.level)[thematic.level.name_column]
    facts = MapFacts(
        measure=thematic.measure,
        level=thematic.level,
        form=thematic.form,
        values=thematic.measured.to_numpy(),
        names=[str(name) for name in names.loc[thematic.measured.index]],
        legend=[(row.text, row.n_units) for row in thematic.legend(subject.lang)],
        selection=title(subject),
        figures=subject.figures,
        by_region=subject.counts_by_name(Level.REGION),
        by_departement=subject.counts_by_name(Level.DEPARTEMENT),
        denominator=denominator(subject),
        sources=sources(subject),
    )
    return describe(facts, subject.lang)
