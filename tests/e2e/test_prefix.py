"""The site under a path of its host, behind nginx: the path taken away, or kept."""

from __future__ import annotations

import re
import subprocess
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, becomes, visit_with
from tests.proxies import is_open, program
from tests.serving import ROOT, own_port, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PREFIX = "/ptce"
OPERATIONS = ROOT / "docs" / "operations.md"
SITE = "http://127.0.0.1:8050"
CONF = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    log_format asked '$status $request_uri';
    access_log {folder}/access.log asked;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
{location}
    }}
}}
"""
ANSWERED = ("200", "204", "206", "304", "499")
"""Statuses of a sound visit; 499 is what nginx writes of an answer that a closed page left."""


def location(way: str) -> str:
    """Return the location that docs/operations.md gives for a way."""
    blocks = re.findall(r"```nginx\n(.*?)```", OPERATIONS.read_text(), flags=re.DOTALL)
    (found,) = (block for block in blocks if block.startswith(f"# {way}"))
    return str(found)


@contextmanager
def proxy(site: str, way: str, folder: Path) -> Iterator[str]:
    """Put nginx before a site; give its address once it answers."""
    conf = folder / "nginx.conf"
    port = own_port()
    served = location(way).replace(SITE, site)
    conf.write_text(CONF.format(folder=folder, port=port, location=served))
    command = [program("nginx"), "-p", str(folder), "-c", str(conf)]
    with subprocess.Popen(command) as process:
        try:
            while not is_open(port):
                assert process.poll() is None
            yield f"http://127.0.0.1:{port}{PREFIX}"
        finally:
            process.terminate()


@contextmanager
def kept(_: str) -> Iterator[str]:
    """Serve the site by a server that knows its path."""
    with serve(path=PREFIX, SCRIPT_NAME=PREFIX) as site:
        yield site


SERVED = {"Taken away": nullcontext, "Kept": kept}
"""How nginx treats the path -> what serves the site behind it."""


@pytest.mark.parametrize("way", SERVED)
def test_nothing_is_asked_outside_of_the_path(
    browser: Browser, site: str, tmp_path: Path, way: str
) -> None:
    with (
        SERVED[way](site) as behind,
        proxy(behind, way, tmp_path) as address,
        contextmanager(visit_with)(browser, address, viewport=DESKTOP) as visit,
    ):
        page = visit.open("?niveau=commune")
        becomes(page, lambda: f"{PREFIX}/tiles/" in (tmp_path / "access.log").read_text(), True)
        page.get_by_role("checkbox", name="AAP 2013").check()
        visit.shows(23)
        page.get_by_role("search").get_by_role("combobox").fill("redon")
        expect(page.get_by_role("option", name="Redon Ille-et-Vilaine")).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("#download-target").click()
        page.get_by_role("menuitem", name="Formats de données").click()
        with page.expect_download() as waiting:
            page.get_by_role("menuitem", name="GeoJSON").click()
        assert waiting.value.url == f"{address}/api/poles.geojson?appel=aap-2013"
        assert waiting.value.failure() is None

    asked = [line.split(" ", 1) for line in (tmp_path / "access.log").read_text().splitlines()]
    assert len(asked) > 30
    assert [path for _, path in asked if not path.startswith(f"{PREFIX}/")] == []
    assert [line for line in asked if line[0] not in ANSWERED] == []
