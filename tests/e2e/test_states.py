"""What the page shows of its states on every screen: contrast themes, phones, the open pole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, becomes, visit_with

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
CUT = """(nodes) => nodes
  .filter((node) => node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight)
  .map((node) => node.textContent)"""
BEYOND_FRAMES = """(frames) => Object.fromEntries([...frames.querySelectorAll("text")]
  .filter((text) => text.checkVisibility())
  .map((text) => {
    const frame = frames.querySelector(`rect[data-inset="${text.dataset.inset}"]`);
    const right = frame.getBoundingClientRect().right;
    return [text.textContent, text.getBoundingClientRect().right - right];
  }))"""
OVERHANG_PX = 8
"""How far the name of an inset may go beyond its frame: less than there is to the next."""
MEETING = """() => {
  const names = [...document.querySelectorAll("#map-svg .names text")];
  const seats = [...document.querySelectorAll("#map-svg .seats > g:not([data-inset])")];
  const boxes = [...names, ...seats].map((node) => [node, node.getBoundingClientRect()]);
  return boxes.slice(0, names.length).flatMap(([name, a], at) => boxes.slice(at + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(([node]) => `${name.textContent} / ${node.textContent || node.dataset.seat}`));
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
        tab = page.get_by_role("tab", selected=False).first
        assert tab.evaluate(COLOUR, "borderBottomColor") == page.locator("body").evaluate(
            COLOUR, "backgroundColor"
        )


@pytest.mark.parametrize(
    ("width", "height", "least"), [(390, 844, 300), (390, 664, 285), (320, 640, 240)]
)
def test_a_phone_says_the_whole_finding_above_a_large_map(
    phone: Visit, width: int, height: int, least: int
) -> None:
    phone.page.set_viewport_size({"width": width, "height": height})
    page = phone.open()

    assert page.evaluate(MAINLAND) >= least
    assert page.locator("#sentence .finding, .attribution").evaluate_all(CUT) == []
    names = page.locator(".frames text:visible")
    expect(names).to_have_count(6)
    for name in names.all():
        box = name.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize(
    ("width", "height", "query"),
    [
        (1440, 900, ""),
        (1440, 900, "?onglet=statistiques"),
        (768, 1024, ""),
        (720, 450, ""),
        (320, 640, ""),
    ],
)
def test_the_names_of_the_insets_stand_in_their_frames(
    visit: Visit, width: int, height: int, query: str
) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    page = visit.open(query)
    beyond = page.locator(".frames").first.evaluate(BEYOND_FRAMES)

    assert {name: px for name, px in beyond.items() if px > OVERHANG_PX} == {}


def test_the_row_of_the_open_pole_is_in_sight(visit: Visit) -> None:
    page = visit.open("?pole=la-cartoucherie")
    row = page.locator('tr[aria-selected="true"]')
    expect(row).to_be_in_viewport()
    becomes(page, lambda: page.evaluate(IN_SIGHT), wanted=True)


def test_a_commune_looked_up_is_marked_with_the_poles_that_cover_it(visit: Visit) -> None:
    page = visit.open("?lieu=26281")
    expect(page.locator("#map-svg .place path")).to_have_count(2)
    expect(page.locator("#map-svg .chosen .line").first).to_be_attached()


def test_units_are_named_from_regions_down_in_two_lines_if_need_be(visit: Visit) -> None:
    page = visit.open("?niveau=region")
    names = page.locator("#map-svg .names .unit")
    expect(names).to_have_count(13)
    expect(names.filter(has_text="Provence-Alpes-Côte d'Azur").locator("tspan")).to_have_count(2)

    page = visit.open("?region=76")
    expect(page.locator("#map-svg .names .unit", has_text="Aveyron")).to_have_count(1)


def test_an_open_pole_that_a_filter_leaves_out_keeps_its_mark(visit: Visit) -> None:
    page = visit.open("?secteur=culture&pole=le-phares")
    expect(page.locator("#map-svg .chosen .line").first).to_be_attached()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_shared_unfolds_within_a_phone(phone: Visit, lang: str) -> None:
    page = phone.read(f"?lang={lang}")
    page.locator("#menu-open").tap()
    page.locator("#share").tap()
    expect(page.get_by_role("menu")).to_be_visible()
    menu = page.get_by_role("menu").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 390


def test_departements_of_the_whole_country_are_named_where_nothing_is_met(visit: Visit) -> None:
    page = visit.open()
    names = page.locator("#map-svg .names .small")
    expect(names.filter(has_text="Landes")).to_have_count(1)

    becomes(page, lambda: names.count() >= 20, wanted=True)
    assert page.evaluate(MEETING) == []


CUT_NAMES = """() => {
  const frame = document.querySelector("#map-frame").getBoundingClientRect();
  const covers = [...document.querySelectorAll(".zoom, .legend, .attribution, .map-tools > *")]
    .map((node) => node.getBoundingClientRect());
  const meets = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return [...document.querySelectorAll("#map-svg .names text")]
    .map((node) => [node.textContent, node.getBoundingClientRect()])
    .filter(([, box]) => box.left < frame.left || box.right > frame.right
      || covers.some((cover) => meets(box, cover)))
    .map(([name]) => name);
}"""


@pytest.mark.parametrize("query", ["?region=76", "?departement=31", "?pole=la-cartoucherie"])
def test_no_name_is_cut_by_the_frame_or_by_what_lies_over_the_map(visit: Visit, query: str) -> None:
    page = visit.open(query)
    expect(page.locator("#map-svg .names text").nth(4)).to_be_attached()
    becomes(page, lambda: page.evaluate(CUT_NAMES), [])


def test_the_four_key_figures_are_seen_beside_a_filter(visit: Visit) -> None:
    page = visit.open("?secteur=culture")
    figures = page.locator("#key-figures > div")
    expect(figures).to_have_count(4)
    band = page.locator(".band").bounding_box()
    assert band
    for figure in figures.all():
        box = figure.bounding_box()
        assert box
        assert band["y"] <= box["y"]
        assert box["y"] + box["height"] <= band["y"] + band["height"]


def test_on_a_phone_a_name_in_the_card_opens_its_pole(phone: Visit) -> None:
    page = phone.open("?secteur=alimentation")
    page.locator('.shapes > a[data-code="31"]:not([data-inset])').first.tap()
    names = page.locator("#hover-card .hover-poles button")
    expect(names).to_have_count(2)
    names.first.tap()
    expect(page.locator("#drawer h2")).to_be_visible()
