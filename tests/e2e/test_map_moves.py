"""Where the map looks: the reader's zoom and place are kept; keys and buttons move it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import MAP

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Visit

# Where the map looks, once it has looked there for so many frames.
LOOK = f"""async (frames) => {{
  const now = () => [...{MAP}.getCenter().toArray(), {MAP}.getZoom()];
  for (let n = 0, last = null; n < frames; n += 1) {{
    if (String(now()) !== String(last)) [n, last] = [0, now()];
    await new Promise(window.requestAnimationFrame);
  }}
  return now();
}}"""
REST_FRAMES = 20
MOVED = f"""async (zoom) => {{
  while ({MAP}.getZoom() === zoom) await new Promise(window.requestAnimationFrame);
}}"""
SCROLLED = """async () => {
  const all = () => [document.documentElement, ...document.querySelectorAll("#page *")];
  while (!all().some((element) => element.scrollTop > 0))
    await new Promise(window.requestAnimationFrame);
}"""
CANVAS = "#map-svg"


def look(page: Page) -> tuple[float, float, float]:
    """Return longitude, latitude and zoom, once the map has come to rest."""
    lon, lat, zoom = page.evaluate(LOOK, REST_FRAMES)
    return lon, lat, zoom


def focus(page: Page) -> None:
    page.locator(CANVAS).focus()


def test_zoom_and_place_survive_filters_levels_and_panels(visit: Visit) -> None:
    page = visit.open()
    focus(page)
    for key in ("+", "+", "ArrowRight"):
        page.keyboard.press(key)
        look(page)
    before = look(page)

    page.get_by_role("checkbox", name="AAP 2013").check()
    visit.shows(23)
    page.locator("#level").get_by_text("Régions").click()
    visit.map_class("76", 1)
    assert look(page) == pytest.approx(before, abs=1e-6)

    page.locator("#panel-handle").click()
    assert look(page)[2] == pytest.approx(before[2], abs=1e-6)


def test_keys_move_the_map_that_has_the_focus(visit: Visit) -> None:
    page = visit.open()
    home = look(page)
    focus(page)
    page.keyboard.press("+")
    closer = look(page)
    page.keyboard.press("ArrowRight")
    right = look(page)
    page.keyboard.press("ArrowDown")
    down = look(page)
    page.keyboard.press("-")
    back = look(page)
    page.keyboard.press("0")

    assert closer[2] == pytest.approx(home[2] + 1, abs=0.01)
    assert right[0] > closer[0]
    assert down[1] < right[1]
    assert back[2] == pytest.approx(home[2], abs=0.01)
    assert look(page) == pytest.approx(home, abs=1e-3)


def test_keys_stay_with_who_has_the_focus(visit: Visit) -> None:
    page = visit.open()
    home = look(page)
    search = page.locator("#filter-q")
    search.fill("12")
    for key in ("0", "ArrowLeft", "-"):
        search.press(key)
    page.get_by_role("button", name="Zoomer", exact=True).focus()
    page.keyboard.press("ArrowRight")

    expect(search).to_have_value("12-0")
    assert look(page) == pytest.approx(home, abs=1e-6)


def test_a_button_zooms_once(visit: Visit) -> None:
    page = visit.open()
    for query in ("?appel=aap-2013", "?appel=aap-2015", "?"):
        page.evaluate("search => window.dash_clientside.set_props('url', {search})", query)
    visit.shows(76)
    home = look(page)
    page.get_by_role("button", name="Zoomer", exact=True).click()
    assert look(page)[2] == pytest.approx(home[2] + 1, abs=0.01)

    page.get_by_role("button", name="France entière").click()
    assert look(page) == pytest.approx(home, abs=1e-3)


def test_a_place_asked_for_is_gone_to_and_left(visit: Visit) -> None:
    page = visit.open()
    home = look(page)
    page.evaluate("window.dash_clientside.set_props('url', {search: '?region=94'})")
    page.evaluate(MOVED, home[2])
    lon, lat, zoom = look(page)
    assert (lon, lat) == pytest.approx((9.0, 42.2), abs=1.5)
    assert zoom > home[2] + 1

    visit.map_class("2A", 0)

    page.evaluate("window.dash_clientside.set_props('url', {search: '?'})")
    visit.map_class("31", 5)
    page.evaluate(MOVED, zoom)
    assert look(page) == pytest.approx(home, abs=1e-3)


def wheel(page: Page) -> None:
    """Turn the wheel over the middle of the map, until it has moved."""
    box = page.locator("#map-frame").bounding_box()
    assert box is not None
    before = look(page)[2]
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -400)
    page.evaluate(MOVED, before)


def test_the_wheel_zooms_and_a_filter_or_a_panel_keeps_it(visit: Visit) -> None:
    page = visit.open()
    home = look(page)
    wheel(page)
    closer = look(page)
    assert closer[2] > home[2] + 0.2

    page.get_by_role("checkbox", name="AAP 2013").check()
    visit.shows(23)
    page.locator("#panel-handle").click()
    assert look(page)[2] == pytest.approx(closer[2], abs=1e-6)


def test_a_pole_that_closes_gives_back_what_was_looked_at(visit: Visit) -> None:
    page = visit.open()
    wheel(page)
    before = look(page)
    page.get_by_role("link", name="PTCE La Verrière").click()
    page.get_by_role("heading", name="PTCE La Verrière").wait_for()
    page.evaluate(MOVED, before[2])
    closest = look(page)[2]
    assert closest > before[2] + 2

    page.keyboard.press("Escape")
    page.evaluate(MOVED, closest)
    assert look(page) == pytest.approx(before, abs=1e-3)


def test_the_frame_of_an_inset_leads_to_its_ground(visit: Visit) -> None:
    page = visit.open()
    home = look(page)
    x, y = page.evaluate(f"() => {{ const p = {MAP}.project([-12.5, 51.2]); return [p.x, p.y]; }}")
    box = page.locator("#map-frame").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.evaluate(MOVED, home[2])

    lon, lat, _ = look(page)
    assert (lon, lat) == pytest.approx((-61.4, 16.2), abs=0.6)


def test_the_keyboard_reaches_the_insets(visit: Visit) -> None:
    page = visit.open()
    home = look(page)
    button = page.get_by_role("button", name="Voir La Réunion")
    button.focus()
    expect(button).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.evaluate(MOVED, home[2])

    lon, lat, zoom = look(page)
    assert (lon, lat) == pytest.approx((55.5, -21.1), abs=0.5)
    scale = page.locator("#map-scale")
    expect(scale).to_have_text(re.compile(r"^(5|10|20) km$"))
    metres = 40_075_017 * math.cos(math.radians(lat)) / (512 * 2**zoom)
    width = scale.evaluate("node => node.getBoundingClientRect().width")
    assert width * metres == pytest.approx(1000 * int(scale.inner_text().split()[0]), rel=0.05)


def test_the_page_of_a_phone_scrolls_outside_the_map(phone: Visit) -> None:
    page = phone.open()
    home = look(page)
    map_box = page.locator("#map-frame").bounding_box()
    assert map_box is not None
    page.mouse.move(map_box["width"] / 2, map_box["y"] + map_box["height"] + 150)
    page.mouse.wheel(0, 200)
    page.evaluate(SCROLLED)
    assert look(page) == pytest.approx(home, abs=1e-6)


@pytest.mark.parametrize(("which", "margin"), [("visit", -13.0), ("phone", -5.2)])
def test_france_fits_at_the_start(
    which: str, margin: float, request: pytest.FixtureRequest
) -> None:
    """Beside the insets on a desk; on a phone they stand in the corner that France leaves free."""
    page = request.getfixturevalue(which).open()
    look(page)
    corners = f"() => {{ const b = {MAP}.getBounds(); return b.toArray().flat(); }}"
    west, south, east, north = page.evaluate(corners)
    assert west < margin
    assert south < 41.3
    assert east > 9.7
    assert north > 51.1
