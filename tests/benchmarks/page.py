"""Weight and speed of the page, beside a plain Dash page: part of ``make bench``.

Both are served by gunicorn and read by Chromium on this machine, as a machine without a graphics
card works: WebGL is emulated, the page itself is painted by the processor. A second time there is
no WebGL at all: the plain page then has no map. The largest paint, the layout shift and the long
tasks are those that the browser tells (PerformanceObserver). The mobile preset has the screen, the
network and the slow processor of Lighthouse's.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from tests.benchmarks import filtering
from tests.benchmarks.rows import Row
from tests.benchmarks.subjects import EMPTY, OWN, PLAIN, SENTENCE, Subject
from tests.e2e.conftest import CHROMIUM_OPTIONS, DESKTOP, PHONE, chromium_path
from tests.serving import serve

PATIENCE_MS = 60_000
NO_GPU = ("--disable-gpu",)
WATCH = """() => {
  const seen = (window.seen = { paint: 0, first: 0, shift: 0, tasks: [] });
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
    });
  watch("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
  watch("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.first = entry.startTime;
  });
  watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
  watch("longtask", (entry) => { seen.tasks.push([entry.startTime, entry.duration]); });
}"""
REST_MS = 3_000
COUNT_FRAMES = """() => {
  window.frames_seen = [];
  let last = performance.now();
  const tick = (now) => {
    window.frames_seen.push(now - last);
    last = now;
    window.counting = requestAnimationFrame(tick);
  };
  window.counting = requestAnimationFrame(tick);
}"""
END_FRAMES = "() => { cancelAnimationFrame(window.counting); return window.frames_seen.slice(2); }"


@dataclass(frozen=True)
class Preset:
    """The machine of a reader: its screen, how many times slower it is, its network."""

    name: str
    viewport: Mapping[str, int]
    slowdown: float
    latency_ms: float
    bytes_s: float


PRESETS = (
    Preset("desktop", DESKTOP, 1, 40, 1_280_000),
    Preset("mobile", PHONE, 4, 150, 200_000),
)


LOADS = 3
"""Visits of a fresh profile under each preset; each figure is their median."""


@dataclass
class Traffic:
    """Bytes that came over the wire, as compressed."""

    received: float = 0
    ended: list[tuple[float, float]] = field(default_factory=list)

    def watch(self, session: CDPSession) -> None:
        """Count what a page receives from now on."""
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, float]) -> None:
        self.received += event["encodedDataLength"]


def measure(browser: Browser, subject: Subject, address: str, *, has_gl: bool) -> dict[str, float]:
    """Measure a page under each preset; figures by name, those that cannot be had left out."""
    found: dict[str, float] = {}
    for preset in () if subject is EMPTY else PRESETS:
        loads = [
            measure_load(browser, subject, address, preset, has_gl=has_gl) for _ in range(LOADS)
        ]
        found |= {name: statistics.median(load[name] for load in loads) for name in loads[0]}
    if subject.box and (has_gl or subject is OWN):
        found |= measure_use(browser, subject, address)
    return found


def measure_load(
    browser: Browser, subject: Subject, address: str, preset: Preset, *, has_gl: bool
) -> dict[str, float]:
    """Load a page twice: times and shift of the first visit, bytes of both."""
    page, session = open_page(browser, preset)
    traffic = Traffic()
    traffic.watch(session)
    load(page, subject, address, has_gl=has_gl)
    first, seen = traffic.received, page.evaluate("() => window.seen")
    load(page, subject, address, has_gl=has_gl)
    page.context.close()
    blocked = sum(
        max(0, took - 50) for start, took in seen["tasks"] if start + took > seen["first"]
    )
    return {
        f"largest paint, {preset.name}": seen["paint"],
        f"blocking time, {preset.name}": blocked,
        f"layout shift, {preset.name}": seen["shift"],
        f"first visit, {preset.name}": first / 1000,
        f"second visit, {preset.name}": (traffic.received - first) / 1000,
    }


def open_page(browser: Browser, preset: Preset) -> tuple[Page, CDPSession]:
    """Open an empty page under a preset."""
    context = browser.new_context(viewport=dict(preset.viewport))
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    network: dict[str, Any] = {"latency": preset.latency_ms, "offline": False}
    network |= dict.fromkeys(("downloadThroughput", "uploadThroughput"), preset.bytes_s)
    session.send("Network.emulateNetworkConditions", network)
    session.send("Emulation.setCPUThrottlingRate", {"rate": preset.slowdown})
    return page, session


def load(page: Page, subject: Subject, address: str, *, has_gl: bool = True) -> None:
    """Load a page, and wait until it is there and at rest."""
    page.goto(address, wait_until="load", timeout=PATIENCE_MS)
    wait_for(page, subject.ready if has_gl else subject.scripted)
    page.wait_for_timeout(REST_MS)


def wait_for(page: Page, script: str) -> None:
    """Ask a page until a script says yes; its policy forbids what the driver itself waits by."""
    for _ in range(PATIENCE_MS // 50):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(script)


def measure_use(browser: Browser, subject: Subject, address: str) -> dict[str, float]:
    """Measure changes of filter and the frames of a pan."""
    page, session = open_page(browser, PRESETS[0])
    load(page, subject, address)
    found = filtering.measure(page, session, subject)
    load(page, subject, address)
    found |= filtering.measure_presses(page, subject)
    for level, query in subject.levels.items():
        load(page, subject, f"{address}/{query}")
        found[f"frame of a pan, {level}"] = pan(page, subject)
    page.context.close()
    return found


def pan(page: Page, subject: Subject) -> float:
    """Return the median frame of a pan by the mouse, in milliseconds."""
    box = page.locator(subject.map).bounding_box()
    if box is None:
        raise RuntimeError(subject.map)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    for step in range(60):
        page.mouse.move(x + 2 * (step % 30), y + step % 20)
    frames: list[float] = page.evaluate(END_FRAMES)
    page.mouse.up()
    return statistics.median(frames)


TARGETS = {
    "largest paint, desktop": ("ms", "<= 0.25"),
    "largest paint, mobile": ("ms", "<= 0.25"),
    "blocking time, desktop": ("ms", "<= 0.25"),
    "blocking time, mobile": ("ms", "<= 0.25"),
    "change of filter": ("ms", "<= 0.1"),
    "change of filter, by a mouse": ("ms", "<= 0.1"),
    "change of filter, asked before": ("ms", ""),
    "frame of a pan, départements": ("ms", "<= 0.35"),
}
"""Figures that are held against those of the plain page."""
ABSOLUTE = {
    "layout shift, desktop": ("", "<= 0.02"),
    "layout shift, mobile": ("", "<= 0.02"),
    "first visit, desktop": ("kB", "<= 600"),
    "first visit, mobile": ("kB", "<= 600"),
    "second visit, desktop": ("kB", "<= 30"),
    "second visit, mobile": ("kB", "<= 30"),
    "longest task of a filter, 4x slower": ("ms", "<= 50"),
    "frame of a pan, EPCI": ("ms", ""),
}


def compare(own: Mapping[str, float], plain: Mapping[str, float]) -> Iterator[Row]:
    """Yield the figures of this page, and their share of those of the plain page."""
    for name, (unit, target) in TARGETS.items():
        if name not in own:
            continue
        yield Row(name, own[name], unit)
        if plain.get(name):
            yield Row(f"{name}, plain page", plain[name], unit)
            yield Row(f"{name}, beside the plain page", own[name] / plain[name], "", target)
    for name, (unit, target) in ABSOLUTE.items():
        if name in own:
            yield Row(name, own[name], unit, target)
    epci, departements = "frame of a pan, EPCI", "frame of a pan, départements"
    if plain.get(departements) and epci in own:
        share = own[epci] / plain[departements]
        yield Row(f"{epci}, beside départements of the plain page", share, "", "<= 0.75")


def run(options: tuple[str, ...] = (), *, has_gl: bool = True) -> Iterator[Row]:
    """Yield what is measured with some more options of Chromium."""
    found = {}
    with sync_playwright() as playwright:
        for subject in (OWN, PLAIN, EMPTY, SENTENCE) if has_gl else (OWN, PLAIN):
            browser = playwright.chromium.launch(
                executable_path=chromium_path(), args=[*CHROMIUM_OPTIONS, *options]
            )
            with serve(subject.application) as address:
                try:
                    found[subject.name] = measure(browser, subject, address, has_gl=has_gl)
                except (Error, TimeoutError) as error:
                    raise RuntimeError(f"{subject.name}: {error}") from error
            browser.close()
    yield from compare(found[OWN.name], found[PLAIN.name])
    if has_gl:
        for name in ("change of filter", "change of filter, by a mouse"):
            yield Row(f"{name}, {EMPTY.name}", found[EMPTY.name][name], "ms")
        for preset in PRESETS:
            name = f"largest paint, {preset.name}"
            yield Row(f"{name}, {SENTENCE.name}", found[SENTENCE.name][name], "ms")


if __name__ == "__main__":
    for row in (*run(), *run(NO_GPU, has_gl=False)):
        row.say()
