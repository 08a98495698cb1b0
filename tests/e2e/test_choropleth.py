"""What the map draws, read back from it, against true contours laid over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from geodata.cog import Level
from ptce_map.map.themes import DARK, LIGHT
from tests import overlay
from tests.e2e.conftest import becomes

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Visit

DEPARTEMENTS = ("05", "13", "26", "2A", "31", "59", "60", "75", "93", "974")
CARD_READY = """async () => {
  while (!window.ptceMap.card.isReady()) await new Promise(window.requestAnimationFrame);
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
MAP = "document.querySelector('#map .js-plotly-plot')._fullLayout.map._subplot.map"

pytestmark = pytest.mark.data


def expected(query: str, level: Level, code: str) -> int:
    n = overlay.count(query, level, code)
    return sum(low <= n for low in LOWS[level])


def inspect(page: Page, code: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("code => window.dash_clientside.map.inspect(code)", code)
    return found


def is_drawn(page: Page, layer: str) -> bool:
    """Tell whether the map draws a layer that it may leave out of its frames."""
    return bool(
        page.evaluate(
            f"id => {MAP}.getPaintProperty(id, `${{{MAP}.getLayer(id).type}}-layer-opacity`)", layer
        )
    )


def fill_opacity(page: Page, code: str) -> Any:
    """Return the opacity that the map gives to the fills of a level."""
    return page.evaluate(f"id => {MAP}.getPaintProperty(id, 'fill-opacity')", code)


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
    expect(count).to_have_text("27" if is_hatched else "0")
    becomes(page, lambda: is_drawn(page, "missing-departement-departements"), is_hatched)


def test_a_theme_changes_colours_and_nothing_else(visit: Visit) -> None:
    page = visit.open("?niveau=epci&appel=aap-2013")
    before = {code: inspect(page, code) for code in NAMED[Level.EPCI]}
    visit.map_class("200035087", before["200035087"]["classe"])
    sea = f"() => {MAP}.getPaintProperty('sea', 'background-color')"
    assert page.evaluate(sea) == LIGHT.sea
    page.locator("#theme-switch").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    becomes(page, lambda: page.evaluate(sea), DARK.sea)

    assert {code: inspect(page, code) for code in NAMED[Level.EPCI]} == before


def test_a_class_of_the_legend_stands_out_until_it_is_chosen_again(visit: Visit) -> None:
    page = visit.open()
    visit.map_class("31", 5)
    fill = "fill-departement-departements"
    row = page.locator('#legend-body [data-emphasis="5"]')
    row.click()
    expect(row).to_have_attribute("aria-pressed", "true")
    chosen = ["==", ["coalesce", ["feature-state", "classe"], 0], 5]
    becomes(page, lambda: fill_opacity(page, fill), ["case", chosen, 1, 0.18])

    page.locator("#level").get_by_text("Régions").click()
    visit.map_class("76", 5)
    assert fill_opacity(page, fill) == 1
    assert fill_opacity(page, "fill-region-regions") == 1


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
    shown = f"""() => {MAP}.queryRenderedFeatures({{layers: ['frame-edge']}}).length"""
    assert page.evaluate(shown) == 0

    page.get_by_role("button", name="Tout effacer").click()
    visit.shows(76)
    visit.map_class("974", 5)
    assert len(inspect(page, "31")["insets"]) == 6


def test_a_map_that_loses_its_context_says_so_and_comes_back_as_it_was(visit: Visit) -> None:
    page = visit.open("?appel=aap-2013")
    before = visit.map_class("31", expected("appel=aap-2013", Level.DEPARTEMENT, "31"))
    page.evaluate(
        f"() => {{ window.lost = {MAP}.painter.context.gl.getExtension('WEBGL_lose_context');"
        " window.lost.loseContext(); }"
    )
    expect(page.locator("#map-alert")).to_be_visible()
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    visit.shows(23)

    page.evaluate("() => window.lost.restoreContext()")
    expect(page.locator("#map-alert")).to_be_hidden()
    assert visit.map_class("31", before["classe"])["shown"] == before["shown"]


def test_outside_the_places_asked_for_nothing_is_counted(visit: Visit) -> None:
    page = visit.open("?region=94")
    zero = page.locator('.legend-classes [data-class="0"] .count')
    expect(zero).to_have_text("2")
    expect(page.locator('.legend-classes [data-class="outside"]')).to_have_text(
        "Hors de la sélection"
    )


def test_the_card_tells_what_the_poles_cover(visit: Visit) -> None:
    page = visit.open()
    page.evaluate(CARD_READY)
    assert not is_drawn(page, "hover-ring-departement-departements")
    x, y = page.evaluate(
        "() => window.dash_clientside.map.ready().then("
        "(map) => { const p = map.project([0.35, 45.75]); return [p.x, p.y]; })"
    )
    box = page.locator("#map-frame").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + x, box["y"] + y)
    card = page.locator("#hover-card")
    expect(card).to_contain_text("Charente")
    assert is_drawn(page, "hover-ring-departement-departements")
    expect(card).to_contain_text("1 pôle · 100\u00a0% des habitants couverts")
