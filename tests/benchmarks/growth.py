"""What a register costs as it grows: 75, 1,000, 10,000 and 100,000 poles, a column each.

Each size is measured in a process of its own, whose memory then is that of the size. Times are
those of the processor, of answers that were never given before; sizes those that browsers fetch.
"""

from __future__ import annotations

import http
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click

from app import PtceDash, create_app
from app.edition import open_edition
from app.http import crowds
from app.settings import Settings
from ptce_map.map.svg.crowd import tile_side
from ptce_map.map.svg.frame import to_units
from tests.benchmarks.processes import take
from tests.benchmarks.registers import write_register
from tests.benchmarks.server import caller

T = TypeVar("T")
Measure = tuple[str, float, str]
"""What was measured, its figure, its unit."""

SIZES = (75, 1_000, 10_000, 100_000)
ASKED = {"Accept-Encoding": "br"}
QUERY = "secteur=secteur-1"
CALLS = {"callback, all": "", "callback, a sector": QUERY, "callback, a text": "q=paris"}
PAGES = {
    "first HTML": "/?{query}",
    "first HTML of all": "/?theme=sombre",
    "list without script": "/liste?{query}",
    "sheet of a commune": "/pole/{small}",
    "sheet of a département": "/pole/{pole}",
    "search": "/api/recherche?q=pole+{n}",
    "data of a query": "/api/poles.geojson?{query}",
    "table of all": "/api/poles.csv",
    "map of all": "/api/poles.geojson",
}
TILES = {"the country": ((2.5, 47.0), 4), "Paris": ((2.35, 48.86), 9)}
"""What a tile is about -> a place in it, and its zoom."""
FILES = ("ids", "poles-fr", "members", "territoires", "sieges", "map-poles", "close-poles")
"""Files made of the poles that browsers fetch."""


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """Do something and return it with the seconds of processor that it took."""
    start = time.process_time()
    done = act()
    return done, time.process_time() - start


def measure(n: int) -> Iterator[Measure]:
    """Yield what a register of ``n`` poles costs."""
    with TemporaryDirectory() as folder:
        given = {
            "PTCE_REGISTER": write_register(Path(folder), n),
            "cache": Path(folder) / "cache",
            "log_level": "ERROR",
        }
        settings = Settings.model_validate(given)
        yield from prepare(settings)
        app, seconds = timed(lambda: create_app(settings))
        yield "start", 1000 * seconds, "ms"
        yield "memory of a started process", take(os.getpid()).pss_mb, "MB"
        yield from callbacks(app)
        yield from answers(app, n)
        yield from files(app)
        yield "peak of a serving process", take(os.getpid()).peak_mb, "MB"


def prepare(settings: Settings) -> Iterator[Measure]:
    """Yield what it costs to read, join and index a register, once, in a process of its own."""
    begun, peak = os.times(), settings.register_folder.with_suffix(".peak")
    child = os.fork()
    if not child:
        open_edition(settings)
        peak.write_text(str(take(os.getpid()).peak_mb))
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("the register was not prepared")
    ended = os.times()
    used = ended.children_user + ended.children_system
    yield "prepare", used - begun.children_user - begun.children_system, "s"
    yield "peak while preparing", float(peak.read_text()), "MB"


def callbacks(app: PtceDash) -> Iterator[Measure]:
    """Yield the cost of a change of filter, and the bytes of its answer."""
    call = caller(app)
    call("")
    for name, query in CALLS.items():
        seconds = min(timed(lambda query=query: call(query))[1] for _ in range(5))
        yield name, 1000 * seconds, "ms"


def answers(app: PtceDash, n: int) -> Iterator[Measure]:
    """Yield the cost of answers, and their bytes."""
    client = app.server.test_client()
    poles = app.dataset.poles.index
    pole, small = (str(poles[n // 2 // step * step + rank]) for step, rank in ((1000, 0), (10, 7)))
    client.get("/?lang=en")
    for name, path in PAGES.items():
        address = path.format(query=QUERY, pole=pole, small=small, n=n // 2)
        answer, seconds = timed(lambda address=address: client.get(address, headers=ASKED))
        if answer.status_code != http.HTTPStatus.OK:
            raise RuntimeError(f"{address}: {answer.status_code}")
        yield name, 1000 * seconds, "ms"
        yield f"{name}, compressed", len(answer.data) / 1000, "kB"


def files(app: PtceDash) -> Iterator[Measure]:
    """Yield the compressed size of what browsers fetch of the poles.

    Tiles are those of the whole country on a screen, and those about Paris from close.
    """
    for name in FILES:
        if name in app.dataset.payloads:
            yield f"file {name}", len(app.dataset.payloads[name].encodings["br"]) / 1000, "kB"
    client, of = app.server.test_client(), crowds.addresses(app.dataset).get("tiles")
    for name, (place, zoom) in TILES.items():
        if of is not None:
            x, y = (int(at // tile_side(zoom)) for at in to_units(place))
            address = of["of"].format(zoom=zoom, x=x, y=y)
            answer, seconds = timed(lambda address=address: client.get(address, headers=ASKED))
            yield f"tile, {name}", 1000 * seconds, "ms"
            yield f"tile, {name}, compressed", len(answer.data) / 1000, "kB"


def measured(n: int) -> dict[str, tuple[float, str]]:
    """Measure a size in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.growth", "--size", str(n)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name: (value, unit) for name, value, unit in json.loads(done.stdout)}


def written(value: float) -> str:
    """Write a figure in two digits or more."""
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


@click.command()
@click.option("--sizes", default=",".join(map(str, SIZES)), help="Numbers of poles.")
@click.option("--size", type=int, help="Measure this size here, and print it as JSON.")
def main(sizes: str, size: int | None) -> None:
    """Print a table in Markdown: a row a measure, a column a size."""
    logging.disable(logging.WARNING)
    if size is not None:
        click.echo(json.dumps(list(measure(size))))
        return
    asked = [int(n) for n in sizes.split(",")]
    columns = [measured(n) for n in asked]
    click.echo("| what | " + " | ".join(f"{n:,}" for n in asked) + " |")
    click.echo("| --- |" + " --- |" * len(asked))
    rows = {name: unit for column in columns for name, (_, unit) in column.items()}
    for name, unit in rows.items():
        cells = " | ".join(written(column[name][0]) if name in column else "" for column in columns)
        click.echo(f"| {name} ({unit}) | {cells} |")


if __name__ == "__main__":
    main()
