"""``python -m ptce_map adopt``: make a register of the spreadsheet that people have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from geodata.cog import read_cog
from geodata.errors import DerivedError
from geodata.store import DERIVED, Boundaries, open_boundaries
from ptce_map.adopt.adoption import adopt as adopt_file
from ptce_map.adopt.output import (
    CORRECTIONS,
    FOLDER,
    MAPPING,
    PAGE,
    check_target,
    register_files,
    report_files,
    write_folder,
)
from ptce_map.adopt.page import to_html
from ptce_map.adopt.points import Ground
from ptce_map.adopt.report import to_text
from ptce_map.commands.options import LANG, RegisterType
from ptce_map.commands.progress import tell_watcher
from ptce_map.commands.refusal import refusing
from ptce_map.labels import label
from ptce_map.origins.address import GEOPACKAGE, Origin
from ptce_map.origins.taking import take

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=RegisterType(FILE))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write: a register, and the report in adoption/.",
)
@click.option("--mapping", type=FILE, help="What the columns are, written by an earlier run.")
@click.option("--corrections", type=FILE, help="Places put right, written by an earlier run.")
@click.option("--replace", is_flag=True, help="Replace the folder of an earlier run.")
@LANG
def adopt(
    file: Path | Origin,
    output: Path,
    mapping: Path | None,
    corrections: Path | None,
    replace: bool,
    lang: str,
) -> None:
    """Make a register of FILE as it is: XLSX, ODS, CSV, TSV, GeoJSON, GeoPackage or DuckDB.

    FILE may be the address of a table too: https://host/path, postgresql://host/base?table=name.

    The table is found, its columns are understood, and each row is placed: for sure, with a doubt,
    or not. Nothing is lost: what is not placed is kept and said. Nothing is written until the end.
    """
    with refusing(lang, output):
        check_target(output, is_replacing=replace)
        tell_watcher(label("adopt.progress", lang))
        with at_hand(file) as path:
            found = adopt_file(
                path,
                read_cog(),
                lambda: Ground(open_boundaries(DERIVED)),
                mapping=mapping,
                corrections=corrections,
            )
        page = to_html(found, open_map(), lang)
        today = datetime.now(UTC).date().isoformat()
        write_folder(output, {**register_files(found, today), **report_files(found, page, lang)})
    click.echo(to_text(found, lang))
    beside = output / FOLDER
    said = {"folder": output, "page": beside / PAGE}
    said |= {"mapping": beside / MAPPING, "corrections": beside / CORRECTIONS}
    click.echo(f"\n{label('adopt.done', lang, **said)}")


@contextmanager
def at_hand(file: Path | Origin) -> Iterator[Path]:
    """Have a table where it can be read; a whole GeoPackage is read as it is, with its layers.

    Raises
    ------
    ptce_map.errors.UnusableRegisterError
        If it is kept elsewhere, and gives nothing.
    """
    if isinstance(file, Path):
        yield file
    elif file.kind == GEOPACKAGE and not file.table:
        yield Path(file.address)
    else:
        with TemporaryDirectory() as folder:
            taken = take(file, "", Path(folder), is_adopted=True)
            yield taken.path if taken else Path(folder)


def open_map() -> Boundaries | None:
    """Open the contours for the map of the report; the rest of the run does without."""
    try:
        return open_boundaries(DERIVED)
    except DerivedError:
        return None
