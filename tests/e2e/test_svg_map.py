"""The SVG map: in the first HTML, alive without WebGL; plotly comes with the communes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from geodata.cog import Level
from tests import overlay
from tests.e2e.conftest import (
    DESKTOP,
    MAP,
    PHONE,
    TEST_OPTIONS,
    WITHOUT_SCRIPTS,
    asks_for,
    becomes,
    chromium_path,
    held,
    visit_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.e2e.conftest import Visit

WITHOUT_WEBGL = ("--disable-gpu", "--disable-3d-apis")
ZOOM = f"() => {MAP}.getZoom()"
HEAVY = ("/plotly.min.js", "/async-graph.js", ".mvt")
"""How the addresses end of what only the map of communes needs."""
PLACE = """() => {
  const unit = document.querySelector('.shapes a[data-code="23"]');
  const { x, y, width } = unit.getBoundingClientRect();
  return [x, y, width];
}"""
REMEMBER = f"""document.addEventListener("DOMContentLoaded", () => {{
  window.first = document.querySelector("#map-svg");
  window.place = ({PLACE})();
}});"""
COUNT_CHANGES = """() => {
  window.changes = [];
  new MutationObserver((records) => window.changes.push(...records.map((one) => one.attributeName)))
    .observe(document.querySelector("#map-svg"), { attributes: true, subtree: true });
}"""
CARD_READY = """async () => {
  while (!window.dash_clientside.map.isCardReady()) await new Promise(window.requestAnimationFrame);
}"""

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def plain_browser(browser: Browser) -> Iterator[Browser]:
    """Chromium without any 3D drawing."""
    options = [
        option for option in TEST_OPTIONS if "gl" not in option and "swiftshader" not in option
    ]
    plain = browser.browser_type.launch(
        executable_path=chromium_path(), args=[*options, *WITHOUT_WEBGL]
    )
    yield plain
    plain.close()


@pytest.fixture
def plain(plain_browser: Browser, site: str) -> Iterator[Visit]:
    """A visit on a large screen, without WebGL."""
    yield from visit_with(plain_browser, site, viewport=DESKTOP, reduced_motion="reduce")


@pytest.fixture
def bare(browser: Browser, site: str) -> Iterator[Visit]:
    """A visit on a large screen, by a machine without a graphics card."""
    yield from visit_with(browser, site, has_card=False, viewport=DESKTOP)


@pytest.fixture
def plain_phone(plain_browser: Browser, site: str) -> Iterator[Visit]:
    """A visit on a phone, without WebGL."""
    yield from visit_with(plain_browser, site, viewport=PHONE, has_touch=True)


def drawn(page: Page, selector: str) -> int:
    """Return the number of elements of the map that are not hidden."""
    return page.locator(f"#map-svg {selector}:not([hidden])").count()


def zoom(page: Page) -> float:
    return float(page.evaluate(ZOOM))


def test_the_map_is_there_before_any_script(visit: Visit) -> None:
    visit.foresee(*WITHOUT_SCRIPTS)
    page = visit.page
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(f"{visit.site}/?appel=aap-2013")

    haute_garonne = page.locator('.shapes a[data-code="31"]')
    expect(haute_garonne).to_have_attribute("class", "c1")
    expect(haute_garonne).to_have_attribute("href", "?appel=aap-2013&departement=31")
    expect(haute_garonne).to_be_in_viewport()
    expect(page.locator(".shell .sentence")).to_contain_text("AAP 2013")
    expect(page.locator(".shell .figures dd").first).to_have_text("23")


def test_the_scripts_take_the_map_where_it_is(visit: Visit) -> None:
    page = visit.page
    page.add_init_script(REMEMBER)
    visit.open()
    visit.map_class("31", 5)

    assert page.locator("#map-svg").count() == 1
    assert page.evaluate("() => window.first === document.querySelector('#map-svg')")
    assert page.evaluate("() => window.place") == pytest.approx(page.evaluate(PLACE), abs=1)


def test_plotly_is_asked_for_with_the_communes_alone(visit: Visit) -> None:
    page = visit.open()
    visit.map_class("31", 5)
    for level, code in (("Régions", "76"), ("EPCI", "243100518")):
        page.locator("#level").get_by_text(level).click()
        visit.map_class(code, 5)
    assert [url for url in visit.requests if url.endswith(HEAVY)] == []

    page.locator("#level").get_by_text("Communes").click()
    expect(page.locator("#map-frame")).to_have_attribute("data-webgl", "")
    heavy = {url.rpartition("/")[2] for url in visit.requests if url.endswith(HEAVY[:2])}
    assert heavy == {"plotly.min.js", "async-graph.js"}
    before = page.evaluate(ZOOM)

    page.locator("#level").get_by_text("Départements").click()
    visit.map_class("31", 5)
    expect(page.locator("#map-frame")).not_to_have_attribute("data-webgl", "")
    assert zoom(page) == pytest.approx(before, abs=0.01)


def test_a_view_changes_what_differs_and_nothing_else(visit: Visit) -> None:
    page = visit.open("?secteur=culture")
    visit.map_class("31", overlay.count("secteur=culture", Level.DEPARTEMENT, "31"))
    page.evaluate(COUNT_CHANGES)
    page.locator("#theme-switch").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("() => window.changes") == []

    page.get_by_role("checkbox", name="AAP 2013").check()
    expect(page.locator("#sentence")).to_contain_text("AAP 2013")
    visit.map_class("31", 0)
    changes = page.evaluate("() => window.changes")
    assert 0 < changes.count("class") < 101


def test_the_same_classes_are_drawn(plain: Visit) -> None:
    page = plain.open("?appel=aap-2013")
    for code in ("05", "13", "26", "2A", "31", "59", "60", "75", "93", "974"):
        plain.map_class(code, min(5, overlay.count("appel=aap-2013", Level.DEPARTEMENT, code)))

    assert page.locator("#map-frame canvas").count() == 0
    assert drawn(page, ".shapes a") >= 101
    assert drawn(page, ".territories .line use") > 10


def test_filters_themes_and_zoom_keep_what_is_drawn(plain: Visit) -> None:
    page = plain.open()
    plain.map_class("31", 5)
    start = zoom(page)
    page.get_by_role("button", name="Zoomer", exact=True).click()
    plain.map_class("31", 5)
    page.get_by_role("checkbox", name="AAP 2013").check()
    plain.shows(23)
    plain.map_class("31", 1)
    closer = zoom(page)
    assert closer == pytest.approx(start + 1)

    page.locator("#theme-switch").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#map-svg .grounds rect").first).to_have_css("fill", "rgb(14, 23, 28)")
    plain.map_class("31", 1)
    assert zoom(page) == pytest.approx(closer)
    page.get_by_role("button", name="France entière").click()
    becomes(page, lambda: zoom(page), pytest.approx(start, abs=0.1))  # the chip takes a line


def test_every_level_is_drawn_without_webgl(plain: Visit) -> None:
    page = plain.open("?niveau=region")
    plain.map_class("76", 5)
    expect(page.locator("#map-svg")).to_have_attribute("data-level", "region")

    page.locator("#level").get_by_text("EPCI").click()
    plain.map_class("243100518", 5)
    assert drawn(page, ".shapes a") > 1_200

    page.locator("#level").get_by_text("Communes").click()
    expect(page.locator("#map-svg")).to_have_attribute("data-level", "commune")
    expect(page.locator('.communes > [data-region="76"]').first).to_be_attached()
    assert drawn(page, ".communes a") == 0
    expect(page.locator("#map-frame")).not_to_have_attribute("data-webgl", "")


def test_no_departement_looks_empty_before_its_communes_are_there(plain: Visit) -> None:
    page = plain.open("?niveau=departement")
    ground = page.locator('#map-svg .shapes:not(.communes) > a[data-code="09"]:not([data-inset])')
    plain_fill = "getComputedStyle(node).fill === probe('var(--outside)')"
    probe = (
        "(node) => { const probe = (fill) => { node.style.fill = fill;"
        " const found = getComputedStyle(node).fill; node.style.fill = ''; return found; };"
        f" return {plain_fill}; }}"
    )

    with held(page, "**/geo/communes/**") as waiting:
        page.locator("#level").get_by_text("Communes").click()
        expect(page.locator("#map-svg > .communes")).to_be_attached()
        becomes(page, lambda: bool(waiting), True)
        expect(page.locator("#map-svg > .communes[data-whole]")).to_have_count(0)
        assert ground.evaluate(probe)

    expect(page.locator("#map-svg > .communes[data-whole]")).to_have_count(1)
    assert not ground.evaluate(probe)


def test_communes_of_a_departement_are_units_without_webgl(plain: Visit) -> None:
    page = plain.open("?niveau=commune&departement=31")
    toulouse = page.locator('.communes a[data-code="31555"]')
    expect(toulouse).to_have_attribute("data-name", "Toulouse")
    n = overlay.count("departement=31", Level.COMMUNE, "31555")
    expect(toulouse).to_have_attribute("aria-label", f"Toulouse, {n} pôles")
    expect(page.locator('.shapes:not(.communes) > a[data-code="31"]')).to_be_hidden()

    page.locator("#level").get_by_text("Départements").click()
    expect(page.locator(".communes")).to_have_count(0)
    expect(page.locator('.shapes > a[data-code="31"]:not([data-inset])')).to_be_visible()


def test_a_departement_leads_to_its_communes(plain: Visit) -> None:
    page = plain.open("?niveau=commune")
    page.evaluate(CARD_READY)
    ground = page.locator('.shapes:not(.communes) > a[data-code="09"]:not([data-inset])')
    ground.focus()
    page.keyboard.press("Enter")
    expect(page.locator('.communes a[data-code="09122"]')).to_be_attached()


def test_communes_are_svg_where_webgl_is_drawn_in_software(bare: Visit) -> None:
    page = bare.open("?niveau=commune&departement=09")
    expect(page.locator('.communes a[data-code="09122"]')).to_be_attached()
    assert [url for url in bare.requests if url.endswith(HEAVY)] == []


def test_circles_and_insets_follow_the_view(plain: Visit) -> None:
    page = plain.open("?forme=cercles&region=76")
    plain.map_class("31", 0)
    boxes = page.locator(".circles circle").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect().width)"
    )
    assert max(boxes) > 40
    becomes(page, lambda: drawn(page, ".frames rect"), 0)


def test_a_click_filters_and_the_card_names(plain: Visit) -> None:
    page = plain.open("?mesure=par-million")
    plain.map_class("48", 5)
    page.evaluate(CARD_READY)
    at = page.evaluate(
        f"() => {{ const box = document.querySelector('#map').getBoundingClientRect();"
        f" const {{ x, y }} = {MAP}.project([-0.7, 43.9]); return [box.x + x, box.y + y]; }}"
    )
    page.mouse.move(*at)
    expect(page.locator("#hover-card")).to_contain_text("Landes")
    page.mouse.click(*at)
    expect(page.locator("#sentence")).to_contain_text("Landes")
    asks_for(page, "departement=40")


def test_arrows_lead_to_neighbours_and_enter_filters(plain: Visit) -> None:
    page = plain.open()
    plain.map_class("31", 5)
    assert page.locator('#map-svg a[tabindex="0"]').count() == 1
    page.locator('#map-svg a[data-code="31"]').focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator('#map-svg a[data-code="65"]')).to_be_focused()
    expect(page.locator("#hover-card")).to_contain_text("Hautes-Pyrénées")
    page.keyboard.press("Enter")
    expect(page.locator("#sentence")).to_contain_text("Hautes-Pyrénées")
    asks_for(page, "departement=65")


def test_keys_move_the_map(plain: Visit) -> None:
    page = plain.open()
    plain.map_class("31", 5)
    start = zoom(page)
    page.locator("#map-svg").focus()
    page.keyboard.press("+")
    becomes(page, lambda: zoom(page), pytest.approx(start + 1, abs=0.02))
    page.keyboard.press("0")
    becomes(page, lambda: zoom(page), pytest.approx(start, abs=0.1))  # the chip takes a line


def test_a_phone_has_its_map_too(plain_phone: Visit) -> None:
    page = plain_phone.open()
    plain_phone.map_class("31", 5)
    assert drawn(page, ".shapes a") >= 101
    titles = page.locator(".frames text")
    seen = "nodes => nodes.filter(node => node.checkVisibility()).map(node => node.textContent)"
    names = {"Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte", "Paris"}
    becomes(page, lambda: set(titles.evaluate_all(seen)), names)
