"""The page in the engines that are not Chromium: what a reader does first, by mouse and by keys."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.e2e import firefox, webkit
from tests.e2e.conftest import program_path
from tests.e2e.webdriver import Tab

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTS = {
    "firefox": lambda program, folder: firefox.start(program, folder),
    "webkit": lambda program, _: webkit.start(program),
}
"""Engine -> what starts it, of its program and a folder for its profile."""

ROWS = "tr[data-pole]:not([hidden])"
FIGURE = '[data-figure="poles"] dd'


@pytest.fixture(scope="module", params=STARTS)
def tab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of an engine, if the machine has it or may install it."""
    try:
        program = program_path(request.param)
    except subprocess.CalledProcessError as error:
        pytest.skip(error.stderr)
    with STARTS[request.param](program, tmp_path_factory.mktemp(request.param)) as client:
        yield Tab(client)


def test_a_reader_filters_changes_the_level_and_downloads(tab: Tab, site: str) -> None:
    tab.open(f"{site}/?region=76")
    tab.becomes(lambda: tab.text(FIGURE), "12")
    tab.click('.facet-row[data-value="alimentation"] input')
    tab.becomes(tab.search, "?region=76&secteur=alimentation")
    tab.becomes(lambda: tab.text(FIGURE), "4")
    tab.becomes(lambda: tab.count(ROWS), 4)

    tab.click('#level input[value="region"] + label')
    tab.becomes(tab.search, "?region=76&secteur=alimentation&niveau=region")

    tab.click("#download-target")
    tab.becomes(lambda: "alimentation" in (tab.attribute("#download-geojson", "href") or ""), True)
    with urllib.request.urlopen(f"{site}{tab.attribute('#download-geojson', 'href')}") as answer:
        assert len(json.load(answer)["features"]) == 4


def test_a_pole_opens_and_closes_by_keys_alone(tab: Tab, site: str) -> None:
    tab.open(f"{site}/?region=76")
    tab.press(f"{ROWS} a", "ArrowDown", "Enter")
    tab.becomes(lambda: tab.count("#drawer h2"), 1)
    tab.becomes(lambda: tab.count(f"{ROWS}[aria-selected='true']"), 1)
    name = tab.text(f"{ROWS}[aria-selected='true'] a")
    assert tab.text("#drawer h2") == name
    assert "pole=" in tab.search()

    tab.press("#drawer h2", "Escape")
    tab.becomes(tab.search, "?region=76")
    tab.becomes(lambda: tab.run("return document.activeElement.innerText.trim()"), name)


def test_the_search_finds_a_commune_by_its_postal_code(tab: Tab, site: str) -> None:
    tab.open(site)
    tab.press("#filter-q", "93200")
    tab.becomes(lambda: tab.count('[role="option"]') > 0, True)
    tab.press("#filter-q", "ArrowDown", "Enter")
    tab.becomes(tab.search, "?lieu=93066")
