"""What a register of many poles costs who reads it in a browser: each act, a column a size.

Chromium as a machine without a graphics card runs it, the server on the same machine. Times are
those of a clock, from an act to the moment when the page shows what it asks for.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.benchmarks.growth import written
from tests.benchmarks.registers import write_register
from tests.e2e.conftest import CHROMIUM_OPTIONS, DESKTOP, READY, chromium_path
from tests.serving import start

SIZES = (75, 10_000, 100_000)
PATIENCE_MS = 120_000
ROW = "#page tr[data-pole]:not([hidden])"
FILTER = '#page [data-facet="secteur"] input'
DRAWN = "() => window.dash_clientside.map.ready().then(() => true)"
RESTING = """() => new Promise((done) =>
  requestIdleCallback(() => requestAnimationFrame(() => done(true))))"""
HEAP = "() => performance.memory.usedJSHeapSize / 1e6"


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds that an act takes."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def acts(page: Page, address: str) -> Iterator[tuple[str, float, str]]:
    """Do what readers do, and yield the name of each act, its figure and its unit."""
    received: list[int] = []
    page.on(
        "response",
        lambda answer: received.append(int(answer.headers.get("content-length", "0"))),
    )

    def open_page(query: str = "") -> None:
        page.goto(f"{address}/{query}")
        page.wait_for_selector(READY)
        page.evaluate(DRAWN)

    yield "open", timed(open_page), "ms"
    page.evaluate(RESTING)
    yield "received, compressed", sum(received) / 1000, "kB"
    yield "memory of scripts", page.evaluate(HEAP), "MB"
    yield "elements", page.evaluate("() => document.querySelectorAll('*').length"), ""

    sentence = page.locator("#sentence")
    changes = []
    for at in (0, 1, 0, 1):
        before = sentence.inner_text()
        box = page.locator(FILTER).nth(at)

        def change(box: Locator = box, before: str = before) -> None:
            box.click()
            expect(sentence).not_to_have_text(before)
            page.evaluate(RESTING)

        changes.append(timed(change))
    yield "filter", statistics.median(changes), "ms"

    first = page.locator(ROW).first

    def sort() -> None:
        before = str(first.get_attribute("data-pole"))
        page.get_by_role("columnheader", name="Habitants").get_by_role("button").click()
        expect(first).not_to_have_attribute("data-pole", before)

    yield "sort the list", timed(sort), "ms"

    def search() -> None:
        page.locator("#filter-q").fill("pole 7")
        page.locator('#suggestions [role="option"]').first.wait_for()

    yield "search", timed(search), "ms"
    page.keyboard.press("Escape")
    page.locator("#filter-q").fill("")

    def open_pole() -> None:
        first.get_by_role("link").click()
        expect(page.locator("#drawer h2, .drawer h2").first).to_be_visible()

    yield "open a pole", timed(open_pole), "ms"
    open_page("?vue=2.35,46.6,7.2")

    def go_near() -> None:
        before = page.locator("#map-svg").get_attribute("viewBox")
        page.locator("#zoom-in").click()
        expect(page.locator("#map-svg")).not_to_have_attribute("viewBox", str(before))
        page.evaluate(RESTING)

    yield "come closer on the map", timed(go_near), "ms"

    def pan() -> float:
        page.mouse.move(900, 350)
        page.mouse.down()
        begun = time.perf_counter()
        for step in range(20):
            page.mouse.move(900 - 8 * step, 350)
        spent = time.perf_counter() - begun
        page.mouse.up()
        return 1000 * spent / 20

    yield "step of a pan", pan(), "ms"


def measured(n: int, cache: Path) -> dict[str, tuple[float, str]]:
    """Measure a register of ``n`` poles; what is prepared is kept in ``cache``."""
    register = write_register(cache, n)
    settings = {"PTCE_REGISTER": str(register), "PTCE_CACHE": str(cache / "prepared")}
    with start(**settings, WEB_CONCURRENCY="1") as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(CHROMIUM_OPTIONS)
        )
        page = browser.new_context(viewport=DESKTOP, locale="fr-FR").new_page()
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        found: dict[str, tuple[float, str]] = {}
        for name, figure, unit in acts(page, served.address):
            click.echo(f"{n:,}: {name}: {written(figure)} {unit}", err=True)
            found[name] = figure, unit
        browser.close()
    return found


@click.command()
@click.option("--sizes", default=",".join(map(str, SIZES)), help="Numbers of poles.")
@click.option("--cache", type=Path, help="Where what is prepared is kept.")
def main(sizes: str, cache: Path | None) -> None:
    """Print a table in Markdown: a row an act, a column a size."""
    asked = [int(n) for n in sizes.split(",")]
    with TemporaryDirectory() as folder:
        columns = [measured(n, cache or Path(folder)) for n in asked]
    click.echo("| what | " + " | ".join(f"{n:,}" for n in asked) + " |")
    click.echo("| --- |" + " --- |" * len(asked))
    for name, (_, unit) in columns[0].items():
        cells = " | ".join(written(column[name][0]) for column in columns)
        click.echo(f"| {name}{f' ({unit})' if unit else ''} | {cells} |")


if __name__ == "__main__":
    main()
