"""The dialog of downloads: what is chosen makes the address, its size and the lines to copy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE, Visit, visit_with
from tests.e2e.test_accessibility import LOOKS, open_options, violations

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def open_dialog(page: Page) -> None:
    """Open the dialog from the menu, by keyboard alone."""
    page.locator("#download-target").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#download-more")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Télécharger et réutiliser")).to_be_visible()


def test_what_is_chosen_makes_the_address_and_the_lines(visit: Visit, tmp_path: Path) -> None:
    page = visit.read("?region=76&secteur=alimentation")
    open_dialog(page)
    query = "region=76&secteur=alimentation"
    expect(page.locator("#options-url")).to_have_text(f"{visit.site}/api/poles.geojson?{query}")
    expect(page.locator("#options-rows")).to_have_text(f"{len(visit.poles())} lignes")

    page.get_by_label("Format").select_option("csv")
    expect(page.locator("#options-geometry")).to_have_value("point")
    page.get_by_label("Géométrie").select_option("simplifiee")
    page.get_by_label("Lignes").select_option("communes-des-poles")
    url = f"{visit.site}/api/communes-des-poles.csv?{query}&geometrie=simplifiee"
    expect(page.locator("#options-url")).to_have_text(url)
    expect(page.locator("#options-size")).to_contain_text("ko")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    n_rows = len(path.read_text("utf-8").splitlines()) - 1
    shown = page.locator("#options-rows").inner_text().replace("\u202f", "")
    assert shown == f"{n_rows} lignes"
    size = page.locator("#options-size").inner_text()
    assert size == f"{round(path.stat().st_size / 1000)}\u00a0ko"

    page.get_by_text("Python", exact=True).click()
    page.get_by_role("button", name="Copier\u00a0: Python").click()
    expect(page.get_by_role("status").filter(has_text="Copié.")).to_be_visible()
    line = page.evaluate("() => navigator.clipboard.readText()")
    assert f'pandas.read_csv("{url}", dtype=' in line

    description = page.get_by_role("link", name="Sa description").get_attribute("href")
    answer = page.request.get(f"{visit.site}{description}")
    assert json.loads(answer.text())["resources"][0]["path"] == path.name


def test_a_format_offers_the_geometries_that_it_holds(visit: Visit) -> None:
    page = visit.read()
    open_dialog(page)
    page.get_by_label("Format").select_option("xlsx")
    expect(page.locator("#options-geometry")).to_have_value("point")
    expect(page.locator('#options-geometry option[value="territoire"]')).to_be_disabled()


def test_escape_closes_the_dialog_alone_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit.read("?pole=la-place-des-possibles")
    expect(page.locator("#drawer h2")).to_be_visible()
    open_dialog(page)
    page.keyboard.press("Escape")
    expect(page.locator("#download-options")).to_be_hidden()
    expect(page.locator("#download-target")).to_be_focused()
    expect(page.locator("#drawer")).to_be_visible()


@pytest.mark.parametrize(("lang", "theme"), [LOOKS[0], LOOKS[-1]])
def test_the_dialog_is_accessible_on_a_phone(
    browser: Browser, site: str, lang: str, theme: str
) -> None:
    for visit in visit_with(browser, site, viewport=PHONE, color_scheme=theme):
        page = visit.open(f"?lang={lang}")
        open_options(page)

        assert violations(page) == []
        is_wider = "() => document.documentElement.scrollWidth > window.innerWidth"
        assert page.evaluate(is_wider) is False
