"""Filtering: the count, the map and the list change together, and the file holds what is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

import geopandas as gpd

from tests.e2e.conftest import ends_at

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Visit


def download(visit: Visit, folder: Path) -> gpd.GeoDataFrame:
    """Download the GeoJSON from the menu, and read it with a program of its own."""
    page = visit.page
    page.get_by_role("button", name="Télécharger").click()
    page.get_by_role("menuitem", name="Formats de données").click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name="GeoJSON").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return gpd.read_file(path)


def test_the_page_opens_on_every_pole(visit: Visit) -> None:
    visit.open()

    visit.shows(76)
    assert len(visit.map_class("31", 5)["shown"]) == 76
    assert visit.map_class("2A", 0)["classe"] == 0


def test_a_query_of_the_address_is_answered(visit: Visit) -> None:
    visit.read("?appel=aap-2013")

    visit.shows(23)
    expect(visit.page.get_by_role("checkbox", name="AAP 2013")).to_be_checked()
    expect(visit.page.locator("#sentence")).to_contain_text("AAP 2013")


def test_ticking_a_filter_changes_count_map_list_and_file(visit: Visit, tmp_path: Path) -> None:
    page = visit.open()
    everything = visit.poles()
    page.get_by_role("checkbox", name="AAP 2013").check()

    visit.shows(23)
    expect(page).to_have_url(f"{visit.site}/?appel=aap-2013")
    assert set(visit.poles()) < set(everything)
    drawn = visit.map_class("31", 1)
    assert set(drawn["shown"]) == set(visit.poles())

    file = download(visit, tmp_path)
    assert sorted(file["id"]) == sorted(visit.poles())


def test_filters_combine(visit: Visit) -> None:
    page = visit.read("?region=76")
    occitanie = set(visit.poles())
    page.get_by_role("checkbox", name="Alimentation et agriculture").check()
    page.get_by_role("checkbox", name="Économie circulaire et réemploi").check()
    expect(page.locator("#sentence .chip")).to_have_count(3)

    both = set(visit.poles())
    assert both < occitanie
    page.get_by_role("link", name="Retirer le filtre Alimentation et agriculture").click()
    expect(page.locator("#sentence .chip")).to_have_count(2)
    assert set(visit.poles()) < both


def test_facets_count_what_they_would_show(visit: Visit) -> None:
    page = visit.read("?appel=aap-2013")
    row = page.locator('.facet-row[data-value="culture"]')
    promised = int(row.locator(".count").inner_text())
    row.get_by_role("checkbox").check()

    visit.shows(promised)
    ends_at(page, "?secteur=culture&appel=aap-2013")


def test_a_region_is_chosen_from_a_list(visit: Visit) -> None:
    page = visit.open()
    page.locator("#filter-region").click()
    page.get_by_role("checkbox", name="Occitanie").check()
    expect(page.locator("#sentence")).to_contain_text("Occitanie")

    expect(page).to_have_url(f"{visit.site}/?region=76")
    assert visit.map_class("31", 5)["classe"] == 5
    assert visit.map_class("974", 0)["classe"] == 0


def test_a_text_is_looked_for_whatever_its_accents(visit: Visit) -> None:
    page = visit.read()
    page.get_by_role("combobox", name="Pôle, commune").fill("REUNION")
    page.get_by_role("option", name="dans les pôles").click()
    expect(page.locator("#sentence .chip")).to_have_count(1)

    assert "echobat-la-reunion" in visit.poles()
    ends_at(page, "?q=REUNION")


def test_an_empty_answer_offers_to_remove_the_last_filter(visit: Visit) -> None:
    page = visit.read("?region=53")
    page.get_by_role("checkbox", name="AMI 2025").check()
    expect(page.get_by_role("heading", name="Aucun pôle ne répond à ces critères")).to_be_visible()
    expect(page.locator("#empty-reason")).to_contain_text("3 pôles répondraient")
    page.locator("#empty-remove").click()
    expect(page.locator("#empty")).to_be_hidden()

    ends_at(page, "?region=53")


def test_a_bar_of_the_statistics_filters(visit: Visit) -> None:
    page = visit.read("?onglet=statistiques")
    bar = page.locator('.bar-row[data-value="scic"]')
    bar.click()
    expect(bar).to_have_attribute("aria-pressed", "true")

    visit.shows(int(bar.locator("b").inner_text()))
    ends_at(page, "?structure=scic&onglet=statistiques")


def test_the_levels_of_the_map_keep_the_filters(visit: Visit) -> None:
    page = visit.open("?appel=aap-2013")
    page.locator("#level").get_by_text("Régions").click()
    expect(page.locator(".legend-sub")).to_contain_text("par région")
    expect(page.get_by_role("switch", name="Territoires des pôles")).not_to_be_checked()
    visit.map_class("76", 1)
    page.locator("#level").get_by_text("Communes").click()
    expect(page.locator(".legend-sub")).to_contain_text("par commune")
    visit.map_class("26281", 1)

    visit.shows(23)
    ends_at(page, "?appel=aap-2013&niveau=commune")


def test_the_map_keeps_its_size_when_a_filter_is_ticked(visit: Visit) -> None:
    page = visit.open()
    before = page.locator("#map").bounding_box()
    page.get_by_role("checkbox", name="AAP 2013").check()
    visit.shows(23)

    assert page.locator("#map").bounding_box() == before
