"""The page on a phone: the map first, the rest in a sheet at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
