"""The pages that are measured, and how each tells that it is there and that it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.serving import SITE

PLAIN_MAP = "document.querySelector('#map .js-plotly-plot')._fullLayout.map._subplot.map"
OWN_READY = "() => !!document.querySelector('.page[data-ready]')"
PLAIN_READY = f"() => {{ try {{ return {PLAIN_MAP}.loaded(); }} catch {{ return false; }} }}"
PLAIN_SCRIPTED = "() => !!document.querySelector('#appel input')"
THERE = "() => document.readyState === 'complete'"
TIMED = """(watched) => {
  const clicked = new Promise((done) => {
    const first = { capture: true, once: true };
    document.addEventListener("click", () => done(performance.now()), first);
  });
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const changed = %s;
  window.change = Promise.all([clicked, changed.then(() => performance.now())]).then(
    ([start, end]) => end - start,
  );
}"""
CHANGE = (
    TIMED
    % """new Promise((done) => new MutationObserver((_, watcher) => {
    watcher.disconnect();
    done();
  }).observe(document.querySelector(watched), { attributes: true, subtree: true })).then(painted)"""
)
CHANGE_OF_WEBGL = TIMED % f"""new Promise((done) => {PLAIN_MAP}.once("idle", done))"""


@dataclass(frozen=True)
class Subject:
    """A page to measure.

    Attributes
    ----------
    application
        Its WSGI application.
    box
        Selector of the boxes that are ticked one after another: each change is a new question.
    map
        Selector of the map.
    ready, scripted
        Scripts: is the map there, are the scripts, where there is no WebGL.
    change
        Script that times the next click, given the selector of the map, to what it changes:
        ``window.change`` is a promise of milliseconds.
    levels
        Name of a level -> query of the page, for the frames of a pan.
    """

    name: str
    application: str
    box: str
    map: str
    ready: str
    scripted: str
    change: str
    levels: Mapping[str, str]


OWN = Subject(
    "this page",
    SITE,
    '[data-key="appel"] .facet-row input',
    "#map-svg",
    OWN_READY,
    OWN_READY,
    CHANGE,
    {"départements": "", "EPCI": "?niveau=epci"},
)
PLAIN = Subject(
    "plain Dash page",
    "tests.benchmarks.plain:application",
    "#appel input",
    "#map",
    PLAIN_READY,
    PLAIN_SCRIPTED,
    CHANGE_OF_WEBGL,
    {"départements": ""},
)

EMPTY = Subject(
    "Dash page of one attribute",
    "tests.benchmarks.empty:application",
    "#appel input",
    "#map",
    PLAIN_SCRIPTED,
    PLAIN_SCRIPTED,
    CHANGE,
    {},
)
"""What no page of Dash can be faster than."""
SENTENCE = Subject(
    "page of one sentence",
    "tests.benchmarks.sentence:application",
    "",
    "",
    THERE,
    THERE,
    "",
    {},
)
"""What no page can be seen sooner than."""
