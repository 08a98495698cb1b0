"""Photograph the site for docs/interface.md: ``make screenshots``, ``ONLY=nationale`` for some.

Each view is taken on a desk and on a phone, light and dark; then the map without WebGL.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import CHROMIUM_OPTIONS, DESKTOP, PHONE, chromium_path
from tests.e2e.test_svg_map import WITHOUT_WEBGL
from tests.serving import serve

FOLDER = Path(__file__).parent.parent / "docs" / "images"
VIEWS = {
    "nationale": "",
    "regionale": "region=76&niveau=epci",
    "pole": "region=84&secteur=economie-circulaire&niveau=commune&pole=la-place-des-possibles",
    "communes": "niveau=commune",
}
SIZES = {"bureau": DESKTOP, "telephone": PHONE}
THEMES = ("clair", "sombre")
QUALITY = 72
PAUSE_MS = 6000
UNDRAWN = "#map-svg > .communes:not([data-whole])"
LONGEST_MS = 120_000
"""What communes take at most where the processor draws them."""


@dataclass(frozen=True)
class Shot:
    """A picture to take: its name, its query and the size of the screen."""

    name: str
    query: str
    size: str


def shots() -> list[Shot]:
    """List the pictures of a browser with WebGL."""
    return [
        Shot(f"vue-{view}-{size}-{theme}", f"?{query}&theme={theme}".replace("?&", "?"), size)
        for (view, query), size, theme in product(VIEWS.items(), SIZES, THEMES)
    ]


def take(browser: Browser, site: str, shot: Shot) -> Path:
    """Open a view, wait until it stands, and write its picture."""
    page = browser.new_page(
        viewport=SIZES[shot.size], has_touch=shot.size == "telephone", reduced_motion="reduce"
    )
    page.goto(f"{site}/{shot.query}")
    page.locator('[data-figure="poles"] dd').filter(has_not_text="…").wait_for(state="attached")
    page.evaluate("() => window.dash_clientside.map.ready().then(() => true)")
    page.wait_for_timeout(PAUSE_MS)
    page.locator(UNDRAWN).wait_for(state="detached", timeout=LONGEST_MS)
    path = FOLDER / f"{shot.name}.jpg"
    page.screenshot(path=path, type="jpeg", quality=QUALITY)
    page.close()
    return path


@click.command()
@click.argument("part", default="")
def main(part: str) -> None:
    """Take the pictures whose name has a part, or all, on the site served as `make serve` does."""
    plain = [
        option for option in CHROMIUM_OPTIONS if "gl" not in option and "swiftshader" not in option
    ]
    series = [
        (list(CHROMIUM_OPTIONS), shots()),
        ([*plain, *WITHOUT_WEBGL], [Shot("vue-sans-webgl", "", "bureau")]),
    ]
    with serve() as site, sync_playwright() as playwright:
        for options, pictures in series:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=options)
            for shot in (shot for shot in pictures if part in shot.name):
                click.echo(take(browser, site, shot))
            browser.close()


if __name__ == "__main__":
    main()
