"""The statistics: bars, sectors by call, small maps; all of them filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.conftest import becomes, ends_at

if TYPE_CHECKING:
    from tests.e2e.conftest import Visit


def test_a_cell_filters_on_its_sector_and_its_call(visit: Visit) -> None:
    page = visit.read("?onglet=statistiques")
    cell = page.locator('[data-cross="secteur=alimentation&appel=aap-2013"]')
    expect(cell.locator("b")).not_to_have_text("")
    promised = int(cell.locator("b").inner_text())
    cell.click()
    expect(cell).to_have_attribute("aria-pressed", "true")

    visit.shows(promised)
    ends_at(page, "?secteur=alimentation&appel=aap-2013&onglet=statistiques")
    cell.click()
    visit.shows(76)


def test_the_matrix_is_a_table_with_heads(visit: Visit) -> None:
    page = visit.read("?onglet=statistiques")
    table = page.get_by_role("table", name="Secteurs par appel")

    expect(table.get_by_role("columnheader")).to_have_count(9)
    expect(table.get_by_role("rowheader")).to_have_count(13)


def test_a_small_map_filters_on_its_call_and_says_what_it_shows(visit: Visit) -> None:
    page = visit.read("?onglet=statistiques")
    small = page.get_by_role("button", name="AAP 2013 23 pôles dans")
    expect(small).to_be_visible()
    colour = "node => node.style.getPropertyValue('--d-31')"
    becomes(page, lambda: small.evaluate(colour), "var(--class-1-of-5)")
    small.click()

    visit.shows(23)
    expect(small).to_have_attribute("aria-pressed", "true")


def test_small_maps_fill_up(visit: Visit) -> None:
    page = visit.open("?onglet=statistiques")
    last = page.locator('[data-round="ami-2025"] .count')
    expect(last).to_have_text("0")
    page.get_by_label("Ajouter à chaque appel ceux qui le précèdent").check()

    expect(last).to_have_text("76")


def test_the_bar_of_a_region_filters(visit: Visit) -> None:
    page = visit.read("?onglet=statistiques")
    bar = page.locator('.bar-row[data-facet="region"][data-value="76"]')
    expect(bar.locator("b")).not_to_have_text("")
    promised = int(bar.locator("b").inner_text())
    bar.click()

    visit.shows(promised)
    ends_at(page, "?region=76&onglet=statistiques")


def test_statistics_follow_the_filters(visit: Visit) -> None:
    page = visit.read("?region=76&onglet=statistiques")
    cells = page.locator("[data-cross] b")
    expect(cells.first).not_to_have_text("")

    def total() -> int:
        return sum(int(cell) for cell in cells.all_inner_texts())

    some = total()
    page.get_by_role("link", name="Tout effacer").first.click()
    visit.shows(76)
    expect(page.locator('[data-round="aap-2013"] .count')).to_have_text("23")

    becomes(page, lambda: total() > some, wanted=True)


def test_the_page_does_not_scroll_under_the_statistics(visit: Visit) -> None:
    page = visit.open("?onglet=statistiques")
    expect(page.locator(".multiple").first).to_be_attached()
    heights = page.evaluate("() => [document.documentElement.scrollHeight, window.innerHeight]")
    assert heights[0] == heights[1]


def test_the_name_of_a_small_map_begins_by_what_it_shows(visit: Visit) -> None:
    page = visit.open("?onglet=statistiques")
    button = page.locator('[data-round="aap-2013"]')
    expect(button.locator(".count")).not_to_have_text("")
    shown = " ".join(button.locator(".multiple-title > span").all_inner_texts())
    assert str(button.get_attribute("aria-label")).startswith(shown)
