"""``python -m ptce_map export``: write the poles that answer a query, as the API does."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.errors import GeodataError
from ptce_map.catalog import open_catalog
from ptce_map.commands.options import REGISTER
from ptce_map.errors import PtceMapError, QueryError
from ptce_map.exports import DESCRIPTION, PREFIXES, WRITTEN, Order, Shelf, open_shelf
from ptce_map.query import query_problem
from ptce_map.register import REGISTER_FOLDER

STANDARD_OUTPUT = "-"


@click.command()
@click.argument("query", default="")
@click.option("-o", "--output", required=True, help='File to write, "-" for standard output.')
@click.option(
    "-f",
    "--format",
    "extension",
    type=click.Choice(list(WRITTEN)),
    help="Format, if not said by -o.",
)
@click.option(
    "-l", "--layer", type=click.Choice(list(PREFIXES)), default="poles", show_default=True
)
@click.option("--register", "folder", type=REGISTER, default=REGISTER_FOLDER, show_default=True)
@click.option(
    "--site",
    envvar="PTCE_PUBLIC_URL",
    default="",
    help="Public address of the site, named in the file.  [env: PTCE_PUBLIC_URL]",
)
def export(
    query: str, output: str, extension: str | None, layer: str, folder: Path, site: str
) -> None:
    """Write the poles that answer QUERY, such as "region=76&secteur=alimentation".

    The end of the file's name chooses the format; standard output is GeoJSON unless a format is
    given. The bytes are those that the API of the site answers with. A format that cannot describe
    itself gets a description beside it.
    """
    chosen = extension or named_format(output)
    try:
        tell("Reading the register and the boundaries")
        shelf = open_shelf(open_catalog(folder), site=site)
        order = shelf.order(layer, chosen, query)
    except QueryError as error:
        raise click.UsageError(query_problem(error, "en")) from error
    except (PtceMapError, GeodataError) as error:
        raise click.ClickException(str(error)) from error
    tell(f"Writing {len(shelf.download(order).rows)} rows")
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
        formats = ", ".join(f".{known}" for known in WRITTEN)
        raise click.UsageError(f"Format of '{output}' is unknown. End the name by {formats}.")
    return max(said, key=len)


def write(shelf: Shelf, order: Order, output: str) -> None:
    """Write the file of an order, and its description beside a file that cannot hold it."""
    with click.open_file(output, "wb") as file:
        file.write(shelf.write(order))
    if WRITTEN[order.extension].is_whole or output == STANDARD_OUTPUT:
        return
    described = DESCRIPTION.order_of(order)
    beside = Path(output.removesuffix(order.extension) + described.extension)
    beside.write_bytes(shelf.write(described))
    tell(f"Described by {beside}")


def tell(step: str) -> None:
    """Tell progress, apart from the output."""
    click.echo(f"{step}…", err=True)
