"""The address is the state: back, forward, links, languages, themes, mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Visit


def test_back_and_forward_replay_the_filters(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("checkbox", name="AAP 2013").check()
    visit.shows(23)
    page.get_by_role("checkbox", name="AAP 2015").check()
    expect(page.locator("#sentence .chip")).to_have_count(2)
    both = len(visit.poles())

    page.go_back()
    visit.shows(23)
    expect(page.get_by_role("checkbox", name="AAP 2015")).not_to_be_checked()
    page.go_back()
    visit.shows(75)
    visit.map_class("31", 5)
    page.go_forward()
    page.go_forward()
    visit.shows(both)
    expect(page.get_by_role("checkbox", name="AAP 2013")).to_be_checked()


def test_the_same_query_in_another_order_is_the_same_page(visit: Visit) -> None:
    visit.open("?secteur=culture&region=93&secteur=alimentation&region=76")
    first = visit.poles()
    visit.open("?region=76&region=93&secteur=alimentation&secteur=culture")

    assert first
    assert visit.poles() == first


def test_an_address_not_understood_is_said(visit: Visit) -> None:
    page = visit.open("?couleur=bleu")

    expect(page.get_by_role("alert")).to_contain_text("couleur")
    visit.shows(75)


def test_the_address_is_shared(visit: Visit) -> None:
    page = visit.open("?appel=aap-2013")
    page.get_by_role("button", name="Partager").first.click()
    expect(page.get_by_text("Adresse copiée")).to_be_visible()

    assert page.evaluate("navigator.clipboard.readText()") == f"{visit.site}/?appel=aap-2013"


def test_the_language_changes_and_the_filters_stay(visit: Visit) -> None:
    page = visit.open("?appel=aap-2013")
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("button", name="Download")).to_be_visible()
    visit.shows(23)

    assert page.url.endswith("?appel=aap-2013&lang=en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == "Map of PTCEs"


def test_the_theme_changes_and_is_kept_in_the_address(visit: Visit) -> None:
    page = visit.open()
    root = page.locator("html")
    expect(root).to_have_attribute("data-mantine-color-scheme", "light")
    page.get_by_role("button", name="Thème").click()
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")
    assert page.url.endswith("?theme=sombre")

    visit.open("?theme=sombre")
    expect(root).to_have_attribute("data-mantine-color-scheme", "dark")
