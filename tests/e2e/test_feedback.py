"""Slow answers, lost connections, and the map in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from geodata.cog import Level
from tests import overlay
from tests.e2e.conftest import LOST, WITHOUT_SCRIPTS, becomes, held, pass_frames, routed

if TYPE_CHECKING:
    from tests.e2e.conftest import Visit

CALLBACKS = "**/_dash-update-component*"
HAS_MAP = "() => Boolean(document.querySelector('.maplibregl-canvas'))"


def test_a_lost_connection_says_so_and_recovers(visit: Visit) -> None:
    visit.foresee(LOST, "the server did not respond")
    page = visit.read()
    page.route("**/healthz", lambda route: route.abort())
    alert = page.locator("#offline")
    with routed(page, CALLBACKS, lambda route: route.abort()):
        page.get_by_role("checkbox", name="AAP 2013").check()
        expect(alert).to_be_visible()
        expect(alert).to_contain_text("La connexion au serveur est perdue")
        visit.shows(76)

    page.get_by_role("button", name="Réessayer").click()
    visit.shows(23)
    expect(alert).to_be_hidden()


def test_a_server_that_fails_is_asked_again_by_itself(visit: Visit) -> None:
    visit.foresee("503", "_dash-update-component", "Callback error")
    page = visit.read()
    with routed(page, CALLBACKS, lambda route: route.fulfill(status=503)):
        page.get_by_role("checkbox", name="AAP 2013").check()
        expect(page.locator("#offline")).to_be_visible()

    visit.shows(23)
    expect(page.locator("#offline")).to_be_hidden()


def test_what_takes_long_shows_that_it_does(visit: Visit) -> None:
    page = visit.read()
    with held(page, CALLBACKS) as waiting:
        page.get_by_role("checkbox", name="AAP 2013").check()
        expect(page.locator("#page")).to_have_attribute("data-busy", "")
        becomes(page, lambda: bool(waiting), True)

    visit.shows(23)
    expect(page.locator("#page")).not_to_have_attribute("data-busy", "")


def test_the_page_is_read_before_its_scripts(visit: Visit) -> None:
    visit.foresee(*WITHOUT_SCRIPTS)
    page = visit.page
    page.route("**/_dash-component-suites/**", lambda route: route.abort())
    page.goto(f"{visit.site}/?region=76")

    expect(page.locator("tr[data-pole]:not([hidden])")).to_have_count(12)
    expect(page.locator('.shapes a[data-code="31"]')).to_be_visible()


def test_the_map_is_named_and_described_for_the_view(visit: Visit) -> None:
    page = visit.read("?region=76")
    frame = page.locator("#map-frame")

    expect(frame).to_have_attribute(
        "aria-label", "Nombre de pôles par département\u00a0: 12 pôles en Occitanie"
    )
    expect(frame).to_have_attribute("aria-describedby", "map-description")
    expect(page.locator("#map-description")).to_contain_text("12 pôles en Occitanie")
    expect(page.locator("#map-description")).to_contain_text("Haute-Garonne")


def test_a_page_that_changes_size_before_its_map_is_there_complains_of_nothing(
    visit: Visit,
) -> None:
    page = visit.page
    with held(page, "**/geo/style-*.json") as waiting:
        page.goto(f"{visit.site}/?niveau=commune")
        becomes(page, lambda: bool(waiting), True)
        becomes(page, lambda: page.evaluate(HAS_MAP), True)
        page.set_viewport_size({"width": 1100, "height": 800})
        pass_frames(page)

    expect(page.locator("#map-frame")).to_have_attribute("data-webgl", "")
    visit.map_class("21231", overlay.count("", Level.COMMUNE, "21231"))
    box = page.locator("#map-frame").bounding_box()
    assert box
    assert page.locator(".maplibregl-canvas").bounding_box() == box
