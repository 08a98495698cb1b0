"""What a register of many poles costs who reads it in a browser: each act, a column a size.

Chromium as a machine without a graphics card runs it, the server on the same machine. Sizes are
read by turns, and each figure is the median of its turns: what else the machine does bears on all
alike. Times are those of a clock, from an act to the moment when the page shows what it asks for
and rests, and of the processor in the page: its scripts, styles, layout and painting lists.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

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
Figure = tuple[str, float, str]
"""What was measured, its figure, its unit."""
HEAP = "() => performance.memory.usedJSHeapSize / 1e6"


class Meter:
    """What acts on a page take."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tools = page.context.new_cdp_session(page)
        self.tools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def used(self) -> float:
        """Return the milliseconds of processor that the page took since it was opened."""
        metrics = self.tools.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(row["value"] for row in metrics if row["name"] == "TaskDuration"))

    def timed(self, name: str, act: Callable[[], object]) -> Iterator[Figure]:
        """Yield the milliseconds that an act takes, by the clock and of the processor."""
        before, begun = self.used(), time.perf_counter()
        act()
        self.page.evaluate(RESTING)
        yield name, 1000 * (time.perf_counter() - begun), "ms"
        yield f"{name}, processor", self.used() - before, "ms"


def acts(page: Page, address: str) -> Iterator[Figure]:
    """Do what readers do, and yield the name of each act, its figure and its unit."""
    meter = Meter(page)
    received: list[int] = []
    page.on(
        "response",
        lambda answer: received.append(int(answer.headers.get("content-length", "0"))),
    )

    def open_page(query: str = "") -> None:
        page.goto(f"{address}/{query}")
        page.wait_for_selector(READY)
        page.evaluate(DRAWN)

    page.goto("about:blank")
    yield from meter.timed("open", open_page)
    yield "received, compressed", sum(received) / 1000, "kB"
    yield "memory of scripts", page.evaluate(HEAP), "MB"
    yield "elements", page.evaluate("() => document.querySelectorAll('*').length"), ""

    sentence = page.locator("#sentence")
    for at in (0, 1):
        before = sentence.inner_text()
        box = page.locator(FILTER).nth(at)

        def change(box: Locator = box, before: str = before) -> None:
            box.click()
            expect(sentence).not_to_have_text(before)

        yield from meter.timed(f"filter, {at + 1}", change)

    first = page.locator(ROW).first

    def sort() -> None:
        before = str(first.get_attribute("data-pole"))
        page.get_by_role("columnheader", name="Habitants").get_by_role("button").click()
        expect(first).not_to_have_attribute("data-pole", before)

    yield from meter.timed("sort the list", sort)

    def search() -> None:
        page.locator("#filter-q").fill("pole 7")
        page.locator('#suggestions [role="option"]').first.wait_for()

    yield from meter.timed("search", search)
    page.keyboard.press("Escape")
    page.locator("#filter-q").fill("")

    def open_pole() -> None:
        first.get_by_role("link").click()
        expect(page.locator("#drawer h2, .drawer h2").first).to_be_visible()

    yield from meter.timed("open a pole", open_pole)
    open_page("?vue=2.35,46.6,7.2")

    def go_near() -> None:
        before = page.locator("#map-svg").get_attribute("viewBox")
        page.locator("#zoom-in").click()
        expect(page.locator("#map-svg")).not_to_have_attribute("viewBox", str(before))
        page.evaluate(RESTING)

    yield from meter.timed("come closer on the map", go_near)

    def pan() -> None:
        page.mouse.move(900, 350)
        page.mouse.down()
        for step in range(20):
            page.mouse.move(900 - 8 * step, 350)
        page.mouse.up()

    yield from meter.timed("pan by 20 steps", pan)


def read(browser: Browser, address: str) -> dict[str, tuple[float, str]]:
    """Read a site once, as one who never came before."""
    page = browser.new_page(
        viewport={"width": DESKTOP["width"], "height": DESKTOP["height"]}, locale="fr-FR"
    )
    page.set_default_timeout(PATIENCE_MS)
    found = {name: (figure, unit) for name, figure, unit in acts(page, address)}
    page.close()
    return found


def measured(
    sizes: Sequence[int], turns: int, cache: Path
) -> Iterator[tuple[str, str, list[float]]]:
    """Yield the name of each figure, its unit and its median at each size, read by turns.

    Parameters
    ----------
    sizes
        Numbers of poles.
    turns
        How often each is read; a turn before them, which is not counted, warms the servers.
    cache
        Where what is prepared is kept.
    """
    found: list[list[dict[str, tuple[float, str]]]] = [[] for _ in sizes]
    expect.set_options(timeout=PATIENCE_MS)
    with ExitStack() as stack:
        addresses = []
        for n in sizes:
            settings = {
                "PTCE_REGISTER": str(write_register(cache, n)),
                "PTCE_CACHE": str(cache / "prepared"),
            }
            served = stack.enter_context(start(**settings, WEB_CONCURRENCY="1"))
            addresses.append(served.address)
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium_path(), args=list(CHROMIUM_OPTIONS)
        )
        for turn in range(turns + 1):
            for at, address in enumerate(addresses):
                figures = read(browser, address)
                if turn:
                    found[at].append(figures)
        browser.close()
    for name, (_, unit) in found[0][0].items():
        yield name, unit, [statistics.median(turn[name][0] for turn in column) for column in found]


@click.command()
@click.option("--sizes", default=",".join(map(str, SIZES)), help="Numbers of poles.")
@click.option("--turns", default=3, help="How often each size is read.")
@click.option("--cache", type=Path, help="Where what is prepared is kept.")
def main(sizes: str, turns: int, cache: Path | None) -> None:
    """Print a table in Markdown: a row a figure, a column a size, the last divided by the first."""
    asked = [int(n) for n in sizes.split(",")]
    click.echo("| what | " + " | ".join(f"{n:,}" for n in asked) + f" | times {asked[0]:,} |")
    click.echo("| --- |" + " --- |" * (len(asked) + 1))
    with TemporaryDirectory() as folder:
        for name, unit, figures in measured(asked, turns, cache or Path(folder)):
            cells = " | ".join(map(written, [*figures, figures[-1] / max(figures[0], 1e-9)]))
            click.echo(f"| {name}{f' ({unit})' if unit else ''} | {cells} |")


if __name__ == "__main__":
    main()
