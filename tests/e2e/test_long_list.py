"""A register of more poles than a page of the list or the map itself holds: 900 made-up ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.benchmarks.registers import write_register
from tests.e2e.conftest import DESKTOP, PATIENCE_S, READY, WITH_CARD, ends_at
from tests.serving import start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

N = 900
ARE_OF = """(poles) =>
  [...document.querySelectorAll(".territories > .line > use")].every(({ dataset }) =>
    poles.includes(dataset.pole))"""
ROWS = "#page tr[data-pole]"


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of 900 poles."""
    folder = tmp_path_factory.mktemp("long")
    register = write_register(folder, N)
    settings = {"PTCE_REGISTER": str(register), "PTCE_CACHE": str(folder / "cache")}
    with start(**settings, WEB_CONCURRENCY="1") as served:
        yield served.address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP, locale="fr-FR")
    context.set_default_timeout(1000 * PATIENCE_S)
    yield context.new_page()
    context.close()


def test_a_list_is_turned_sorted_and_filtered(long_site: str, page: Page) -> None:
    page.goto(long_site)
    page.wait_for_selector(READY)
    expect(page.locator(ROWS)).to_have_count(100)
    expect(page.locator("#page .pages .rows")).to_have_text("Lignes 1 à 100 sur 900")
    first = page.locator(ROWS).first.get_attribute("data-pole")

    page.get_by_role("navigation", name="Pages de la liste").get_by_role(
        "link", name="Dernière"
    ).press("Enter")
    expect(page).to_have_url(re.compile(r"\?page=9$"))
    expect(page.locator("#live")).to_have_text("Lignes 801 à 900 sur 900")
    last = str(page.locator(ROWS).first.get_attribute("data-pole"))
    assert last != first
    expect(page.locator("#liste")).to_be_focused()

    page.get_by_role("columnheader", name="Habitants").get_by_role("button").click()
    expect(page.locator(ROWS).first).not_to_have_attribute("data-pole", last)
    ends_at(page, "?tri=habitants")
    page.go_back()
    expect(page.locator(ROWS).first).to_have_attribute("data-pole", last)
    page.go_back()
    expect(page.locator(ROWS).first).to_have_attribute("data-pole", str(first))

    page.goto(f"{long_site}/?page=9")
    page.wait_for_selector(READY)
    page.locator('#page [data-facet="secteur"] input').first.check()
    expect(page.locator(ROWS).first).not_to_have_attribute("data-pole", last)
    expect(page).not_to_have_url(re.compile("page="))
    row = page.locator(ROWS).nth(3)
    row.get_by_role("link").click()
    expect(page.locator("#drawer")).to_be_visible()
    expect(row).to_have_attribute("aria-selected", "true")


def test_pages_are_links_without_scripts(long_site: str, browser: Browser) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="fr-FR", java_script_enabled=False)
    context.set_default_timeout(1000 * PATIENCE_S)
    plain = context.new_page()
    for path in ("/", "/liste"):
        plain.goto(f"{long_site}{path}")
        pages = plain.get_by_role("navigation", name="Pages de la liste")
        pages.get_by_role("link", name="Suivante").click()
        expect(pages).to_contain_text("Lignes 101 à 200 sur 900")
        pages.get_by_role("link", name="Première").click()
        expect(pages).to_contain_text("Lignes 1 à 100 sur 900")
    context.close()


def test_the_map_holds_the_territories_and_seats_that_are_seen(long_site: str, page: Page) -> None:
    page.goto(long_site)
    page.wait_for_selector(READY)
    page.evaluate("() => window.dash_clientside.map.ready().then(() => true)")
    lines, seats = page.locator(".territories > .line > use"), page.locator(".seats > g")
    expect(lines).not_to_have_count(0)
    expect(seats).not_to_have_count(0)
    page.wait_for_load_state("networkidle")
    afar = lines.count()
    assert 0 < afar < N
    assert 0 < seats.count() < N

    page.goto(f"{long_site}/?vue=2.35,46.6,9.5")
    page.wait_for_selector(READY)
    page.evaluate("() => window.dash_clientside.map.ready().then(() => true)")
    expect(page.locator(".territories [data-inset]")).to_have_count(0)
    expect(lines).not_to_have_count(0)
    near = set(lines.evaluate_all("nodes => nodes.map(({ dataset }) => dataset.pole)"))
    assert 0 < len(near) < afar


def test_territories_come_for_what_is_looked_at(long_site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    with page.expect_response(re.compile("/geo/poles/")) as tile:
        page.goto(long_site)
        page.wait_for_selector(READY)
    assert tile.value.ok
    lines = page.locator(".territories > .line > use")
    expect(lines).not_to_have_count(0)

    with page.expect_response(re.compile("/carte/poles/far.json")) as few:
        page.locator('#page [data-facet="secteur"] input').first.check()
    shown = {row[1] for row in few.value.json()["territories"]}
    assert 0 < len(shown) < N
    seen = "shown => [...document.querySelectorAll('.territories > .line > use')].every("
    page.wait_for_function(
        f"{seen}({{ dataset }}) => shown.includes(dataset.pole))", arg=sorted(shown)
    )

    page.locator(ROWS).first.get_by_role("link").click()
    expect(page.locator("#map-svg > .chosen > path")).not_to_have_count(0)
    assert not any(re.match("/geo/(close-poles|map-poles|poles-fr)", path) for path in asked)


def test_the_card_is_told_what_is_pointed_at(long_site: str, page: Page) -> None:
    page.goto(f"{long_site}/?vue=2.35,46.6,9.5")
    page.wait_for_selector(READY)
    page.evaluate("() => window.dash_clientside.map.ready().then(() => true)")
    seats = page.locator(".seats > g")
    expect(seats).not_to_have_count(0)
    expect(page.locator(".names > .seat")).not_to_have_count(0)

    with page.expect_response(re.compile("/carte/fiches.json")) as told:
        page.mouse.move(*middle_seat(page))
    card = page.locator("#hover-card")
    expect(card).to_contain_text(told.value.json()["poles"][0]["nom"])
    expect(page.locator("#hover-card .hover-poles li, #hover-card .hover-fact")).not_to_have_count(
        0
    )


def test_a_map_drawn_by_a_graphics_card_has_what_is_looked_at(long_site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.add_init_script(WITH_CARD)
    page.goto(f"{long_site}/?niveau=commune&vue=2.35,46.6,7")
    page.wait_for_selector("#map-frame[data-webgl]")
    page.wait_for_function(f"() => {DRAWN}.length > 20")
    page.wait_for_function(f"() => {DISCS}.then((discs) => discs.length > 20)")
    near = page.evaluate(f"() => {DRAWN}")
    assert len(near) < N

    with page.expect_response(re.compile("/carte/poles/close.json")) as few:
        page.locator('#page [data-facet="secteur"] input').first.check()
    shown = sorted({row[1] for row in few.value.json()["territories"]})
    page.wait_for_function(
        f"shown => {DRAWN}.length && {DRAWN}.every((id) => shown.includes(id))", arg=shown
    )
    assert not any(re.match("/geo/(territoires|sieges)\\.", path) for path in asked)


MAP = "window.dash_clientside.map"
DRAWN = """[...new Set(document.querySelector("#map-webgl .js-plotly-plot")
  ._fullLayout.map._subplot.map.querySourceFeatures("territoires")
  .map(({ properties }) => properties.id))].sort()"""
DISCS = f"{MAP}.inspect('75056').then(({{ discs }}) => discs)"
MIDDLE_SEAT = """(svg) => {
  const map = document.getElementById("map").getBoundingClientRect();
  const from = ([x, y]) => Math.hypot(x - map.left - map.width / 2, y - map.top - map.height / 2);
  const spots = [...svg.querySelectorAll(".seats > g")].map((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
  return spots.sort((a, b) => from(a) - from(b))[0];
}"""


def middle_seat(page: Page) -> tuple[float, float]:
    """Return where the seat that is nearest to the middle of the map is on the screen."""
    x, y = page.locator("#map-svg").evaluate(MIDDLE_SEAT)
    return float(x), float(y)
