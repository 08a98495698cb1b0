"""``python -m ptce_map export``: write the poles that answer a query."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.errors import GeodataError
from ptce_map.catalog import open_catalog
from ptce_map.commands.validate import FOLDER
from ptce_map.errors import PtceMapError, QueryError
from ptce_map.exports import EXPORTS
from ptce_map.query import parse, query_problem
from ptce_map.register import REGISTER_FOLDER


@click.command()
@click.argument("query", default="")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--register", "folder", type=FOLDER, default=REGISTER_FOLDER, show_default=True)
def export(query: str, output: Path, folder: Path) -> None:
    """Write the poles that answer QUERY, such as "region=76&secteur=alimentation".

    The extension of the output chooses the format; "-" writes GeoJSON to standard output.
    """
    extension = "geojson" if str(output) == "-" else output.suffix.removeprefix(".")
    if extension not in EXPORTS:
        formats = ", ".join(f".{known}" for known in EXPORTS)
        raise click.UsageError(f"Format of '{output}' is unknown. End the name by {formats}.")
    try:
        catalog = open_catalog(folder)
        asked = parse(query, catalog.vocabulary)
    except QueryError as error:
        raise click.UsageError(query_problem(error, "en")) from error
    except (PtceMapError, GeodataError) as error:
        raise click.ClickException(str(error)) from error
    content = EXPORTS[extension].write(catalog, asked.filters, asked.view.lang)
    with click.open_file(str(output), "wb") as file:
        file.write(content)
