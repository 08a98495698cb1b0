"""A site of two programmes: the switch between them, and their crossing without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, PATIENCE_S, PHONE, Visit, visit_with
from tests.serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PROGRAMMES = {
    "relais": ("Relais", "Relays", "Toulouse,com:31555\nRennes,com:35238\n"),
    "ateliers": ("Ateliers", "Workshops", "Toulouse,com:31555\nBrest,com:29019\n"),
}
"""Folder -> French and English title, poles."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("programmes")
    for slug, (french, english, poles) in PROGRAMMES.items():
        own = folder / slug
        own.mkdir()
        titles = f'titre_fr = "{french}"\ntitre_en = "{english}"\n'
        (own / "programme.toml").write_text(f"[programme]\n{titles}", "utf-8")
        (own / "poles.csv").write_text(f"nom,territoire\n{poles}", "utf-8")
    with serve(PTCE_REGISTER=str(folder)) as address:
        yield address


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_switch_closes_as_menus_do_and_keeps_the_language(
    browser: Browser, hub: str, viewport: dict[str, int]
) -> None:
    for visit in visit_with(browser, hub, viewport=viewport):
        page = Visit(visit.page, f"{hub}/p/relais").open("?lang=en&theme=sombre")
        menu = page.locator(".page:not(.shell) .programmes-menu")
        summary, other = menu.locator("summary"), menu.get_by_role("link", name="Workshops")
        if viewport is PHONE:
            page.locator("#menu-open").click()
        summary.click()
        expect(other).to_be_visible()
        page.keyboard.press("Escape")
        expect(other).to_be_hidden()
        expect(summary).to_be_focused()

        summary.click()
        expect(other).to_be_visible()
        page.locator(".page:not(.shell) h1").click()
        expect(other).to_be_hidden()

        summary.click()
        other.click()
        page.wait_for_url(f"{hub}/p/ateliers/?lang=en&theme=sombre")
        expect(page.locator(".page:not(.shell) h1")).to_have_text("Workshops")


def test_two_programmes_are_crossed_without_a_script(browser: Browser, hub: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    context.set_default_timeout(1000 * PATIENCE_S)
    page = context.new_page()
    page.goto(f"{hub}/p/relais/?lang=en")
    page.locator(".programmes-menu summary").click()
    page.get_by_role("link", name="Cross with another programme").click()
    page.wait_for_url("**/croiser?premier=relais&lang=en")
    page.get_by_label("Level").select_option("departement")
    page.get_by_role("button", name="Cross").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main svg").first).to_be_visible()
    expect(page.get_by_role("row", name="Haute-Garonne").first).to_be_visible()
    context.close()
