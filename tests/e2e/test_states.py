"""What the page shows of its states on every screen: contrast themes, phones, the open pole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, visit_with

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.e2e.conftest import Visit

COLOUR = "(node, name) => getComputedStyle(node)[name]"
MAINLAND = """() => {
  const codes = ["29", "59", "67", "06", "64", "2B"];
  const unit = (code) =>
    document.querySelector(`.shapes > a[data-code="${code}"]:not([data-inset])`);
  const boxes = codes.map((code) => unit(code).getBoundingClientRect());
  return Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
}"""
IN_SIGHT = """() => {
  const row = document.querySelector('tr[aria-selected="true"]').getBoundingClientRect();
  const body = document.querySelector(".panel-body").getBoundingClientRect();
  return row.top >= body.top - 1 && row.bottom <= body.bottom + 1;
}"""


def test_in_forced_colours_marks_and_states_are_told_apart(browser: Browser, site: str) -> None:
    for visit in visit_with(browser, site, viewport=DESKTOP, forced_colors="active"):
        page = visit.read("?secteur=culture")
        swatches = page.locator(".legend-classes .swatch")
        fills = swatches.evaluate_all(
            "nodes => nodes.map((n) => getComputedStyle(n).backgroundColor)"
        )
        boxes = page.locator(".facet[data-key='secteur'] .facet-row input")
        ticked = boxes.nth(boxes.evaluate_all("nodes => nodes.findIndex((n) => n.checked)"))
        other = boxes.nth(boxes.evaluate_all("nodes => nodes.findIndex((n) => !n.checked)"))
        icon = page.locator("#zoom-in .icon")
        ground = page.locator("#zoom-in").evaluate(COLOUR, "backgroundColor")

        assert len(set(fills)) == len(fills)
        assert ticked.evaluate(COLOUR, "backgroundColor") != other.evaluate(
            COLOUR, "backgroundColor"
        )
        assert icon.evaluate(COLOUR, "backgroundColor") != ground


def test_on_a_phone_the_mainland_is_wide_and_the_insets_have_names(phone: Visit) -> None:
    page = phone.open()

    assert page.evaluate(MAINLAND) >= 300
    for name in ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"):
        box = page.locator(".frames text:visible", has_text=name).first.bounding_box()
        assert box, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 390, name


def test_the_row_of_the_open_pole_is_in_sight(visit: Visit) -> None:
    page = visit.open("?pole=la-cartoucherie")
    row = page.locator('tr[aria-selected="true"]')
    expect(row).to_be_in_viewport()
    assert page.evaluate(IN_SIGHT)


def test_a_commune_looked_up_is_marked_with_the_poles_that_cover_it(visit: Visit) -> None:
    page = visit.open("?lieu=26281")
    expect(page.locator("#map-svg .place path")).to_have_count(2)
    assert page.locator("#map-svg .chosen .line").count() > 0


def test_units_are_named_from_regions_down(visit: Visit) -> None:
    page = visit.open("?niveau=region")
    expect(page.locator("#map-svg .names .unit", has_text="Occitanie")).to_have_count(1)

    page = visit.open("?region=76")
    expect(page.locator("#map-svg .names .unit", has_text="Aveyron")).to_have_count(1)


def test_on_a_phone_a_name_in_the_card_opens_its_pole(phone: Visit) -> None:
    page = phone.open("?secteur=alimentation")
    page.locator('.shapes > a[data-code="31"]:not([data-inset])').first.tap()
    names = page.locator("#hover-card .hover-poles button")
    expect(names).to_have_count(2)
    names.first.tap()
    expect(page.locator("#drawer h2")).to_be_visible()
