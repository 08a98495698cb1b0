"""Weight and speed of the page, beside a plain Dash page: ``make bench``.

Both are served by gunicorn and read by Chromium on this machine. A change of filter is timed from
the click to the map's ``idle`` event, which comes once everything asked for is drawn; a frame,
until its first pixel can be read.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

import click
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.e2e.conftest import CHROMIUM_OPTIONS, DESKTOP, chromium_path
from tests.serving import SITE, serve

TIMES = 10
MAP = "document.querySelector('#map .js-plotly-plot')._fullLayout.map._subplot.map"
SETTLE = f"""async () => {{
  const map = () => {{ try {{ return {MAP}; }} catch {{ return null; }} }};
  while (!map() || !map().loaded()) await new Promise((done) => setTimeout(done, 50));
  await new Promise((done) => setTimeout(done, 2000));
}}"""
CHANGE = f"""async (selector) => {{
  const map = {MAP};
  const start = performance.now();
  const idle = new Promise((done) => map.once("idle", done));
  document.querySelector(selector).click();
  await idle;
  return performance.now() - start;
}}"""
FRAMES = f"""(times) => {{
  const map = {MAP};
  const gl = map.getCanvas().getContext("webgl2");
  return [...Array(times)].map(() => {{
    const start = performance.now();
    map.redraw();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    return performance.now() - start;
  }});
}}"""


@dataclass(frozen=True)
class Subject:
    """A page to measure: its WSGI application and the box that is ticked and unticked."""

    name: str
    application: str
    box: str


SUBJECTS = (
    Subject("this page", SITE, '[data-value="aap-2013"] input'),
    Subject("plain Dash page", "tests.benchmarks.plain:application", "#appel input"),
)


@dataclass
class Traffic:
    """Bytes that came over the wire, as compressed."""

    received: float = 0

    def watch(self, session: CDPSession) -> None:
        """Count what a page receives from now on."""
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, float]) -> None:
        self.received += event["encodedDataLength"]


def measure(browser: Browser, subject: Subject, address: str) -> dict[str, float]:
    """Measure a page: first load in kB, change of filter in kB and ms, frame in ms (medians)."""
    page = browser.new_page(viewport=DESKTOP)
    traffic = Traffic()
    traffic.watch(page.context.new_cdp_session(page))
    page.goto(address)
    page.evaluate(SETTLE)
    first = traffic.received
    times, weights = change_filters(page, subject.box, traffic)
    frames = page.evaluate(FRAMES, TIMES)
    page.close()
    return {
        "first load, kB": first / 1000,
        "filter change, kB": statistics.median(weights) / 1000,
        "filter change to idle, ms": statistics.median(times),
        "frame, ms": statistics.median(frames),
    }


def change_filters(page: Page, box: str, traffic: Traffic) -> tuple[list[float], list[float]]:
    """Tick and untick a box; return the time and the bytes of each change."""
    times, weights = [], []
    for _ in range(TIMES):
        before = traffic.received
        times.append(float(page.evaluate(CHANGE, box)))
        page.evaluate("() => new Promise((done) => setTimeout(done, 500))")
        weights.append(traffic.received - before)
    return times, weights


@click.command()
def main() -> None:
    """Measure this page and a plain one, and print what was found."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(CHROMIUM_OPTIONS)
        )
        for subject in SUBJECTS:
            with serve(subject.application) as address:
                for name, value in measure(browser, subject, address).items():
                    click.echo(f"{subject.name:>16}  {name:<26} {value:>10,.1f}")
        browser.close()


if __name__ == "__main__":
    main()
