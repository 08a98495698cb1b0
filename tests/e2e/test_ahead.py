"""What is asked and drawn before Dash comes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.dashboard import ids
from tests.e2e.conftest import becomes

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Route

    from tests.e2e.conftest import Visit

CALLBACKS = "**/_dash-update-component*"
WITHOUT_DASH = "() => { window.dash_clientside.set_props = () => {}; }"
CLASS_OF_PARIS = (
    "() => document.querySelector('#map-svg .shapes [data-code=\"75\"]').className.baseVal"
)
LISTED = "tr[data-pole]:not([hidden])"


def note_views(page: Page) -> list[str]:
    """Return a list of the queries of the views that will be asked of the server."""
    queries: list[str] = []

    def note(request: Request) -> None:
        body = request.post_data_json or {}
        first = next(iter(body.get("inputs", [])), {})
        if first.get("id") == ids.QUERY:
            queries.append(first["value"])

    page.on("request", note)
    return queries


def move_on(page: Page, box: str) -> None:
    """Put the mouse on a box of the filters."""
    place = page.get_by_role("checkbox", name=box).bounding_box()
    assert place
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def test_a_box_is_asked_for_while_its_button_is_pressed_and_once(visit: Visit) -> None:
    asked = note_views(visit.page)
    page = visit.read()
    move_on(page, "AAP 2013")
    with page.expect_response(CALLBACKS):
        page.mouse.down()
    expect(page.get_by_role("checkbox", name="AAP 2013")).not_to_be_checked()
    visit.shows(76)
    page.mouse.up()

    visit.shows(23)
    assert asked == ["", "appel=aap-2013"]


def test_a_box_under_the_keyboard_is_asked_for_once(visit: Visit) -> None:
    asked = note_views(visit.page)
    page = visit.read()
    page.get_by_role("checkbox", name="AAP 2013").focus()
    page.keyboard.press(" ")

    visit.shows(23)
    assert asked == ["", "appel=aap-2013"]


def test_map_and_list_are_drawn_before_dash_is_through(visit: Visit) -> None:
    page = visit.read()
    page.evaluate(WITHOUT_DASH)
    page.get_by_role("checkbox", name="AAP 2013").check()

    becomes(page, lambda: page.evaluate(CLASS_OF_PARIS), "c2")
    expect(page.locator(LISTED)).to_have_count(23)
    expect(page.locator("#sentence")).to_contain_text("76 pôles")


def test_the_last_of_two_filters_is_drawn_though_the_first_is_answered_later(visit: Visit) -> None:
    page = visit.read()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "aap-2013" in str(route.request.post_data) and not held:
            held.append(route)
        else:
            route.continue_()

    page.route(CALLBACKS, hold)
    page.get_by_role("checkbox", name="AAP 2013").check()
    becomes(page, lambda: bool(held), True)
    page.get_by_role("checkbox", name="AAP 2013").uncheck()
    page.get_by_role("checkbox", name="AAP 2015").check()
    visit.shows(11)
    held[0].continue_()
    page.unroute(CALLBACKS)

    page.get_by_role("checkbox", name="AAP 2013").check()
    visit.shows(34)
