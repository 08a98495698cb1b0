"""What the map draws, read back from it, against true contours laid over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from geodata.cog import Level
from ptce_map.map.themes import DARK, LIGHT
from tests import overlay
from tests.e2e.conftest import MAP, becomes

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Visit

DEPARTEMENTS = ("05", "13", "26", "2A", "31", "59", "60", "75", "93", "974")
CARD_READY = """async () => {
  while (!window.dash_clientside.map.isCardReady()) await new Promise(window.requestAnimationFrame);
}"""
QUERIES = ("", "appel=aap-2013", "secteur=alimentation")
# Least number of poles of each class.
LOWS = {
    Level.REGION: (1, 3, 5, 7, 10),
    Level.DEPARTEMENT: (1, 2, 3, 4, 5),
    Level.EPCI: (1, 2, 3, 4, 5),
    Level.COMMUNE: (1, 2, 3, 4, 5),
}
NAMED = {
    Level.REGION: ("76", "53", "04", "94"),
    # Pays de Bray, Alpilles, Toulouse Métropole, Le Mans Métropole.
    Level.EPCI: ("200035087", "243100518", "247200132"),
    # Dijon, L'Île-Saint-Denis, Romans-sur-Isère, Ajaccio.
    Level.COMMUNE: ("21231", "93039", "26281", "2A004"),
}

pytestmark = pytest.mark.data


def expected(query: str, level: Level, code: str) -> int:
    n = overlay.count(query, level, code)
    return sum(low <= n for low in LOWS[level])


def inspect(page: Page, code: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("code => window.dash_clientside.map.inspect(code)", code)
    return found


def rgb(colour: str) -> str:
    """Write a colour as browsers do."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def hatched(page: Page) -> int:
    """Return the number of units that are hatched."""
    units = page.locator(".shapes a.c-1:not([hidden]) path")
    return units.evaluate_all(
        "paths => paths.filter(one => getComputedStyle(one).fill.includes('hatch-missing')).length"
    )


def opacities(page: Page) -> dict[str, set[str]]:
    """Return the opacities of the units drawn, by the class that they have."""
    found = page.locator(".shapes a").evaluate_all(
        "units => units.map(unit => [unit.classList[0], getComputedStyle(unit).fillOpacity])"
    )
    return {classe: {opacity for drawn, opacity in found if drawn == classe} for classe, _ in found}


@pytest.mark.parametrize("query", QUERIES)
def test_classes_of_ten_departements(visit: Visit, query: str) -> None:
    visit.open(f"?{query}")
    for code in DEPARTEMENTS:
        visit.map_class(code, expected(query, Level.DEPARTEMENT, code))


@pytest.mark.parametrize("level", NAMED)
def test_classes_of_the_other_levels(visit: Visit, level: Level) -> None:
    page = visit.open(f"?appel=aap-2013&niveau={level}")
    for code in NAMED[level]:
        visit.map_class(code, expected("appel=aap-2013", level, code))
    assert inspect(page, NAMED[level][0])["level"] == level


def test_the_last_of_many_filters_is_the_one_drawn(visit: Visit) -> None:
    page = visit.open("?niveau=commune")
    for query in (
        "?appel=aap-2013&niveau=epci",
        "?secteur=culture",
        "?appel=aap-2015&niveau=region",
        "?",
    ):
        page.evaluate("search => window.dash_clientside.set_props('url', {search})", query)
    visit.map_class("31", 5)
    visit.shows(76)

    found = inspect(page, "31")
    assert found["level"] == "departement"
    assert len(found["shown"]) == 76


@pytest.mark.parametrize(("measure", "is_hatched"), [("aides", True), ("part-population", False)])
def test_missing_values_are_hatched_where_there_are_any(
    visit: Visit, measure: str, is_hatched: bool
) -> None:
    page = visit.open(f"?mesure={measure}")
    count = page.locator('.legend-classes [data-class="-1"] .count')
    expect(count).to_have_text(["27"] if is_hatched else [])
    becomes(page, lambda: hatched(page) > 0, is_hatched)


def test_a_theme_changes_colours_and_nothing_else(visit: Visit) -> None:
    page = visit.open("?niveau=epci&appel=aap-2013")
    before = {code: inspect(page, code) for code in NAMED[Level.EPCI]}
    visit.map_class("200035087", before["200035087"]["classe"])
    frame = page.locator("#map-frame")
    expect(frame).to_have_css("background-color", rgb(LIGHT.sea))
    expect(page.locator(".shapes .c0").first).to_have_css("fill", rgb(LIGHT.sequential[0]))
    page.locator("#theme-switch").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(frame).to_have_css("background-color", rgb(DARK.sea))
    expect(page.locator(".shapes .c0").first).to_have_css("fill", rgb(DARK.sequential[0]))

    assert {code: inspect(page, code) for code in NAMED[Level.EPCI]} == before


def test_a_class_of_the_legend_stands_out_until_it_is_chosen_again(visit: Visit) -> None:
    page = visit.open()
    visit.map_class("31", 5)
    row = page.locator('#legend-body [data-emphasis="5"]')
    row.click()
    expect(row).to_have_attribute("aria-pressed", "true")
    faded = {"c0": {"0.18"}, "c1": {"0.18"}, "c2": {"0.18"}, "c3": {"0.18"}, "c4": {"0.18"}}
    becomes(page, lambda: opacities(page), faded | {"c5": {"1"}})

    page.locator("#level").get_by_text("Régions").click()
    visit.map_class("76", 5)
    assert set().union(*opacities(page).values()) == {"1"}


def test_circles_share_their_area_with_their_value(visit: Visit) -> None:
    page = visit.open("?forme=cercles")
    visit.map_class("31", 0)
    counts = {code: overlay.count("", Level.DEPARTEMENT, code) for code in DEPARTEMENTS}
    radii = {code: inspect(page, code)["r"] for code in DEPARTEMENTS}

    most = max(counts, key=counts.__getitem__)
    for code, n in counts.items():
        assert radii[code] ** 2 / radii[most] ** 2 == pytest.approx(n / counts[most], abs=0.02)


def test_insets_are_hidden_where_the_region_is_elsewhere(visit: Visit) -> None:
    page = visit.open("?region=76")
    visit.map_class("31", 5)
    assert inspect(page, "31")["insets"] == []
    expect(page.locator(".frames rect:not([hidden])")).to_have_count(0)

    page.get_by_role("link", name="Tout effacer").click()
    visit.shows(76)
    visit.map_class("974", 5)
    becomes(page, lambda: len(inspect(page, "31")["insets"]), 6)


def test_a_map_that_loses_its_context_says_so_and_comes_back_as_it_was(visit: Visit) -> None:
    page = visit.open("?appel=aap-2013&niveau=commune")
    before = visit.map_class("21231", expected("appel=aap-2013", Level.COMMUNE, "21231"))
    page.evaluate(
        f"() => {{ window.lost = {MAP}.painter.context.gl.getExtension('WEBGL_lose_context');"
        " window.lost.loseContext(); }"
    )
    expect(page.locator("#map-alert")).to_be_visible()
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    visit.shows(23)

    page.evaluate("() => window.lost.restoreContext()")
    expect(page.locator("#map-alert")).to_be_hidden()
    assert visit.map_class("21231", before["classe"])["shown"] == before["shown"]


def test_outside_the_places_asked_for_nothing_is_counted(visit: Visit) -> None:
    page = visit.open("?region=94")
    zero = page.locator('.legend-classes [data-class="0"] .count')
    expect(zero).to_have_text("2")
    expect(page.locator('.legend-classes [data-class="outside"]')).to_have_text(
        "Hors de la sélection"
    )
    for code, said in {
        "31": "Haute-Garonne, Hors de la sélection",
        "2A": "Corse-du-Sud, 0 pôle",
    }.items():
        unit = page.locator(f'.shapes > a[data-code="{code}"]:not([data-inset])')
        expect(unit).to_have_attribute("aria-label", said)


def test_the_card_tells_what_the_poles_cover(visit: Visit) -> None:
    page = visit.open()
    page.evaluate(CARD_READY)
    assert page.locator(".ring path").count() == 0
    x, y = page.evaluate(
        "() => window.dash_clientside.map.ready().then("
        "(map) => { const p = map.project([0.35, 45.75]); return [p.x, p.y]; })"
    )
    box = page.locator("#map-frame").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + x, box["y"] + y)
    card = page.locator("#hover-card")
    expect(card).to_contain_text("Charente")
    expect(page.locator(".ring path")).to_have_count(2)
    expect(card).to_contain_text("1 pôle · 100\u00a0% des habitants couverts")
