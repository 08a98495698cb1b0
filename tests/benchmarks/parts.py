"""What two parts of the page are worth, each beside the page without it: ``make bench``.

A frame with and without the layers that show nothing, drawn by turns in one page; the time until
the map is drawn with and without plotly asked for ahead, loaded by turns at an emulated 10 Mb/s.
"""

from __future__ import annotations

import statistics
import time

import click
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.benchmarks.page import FRAMES, MAP, SETTLE
from tests.e2e.conftest import CHROMIUM_OPTIONS, DESKTOP, chromium_path
from tests.serving import serve

TURNS = 4
LEVELS = ("departement", "epci", "commune")
QUIET = f"""(opacity) => {{
  const map = {MAP};
  for (const {{ id, type }} of map.getStyle().layers)
    if (/^(hover|missing)-/.test(id)) map.setPaintProperty(id, `${{type}}-layer-opacity`, opacity);
}}"""
NETWORK = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 1_250_000,
    "uploadThroughput": 250_000,
}
PATIENCE_MS = 60_000


def measure_frames(page: Page, address: str) -> None:
    """Print the time of a frame that leaves quiet layers out, and of one that draws them."""
    for level in LEVELS:
        page.goto(f"{address}/?niveau={level}")
        page.evaluate(SETTLE)
        times: dict[int, list[float]] = {0: [], 1: []}
        for _ in range(3 * TURNS):
            for opacity, found in times.items():
                page.evaluate(QUIET, opacity)
                page.evaluate(FRAMES, 1)
                found += page.evaluate(FRAMES, 5)
        without, drawn = (statistics.median(found) for found in times.values())
        click.echo(
            f"frame, {level:<12} {without:>8,.0f} ms, {drawn:,.0f} ms with what shows nothing"
        )


def load(browser: Browser, address: str, *, is_ahead: bool) -> tuple[float, float]:
    """Return the seconds until the list is there, and until the map is."""
    page = browser.new_page(viewport=DESKTOP, reduced_motion="reduce")
    if not is_ahead:
        page.route("**/assets/ahead.js*", lambda route: route.fulfill(body=""))
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    start = time.monotonic()
    page.goto(address, wait_until="commit")
    figure = page.locator('[data-figure="poles"] dd')
    expect(figure).not_to_have_text("…", timeout=PATIENCE_MS)
    listed = time.monotonic() - start
    page.evaluate("() => window.dash_clientside.map.ready().then(() => true)")
    drawn = time.monotonic() - start
    page.close()
    return listed, drawn


def measure_loads(browser: Browser, address: str) -> None:
    """Print the medians of loads with and without plotly asked for ahead."""
    found: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    for _ in range(TURNS):
        for is_ahead, times in found.items():
            times.append(load(browser, address, is_ahead=is_ahead))
    for is_ahead, times in found.items():
        listed, drawn = (statistics.median(seconds) for seconds in zip(*times))
        name = "ahead" if is_ahead else "when Dash asks"
        click.echo(f"plotly {name:<16} list {listed:>5.2f} s, map {drawn:>5.2f} s")


@click.command()
def main() -> None:
    """Measure both parts, and print what was found."""
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(CHROMIUM_OPTIONS)
        )
        page = browser.new_page(viewport=DESKTOP)
        measure_frames(page, address)
        page.close()
        load(browser, address, is_ahead=True)
        measure_loads(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
