"""Low screens, narrow screens and fingers: nothing is cut, the map keeps its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import visit_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.e2e.conftest import Visit

POLE = "?pole=la-place-des-possibles"


FAULTS_OF_ROWS = """(rows) => rows
  .map((row) => ({
    name: row.innerText,
    height: row.getBoundingClientRect().height,
    text: row.querySelector(".text"),
    only: row.querySelector(".facet-only").getBoundingClientRect(),
  }))
  .filter(({ height, text, only }) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const isCovered = range.getBoundingClientRect().right > only.left;
    return height < 44 || isCovered || text.scrollWidth > text.clientWidth;
  })
  .map(({ name }) => name)"""
"""Rows of filters that are low, or whose name is cut or covered."""


def is_cut(page: Page, selector: str) -> bool:
    """Tell whether an element holds more than its width."""
    return bool(
        page.locator(selector).first.evaluate("node => node.scrollWidth > node.clientWidth")
    )


@pytest.mark.parametrize(("width", "height"), [(844, 390), (720, 450), (320, 480)])
def test_a_low_screen_scrolls_to_its_filters_below_a_map_with_its_legend(
    visit: Visit, width: int, height: int
) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    page = visit.open()
    frame, legend = (
        page.locator(selector).bounding_box() for selector in ("#map-frame", "#legend")
    )
    assert frame
    assert legend
    assert frame["height"] >= 320
    assert legend["height"] < 60

    if width >= 768:
        page.locator("#filters-open").click()
    facet = page.get_by_role("checkbox", name="Association")
    facet.scroll_into_view_if_needed()
    expect(facet).to_be_in_viewport()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_page_has_room_beside_an_open_pole(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 800})
    page = visit.read(POLE)
    expect(page.locator("#drawer h2")).to_be_visible()
    drawer = page.locator(".drawer").bounding_box()
    assert drawer
    for name in (".figures", ".map-tools", "#legend", ".panel-bar", "#poles-table"):
        box = page.locator(name).bounding_box()
        assert box, name
        assert box["x"] + box["width"] <= drawer["x"], name
    sentence = page.locator("#sentence > p").last.bounding_box()
    assert sentence
    assert sentence["height"] < 40
    figures = page.locator(".figures").bounding_box()
    assert figures
    assert figures["height"] < 40
    assert figures["y"] < sentence["y"] + sentence["height"]


# What takes the focus and is seen by nobody, as the open drawer lies over it.
UNDER_DRAWER = """(drawer) => {
  const { left } = drawer.getBoundingClientRect();
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(".main :is(a[href], button, input, select, summary)")]
    .filter((node) => isSeen(node) && !node.closest("svg, .visually-hidden"))
    .filter((node) => node.getBoundingClientRect().right > left)
    .map((node) => node.id || node.textContent);
}"""


@pytest.mark.parametrize(("width", "height"), [(768, 1024), (1024, 768), (1200, 800)])
def test_nothing_that_takes_the_focus_lies_under_the_drawer(
    visit: Visit, width: int, height: int
) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    page = visit.open("?pole=la-cartoucherie")
    drawer = page.locator("#drawer")
    assert drawer.evaluate(UNDER_DRAWER) == []

    edge = drawer.bounding_box()
    territory = page.locator("#map-svg .chosen .line").first.bounding_box()
    assert edge
    assert territory
    assert territory["x"] >= 64
    assert territory["x"] + territory["width"] <= edge["x"]
    assert page.evaluate("() => document.documentElement.scrollHeight") == height


def test_fingers_find_whole_names_and_large_rows_in_the_filters_of_a_tablet(
    browser: Browser, site: str
) -> None:
    tablet = {"width": 768, "height": 1024}
    for visit in visit_with(browser, site, viewport=tablet, has_touch=True):
        page = visit.read()
        page.locator("#filters-open").tap()
        rows = page.locator(".facet-row:visible")
        expect(rows.first).to_be_visible()
        assert rows.evaluate_all(FAULTS_OF_ROWS) == []


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_cut_on_a_phone(phone: Visit, width: int) -> None:
    phone.page.set_viewport_size({"width": width, "height": 844})
    page = phone.read(f"{POLE}&onglet=methode")
    expect(page.locator("#drawer h2")).to_be_visible()
    assert not is_cut(page, ".drawer-foot")
    for name in ("#drawer-previous", "#drawer-close", ".drawer-foot .primary"):
        box = page.locator(name).bounding_box()
        assert box
        assert box["height"] >= 44
    page.locator("#drawer-close").click()
    page.get_by_role("tab", name="Méthode").click()
    assert not is_cut(page, ".panel-body")


def test_an_empty_field_of_places_is_named_on_a_phone(phone: Visit) -> None:
    page = phone.read("?region=76")
    labels = page.locator(".place-name")
    expect(labels).to_have_text(["Région", "Département"])
    expect(labels.nth(0)).to_have_css("clip-path", "inset(50%)")
    expect(labels.nth(1)).to_have_css("clip-path", "none")
    assert not is_cut(page, ".filters-selects")


def test_the_panel_of_the_classes_fits_a_phone(phone: Visit) -> None:
    page = phone.read()
    page.locator("#legend-info").click()
    page.locator(".classes-target button").click()
    panel = page.locator(".classes-panel")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_all_the_columns_have_room_and_their_menu_closes(visit: Visit) -> None:
    keys = "nom,lieu,region,coordinateur,structure,secteur,appel,aide,communes,habitants"
    page = visit.read(f"?colonnes={keys}")
    for key in keys.split(","):
        box = page.locator(f"th.col-{key}").first.bounding_box()
        assert box
        assert box["width"] >= 90, key

    summary = page.locator("#list-columns summary")
    summary.click()
    page.keyboard.press("Escape")
    expect(page.locator("#list-columns")).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    summary.click()
    page.locator(".figures").click()
    expect(page.locator("#list-columns")).not_to_have_attribute("open", "")


def test_from_a_frame_the_table_opens_in_a_tab_of_its_own(visit: Visit) -> None:
    page = visit.read("?region=76&embed=1")
    link = page.get_by_role("link", name="Les mêmes valeurs en tableau")
    link.focus()

    expect(link).to_have_attribute("href", "/liste?region=76")
    expect(link).to_have_attribute("target", "_blank")


def test_fingers_find_links_of_44_px_on_plain_pages(phone: Visit) -> None:
    page = phone.page
    page.goto(f"{phone.site}/liste")
    for link in page.locator(".site nav a, .links a").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 44
