"""The facets: order, search, all, none, only, and the way out of an empty answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.conftest import becomes, ends_at

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.e2e.conftest import Visit


def names(facet: Locator) -> list[str]:
    return facet.locator(".facet-row:visible .text").all_inner_texts()


def test_values_are_ordered_by_count_or_by_name(visit: Visit) -> None:
    page = visit.read()
    facet = page.locator('.facet[data-key="secteur"]')
    counts = [int(count) for count in facet.locator(".facet-row:visible .count").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)

    facet.get_by_role("button", name="pôles").click()
    first = ["Alimentation et agriculture", "Bâtiment et écoconstruction", "Culture et création"]
    becomes(page, lambda: names(facet)[:3], first)
    assert len(names(facet)) == len(counts)


def test_a_long_list_unfolds_and_is_searched(visit: Visit) -> None:
    page = visit.read()
    facet = page.locator('.facet[data-key="secteur"]')
    facet.get_by_role("button", name="Afficher les").click()
    facet.get_by_role("searchbox").fill("ecolo")
    expect(facet.locator(".facet-row:visible")).to_have_count(0)
    facet.get_by_role("searchbox").fill("ecoc")

    becomes(page, lambda: names(facet), ["Bâtiment et écoconstruction"])


def test_one_value_alone_all_and_none(visit: Visit) -> None:
    page = visit.read("?appel=aap-2013&appel=ami-2022")
    facet = page.locator('.facet[data-key="appel"]')
    facet.locator('[data-value="aap-2015"]').hover()
    facet.get_by_role("button", name="Seulement AAP 2015").click()
    expect(page.locator("#sentence .chip")).to_have_count(1)
    ends_at(page, "?appel=aap-2015")

    facet.get_by_role("button", name="Tout\u00a0:").click()
    expect(facet.get_by_role("checkbox", checked=True)).to_have_count(8)
    facet.get_by_role("button", name="Aucun\u00a0:").click()
    visit.shows(76)
    expect(page).to_have_url(f"{visit.site}/")


def test_values_without_a_pole_stay_and_are_greyed(visit: Visit) -> None:
    page = visit.read("?region=53")
    row = page.locator('.facet-row[data-value="ami-2025"]')

    expect(row).to_be_visible()
    expect(row).to_have_attribute("data-zero", "")
    expect(row.get_by_role("checkbox")).to_be_enabled()


def test_other_filters_are_folded_with_their_count(visit: Visit) -> None:
    page = visit.read("?precision=declared&confiance=high")
    more = page.locator("#filters-more")

    expect(more.locator(".filters-count")).to_have_text("2")
    expect(more.get_by_role("checkbox", name="Périmètre documenté")).to_be_checked()


def test_an_empty_answer_names_the_filter_to_drop(visit: Visit) -> None:
    page = visit.read("?region=94&secteur=culture")
    expect(page.locator("#empty-reason")).to_contain_text("11 pôles répondraient")
    page.get_by_role("button", name="Retirer «\u00a0Corse\u00a0»").click()

    visit.shows(11)
    ends_at(page, "?secteur=culture")


def test_the_selection_is_said_as_a_sentence(visit: Visit) -> None:
    page = visit.read("?region=76&secteur=alimentation&appel=ami-2021-phase-1")

    expect(page.locator("#live")).to_have_text(
        "3 pôles en Occitanie, secteur alimentation et agriculture, "
        "lauréats de l’appel AMI 2021 phase 1"
    )


def test_calls_are_ordered_by_date_then_by_count_then_by_name(visit: Visit) -> None:
    page = visit.read()
    facet = page.locator('.facet[data-key="appel"]')
    order = facet.locator(".facet-sort")
    expect(order).to_have_text("date ↑")
    assert names(facet)[:2] == ["AAP 2013", "AAP 2015"]
    order.click()
    expect(order).to_have_text("pôles ↓")
    counts = [int(count) for count in facet.locator(".facet-row:visible .count").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    order.click()
    expect(order).to_have_text("A → Z")
    order.click()
    expect(order).to_have_text("date ↑")


def test_places_are_offered_with_their_counts(visit: Visit) -> None:
    page = visit.read("?secteur=culture")
    page.locator("#filter-region").click()
    regions = page.locator('[data-key="region"] .place-row')
    expect(regions.first).to_contain_text("Auvergne-Rhône-Alpes")
    expect(regions.filter(has_text="Corse")).to_have_attribute("data-zero", "")
    expect(regions.filter(has_text="Corse").locator(".count")).to_have_text("0")
    page.keyboard.press("Escape")
    expect(page.locator("#filter-region")).to_be_focused()
    expect(regions.first).to_be_hidden()
    page.locator("#filter-departement").click()
    first = page.locator('[data-key="departement"] .place-row').first
    expect(first).to_have_text(re.compile(r"^Ain\s*\d+$"))


def test_departements_are_those_of_the_regions_asked_for(visit: Visit) -> None:
    page = visit.read("?region=53")
    page.locator("#filter-departement").click()
    names = page.locator('[data-key="departement"] .place-row:visible .text')
    bretagne = ["Côtes-d'Armor", "Finistère", "Ille-et-Vilaine", "Morbihan"]
    expect(names).to_have_text(bretagne)

    page.get_by_label("Chercher\u00a0: Département").fill("fin")
    expect(names).to_have_text(["Finistère"])
    names.click()
    visit.shows(0)
    expect(page.locator("#filter-departement .text")).to_have_text("Finistère")
    ends_at(page, "?region=53&departement=29")


def test_all_the_values_are_one_chip(visit: Visit) -> None:
    page = visit.read()
    facet = page.locator('.facet[data-key="secteur"]')
    facet.hover()
    facet.get_by_role("button", name="Tout\u00a0:").click()
    expect(page.locator("#sentence .chip")).to_have_text(["13 secteurs"])
    expect(page.locator("#filters-count")).to_have_text("13")
    page.locator("#sentence .chip").click()

    expect(page).to_have_url(f"{visit.site}/")


def test_boxes_ticked_at_once_are_all_kept(visit: Visit) -> None:
    page = visit.read()
    both = (
        "() => { for (const box of [...document.querySelectorAll('%s')].slice(0, 2)) box.click(); }"
    )
    page.evaluate(both % '[data-facet="appel"] input')

    page.wait_for_url("**/?appel=aap-2013&appel=aap-2015")
    for name in ("AAP 2013", "AAP 2015"):
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()
