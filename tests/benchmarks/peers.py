"""The same features of pygeoapi, the same file of nginx: ``python -m tests.benchmarks.peers``.

pygeoapi is installed for this alone, in a temporary environment (network, a minute); it reads the
poles from the GeoJSON that the site itself gives, under the same gunicorn.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.rows import Row
from tests.benchmarks.server import ask_often
from tests.proxies import free_port, is_open, program
from tests.serving import ROOT, start

PINNED = ("pygeoapi==0.21.0", "gunicorn==27.0.1")
"""The last pygeoapi for Python 3.11."""
ITEMS = "/collections/poles/items?limit=1000"
FILTERED = f"{ITEMS}&confiance=high"
FILE = "/api/poles.geojson"
FEW, MANY = 40, 2_000
"""Requests: of what takes long, and of what does not."""
NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
events {{}}
{user}
http {{
    access_log off;
    types {{ application/geo+json geojson; }}
    server {{ listen 127.0.0.1:{port}; location / {{ root {folder}; }} }}
}}
"""


def measure() -> Iterator[Row]:
    """Yield what the peers give, beside the site."""
    with TemporaryDirectory() as name, start(PTCE_LOG_LEVEL="ERROR") as own:
        folder = Path(name)
        with urllib.request.urlopen(f"{own.address}{FILE}") as answer:
            (folder / "poles.geojson").write_bytes(answer.read())
        with pygeoapi(folder, own.address) as (address, pid):
            for asked, said in ((ITEMS, "all poles"), (FILTERED, "a filter")):
                check_same(f"{own.address}/ogc{asked}", f"{address}{asked}")
                yield from beside(
                    f"OGC items, {said}",
                    ask_often(own.address, own.process.pid, f"/ogc{asked}", MANY),
                    ask_often(address, pid, asked, FEW),
                )
        with nginx(folder) as (address, pid):
            cpu, rate, _ = ask_often(address, pid, "/poles.geojson", MANY)
            yield Row("nginx, the same file from disk, rate", rate, "requests/s")
            yield Row("nginx, the same file from disk, CPU", 1000 * cpu, "ms")


def beside(
    name: str, own: tuple[float, float, Any], peer: tuple[float, float, Any]
) -> Iterator[Row]:
    """Yield rates and processor of the site and of a peer, and their ratios."""
    yield Row(f"{name}, rate", own[1], "requests/s")
    yield Row(f"{name}, pygeoapi, rate", peer[1], "requests/s")
    yield Row(f"{name}, rate beside pygeoapi", own[1] / peer[1], "", ">= 300")
    yield Row(f"{name}, CPU", 1000 * own[0], "ms")
    yield Row(f"{name}, pygeoapi, CPU", 1000 * peer[0], "ms")
    yield Row(f"{name}, CPU of pygeoapi beside own", peer[0] / own[0], "", ">= 300")


def check_same(own: str, peer: str) -> None:
    """Refuse to compare answers of other features."""
    ids = []
    for address in (own, peer):
        asked = urllib.request.Request(address, headers={"Accept": "application/geo+json"})
        with urllib.request.urlopen(asked) as answer:
            ids.append(sorted(str(row["id"]) for row in json.load(answer)["features"]))
    if ids[0] != ids[1]:
        raise RuntimeError(f"{len(ids[0])} features of {own}, {len(ids[1])} of {peer}")


@contextmanager
def pygeoapi(folder: Path, address: str) -> Iterator[tuple[str, int]]:
    """Install and serve pygeoapi; give its address and its first process."""
    python = folder / "venv" / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "-q", folder / "venv", "--python", sys.executable], check=True)
    subprocess.run([uv, "pip", "install", "-q", "--python", python, *PINNED], check=True)
    port = free_port()
    files = {name: str(folder / f"{name.lower()}.yml") for name in ("CONFIG", "OPENAPI")}
    Path(files["CONFIG"]).write_text(json.dumps(configure(folder, port, address)))
    environment = {**os.environ, **{f"PYGEOAPI_{name}": path for name, path in files.items()}}
    generated = [python.with_name("pygeoapi"), "openapi", "generate", files["CONFIG"]]
    made = subprocess.run(generated, env=environment, check=True, capture_output=True)
    Path(files["OPENAPI"]).write_bytes(made.stdout)
    command = [python, "-m", "gunicorn", "-w", "2", "-k", "gthread", "--threads", "24"]
    command += ["-b", f"127.0.0.1:{port}", "pygeoapi.flask_app:APP"]
    with served(command, port, cwd=folder, env=environment) as pid:
        yield f"http://127.0.0.1:{port}", pid


def configure(folder: Path, port: int, address: str) -> Mapping[str, Any]:
    """Return the configuration of pygeoapi, as JSON, which YAML reads: one collection."""
    words = {"en": "Poles"}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": f"http://127.0.0.1:{port}",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "limits": {"default_items": 10, "max_items": 10_000},
            "map": {"url": address, "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": words,
                "description": words,
                "keywords": {"en": ["poles"]},
                "keywords_type": "theme",
                "terms_of_service": address,
                "url": address,
            },
            "license": {"name": "-", "url": address},
            "provider": {"name": "-", "url": address},
            "contact": {"name": "-"},
        },
        "resources": {
            "poles": {
                "type": "collection",
                "title": words,
                "description": words,
                "keywords": {"en": ["poles"]},
                "links": [],
                "extents": {"spatial": {"bbox": [-180, -90, 180, 90]}},
                "providers": [
                    {
                        "type": "feature",
                        "name": "GeoJSON",
                        "data": str(folder / "poles.geojson"),
                        "id_field": "id",
                    }
                ],
            }
        },
    }


@contextmanager
def nginx(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve a folder by nginx; give its address and its first process."""
    port = free_port()
    conf = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    conf.write_text(NGINX.format(folder=folder, port=port, user=user))
    command = [program("nginx"), "-p", str(folder), "-c", str(conf)]
    with served(command, port, cwd=folder, env=dict(os.environ)) as pid:
        yield f"http://127.0.0.1:{port}", pid


@contextmanager
def served(command: list[Any], port: int, **options: Any) -> Iterator[int]:
    """Run a server; give its first process once it listens."""
    with subprocess.Popen(command, **options) as process:
        try:
            while not is_open(port):
                if process.poll() is not None:
                    raise RuntimeError(f"{command[0]} ended")
            yield process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    os.chdir(ROOT)
    os.environ.setdefault("PTCE_LOG_LEVEL", "ERROR")
    for row in measure():
        row.say()
