"""A whole session without a pointer: from landing to a downloaded file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

import geopandas as gpd

from tests.e2e.conftest import MAP, asks_for

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.e2e.conftest import Visit

CENTRE = f"() => {MAP}.getCenter().lng"
FARTHEST = 110
"""Stops between two places of the page that a reader is asked to go through."""


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Go from stop to stop until a control has the focus."""
    for _ in range(FARTHEST):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} is not reached by {FARTHEST} stops.")


def test_from_landing_to_a_file_by_keyboard_alone(visit: Visit, tmp_path: Path) -> None:
    page = visit.open()
    keys = page.keyboard

    # The first stop is the way past the header.
    keys.press("Tab")
    expect(page.get_by_role("link", name="Aller à la carte")).to_be_focused()

    # A place is looked up and chosen.
    keys.press("/")
    keys.type("occitanie")
    place = page.get_by_role("option", name="Occitanie 12 pôles")
    expect(place).to_be_visible()
    while place.get_attribute("aria-selected") != "true":
        keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator("#sentence")).to_contain_text("Occitanie")

    # A sector is ticked.
    box = page.get_by_role("checkbox", name="Alimentation et agriculture")
    page.locator("#filters-reset").focus()
    tab_to(page, box)
    keys.press("Space")
    expect(page.locator("#sentence .chip")).to_have_count(2)

    # The level of the map changes by arrows.
    tab_to(page, page.locator("#level input:checked"))
    keys.press("ArrowLeft")
    expect(page.locator("#level input:checked")).to_have_attribute("value", "region")

    expect(page.locator('#map-svg[data-level="region"] a[tabindex="0"]')).to_be_visible()

    # The map is moved and zoomed.
    tab_to(page, page.locator('#map-svg a[tabindex="0"]'), "Shift+Tab")
    keys.press("+")
    expect(page).to_have_url(re.compile("vue="))

    # A pole of the list opens, tells itself and closes.
    rows = page.locator("tr[data-pole]:not([hidden]) a")
    tab_to(page, rows.first)
    keys.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#drawer h2")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(rows.nth(1)).to_be_focused()

    # The poles shown are downloaded.
    tab_to(page, page.locator("#download-target"), "Shift+Tab")
    keys.press("Enter")
    item = page.get_by_role("menuitem", name="GeoJSON")
    data = page.get_by_role("menuitem", name="Formats de données")
    expect(data).to_have_attribute("aria-expanded", "false")
    expect(item).to_be_hidden()
    for _ in ("PDF", "Excel", "CSV", "data"):
        keys.press("ArrowDown")
    expect(data).to_be_focused()
    keys.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Documentation")).to_be_focused()
    keys.press("ArrowUp")
    keys.press("Enter")
    keys.press("ArrowDown")
    expect(item).to_be_focused()
    with page.expect_download() as waiting:
        keys.press("Enter")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)

    assert sorted(gpd.read_file(path)["id"]) == sorted(visit.poles())
    assert path.name.startswith("ptce_occitanie_alimentation")


def test_the_way_past_the_header_leads_to_a_map_that_takes_arrows(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("link", name="Aller à la carte").press("Enter")
    before = page.evaluate(CENTRE)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"before => ({CENTRE})() > before", arg=before)


def test_what_clears_filters_leaves_the_focus_to_what_stands_in_its_place(visit: Visit) -> None:
    page = visit.open("?region=76&secteur=alimentation")
    chips = page.locator("#sentence .chip")
    chips.first.press("Enter")
    expect(chips).to_have_count(1)
    expect(chips).to_be_focused()

    page.locator("#sentence [data-clear]").press("Enter")
    expect(chips).to_have_count(0)
    reset = page.locator("#filters-reset")
    expect(reset).to_be_focused()
    expect(reset).to_have_attribute("aria-disabled", "true")

    page = visit.open("?region=94&secteur=numerique")
    page.locator("#empty .primary").press("Enter")
    expect(page.locator("#empty")).to_be_hidden()
    expect(reset).to_be_focused()


def test_tabs_are_gone_through_by_arrows_and_from_end_to_end(visit: Visit) -> None:
    page = visit.read()
    page.locator("#tab-liste").press("End")
    expect(page.locator("#tab-methode")).to_be_focused()
    asks_for(page, "onglet=methode")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-liste")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    expect(page.locator("#tab-liste")).to_have_attribute("aria-selected", "true")


def test_a_slash_leads_to_the_search_from_whatever_takes_no_text(visit: Visit) -> None:
    page = visit.read()
    for stop in (".facet-row input", "#level input:checked", "#share"):
        page.locator(stop).first.press("/")
        expect(page.locator("#filter-q")).to_be_focused()
        expect(page.locator("#filter-q")).to_have_value("")
