"""A browser without WebGL: the same map as SVG, without an error, a blank or another site."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from geodata.cog import Level
from tests import overlay
from tests.e2e.conftest import (
    CHROMIUM_OPTIONS,
    DESKTOP,
    PATIENCE_S,
    PHONE,
    becomes,
    chromium_path,
    visit_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.e2e.conftest import Visit

WITHOUT_WEBGL = ("--disable-gpu", "--disable-3d-apis")
FRAMES = """async () => {
  for (let n = 0; n < 15; n += 1) await new Promise(window.requestAnimationFrame);
}"""
PLOT = "document.querySelector('#map .js-plotly-plot')"
SHOWN = f"role => {PLOT}.data.filter(trace => trace.meta.role === role && trace.visible !== false)"

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def plain_browser(browser: Browser) -> Iterator[Browser]:
    """Chromium without any 3D drawing."""
    options = [
        option for option in CHROMIUM_OPTIONS if "gl" not in option and "swiftshader" not in option
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
def plain_phone(plain_browser: Browser, site: str) -> Iterator[Visit]:
    """A visit on a phone, without WebGL."""
    yield from visit_with(plain_browser, site, viewport=PHONE, has_touch=True)


def traces(page: Page, role: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(f"role => ({SHOWN})(role)", role)
    return found


def paths(page: Page) -> int:
    """Return the number of units that are really drawn."""
    return page.locator("#map .choroplethlayer path").evaluate_all(
        "nodes => nodes.filter(node => (node.getAttribute('d') || '').length > 9).length"
    )


def scale(page: Page) -> float:
    return float(page.evaluate(f"{PLOT}._fullLayout.geo.projection.scale"))


def test_the_same_classes_are_drawn(plain: Visit) -> None:
    page = plain.open("?appel=aap-2013")
    for code in ("05", "13", "26", "2A", "31", "59", "60", "75", "93", "974"):
        plain.map_class(code, min(5, overlay.count("appel=aap-2013", Level.DEPARTEMENT, code)))

    assert page.locator("#map canvas").count() == 0
    assert paths(page) >= 101
    drawn = traces(page, "territory")
    assert sum(len(trace["lon"]) for trace in drawn) > 1000


def test_filters_themes_and_zoom_keep_what_is_drawn(plain: Visit) -> None:
    page = plain.open()
    plain.map_class("31", 5)
    start = scale(page)
    page.get_by_role("button", name="Zoomer", exact=True).click()
    plain.map_class("31", 5)
    page.get_by_role("checkbox", name="AAP 2013").check()
    plain.shows(23)
    plain.map_class("31", 1)
    closer = scale(page)
    assert closer > 1.3 * start

    page.locator("#theme-switch").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    expect(page.locator("#map .geo2 .bg rect")).to_have_css("fill", "rgb(14, 23, 28)")
    plain.map_class("31", 1)
    assert scale(page) == pytest.approx(closer)
    page.get_by_role("button", name="France entière").click()
    plain.map_class("31", 1)
    becomes(page, lambda: scale(page), pytest.approx(start, rel=0.02))


def test_levels_too_fine_show_departements_and_say_so(plain: Visit) -> None:
    page = plain.open("?niveau=commune")
    expect(page.locator("#map-notice")).to_be_visible()
    plain.map_class("31", 5)
    assert page.url.endswith("?niveau=commune")

    page.locator("#level").get_by_text("Régions").click()
    plain.map_class("76", 5)
    expect(page.locator("#map-notice")).to_be_hidden()
    assert {trace["meta"]["level"] for trace in traces(page, "fill")} == {"region"}


def test_circles_and_insets_follow_the_view(plain: Visit) -> None:
    page = plain.open("?forme=cercles&region=76")
    plain.map_class("31", 0)
    sizes = [size for trace in traces(page, "circles") for size in trace["marker"]["size"]]
    assert max(sizes) > 40
    assert traces(page, "frame") == []


def wave(page: Page, at: tuple[float, float]) -> None:
    """Move the pointer about a place, as a hand does, until the map that redraws has seen it."""
    card, (x, y) = page.locator("#hover-card"), at
    deadline = time.monotonic() + PATIENCE_S
    while card.is_hidden() and time.monotonic() < deadline:
        page.mouse.move(x + 1, y)
        page.mouse.move(x, y)
        page.evaluate(FRAMES)


def test_a_click_filters_and_the_card_names(plain: Visit) -> None:
    page = plain.open("?mesure=par-million")
    plain.map_class("48", 5)
    at = page.evaluate(
        f"() => {{ const box = {PLOT}.getBoundingClientRect();"
        f" const [x, y] = {PLOT}._fullLayout.geo._subplot.projection([3.2, 44.75]);"
        " return [box.x + x, box.y + y]; }"
    )
    wave(page, at)
    expect(page.locator("#hover-card")).to_contain_text("Lozère")
    page.mouse.click(*at)
    expect(page.locator("#sentence")).to_contain_text("Lozère")
    assert "departement=48" in page.url


def test_keys_move_the_map(plain: Visit) -> None:
    page = plain.open()
    plain.map_class("31", 5)
    start = scale(page)
    page.locator("#map .js-plotly-plot").focus()
    page.keyboard.press("+")
    becomes(page, lambda: scale(page), pytest.approx(1.6 * start, rel=0.02))
    page.keyboard.press("0")
    becomes(page, lambda: scale(page), pytest.approx(start, rel=0.02))


def test_a_phone_has_its_map_too(plain_phone: Visit) -> None:
    page = plain_phone.open()
    plain_phone.map_class("31", 5)
    assert paths(page) >= 101
    assert {trace["text"][0].strip() for trace in traces(page, "frame")} == {
        "971",
        "972",
        "973",
        "974",
        "976",
        "Paris",
    }
