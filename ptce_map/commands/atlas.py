"""``python -m ptce_map atlas``: draw print-quality maps."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from geodata.cog import Level
from ptce_map.atlas.book import Book
from ptce_map.atlas.paper.leaf import Leaf, Orientation, Paper
from ptce_map.atlas.paper.output import FORMATS, PdfBook
from ptce_map.atlas.render import DPI, render_sheet
from ptce_map.catalog import Catalog, open_catalog
from ptce_map.commands.opening import brought, telling
from ptce_map.commands.options import LANG, REGISTER, SCHEDULER
from ptce_map.commands.progress import tell
from ptce_map.commands.refusal import refusing
from ptce_map.commands.writing import write_file
from ptce_map.errors import QueryError
from ptce_map.labels import label
from ptce_map.nouns import speaking
from ptce_map.origins.address import Origin
from ptce_map.query.grammar import View, parse

BOOK = "pdf"


@click.command()
@click.option("--query", "asked", default="", help='Filters, such as "appel=aap-2013&region=76".')
@click.option("--level", type=click.Choice([str(level) for level in Level]), help="Level mapped.")
@click.option("--measure", help="Measure mapped: one of those of the register.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"File to write; its end says the format: {', '.join(FORMATS)}.",
)
@click.option(
    "--each",
    type=click.Choice([str(Level.REGION)]),
    help="One sheet a région, in one PDF with an index.",
)
@click.option(
    "--paper", type=click.Choice([str(p) for p in Paper]), default=str(Paper.A4), show_default=True
)
@click.option(
    "--orientation",
    type=click.Choice([str(way) for way in Orientation]),
    default=str(Orientation.LANDSCAPE),
    show_default=True,
)
@click.option(
    "--dpi",
    type=click.IntRange(72, 600),
    default=DPI,
    show_default=True,
    help="Resolution of a PNG.",
)
@LANG
@REGISTER
@SCHEDULER
def atlas(
    asked: str,
    level: str | None,
    measure: str | None,
    output: Path,
    each: str | None,
    paper: str,
    orientation: str,
    dpi: int,
    lang: str,
    register: Path | Origin,
    scheduler: str,
) -> None:
    """Draw a map of the poles that answer a query, ready to print.

    Level and measure are those of the query, unless they are given. The same command on the same
    data writes the same bytes.

    Faults of the register are told on standard error, its rows kept as the site keeps them. The
    exit code is 0 once the file is written, with faults or without, 1 if nothing can be read.
    """
    extension = _format(output, each)
    leaf = Leaf(Paper(paper), Orientation(orientation))
    with refusing(lang, output):
        tell(label("progress.read", lang))
        path = brought(register, lang)
        catalog = open_catalog(path, say=telling(path, lang), scheduler=scheduler)
        query = parse(asked, catalog.vocabulary)
        view = replace(
            query.view, niveau=level or query.view.niveau, mesure=measure or query.view.mesure
        )
        _check_measure(view, catalog)
        query = replace(query, view=view)
        tell(label("progress.draw", lang))
        with speaking(catalog.register.nouns):
            content = (
                _book(Book(catalog, query, leaf, lang), label("progress.sheets", lang))
                if each
                else render_sheet(
                    catalog, query, extension=extension, leaf=leaf, dpi=dpi, lang=lang
                )
            )
        write_file(output, content)


def _check_measure(view: View, catalog: Catalog) -> None:
    """Refuse a measure that is none, or is not sound at the level; the site draws another one."""
    measures = catalog.measures.table
    if view.mesure not in measures:
        raise QueryError("value", key="mesure", value=view.mesure, allowed=tuple(measures))
    levels = measures[view.mesure].levels
    if view.niveau not in levels:
        raise QueryError("value", key="niveau", value=view.niveau, allowed=levels)


def _format(output: Path, each: str | None) -> str:
    extension = output.suffix.removeprefix(".").lower()
    if extension not in FORMATS:
        formats = ", ".join(f".{known}" for known in FORMATS)
        raise click.UsageError(f"Format of '{output}' is unknown. End the name by {formats}.")
    if each and extension != BOOK:
        raise click.UsageError(f"'{output}' cannot hold several sheets. End the name by .{BOOK}.")
    return extension


def _book(book: Book, told: str) -> bytes:
    written = PdfBook(book.metadata)
    leaves = book.leaves()
    with click.progressbar(leaves, length=len(book), label=told, file=sys.stderr) as bar:
        for leaf in bar:
            written.add(leaf.figure, leaf.bookmark, leaf.links)
    return written.finish()
