"""The search box: names of poles and places, by keyboard, whatever the typos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.conftest import LOST, asks_for, becomes, ends_at, held, pass_frames

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Visit


def look_for(page: Page, text: str) -> None:
    """Type a text and wait for what is suggested for the whole of it."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    suggestions = page.get_by_role("listbox", name="Suggestions")
    expect(suggestions).to_be_visible()
    expect(suggestions.get_by_role("option").last).to_contain_text(f"«\u00a0{text}\u00a0»")


def test_a_commune_tells_its_poles_and_the_nearest_ones(visit: Visit) -> None:
    page = visit.read()
    look_for(page, "redon")
    field = page.locator("#filter-q")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(page.get_by_role("option", name="Redon Ille-et-Vilaine")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Redon")).to_be_focused()
    drawer = page.locator("#drawer")
    expect(drawer.get_by_role("link", name="Énergies citoyennes")).to_be_visible()
    expect(drawer.locator(".places").last).to_contain_text("km")
    ends_at(page, "?lieu=35236")


def test_a_pole_opened_from_a_commune_gives_way_to_it(visit: Visit) -> None:
    page = visit.read("?lieu=35236")
    page.locator("#drawer").get_by_role("link", name="Énergies citoyennes").click()
    expect(page.locator("#drawer h2")).to_have_text("Énergies citoyennes en Pays de Vilaine")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer h2")).to_have_text("Redon")
    page.keyboard.press("Escape")

    expect(page.locator("#drawer")).to_be_hidden()
    expect(page).to_have_url(f"{visit.site}/")


def test_a_pole_is_found_despite_a_slip_and_opens(visit: Visit) -> None:
    page = visit.read()
    look_for(page, "herbes fole")
    page.get_by_role("option", name="Les Herbes Folles").first.click()

    expect(page.get_by_role("heading", name="Les Herbes Folles")).to_be_visible()
    asks_for(page, "pole=")


def test_a_former_commune_leads_to_the_one_of_today(visit: Visit) -> None:
    page = visit.read()
    look_for(page, "Saint-Martin-de-la-Place")
    option = page.get_by_role("option", name="Gennes-Val-de-Loire «\u00a0Saint-Martin-de-la-Place")
    option.click()

    expect(page.get_by_role("heading", name="Gennes-Val-de-Loire")).to_be_visible()
    ends_at(page, "?lieu=49261")


def test_a_region_filters(visit: Visit) -> None:
    page = visit.read()
    look_for(page, "ocitanie")
    page.get_by_role("option", name="Occitanie 12 pôles").click()
    expect(page.locator("#sentence")).to_contain_text("Occitanie")

    ends_at(page, "?region=76")
    expect(page.locator("#filter-q")).to_have_value("")


def test_enter_takes_the_first_answer(visit: Visit) -> None:
    page = visit.read()
    page.keyboard.press("/")
    page.keyboard.type("26100")
    page.keyboard.press("Enter")

    expect(page.locator("#drawer h2")).to_have_text("Romans-sur-Isère")
    ends_at(page, "?lieu=26281")


def test_a_postal_code_leads_to_an_arrondissement(visit: Visit) -> None:
    page = visit.open()
    look_for(page, "75011")
    expect(page.get_by_role("option").first).to_have_text(
        "Paris 11e Arrondissementcode postal 75011 · Paris, 2 pôles"
    )
    page.keyboard.press("Enter")

    expect(page.locator("#drawer h2")).to_have_text("Paris 11e Arrondissement")


def test_a_place_without_contour_says_so(visit: Visit) -> None:
    page = visit.read()
    look_for(page, "97133")
    page.keyboard.press("Enter")

    expect(page.locator("#drawer h2")).to_have_text("Saint-Barthélemy")
    expect(page.locator("#drawer")).to_contain_text("hors de la carte, faute de contour")


def test_a_text_is_looked_for_in_the_poles_by_the_last_suggestion(visit: Visit) -> None:
    page = visit.read()
    look_for(page, "laine")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#sentence .chip")).to_have_count(1)

    ends_at(page, "?q=laine")


def test_keys_act_upon_the_answer_to_what_is_written_and_not_upon_the_one_before(
    visit: Visit,
) -> None:
    page = visit.read()
    look_for(page, "lai")
    with held(page, "**/api/recherche?q=laine*") as waiting:
        page.keyboard.type("ne")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        becomes(page, lambda: bool(waiting), True)

    ends_at(page, "?q=laine")
    expect(page.locator("#suggestions")).to_be_hidden()


def test_suggestions_that_are_closed_stay_closed_whatever_is_answered_later(visit: Visit) -> None:
    page = visit.read()
    look_for(page, "toul")
    with held(page, "**/api/recherche?q=toulouse*"):
        page.keyboard.type("ouse")
        page.keyboard.press("Escape")
        expect(page.locator("#suggestions")).to_be_hidden()
        pass_frames(page)
    pass_frames(page)

    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#filter-q")).to_have_value("toulouse")


def test_enter_takes_the_first_region_that_begins_as_typed(visit: Visit) -> None:
    page = visit.read()
    page.locator("#filter-region").click()
    page.keyboard.type("Occ")
    page.keyboard.press("Enter")
    expect(page.locator("#sentence")).to_contain_text("Occitanie")

    ends_at(page, "?region=76")


def test_what_is_typed_on_an_open_list_of_places_looks_one_up(visit: Visit) -> None:
    page = visit.read()
    page.locator("#filter-region").click()
    field = page.locator('[data-key="region"] .facet-search')
    expect(field).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#filter-region")).to_be_focused()
    page.keyboard.type("Occ")
    expect(field).to_have_value("Occ")
    page.keyboard.press("Enter")

    ends_at(page, "?region=76")


def test_escape_closes_the_suggestions_then_empties_the_field(visit: Visit) -> None:
    page = visit.read()
    look_for(page, "toulouse")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.locator("#filter-q")).to_have_value("toulouse")
    page.keyboard.press("Escape")

    expect(page.locator("#filter-q")).to_have_value("")


def test_a_server_that_does_not_answer_is_not_an_unknown_name(visit: Visit) -> None:
    visit.foresee(LOST)
    page = visit.read()
    page.route("**/api/recherche**", lambda route: route.abort())
    look_for(page, "toulouse")
    expect(page.locator("#suggestions")).to_contain_text("Le serveur ne répond pas")
