"""A real browser on the real site: gunicorn, the shipped register, the built boundaries."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    Route,
    expect,
    sync_playwright,
)

from tests.serving import ROOT, serve_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE_S = 120
# What the browser says of a request that a test lets fail.
LOST = "ERR_FAILED"
# What it says of a page whose scripts are lost.
WITHOUT_SCRIPTS = (LOST, "DashRenderer is not defined")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-rasterization",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# What Playwright switches off, whose list another one replaces, then what Chromium makes ready in
# its own window with each page: a sixth of what a visit costs.
OFF = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "PreloadTopChromeWebUI",
    "PreloadTopChromeWebUILessNavigations",
)
# The page itself is put together by the processor: the emulated graphics card draws the map alone.
TEST_OPTIONS = (
    *CHROMIUM_OPTIONS,
    "--disable-gpu-compositing",
    f"--disable-features={','.join(OFF)}",
)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
READY = ".page[data-ready]"
"""The page once its first view is on it: what came before is the server's."""

MAP = "window.dash_clientside.map.seen()"
"""The map that is seen, in the words of MapLibre: where it looks, and how."""


# Wait, frame after frame, until the map says what is expected of it; the site's policy forbids the
# evaluated strings that the driver's own waiting relies on.
UNTIL = """async ([code, expected, patience]) => {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await window.dash_clientside.map.inspect(code).catch(() => ({}));
    if (JSON.stringify(found.classe) === JSON.stringify(expected)) return found;
    if (Date.now() > deadline) throw new Error(`class of ${code}: ${found.classe}`);
    await new Promise((resolve) => window.requestAnimationFrame(resolve));
  }
}"""
# Wait, frame after frame, until there are as many rows as the sentence says; a long list has pages.
LISTED = """async (patience) => {
  const deadline = Date.now() + patience;
  for (;;) {
    const rows = [...document.querySelectorAll("tr[data-pole]:not([hidden])")];
    const count = document.querySelector("#sentence strong")?.textContent;
    const said = Number(count?.replace(/\\D/g, ""));
    if (rows.length === said || document.querySelector("#page .pages")) {
      return rows.map((row) => row.dataset.pole);
    }
    if (Date.now() > deadline) throw new Error(`${rows.length} rows, ${said} poles`);
    await new Promise((resolve) => window.requestAnimationFrame(resolve));
  }
}"""
# As if a graphics card drew what is 3D: pages that ask for one are not told that there is none.
WITH_CARD = """(() => {
  const { getContext } = HTMLCanvasElement.prototype;
  if (!window.WebGL2RenderingContext) return;
  const { getParameter } = WebGL2RenderingContext.prototype;
  const RENDERER = 0x9246;
  WebGL2RenderingContext.prototype.getParameter = function (name) {
    return name === RENDERER ? "A graphics card" : getParameter.call(this, name);
  };
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return getContext.call(this, kind, { ...options, failIfMajorPerformanceCaveat: false });
  };
})()"""
# The next frame, when what has changed since is on the map.
NEXT_FRAME = "() => new Promise(window.requestAnimationFrame)"


def becomes(page: Page, read: Callable[[], Any], wanted: Any) -> None:
    """Wait, frame after frame, until a value read from the page is the one wanted."""
    deadline = time.monotonic() + PATIENCE_S
    while (found := read()) != wanted and time.monotonic() < deadline:
        page.evaluate(NEXT_FRAME)
    assert found == wanted


def ends_at(page: Page, text: str) -> None:
    """Wait until the address of a page ends by a text."""
    expect(page).to_have_url(re.compile(f"{re.escape(text)}$"))


def asks_for(page: Page, text: str) -> None:
    """Wait until a text is in the address of a page."""
    expect(page).to_have_url(re.compile(re.escape(text)))


def pass_frames(page: Page, frames: int = 90) -> None:
    """Let frames pass, in which what must not happen would have."""
    for _ in range(frames):
        page.evaluate(NEXT_FRAME)


@contextmanager
def routed(page: Page, pattern: str, act: Callable[[Route], object]) -> Iterator[None]:
    """Act upon requests until the block ends; those that come later go their way.

    They are told apart here: what is taken off a page lets go what it still holds.
    """
    is_over = False
    page.route(pattern, lambda route: route.continue_() if is_over else act(route))
    yield
    is_over = True


@contextmanager
def held(
    page: Page, pattern: str, which: Callable[[Request], bool] = lambda _: True
) -> Iterator[list[Route]]:
    """Hold requests back until the block ends, then let them go, and all that come later."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route) if which(route.request) else route.continue_()

    with routed(page, pattern, hold):
        yield waiting
    for route in waiting:
        route.continue_()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, served as `make serve` does, once for all the processes of a run."""
    folder = tmp_path_factory.getbasetemp()
    with serve_once(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) as address:
        yield address


def program_path(name: str) -> str:
    """Return the path of a program that tools/program.sh finds or installs."""
    script = ROOT / "tools" / "program.sh"
    found = subprocess.run([script, name], capture_output=True, text=True, check=True)
    return found.stdout.splitlines()[0]


def chromium_path() -> str:
    """Return the path of the Chromium that tools/program.sh finds."""
    return program_path("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, drawing 3D in software."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(TEST_OPTIONS)
        )
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page of the site, with what it asked for and what it complained about."""

    page: Page
    site: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    foreseen: tuple[str, ...] = ()

    def open(self, query: str = "") -> Page:
        """Open the page with a query, and wait until its view and its map are there."""
        self.page.goto(f"{self.site}/{query}")
        self.page.wait_for_selector(READY)
        self.page.evaluate("() => window.dash_clientside.map.ready().then(() => true)")
        return self.page

    def read(self, query: str = "") -> Page:
        """Open the page with a query, and wait until its view is there."""
        self.page.goto(f"{self.site}/{query}", wait_until="commit")
        self.page.wait_for_selector(READY)
        return self.page

    def note_failure(self, request: Request) -> None:
        """Note a request that failed, but not those that a download or another page gives up."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure} {request.url}")

    def foresee(self, *texts: str) -> None:
        """Pardon complaints that hold one of these texts: the test is their cause."""
        self.foreseen += texts

    def unforeseen(self) -> list[str]:
        """Return the complaints that no test brought about."""
        return [said for said in self.complaints if not any(text in said for text in self.foreseen)]

    def poles(self) -> list[str]:
        """Return the ids of the rows shown in the list, once they are those of the sentence."""
        poles: list[str] = self.page.evaluate(LISTED, 1000 * PATIENCE_S)
        return poles

    def shows(self, n: int) -> None:
        """Check that list, key figure and tab agree on a number of poles."""
        expect(self.page.locator("tr[data-pole]:not([hidden])")).to_have_count(n)
        expect(self.page.locator('[data-figure="poles"] dd')).to_have_text(str(n))
        expect(self.page.locator("[data-count]")).to_have_text(str(n))

    def map_class(self, code: str, expected: int) -> dict[str, Any]:
        """Wait until a unit of the map has a class; return what the map draws."""
        self.page.wait_for_selector(READY)
        found: dict[str, Any] = self.page.evaluate(UNTIL, [code, expected, 1000 * PATIENCE_S])
        return found


@cache
def profile(browser: Browser, options: str) -> BrowserContext:
    """Make a profile once for all the visits with the same options, given as JSON.

    It keeps the files and the compiled scripts of the site, which take a third of a visit.
    """
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], locale="fr-FR", **json.loads(options)
    )
    context.set_default_timeout(1000 * PATIENCE_S)
    return context


def open_page(context: BrowserContext, site: str, *, has_card: bool = True) -> Page:
    """Open a page in a profile that remembers nothing of the visits before."""
    page = context.new_page()
    if has_card:
        page.add_init_script(WITH_CARD)
    forgotten = {"origin": site, "storageTypes": "cookies,local_storage,service_workers"}
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", forgotten)
    session.detach()
    return page


def visit_with(
    browser: Browser, site: str, *, has_card: bool = True, **options: Any
) -> Iterator[Visit]:
    """Visit the site as if for the first time; at the end, check that all was quiet and at home."""
    options = {"reduced_motion": "reduce", **options}
    context = profile(browser, json.dumps(options, sort_keys=True))
    page = open_page(context, site, has_card=has_card)
    visit = Visit(page, site)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on(
        "response",
        lambda answer: visit.complaints.append(answer.url) if answer.status >= 400 else None,
    )
    page.on("requestfailed", visit.note_failure)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: visit.complaints.append(message.text) if message.type == "error" else None,
    )
    yield visit
    page.close()
    elsewhere = [url for url in visit.requests if not url.startswith((site, "blob:", "data:"))]
    assert elsewhere == []
    assert visit.unforeseen() == []


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """A visit on a large screen."""
    yield from visit_with(browser, site, viewport=DESKTOP)


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Visit]:
    """A visit on a phone."""
    yield from visit_with(browser, site, viewport=PHONE, has_touch=True)


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Give a machine without a graphics card the time to draw."""
    expect.set_options(timeout=1000 * PATIENCE_S)
