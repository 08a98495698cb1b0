"""A load of pages, callbacks, downloads and tiles, bounded in time: `make load [MINUTES=5]`.

Visitors and server share the cores of one machine; tables come out as docs/reliability.md has them.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path

import numpy as np

from app.files.tiles import tile_url
from geodata import store
from tests.proxies import HOST, PROXIES, put_here, trusting
from tests.serving import Served, start
from tests.visiting import Ask, Tally, Visitor, view_of, visiting

MINUTES = float(os.environ.get("MINUTES", "5"))
SHARE = min(1.0, MINUTES / 5)
"""Of the time of the other parts: a short load has short ones."""
VISITORS = 8
CROWD = 200
WORKERS = "2"
REGIONS = ("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94")
SECTEURS = ("insertion-emploi", "alimentation", "culture", "numerique", "mobilite")
QUERIES = (
    *("", "appel=aap-2013", "niveau=departement", "niveau=epci&mesure=part-population"),
    *(f"region={region}&secteur={secteur}" for region, secteur in product(REGIONS, SECTEURS)),
    *(
        f"region={region}&niveau={niveau}"
        for region, niveau in product(REGIONS, ("epci", "commune"))
    ),
)
"""More than a worker keeps answers of: some are given again, others are made."""
TILES = tuple(product((6,), (31, 32, 33), (22, 23))) + tuple(product((8,), range(126, 132), (90,)))


def mix() -> list[Ask]:
    """Return what a day brings: for each query a page, views, a list, a file, tiles."""
    web = store.web_files()
    tiles = [Ask("tile", tile_url(web["communes"]).format(z=z, x=x, y=y)) for z, x, y in TILES]
    asks = [Ask("page", "/methode"), Ask("page", "/pole/pole-sud-archer")]
    for rank, query in enumerate(QUERIES):
        asks += [Ask("page", f"/?{query}"), view_of(query), view_of(f"{query}&lang=en")]
        asks += [Ask("page", f"/liste?{query}"), *tiles[rank :: len(QUERIES)]]
        extension = ("geojson", "csv", "xlsx", "kml")[rank % 4]
        asks += [Ask("download", f"/api/poles.{extension}?{query}")]
    return asks


def memory(served: Served) -> float:
    """Return the memory of a server, in MB: what its processes share is counted once."""
    pid = served.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    total = 0
    for process in (pid, *map(int, children)):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1000


def say(*cells: object) -> None:
    """Write a row of a table."""
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


def tell(tally: Tally, seconds: float) -> None:
    """Write what visitors were answered: by kind, how many a second, how long, how many failed."""
    say("kind", "a second", "p50", "p99", "503", "other failures")
    say(*6 * ["---"])
    for kind in (*sorted({kind for kind, *_ in tally.seconds}), "all"):
        rows = [row for row in tally.seconds if kind in (row[0], "all")]
        answered = [took for _, status, took in rows if 200 <= status < 400]
        shed = sum(status == 503 for _, status, _ in rows)
        failed = len(rows) - len(answered) - shed
        p50, p99 = np.percentile(answered, [50, 99]) if answered else (0, 0)
        rate = len(answered) / seconds
        say(kind, f"{rate:.0f}", f"{1000 * p50:.0f} ms", f"{1000 * p99:.0f} ms", shed, failed)


def load(address: str, n: int, seconds: float, **options: object) -> Tally:
    """Have visitors ask for some seconds."""
    create = options.get("create") or (lambda: Visitor(address))
    with visiting(n, mix(), create) as tally:
        time.sleep(seconds)
    return tally


def soak() -> None:
    """Load a server for long, and follow its memory."""
    grown, tallies, seconds = [], Tally(), 60 * MINUTES
    with start(WEB_CONCURRENCY=WORKERS) as served:
        load(served.address, VISITORS, 10 * SHARE)
        for _ in range(5):
            tally = load(served.address, VISITORS, seconds / 5)
            tallies.seconds += tally.seconds
            grown.append(f"{memory(served):.0f}")
    sys.stdout.write(f"\n{VISITORS} visitors, {WORKERS} workers, {seconds:.0f} s\n\n")
    tell(tallies, seconds)
    sys.stdout.write(f"\nMemory, MB, after each fifth: {', '.join(grown)}\n")


def crowd() -> None:
    """Load a server that has answered nothing yet above what it takes on, then as before."""
    with start(WEB_CONCURRENCY=WORKERS) as served:
        for n, seconds in ((CROWD, 20 * SHARE), (VISITORS, 10 * SHARE)):
            tally = load(served.address, n, seconds)
            sys.stdout.write(f"\n{n} visitors, {seconds:.0f} s\n\n")
            tell(tally, seconds)


@contextmanager
def behind(conf: str, replicas: Sequence[Served], *, is_cached: bool) -> Iterator[tuple[str, Path]]:
    """Put a proxy before replicas."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hosts = [served.address.removeprefix("http://") for served in replicas]
        path = put_here(conf, folder, hosts)
        if not is_cached:
            text = path.read_text().replace("proxy_cache ptce_cache;", "proxy_cache off;")
            path.write_text(text)
        if len(hosts) == 1:
            line = f"    server {hosts[0]} max_fails=1 fail_timeout=5s;\n"
            path.write_text(path.read_text().replace(2 * line, line))
        with PROXIES[conf].run(path) as address:
            yield address, folder


def grow() -> None:
    """Measure one and two replicas of one worker, without a cache before them and with one."""
    seconds = 15 * SHARE
    sys.stdout.write(f"\nReplicas of one worker behind nginx, {seconds:.0f} s each\n")
    with ExitStack() as stack:
        settings = {"WEB_CONCURRENCY": "1", "PTCE_IN_FLIGHT": "16"}
        replicas = [stack.enter_context(start(**settings)) for _ in range(2)]
        for n, is_cached in ((1, False), (2, False), (2, True)):
            with behind("nginx.conf", replicas[:n], is_cached=is_cached) as (address, folder):
                trust = trusting(folder)
                tally = load(
                    address,
                    VISITORS,
                    seconds,
                    create=lambda a=address, t=trust: Visitor(a, HOST, t),
                )
            sys.stdout.write(f"\n{n} replicas, {'a cache' if is_cached else 'no cache'}\n\n")
            tell(tally, seconds)


PARTS = {"soak": soak, "crowd": crowd, "replicas": grow}


def main() -> None:
    """Run the parts that are named, or all."""
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
