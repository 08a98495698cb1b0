"""The memory of a server that is in use, minute by minute: ``python -m tests.benchmarks.soak``.

Readers ask for pages, files and sheets, one after the other, at a steady rate. Queries differ from
one minute to the next, so that what is kept does not answer all of them.
"""

from __future__ import annotations

import http.client
import itertools
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import click

from tests.benchmarks.processes import take
from tests.benchmarks.rows import Row
from tests.serving import start

PATHS = (
    "/?{query}",
    "/liste?{query}",
    "/api/poles.geojson?{query}",
    "/?{query}&niveau=epci",
    "/api/carte.png?{query}",
    "/api/communes-des-poles.csv?{query}",
    "/?{query}&mesure=par-million&methode=jenks",
    "/api/poles.xlsx?{query}",
    "/api/recherche?q={text}",
    "/api?{query}",
    "/ogc/collections/poles/items?limit=20&offset={n}",
    "/api/poles.gpkg?{query}",
    "/api/communes-des-poles.geojson?{query}",
    "/methode",
    "/api/carte.pdf?{query}",
)
"""What readers ask for, in turn."""
DEPARTEMENTS = ("01", "13", "22", "29", "31", "33", "35", "38", "44", "59", "69", "75", "76", "974")
SEARCHED = ("ferme", "lyon", "saint", "bois", "textile", "7501", "bret", "habit")


def addresses() -> Iterator[str]:
    """Yield what is asked for, without end."""
    for n, path in enumerate(itertools.cycle(PATHS)):
        text = SEARCHED[n % len(SEARCHED)]
        departement = DEPARTEMENTS[n % len(DEPARTEMENTS)]
        query = f"departement={departement}" if n % 2 else f"q={text}{n % 97}"
        yield path.format(query=query, text=text, n=n % 200)


def soak(minutes: int, rate: float) -> list[float]:
    """Return the memory of a server at start and after each minute of use, in megabytes (PSS)."""
    with start(PTCE_LOG_LEVEL="ERROR") as served:
        host, pid = urlsplit(served.address).netloc, served.process.pid
        found = [take(pid).pss_mb]
        asked = addresses()
        began = time.monotonic()
        for minute in range(1, minutes + 1):
            n = 0
            while (now := time.monotonic()) < began + 60 * minute:
                ask(host, next(asked))
                n += 1
                time.sleep(max(0.0, now + 1 / rate - time.monotonic()))
            found.append(take(pid).pss_mb)
            click.echo(f"minute {minute:>3}: {found[-1]:>6,.0f} MB, {n} requests")
    return found


def ask(host: str, path: str) -> None:
    """Ask for an address, whatever the answer."""
    connection = http.client.HTTPConnection(host, timeout=60)
    with suppress(OSError):
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        connection.getresponse().read()
    connection.close()


def measure(minutes: int, rate: float) -> Iterator[Row]:
    """Yield the memory of a server in use, once it was used."""
    yield from sum_up(soak(minutes, rate))


def sum_up(found: list[float]) -> Iterator[Row]:
    """Yield what the curve says."""
    for minute in (0, 1, 2, 5, 10, 15, 20):
        if minute < len(found):
            yield Row(f"memory after {minute} min (PSS)", found[minute], "MB", "<= 450")
    half = found[len(found) // 2]
    yield Row("growth in the second half", 100 * (found[-1] / half - 1), "%", "<= 5")


@click.command()
@click.option("--minutes", default=20, help="How long.")
@click.option("--rate", default=5.0, help="Requests a second, at most.")
def main(minutes: int, rate: float) -> None:
    """Use a server and print its memory."""
    for row in sum_up(soak(minutes, rate)):
        row.say()


if __name__ == "__main__":
    main()
