"""Weight and speed of the page, beside a plain Dash page: ``make bench``.

Both are served by gunicorn and read by Chromium on this machine. A change of filter is timed from
the click until what it changes is drawn: two frames after the last attribute of the SVG map, or the
``idle`` event of MapLibre. A frame is one of a pan, until the next can begin.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

import click
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.e2e.conftest import CHROMIUM_OPTIONS, DESKTOP, chromium_path
from tests.serving import SITE, serve

TIMES = 10
PLAIN_MAP = "document.querySelector('#map .js-plotly-plot')._fullLayout.map._subplot.map"
SETTLED = "() => window.dash_clientside.map.ready().then(() => true)"
DRAWN = f"""async () => {{
  const map = () => {{ try {{ return {PLAIN_MAP}; }} catch {{ return null; }} }};
  while (!map() || !map().loaded()) await new Promise((done) => setTimeout(done, 50));
}}"""
REST = "() => new Promise((done) => setTimeout(done, 2000))"
CHANGE_OF_SVG = """async (selector) => {
  const frame = () => new Promise(requestAnimationFrame);
  const changed = new Promise((done) => new MutationObserver((_, watcher) => {
    watcher.disconnect();
    done();
  }).observe(document.querySelector("#map-svg"), { attributes: true, subtree: true }));
  const start = performance.now();
  document.querySelector(selector).click();
  await changed;
  await frame();
  await frame();
  return performance.now() - start;
}"""
CHANGE_OF_WEBGL = f"""async (selector) => {{
  const map = {PLAIN_MAP};
  const start = performance.now();
  const idle = new Promise((done) => map.once("idle", done));
  document.querySelector(selector).click();
  await idle;
  return performance.now() - start;
}}"""
FRAMES_OF_SVG = """async (times) => {
  const found = [];
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    window.dash_clientside.map.seen().panBy([n % 2 ? -40 : 40, 0]);
    await new Promise(requestAnimationFrame);
    found.push(performance.now() - start);
  }
  return found;
}"""
FRAMES_OF_WEBGL = f"""(times) => {{
  const map = {PLAIN_MAP};
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
    """A page to measure.

    Attributes
    ----------
    application
        Its WSGI application.
    box
        Selector of the box that is ticked and unticked.
    settled, change, frames
        Scripts: wait until the map is there, time a change of filter, time frames.
    """

    name: str
    application: str
    box: str
    settled: str
    change: str
    frames: str


SUBJECTS = (
    Subject(
        "this page",
        SITE,
        '[data-value="aap-2013"] input',
        SETTLED,
        CHANGE_OF_SVG,
        FRAMES_OF_SVG,
    ),
    Subject(
        "plain Dash page",
        "tests.benchmarks.plain:application",
        "#appel input",
        DRAWN,
        CHANGE_OF_WEBGL,
        FRAMES_OF_WEBGL,
    ),
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
    page.evaluate(subject.settled)
    page.evaluate(REST)
    first = traffic.received
    times, weights = change_filters(page, subject, traffic)
    frames = page.evaluate(subject.frames, TIMES)
    page.close()
    return {
        "first load, kB": first / 1000,
        "filter change, kB": statistics.median(weights) / 1000,
        "filter change, ms": statistics.median(times),
        "frame, ms": statistics.median(frames),
    }


def change_filters(
    page: Page, subject: Subject, traffic: Traffic
) -> tuple[list[float], list[float]]:
    """Tick and untick a box; return the time and the bytes of each change."""
    times, weights = [], []
    for _ in range(TIMES):
        before = traffic.received
        times.append(float(page.evaluate(subject.change, subject.box)))
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
