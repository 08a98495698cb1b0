"""What the layers that show nothing cost the map of communes: ``make bench``.

A frame with and without them, drawn by turns in one page.
"""

from __future__ import annotations

import statistics

import click
from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.page import SETTLED
from tests.e2e.conftest import CHROMIUM_OPTIONS, DESKTOP, MAP, chromium_path
from tests.serving import serve

TURNS = 4
DRAWN = """async () => {
  const frame = document.querySelector("#map-frame");
  while (!frame.hasAttribute("data-webgl")) await new Promise((done) => setTimeout(done, 50));
}"""
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
QUIET = f"""(opacity) => {{
  const map = {MAP};
  for (const {{ id, type }} of map.getStyle().layers)
    if (/^(hover|missing)-/.test(id)) map.setPaintProperty(id, `${{type}}-layer-opacity`, opacity);
}}"""


def measure_frames(page: Page, address: str) -> None:
    """Print the time of a frame that leaves quiet layers out, and of one that draws them."""
    page.goto(f"{address}/?niveau=commune")
    page.evaluate(SETTLED)
    page.evaluate(DRAWN)
    times: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(3 * TURNS):
        for opacity, found in times.items():
            page.evaluate(QUIET, opacity)
            page.evaluate(FRAMES, 1)
            found += page.evaluate(FRAMES, 5)
    without, drawn = (statistics.median(found) for found in times.values())
    click.echo(f"frame, communes {without:>8,.0f} ms, {drawn:,.0f} ms with what shows nothing")


@click.command()
def main() -> None:
    """Measure, and print what was found."""
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(CHROMIUM_OPTIONS)
        )
        page = browser.new_page(viewport=DESKTOP)
        measure_frames(page, address)
        browser.close()


if __name__ == "__main__":
    main()
