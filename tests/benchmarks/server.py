"""What the server costs: its start, its memory, a request: part of ``make bench``.

Requests are those of a small client on this machine, four at a time. The processor that the server
spends on one is what other work on the machine changes least; it is compared with that of a bare
WSGI function which returns the same bytes under the same gunicorn.
"""

from __future__ import annotations

import gc
import http.client
import io
import json
import os
import runpy
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count, product
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import EnvironBuilder

from app import PtceDash, create_app
from tests.benchmarks.processes import take
from tests.benchmarks.rows import Row
from tests.serving import ROOT, start

AT_A_TIME = 4
REQUESTS = 2_000
BARE = "tests.benchmarks.bare:application"
KEPT = ("/", "/api/poles.geojson")
"""Addresses whose answers are kept: the page, and a file of the API."""
QUERIES = (
    "",
    "region=76",
    "niveau=epci&mesure=part-population",
    "departement=31",
    "mesure=par-million&niveau=region",
    "appel=aap-2013",
    "niveau=commune",
    "q=ferme",
    "niveau=commune&region=76",
)
"""Other poles answer each than the one before, so that nothing is shared between two."""
CALLBACK = "/_dash-update-component"
SERVERS = ("Server", "Date", "Connection")
"""Headers that gunicorn itself adds."""
Answer = tuple[bytes, list[tuple[str, str]]]
"""A body and its headers."""
ASKED = {"Accept-Encoding": "br", "Accept": "*/*"}


def measure() -> Iterator[Row]:
    """Yield what the server costs, once what it opens is prepared."""
    subprocess.run([sys.executable, "-m", "app", "prepare"], check=True)
    with start(PTCE_LOG_LEVEL="ERROR") as served:
        taken = take(served.process.pid)
        yield Row("start to first answer, CPU", taken.cpu_s, "s", "<= 2")
        yield Row("start, peak of a process", taken.peak_mb, "MB", "<= 250")
        yield Row("memory at start, 2 workers (PSS)", taken.pss_mb, "MB", "<= 450")
        for path in KEPT:
            yield from compare(served.address, served.process.pid, path)
    yield from callbacks(create_app())


def compare(address: str, pid: int, path: str) -> Iterator[Row]:
    """Yield the rate of a kept answer, and the share of it of the bare function's."""
    own, rate, (body, headers) = ask_often(address, pid, path)
    with TemporaryDirectory() as folder:
        files = {name: str(Path(folder) / name) for name in ("BARE_BODY", "BARE_HEADERS")}
        Path(files["BARE_BODY"]).write_bytes(body)
        Path(files["BARE_HEADERS"]).write_text(json.dumps(headers))
        with start(BARE, **files) as bare:
            bare_cpu, bare_rate, _ = ask_often(bare.address, bare.process.pid, "/")
    size = len(body) / 1000
    yield Row(f"GET {path} ({size:,.0f} kB), rate", rate, "requests/s", "")
    yield Row(f"GET {path}, CPU", 1000 * own, "ms", "")
    yield Row(f"GET {path}, rate beside a bare function", rate / bare_rate, "", ">= 0.7")
    yield Row(f"GET {path}, bare CPU beside own", bare_cpu / own, "", ">= 0.7")


def ask_often(
    address: str, pid: int, path: str, requests: int = REQUESTS
) -> tuple[float, float, Answer]:
    """Ask for an address; return CPU of the server for a request (s), requests/s, the answer."""
    host = urlsplit(address).netloc
    answer = ask(host, path, min(20 * AT_A_TIME, requests // 2))
    before, began = take(pid).cpu_s, time.perf_counter()
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(lambda _: ask(host, path, requests // AT_A_TIME), range(AT_A_TIME)))
    seconds = time.perf_counter() - began
    return (take(pid).cpu_s - before) / requests, requests / seconds, answer


def ask(host: str, path: str, times: int) -> Answer:
    """Ask for an address over one connection; return the last answer."""
    connection = http.client.HTTPConnection(host)
    body, headers = b"", []
    for _ in range(times):
        connection.request("GET", path, headers=ASKED)
        answer = connection.getresponse()
        body, headers = answer.read(), answer.getheaders()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path}: {answer.status}")
    connection.close()
    return body, [(name, value) for name, value in headers if name not in SERVERS]


def callbacks(app: PtceDash) -> Iterator[Row]:
    """Yield the CPU of a callback: of one that was answered before, and of the dearest new one."""
    call = caller(app)
    collect_as_workers_do()
    times = timed(call, QUERIES)
    again = timed(partial(call, is_new=False), QUERIES)
    yield Row("callback answered before, CPU", max(again), "ms", "<= 2")
    yield Row("new callback, CPU, median of queries", statistics.median(times), "ms", "<= 2")
    yield Row("new callback, CPU, dearest of queries", max(times), "ms", "<= 2")


def collect_as_workers_do() -> None:
    """Leave what is loaded out of the search for cycles, and search as seldom as workers."""
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    gc.collect()
    gc.freeze()
    settings["post_fork"](None, SimpleNamespace())


def caller(app: PtceDash) -> Callable[..., None]:
    """Return what sends a query to the callback of the view, as the page does."""
    name = next(key for key in app.callback_map if key.startswith("..view.data"))
    parts = [part.split(".") for part in name.strip(".").split("...")]
    outputs = [{"id": part, "property": prop} for part, prop in parts]
    numbers, statuses = count(), [""]
    asked = EnvironBuilder(
        CALLBACK, method="POST", content_type="application/json", headers=ASKED
    ).get_environ()

    def start_response(status: str, *_: Any) -> Any:
        statuses[0] = status

    def call(query: str, *, is_new: bool = True) -> None:
        body = {
            "output": name,
            "outputs": outputs,
            "inputs": [{"id": "query", "property": "data", "value": query}],
            "changedPropIds": ["query.data"],
            "n": next(numbers) if is_new else 0,
        }
        data = json.dumps(body).encode()
        sent = {"wsgi.input": io.BytesIO(data), "CONTENT_LENGTH": str(len(data))}
        answer = b"".join(app.server.wsgi_app({**asked, **sent}, start_response))
        if statuses[0] != "200 OK":
            raise RuntimeError(answer.decode())

    return call


def timed(call: Callable[[str], None], queries: Sequence[str], rounds: int = 40) -> list[float]:
    """Return the milliseconds of processor of a call of each query, once each was made.

    No call is like the one before it. The median of the rounds is what other work on the machine
    changes least.
    """
    taken: dict[str, list[float]] = {query: [] for query in queries}
    for _, query in product(range(rounds + 1), queries):
        start = time.process_time()
        call(query)
        taken[query].append(1000 * (time.process_time() - start))
    return [statistics.median(times[1:]) for times in taken.values()]


if __name__ == "__main__":
    os.environ.setdefault("PTCE_LOG_LEVEL", "ERROR")
    for row in measure():
        row.say()
