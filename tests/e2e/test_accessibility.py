"""axe-core on every page, in both themes and languages, whatever is open: no violation.

What axe cannot see (keyboard paths, announcements, reflow) is in the other files of this folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PATIENCE_S, Visit, visit_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DOCUMENTS = (
    "/liste",
    "/liste?region=76&secteur=alimentation&niveau=epci&mesure=part-population",
    "/liste?region=94&secteur=numerique",
    "/pole/la-place-des-possibles",
    "/pole/recycl-occ-textile",
    "/methode",
    "/api",
    "/ogc?f=html",
    "/nothing",
)
EMPTY = "?region=94&secteur=numerique"
POLE = "?pole=la-place-des-possibles"
LOOKS = [("fr", "light"), ("en", "dark")]
"""Each language and each theme once: names depend on the one, contrasts on the other."""


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page: the rule, what it asks, and where."""
    options = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: "
        f"{node['target']} {node['html'][:120]}"
        for violation in found
        for node in violation["nodes"]
    ]


def addressed(path: str, lang: str) -> str:
    """Return an address in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(look))
def look(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[tuple[Page, str]]:
    """A page on a machine that prefers a theme, and a language to read it in."""
    lang, theme = request.param
    context = browser.new_context(base_url=site, color_scheme=theme, viewport=DESKTOP)
    context.set_default_timeout(1000 * PATIENCE_S)
    yield context.new_page(), lang
    context.close()


def test_plain_pages(look: tuple[Page, str]) -> None:
    page, lang = look
    found = {}
    for path in DOCUMENTS:
        page.goto(addressed(path, lang))
        found[path] = violations(page)

    assert {path: faults for path, faults in found.items() if faults} == {}


@dataclass
class Reading:
    """A visit in a language."""

    visit: Visit
    lang: str

    def open(self, query: str = "") -> Page:
        """Open the map with a query."""
        return self.visit.open(addressed(query, self.lang))


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(look))
def reading(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Reading]:
    """A visit on a machine that prefers a theme, and a language to read in."""
    lang, theme = request.param
    for visit in visit_with(browser, site, viewport=DESKTOP, color_scheme=theme):
        yield Reading(visit, lang)


def open_menu(page: Page) -> None:
    page.locator("#download-target").click()
    expect(page.get_by_role("menu")).to_be_visible()


def open_share(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Partager|Share")).first.click()
    expect(page.get_by_role("menuitem")).to_have_count(5)


def open_classes(page: Page) -> None:
    page.locator(".classes-target button").click()
    panel = page.locator(".classes-panel")
    expect(panel).to_be_visible()
    surface = page.locator(".drawer").evaluate("node => getComputedStyle(node).backgroundColor")
    expect(panel).to_have_css("background-color", surface)


def open_search_and_notice(page: Page) -> None:
    page.locator("#drawer-share").evaluate("button => button.click()")
    notice = page.get_by_role("alert").filter(has=page.get_by_role("button"))
    expect(notice.get_by_role("button")).to_have_accessible_name(re.compile("Fermer|Close"))
    page.locator("#filter-q").fill("redon")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(page.locator("#live")).not_to_contain_text(re.compile("copiée|copied"))


def open_options(page: Page) -> None:
    page.locator("#download-target").click()
    page.locator("#download-more").click()
    expect(page.locator("#options-size")).not_to_be_empty()
    page.locator("#download-options summary").last.click()


# What is opened on the page -> how; Escape closes it.
OPENINGS: dict[str, Callable[[Page], None]] = {
    "menu of downloads": open_menu,
    "menu of what is shared": open_share,
    "options of downloads": open_options,
    "panel of classes": open_classes,
    "search and a notice": open_search_and_notice,
}
# What an address opens -> the address, and what shows that it did.
PLACES = {"drawer": (POLE, "#drawer h2"), "empty result": (EMPTY, "#empty")}


def test_the_map_with_anything_open(reading: Reading) -> None:
    page = reading.open()
    found = {"map": violations(page)}
    for name, act in OPENINGS.items():
        act(page)
        found[name] = violations(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    for name, (query, shown) in PLACES.items():
        search = addressed(query, reading.lang)
        page.evaluate("search => window.dash_clientside.set_props('url', {search})", search)
        expect(page.locator(shown)).to_be_visible()
        found[name] = violations(page)

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_embedded_map(visit: Visit) -> None:
    page = visit.open("?embed=1")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)

    assert violations(page) == []


def test_the_rail_and_its_filters(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1100, "height": 800})
    page = visit.open()
    assert violations(page) == []
    page.locator("#filters-open").click()

    assert violations(page) == []


def test_lists_to_choose_from_have_names(visit: Visit) -> None:
    page = visit.read("?region=76")

    expect(page.get_by_role("combobox", name="Mesure", exact=True)).to_be_visible()
    expect(page.locator("#filter-region")).to_have_accessible_name("Région Occitanie")
    expect(page.get_by_role("group", name="Niveau")).to_be_visible()


@pytest.mark.parametrize("query", ["?onglet=statistiques", "?onglet=methode", "?niveau=commune"])
def test_the_other_tabs_and_levels(visit: Visit, query: str) -> None:
    assert violations(visit.open(query)) == []


@pytest.mark.parametrize("query", ["", POLE, EMPTY])
def test_a_phone(phone: Visit, query: str) -> None:
    assert violations(phone.open(query)) == []
