"""``python -m ptce_map export``: write the poles that answer a query, as the API does."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import click

from ptce_map.catalog import open_catalog
from ptce_map.commands.opening import brought, telling
from ptce_map.commands.options import REGISTER, SCHEDULER
from ptce_map.commands.progress import tell
from ptce_map.commands.refusal import refusing
from ptce_map.commands.writing import write_file
from ptce_map.exports import EXPORTS, SUFFIXES, WRITTEN, Order, Shelf, description_of, open_shelf
from ptce_map.exports.description import SUFFIX
from ptce_map.exports.download import Download
from ptce_map.exports.orders import SEPARATOR_KEY, Separator
from ptce_map.nouns import speaking
from ptce_map.origins.address import Origin

STANDARD_OUTPUT = "-"
SITE = re.compile(r"(https?://[^\s/]\S*)?")


def check_site(_: click.Context, __: click.Parameter, site: str) -> str:
    """Refuse what is not the address of a site, which every file would name."""
    if not SITE.fullmatch(site):
        raise click.BadParameter(f"'{site}' is not the address of a site. Begin it by https://.")
    return site


@click.command()
@click.argument("query", default="")
@click.option("-o", "--output", required=True, help='File to write, "-" for standard output.')
@click.option(
    "-f",
    "--format",
    "extension",
    type=click.Choice(list(WRITTEN)),
    metavar="FORMAT",
    help=f"Format, if not said by -o: {', '.join(EXPORTS)}, or one of them and {SUFFIX}.",
)
@click.option(
    "-l", "--layer", type=click.Choice(list(SUFFIXES)), default="poles", show_default=True
)
@click.option(
    "--separator",
    type=click.Choice([str(separator) for separator in Separator]),
    help="What parts the cells of a CSV: virgule, or point-virgule for an Excel in French.",
)
@REGISTER
@SCHEDULER
@click.option(
    "--site",
    envvar="PTCE_PUBLIC_URL",
    default="",
    callback=check_site,
    show_envvar=True,
    help="Public address of the site, named in the file.",
)
def export(
    query: str,
    output: str,
    extension: str | None,
    layer: str,
    separator: str | None,
    register: Path | Origin,
    scheduler: str,
    site: str,
) -> None:
    """Write the poles that answer QUERY, such as "region=76&secteur=alimentation".

    The end of the file's name chooses the format; standard output is GeoJSON unless a format is
    given. The bytes are those that the API of the site answers with. A format that cannot describe
    itself gets a description beside it.

    Faults of the register are told on standard error, its rows kept as the site keeps them. The
    exit code is 0 once the file is written, with faults or without, 1 if nothing can be read.
    """
    chosen = extension or named_format(output)
    asked = with_separator(query, separator, chosen)
    with refusing("en", output):
        tell("Reading the register and the boundaries")
        path = brought(register, "en")
        catalog = open_catalog(path, say=telling(path, "en"), scheduler=scheduler)
        tell("Laying out the poles and their communes")
        with speaking(catalog.register.nouns):
            shelf = open_shelf(catalog, site=site)
            order = shelf.order(layer, chosen, asked)
            tell_rows(shelf.download(order))
            write(shelf, order, output)


def named_format(output: str) -> str:
    """Return the format that the end of a file's name says; the longest, where several do.

    Raises
    ------
    click.UsageError
        If it says none.
    """
    if output == STANDARD_OUTPUT:
        return next(iter(WRITTEN))
    said = [known for known in WRITTEN if Path(output).name.endswith(f".{known}")]
    if not said:
        formats = ", ".join(f".{known}" for known in EXPORTS)
        raise click.UsageError(f"Format of '{output}' is unknown. End the name by {formats}.")
    return max(said, key=len)


def with_separator(query: str, separator: str | None, extension: str) -> str:
    """Return a query with the separator that an option names.

    Raises
    ------
    click.UsageError
        If the file is no CSV, or if the query names another separator.
    """
    if separator is None:
        return query
    if not extension.startswith("csv"):
        raise click.UsageError(f"--separator {separator} is for CSV. Leave it out for {extension}.")
    return f"{query}&{urlencode({SEPARATOR_KEY: separator})}".removeprefix("&")


def write(shelf: Shelf, order: Order, output: str) -> None:
    """Write the file of an order, and its description beside a file that cannot hold it."""
    content = shelf.write(order)
    is_whole = WRITTEN[order.extension].is_whole
    if output == STANDARD_OUTPUT:
        click.echo(content, nl=False)
        if not is_whole:
            described = description_of(order).extension
            click.echo(f"Nothing describes these rows. Describe them by -f {described}.", err=True)
        return
    write_file(Path(output), content)
    if not is_whole:
        beside = Path(f"{output}{SUFFIX}")
        write_file(beside, shelf.describe(order, Path(output).name))
        tell(f"Described by {beside}")


def tell_rows(download: Download) -> None:
    """Tell how many rows are written, and how many the format leaves out."""
    n = download.n_left_out
    left_out = f", {n} without geometry left out" if n else ""
    tell(f"Writing {len(download.rows)} rows{left_out}")
