"""How long a change of filter takes: from its click to the frame that shows it on the map."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator

from playwright.sync_api import CDPSession, Page

from tests.benchmarks.subjects import Subject

TIMES = 8
PRESSES = 5
PRESS_MS = 80
"""A button of a mouse stays down for some 80 to 100 ms in a click."""
CALM_MS = 500
CLICK = """([selector, nth]) => {
  const boxes = document.querySelectorAll(selector);
  boxes[nth % boxes.length].click();
}"""
CHANGE = "() => window.change"
TASKS = "() => window.seen.tasks.map(([, took]) => took)"
FORGET_TASKS = "() => { window.seen.tasks.length = 0; }"


def measure(page: Page, session: CDPSession, subject: Subject) -> dict[str, float]:
    """Measure a change of filter on a page that is there, and its longest task on a slow machine.

    Parameters
    ----------
    page
        Opened by ``tests.benchmarks.page.open_page``.
    session
        Session of the page, which slows its processor.
    subject
        What is measured.

    Returns
    -------
    dict
        Milliseconds by name of the figure.
    """
    new = [click(page, subject, nth) for nth in range(TIMES)]
    again = [click(page, subject, TIMES - 1) for _ in range(TIMES)]
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate(FORGET_TASKS)
    for nth in range(4):
        click(page, subject, nth)
        page.wait_for_timeout(CALM_MS)
    tasks: list[float] = page.evaluate(TASKS)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return {
        "change of filter": statistics.median(new),
        "change of filter, asked before": statistics.median(again[2:]),
        "longest task of a filter, 4x slower": max(tasks, default=0),
    }


def measure_presses(page: Page, subject: Subject) -> dict[str, float]:
    """Measure the same by a mouse, whose button is down for a moment; the page asks meanwhile."""
    places = list(visible_boxes(page, subject))
    presses = []
    for nth in range(PRESSES):
        x, y = places[nth % len(places)]
        page.mouse.move(x, y)
        presses.append(timed(page, subject, lambda: press(page)))
        page.wait_for_timeout(CALM_MS)
    return {"change of filter, by a mouse": statistics.median(presses)}


def click(page: Page, subject: Subject, nth: int) -> float:
    """Return the milliseconds of a click on the nth box, made by a script."""
    return timed(page, subject, lambda: page.evaluate(CLICK, [subject.box, nth]))


def press(page: Page) -> None:
    """Press the button of the mouse where it is, and let it go."""
    page.mouse.down()
    page.wait_for_timeout(PRESS_MS)
    page.mouse.up()


def timed(page: Page, subject: Subject, act: Callable[[], None]) -> float:
    """Return the milliseconds from the click that an act makes to what it changes."""
    page.evaluate(subject.change, subject.map)
    act()
    took: float = page.evaluate(CHANGE)
    return took


def visible_boxes(page: Page, subject: Subject) -> Iterator[tuple[float, float]]:
    """Yield the middles of the boxes that are on the screen, in CSS pixels."""
    height = (page.viewport_size or {"height": 0})["height"]
    for box in page.locator(subject.box).all():
        place = box.bounding_box()
        if place and 0 < place["y"] < height - place["height"]:
            yield place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
