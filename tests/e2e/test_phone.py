"""The page on a phone: the map first, the rest in a sheet at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ends_at

if TYPE_CHECKING:
    from tests.e2e.conftest import Visit


def test_the_sheet_opens_on_the_filters_and_shows_the_list(phone: Visit) -> None:
    page = phone.read()
    expect(page.get_by_role("button", name="Voir les 76 pôles")).to_be_visible()
    page.get_by_role("checkbox", name="Insertion et emploi").check()
    button = page.locator("#filters-see")
    expect(button).not_to_have_text("Voir les 76 pôles")
    button.click()

    expect(page.locator("tr[data-pole]:not([hidden])").first).to_be_visible()
    page.wait_for_url("**/?secteur=insertion-emploi&onglet=liste")


def test_an_empty_answer_leads_to_its_reason(phone: Visit) -> None:
    page = phone.read("?appel=ami-2025")
    page.get_by_role("button", name="Aucun pôle : voir pourquoi").click()

    expect(page.get_by_text("Sans « AMI 2025 », 76 pôles répondraient.")).to_be_visible()


def test_a_chosen_place_stands_in_one_row(phone: Visit) -> None:
    page = phone.read("?region=76&region=84")
    phone.shows(21)
    fields = page.locator(".filters-selects .place-said")
    boxes = [fields.nth(at).bounding_box() for at in range(2)]

    assert [box and box["height"] for box in boxes] == [44, 44]


def test_the_tab_is_in_the_address(phone: Visit) -> None:
    page = phone.read("?onglet=liste")
    expect(page.get_by_role("tab", name="Liste")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Chiffres").click()
    page.wait_for_url("**/?onglet=statistiques")
    page.get_by_role("tab", name="Filtres").click()

    page.wait_for_url("**/")
    expect(page.get_by_role("checkbox", name="Insertion et emploi")).to_be_visible()


def test_nothing_overflows_sideways(phone: Visit) -> None:
    page = phone.open()
    for tab in ("filtres", "liste", "statistiques", "methode"):
        page.locator(f'[role="tab"][data-tab="{tab}"]').click()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == 390, tab


def test_the_legend_unfolds(phone: Visit) -> None:
    page = phone.read()
    territories = page.get_by_text("Territoires des pôles")
    expect(territories).to_be_hidden()
    page.get_by_role("button", name="Légende complète").click()

    expect(territories).to_be_visible()


def test_the_levels_fit_in_a_row(phone: Visit) -> None:
    page = phone.read()
    levels = page.locator("#level label")
    boxes = [levels.nth(at).bounding_box() for at in range(4)]

    assert levels.count() == 4
    assert len({round(box["y"]) for box in boxes if box}) == 1
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    expect(page.locator("#forme")).to_be_hidden()


def test_the_measure_and_its_form_are_in_the_legend(phone: Visit) -> None:
    page = phone.read()
    page.get_by_role("button", name="Légende complète").click()
    expect(page.get_by_role("combobox", name="Mesure")).to_be_visible()
    page.locator("#forme").get_by_text("Cercles").click()
    expect(page.locator(".legend-circles")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#forme")).to_be_hidden()
    ends_at(page, "?forme=cercles")


# Links and controls less than 44 px high; a field counts with its frame or its label, the link of a
# row with its row. The head of the list is there for screen readers alone; a unit of the map is as
# large as the place that it shows.
SMALL = """() => [...document.querySelectorAll("button, a, input, summary, label")]
  .filter((node) => !node.closest("thead, .shapes"))
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .filter((node) => getComputedStyle(node).clipPath === "none")
  .map((node) => node.closest("label, .search, summary, tr[data-pole]") || node)
  .map((node) => [node.id || node.className || node.textContent, node.getBoundingClientRect()])
  .filter(([, { width, height, top }]) => width > 1 && height > 1 && height < 44 && top < 844)
  .map(([name, { height }]) => `${name} ${height}`)"""


def test_targets_are_large_enough(phone: Visit) -> None:
    page = phone.open()
    small = {}
    for tab in ("filtres", "liste", "statistiques"):
        page.locator(f'[role="tab"][data-tab="{tab}"]').click()
        small[tab] = page.evaluate(SMALL)

    assert {tab: found for tab, found in small.items() if found} == {}


def test_the_search_opens_over_the_header(phone: Visit) -> None:
    page = phone.read()
    page.locator("#filter-q").focus()
    page.keyboard.type("redon")
    page.get_by_role("option", name="Redon").first.click()

    expect(page.get_by_role("heading", name="Redon")).to_be_visible()
    ends_at(page, "?lieu=35236")


def test_a_pole_downloads_alone(phone: Visit) -> None:
    page = phone.read("?pole=la-place-des-possibles")
    page.get_by_role("button", name="Télécharger ce pôle").click()
    page.evaluate("() => window.dash_clientside.view.focusDrawer() && null")
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name="CSV pour Excel").click()

    assert waiting.value.suggested_filename.startswith("ptce_la-place-des-possibles")


def test_the_search_opens_under_the_finger(phone: Visit) -> None:
    page = phone.read()
    page.locator(".search").tap()

    expect(page.locator("#filter-q")).to_be_focused()


@pytest.mark.parametrize("width", [390, 320])
def test_the_poles_are_cards(phone: Visit, width: int) -> None:
    page = phone.page
    page.set_viewport_size({"width": width, "height": 640})
    phone.read()
    page.locator('[role="tab"][data-tab="liste"]').click()
    card = page.locator("tr[data-pole]:not([hidden])").first
    expect(card).to_be_visible()
    head = card.get_by_role("rowheader").bounding_box()
    facts = card.get_by_role("cell")

    assert head
    assert head["width"] > 0.8 * width
    expect(card.locator(".col-lieu")).to_be_visible()
    expect(card.locator(".col-appel .tag").first).to_be_visible()
    before = "node => getComputedStyle(node, '::before').content"
    assert "data-label" not in card.locator(".col-habitants").evaluate(before)
    expect(card.locator(".col-habitants")).to_have_attribute("data-label", "Habitants")
    assert facts.count() == 4
    assert page.locator("#poles-table .sort:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_cards_are_sorted_and_give_way_to_the_units(phone: Visit) -> None:
    page = phone.read()
    page.locator('[role="tab"][data-tab="liste"]').click()
    page.get_by_role("combobox", name="Ordre de la liste").select_option("-habitants")
    expect(page.locator("tr[data-pole]:not([hidden])").first).not_to_have_attribute(
        "data-pole", phone.poles()[-1]
    )
    ends_at(page, "?onglet=liste&tri=-habitants")

    page.locator("#list-rows").get_by_role("button", name="Départements").tap()
    expect(page.get_by_role("rowheader", name="Haute-Garonne")).to_be_visible()
