"""The address is the state: back, forward, links, languages, themes, mistakes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import asks_for, becomes, ends_at, pass_frames, visit_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
    visit.shows(76)
    visit.map_class("31", 5)
    page.go_forward()
    page.go_forward()
    visit.shows(both)
    expect(page.get_by_role("checkbox", name="AAP 2013")).to_be_checked()


def test_the_same_query_in_another_order_is_the_same_page(visit: Visit) -> None:
    visit.read("?secteur=culture&region=93&secteur=alimentation&region=76")
    first = visit.poles()
    visit.read("?region=76&region=93&secteur=alimentation&secteur=culture")

    assert first
    assert visit.poles() == first


def test_an_address_not_understood_is_said(visit: Visit) -> None:
    page = visit.read("?couleur=bleu")

    expect(page.get_by_role("alert")).to_contain_text("couleur")
    visit.shows(76)


def test_what_trackers_add_leaves_the_address_and_nothing_is_said(visit: Visit) -> None:
    page = visit.read("?utm_source=lettre&region=76&utm_medium=mail&fbclid=abc")
    visit.shows(12)

    expect(page).to_have_url(f"{visit.site}/?region=76")
    expect(page.locator(".problems")).to_have_count(0)


UNKNOWN = {
    "niveau": "canton",
    "mesure": "poles-par-million",
    "vue": "ici",
    "theme": "dark",
    "onglet": "carte",
    "tri": "taille",
    "colonnes": "toutes",
}
"""Values that keys of the view do not take."""


def test_unknown_values_are_said_until_they_are_corrected(visit: Visit) -> None:
    query = "&".join(f"{key}={value}" for key, value in UNKNOWN.items())
    page = visit.read(f"?region=76&{query}")
    alert = page.get_by_role("alert").filter(has_text="canton")
    expect(alert.locator("p")).to_have_count(len(UNKNOWN))
    assert alert.bounding_box()["height"] < 60
    for key, value in UNKNOWN.items():
        expect(alert.locator("p").filter(has_text=value)).to_contain_text(f"«\u00a0{key}\u00a0»")
    visit.shows(12)
    expect(page.locator("#level input:checked")).to_have_value("departement")
    expect(page.locator("#mesure")).to_have_value("nombre")
    expect(page.get_by_role("tab", name="Liste")).to_have_attribute("aria-selected", "true")
    pass_frames(page)
    expect(alert).to_be_visible()
    expect(page).to_have_url(f"{visit.site}/?region=76&{query}")

    page.get_by_role("checkbox", name="AAP 2013").check()
    expect(page.locator("#sentence .chip")).to_have_count(2)
    expect(alert).to_be_visible()
    page.get_by_role("link", name="Corriger l’adresse").click()
    expect(alert).to_have_count(0)
    expect(page).to_have_url(f"{visit.site}/?region=76&appel=aap-2013")


def test_the_views_agree_while_an_address_is_not_understood(visit: Visit) -> None:
    page = visit.read("?region=76&foo=bar&secteur=zzz&lieu=99999")
    visit.shows(12)
    expect(page.locator("#sentence .chip")).to_have_text(["Occitanie"])
    alert = page.get_by_role("alert").filter(has_text="foo")
    expect(alert.locator("p")).to_have_count(3)
    page.get_by_role("link", name="Corriger l’adresse").click()

    expect(alert).to_have_count(0)
    expect(page).to_have_url(f"{visit.site}/?region=76")


def test_a_tab_that_a_screen_opens_on_anyway_is_kept_as_it_was_asked(visit: Visit) -> None:
    page = visit.read("?region=76&onglet=liste")
    visit.shows(12)
    steps = page.evaluate("history.length")
    pass_frames(page)
    expect(page).to_have_url(f"{visit.site}/?region=76&onglet=liste")
    assert page.evaluate("history.length") == steps

    page.get_by_role("tab", name="Statistiques").click()
    expect(page).to_have_url(f"{visit.site}/?region=76&onglet=statistiques")
    page.get_by_role("tab", name="Liste").click()
    expect(page).to_have_url(f"{visit.site}/?region=76")


def test_the_address_is_shared(visit: Visit) -> None:
    page = visit.read("?appel=aap-2013")
    page.get_by_role("button", name="Partager").first.click()
    page.get_by_role("menuitem", name="Copier le lien").click()
    expect(page.get_by_text("Adresse copiée")).to_be_visible()

    assert page.evaluate("navigator.clipboard.readText()") == f"{visit.site}/?appel=aap-2013"


def test_an_address_is_shown_where_it_cannot_be_copied(visit: Visit) -> None:
    page = visit.read("?appel=aap-2013")
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Partager").first.click()
    page.get_by_role("menuitem", name="Copier le lien").click()
    field = page.get_by_role("dialog").get_by_role("textbox")

    expect(field).to_have_value(f"{visit.site}/?appel=aap-2013")
    expect(field).to_be_focused()


def test_a_skip_link_leaves_the_address_as_it_is(visit: Visit) -> None:
    page = visit.open("?appel=aap-2013")
    page.get_by_role("link", name="Aller à la carte").press("Enter")

    expect(page.locator("#map-frame :focus")).to_have_count(1)
    expect(page).to_have_url(f"{visit.site}/?appel=aap-2013")


def test_the_language_changes_and_the_filters_stay(visit: Visit) -> None:
    page = visit.read("?appel=aap-2013")
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("button", name="Download")).to_be_visible()
    visit.shows(23)

    ends_at(page, "?appel=aap-2013&lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("23 hubs, winners of the 2013 call · Map of PTCEs")


def test_the_theme_changes_and_is_kept_in_the_address(visit: Visit) -> None:
    page = visit.read()
    root = page.locator("html")
    page.get_by_role("button", name="Thème").click()
    expect(root).to_have_attribute("data-theme", "dark")
    ends_at(page, "?theme=sombre")
    page.get_by_role("button", name="Thème").click()
    expect(root).to_have_attribute("data-theme", "light")
    ends_at(page, "?theme=clair")

    visit.read("?theme=sombre")
    expect(root).to_have_attribute("data-theme", "dark")


def test_the_place_that_the_map_was_moved_to_is_kept(visit: Visit) -> None:
    page = visit.open("?niveau=region")
    page.get_by_role("button", name="Zoomer", exact=True).click()
    expect(page).to_have_url(re.compile(r"vue=-?[\d.]+%2C[\d.]+%2C[\d.]+"))
    kept = page.url
    page.reload()
    visit.map_class("76", 5)
    zoom = page.evaluate("() => window.dash_clientside.map.ready().then((map) => map.getZoom())")

    assert f"{zoom:.2f}".rstrip("0") in kept
    page.get_by_role("button", name="France entière").click()
    expect(page).to_have_url(f"{visit.site}/?niveau=region")


def test_the_order_and_the_columns_of_the_list_are_kept(visit: Visit) -> None:
    page = visit.open()
    table = page.get_by_role("table", name="Les pôles affichés")
    head = table.get_by_role("columnheader", name="Communes")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.get_by_text("Choisir les colonnes").click()
    page.get_by_label("Secteur", exact=True).last.check()
    page.get_by_label("Lieu", exact=True).uncheck()
    expect(page).to_have_url(re.compile("tri=communes"))
    expect(table.get_by_role("columnheader", name="Secteur")).to_be_visible()
    expect(table.get_by_role("columnheader", name="Lieu")).to_be_hidden()
    order = visit.poles()

    page.reload()
    expect(page.locator('[data-figure="poles"] dd')).to_have_text("76")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(table.get_by_role("columnheader", name="Secteur")).to_be_visible()
    becomes(page, visit.poles, order)
    page.go_back()
    expect(page.locator("#poles-table")).to_be_visible()


def test_another_browser_opens_the_same_screen(visit: Visit, browser: Browser, site: str) -> None:
    query = (
        "?secteur=culture&niveau=region&mesure=par-million&methode=quantiles&classes=4"
        "&pole=la-verriere&vue=2.35%2C48.8%2C7&theme=sombre&onglet=statistiques&tri=-habitants"
    )
    page = visit.read(query)
    n = len(visit.poles())
    for other in visit_with(browser, site, viewport={"width": 1600, "height": 900}):
        there = other.read(query)
        assert len(other.poles()) == n
        for at in (page, there):
            expect(at.locator("#level input:checked")).to_have_value("region")
            expect(at.locator("html")).to_have_attribute("data-theme", "dark")
            expect(at.get_by_role("tab", name="Statistiques")).to_have_attribute(
                "aria-selected", "true"
            )
            expect(at.locator("#drawer h2")).to_have_text("PTCE La Verrière")
            expect(at.locator(".legend-classes")).to_have_attribute("data-k", "4")
            ends_at(at, query)


def test_what_is_switched_is_kept_in_the_address(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("switch", name="Sièges de coordination").click()
    expect(page).to_have_url(re.compile(r"calques=territoires$"))
    page.locator("#list-rows").get_by_role("button", name="Départements").click()
    page.get_by_role("tab", name="Statistiques").click()
    page.get_by_label("Ajouter à chaque appel").check()
    page.locator("#panel-handle").click()
    query = "?onglet=statistiques&lignes=unites&calques=territoires&cumul=1&panneau=ferme"
    expect(page).to_have_url(f"{visit.site}/{query}")

    page.reload()
    expect(page.locator('[data-figure="poles"] dd')).to_have_text("76")
    expect(page.get_by_role("switch", name="Sièges de coordination")).not_to_be_checked()
    expect(page.get_by_role("switch", name="Territoires des pôles")).to_be_checked()
    expect(page.locator("#page")).to_have_attribute("data-panel", "closed")
    expect(page.locator("#page")).to_have_attribute("data-rows", "units")
    expect(page.locator("#cumulated")).to_be_checked()


def test_back_brings_the_map_back_to_what_is_shown(visit: Visit) -> None:
    page = visit.open()
    zoom = "() => window.dash_clientside.map.ready().then((map) => map.getZoom())"
    whole = page.evaluate(zoom)
    page.get_by_role("checkbox", name="AAP 2013").check()
    visit.shows(23)
    page.get_by_role("button", name="Zoomer", exact=True).click()
    expect(page).to_have_url(re.compile("vue="))
    page.go_back()
    visit.shows(76)

    becomes(page, lambda: page.evaluate(zoom), pytest.approx(whole, abs=0.1))
    pass_frames(page)
    assert page.evaluate(zoom) == pytest.approx(whole, abs=0.1)
    expect(page).to_have_url(f"{visit.site}/")


def test_what_is_asked_is_in_the_address_at_once_whatever_was_replaced_there(visit: Visit) -> None:
    page = visit.open()
    tick = """() => {
      history.replaceState(null, "", "/?vue=2.5,46.5,6");
      document.querySelector('input[value="aap-2013"]').click();
      return window.location.search;
    }"""

    assert page.evaluate(tick) == "?appel=aap-2013&vue=2.5%2C46.5%2C6"
    visit.shows(23)
    expect(page.get_by_role("checkbox", name="AAP 2013")).to_be_checked()
    asks_for(page, "appel=aap-2013")
