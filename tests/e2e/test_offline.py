"""The site where there is no network, under a path of its host."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, READY, visit_with
from tests.serving import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PREFIX = "/ptce"
READY_WORKER = "() => navigator.serviceWorker.ready.then(({ scope }) => scope)"

COUNTED = """() => fetch('/ptce/api/poles.geojson').then((answer) => answer.json())
  .then((data) => data.features.length)"""


def test_the_last_page_and_the_data_are_there_without_a_network(browser: Browser) -> None:
    with (
        serve(path=PREFIX, SCRIPT_NAME=PREFIX, PTCE_OFFLINE="true") as site,
        contextmanager(visit_with)(browser, f"{site}{PREFIX}", viewport=DESKTOP) as visit,
    ):
        page = visit.open()
        assert page.evaluate(READY_WORKER) == f"{site}{PREFIX}/"
        page = visit.open("?region=76")
        shown = visit.poles()
        said = page.locator("#map-description")
        expect(said).to_contain_text("Occitanie")

        page.context.set_offline(True)
        page.reload(wait_until="commit")
        page.wait_for_selector(READY)
        assert visit.poles() == shown
        assert len(shown) > 1
        expect(said).to_contain_text("Occitanie")
        n = page.evaluate(COUNTED)
        assert n == 76
        page.context.set_offline(False)
