"""The map in the page of another site."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.conftest import READY

if TYPE_CHECKING:
    from tests.e2e.conftest import Visit


def test_the_embedded_page_is_the_map_its_legend_and_a_link(visit: Visit) -> None:
    page = visit.open("?region=76&embed=1")

    for part in ("header", "#filters", "#panel", ".band"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator("#legend")).to_be_visible()
    expect(page.locator(".embed-bar")).to_contain_text("pôles en Occitanie")
    link = page.get_by_role("link", name="Voir la carte complète")
    expect(link).to_have_attribute("href", "?region=76")
    expect(link).to_have_attribute("target", "_blank")
    visit.map_class("31", 5)


def test_the_code_to_paste_shows_the_same_map_elsewhere(visit: Visit) -> None:
    page = visit.open("?region=76&niveau=region&onglet=statistiques")
    page.get_by_role("button", name="Partager").first.click()
    page.get_by_role("menuitem", name="Copier le code d’intégration, 800 px").click()
    expect(page.get_by_text("Code copié.")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    (address,) = re.findall(r'src="([^"]+)"', code)

    assert 'height="800"' in code
    assert html.unescape(address) == f"{visit.site}/?region=76&niveau=region&embed=1"
    assert 'title="Nombre de pôles par région · 12 pôles en Occitanie · Carte des PTCE"' in code
    # A page of another origin: its name is not that of the site.
    elsewhere = visit.site.replace("127.0.0.1", "localhost")
    page.goto(f"{elsewhere}/healthz")
    page.set_content(code)
    frame = page.frame_locator("iframe")
    expect(frame.locator(f"{READY} .embed-bar")).to_contain_text("pôles en Occitanie")
    visit.requests[:] = [url for url in visit.requests if not url.startswith(elsewhere)]


def test_the_page_itself_cannot_be_framed(visit: Visit) -> None:
    answer = visit.page.request.get(f"{visit.site}/?region=76")

    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
