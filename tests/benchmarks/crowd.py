"""What a register of 2,700 rows costs beside the shipped one: part of ``make bench``.

Times are those of the processor, so that other work on the machine changes them little. The large
register is made here: a commune in thirteen, with its seat, in nine made-up sectors.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import brotli
import click

from app import create_app
from app.dataset import create_dataset
from geodata.cog import read_cog
from geodata.store import DERIVED
from ptce_map.atlas.paper.leaf import Leaf
from ptce_map.atlas.render import render_sheet
from ptce_map.query.grammar import parse
from ptce_map.register.register import REGISTER_FOLDER, read_register

T = TypeVar("T")
ROWS = 2_700
PAGES = ("/", "/liste", "/methode", "/api/poles.geojson")


def write_crowd(folder: Path) -> Path:
    """Write a register of :data:`ROWS` communes."""
    communes = read_cog().communes
    codes = communes.index[communes["zone"] != "com"]
    chosen = codes[:: len(codes) // ROWS][:ROWS]
    rows = [f"Lieu {code},com:{code},{code},Secteur {at % 9}" for at, code in enumerate(chosen)]
    path = folder / "lieux.csv"
    path.write_text("\n".join(("nom,territoire,siege,secteurs", *rows)), encoding="utf-8")
    return path


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """Do something and return it with the seconds of processor that it took."""
    start = time.process_time()
    done = act()
    return done, time.process_time() - start


def measure(path: Path) -> Iterator[tuple[str, float]]:
    """Yield what a register costs: seconds, and kilobytes where the name says so."""
    register, seconds = timed(lambda: read_register(path))
    yield "read and check", seconds
    dataset, seconds = timed(lambda: create_dataset(register, read_cog(), DERIVED))
    yield "join and index", seconds
    app, seconds = timed(lambda: create_app(dataset=dataset))
    yield "make the site", seconds
    client = app.server.test_client()
    for page in PAGES:
        answer, seconds = timed(lambda page=page: client.get(page).data)
        yield f"GET {page}", seconds
        yield f"GET {page}, kB compressed", len(brotli.compress(answer, quality=5)) / 1000
    query = parse("", dataset.vocabulary)
    _, seconds = timed(lambda: render_sheet(dataset.catalog, query, extension="pdf", leaf=Leaf()))
    yield "draw a sheet", seconds


def main() -> None:
    """Print both costs and their ratio, a line a measure."""
    logging.disable(logging.INFO)
    with TemporaryDirectory() as folder:
        few = dict(measure(REGISTER_FOLDER))
        many = dict(measure(write_crowd(Path(folder))))
    for name, cost in many.items():
        ratio = cost / few[name] if few[name] else float("inf")
        click.echo(f"{name:40} {few[name]:8.2f} {cost:8.2f}   × {ratio:.1f}")


if __name__ == "__main__":
    main()
