"""The page on a phone: the map first, the rest in a sheet at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Visit


def test_the_sheet_opens_on_the_filters_and_shows_the_list(phone: Visit) -> None:
    page = phone.open()
    expect(page.get_by_role("button", name="Voir les 75 pôles")).to_be_visible()
    page.get_by_role("checkbox", name="Insertion et emploi").check()
    button = page.locator("#filters-see")
    expect(button).not_to_have_text("Voir les 75 pôles")
    button.click()

    expect(page.locator("tr[data-pole]:not([hidden])").first).to_be_visible()
    assert page.url.endswith("?secteur=insertion-emploi")


def test_nothing_overflows_sideways(phone: Visit) -> None:
    page = phone.open()
    for tab in ("filtres", "liste", "statistiques", "methode"):
        page.locator(f'[role="tab"][data-tab="{tab}"]').click()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == 390, tab


def test_the_legend_unfolds(phone: Visit) -> None:
    page = phone.open()
    territories = page.get_by_text("Territoires des pôles")
    expect(territories).to_be_hidden()
    page.get_by_role("button", name="Légende complète").click()

    expect(territories).to_be_visible()


def test_the_levels_fit_in_a_row(phone: Visit) -> None:
    page = phone.open()
    levels = page.locator("#level label")
    boxes = [levels.nth(at).bounding_box() for at in range(4)]

    assert levels.count() == 4
    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    expect(page.locator("#forme")).to_be_hidden()


def test_the_measure_and_its_form_are_in_the_legend(phone: Visit) -> None:
    page = phone.open()
    page.get_by_role("button", name="Légende complète").click()
    expect(page.get_by_role("textbox", name="Mesure")).to_be_visible()
    page.locator("#forme").get_by_text("Cercles").click()
    expect(page.locator(".legend-circles")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#forme")).to_be_hidden()
    assert page.url.endswith("?forme=cercles")


# Links and controls less than 44 px high; a field counts with its frame or its label, the link of a
# row with its row. The head of the list is there for screen readers alone.
SMALL = """() => [...document.querySelectorAll("button, a, input, summary, label")]
  .filter((node) => !node.closest("thead"))
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .filter((node) => getComputedStyle(node).clipPath === "none")
  .map((node) => node.closest("label, .search, .mantine-MultiSelect-input, tr[data-pole]") || node)
  .map((node) => [node.id || node.className || node.textContent, node.getBoundingClientRect()])
  .filter(([, { width, height, top }]) => width > 1 && height > 1 && height < 44 && top < 844)
  .map(([name, { height }]) => `${name} ${height}`)"""


@pytest.mark.parametrize("tab", ["filtres", "liste", "statistiques"])
def test_targets_are_large_enough(phone: Visit, tab: str) -> None:
    page = phone.open()
    page.locator(f'[role="tab"][data-tab="{tab}"]').click()
    assert page.evaluate(SMALL) == []


def test_the_search_opens_over_the_header(phone: Visit) -> None:
    page = phone.open()
    page.locator("#filter-q").focus()
    page.keyboard.type("redon")
    page.get_by_role("option", name="Redon").first.click()

    expect(page.get_by_role("heading", name="Redon")).to_be_visible()
    assert page.url.endswith("?lieu=35236")


def test_a_pole_downloads_alone(phone: Visit) -> None:
    page = phone.open("?pole=la-place-des-possibles")
    page.get_by_role("button", name="Télécharger ce pôle").click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name="CSV").click()

    assert waiting.value.suggested_filename.startswith("ptce_la-place-des-possibles")
