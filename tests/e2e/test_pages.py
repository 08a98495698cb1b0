"""The pages that need no script, read in a browser that runs none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PATIENCE_S, PHONE, READY, asks_for, ends_at, pass_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.e2e.conftest import Visit

POLE = "/pole/la-place-des-possibles"
PATHS = (
    "/liste",
    "/liste?niveau=region&mesure=aides&lang=en",
    POLE,
    "/methode",
    "/nothing",
    "/api",
)


def page_with(browser: Browser, site: str, **options: Any) -> Iterator[Page]:
    """Open a page of a fresh profile; its addresses are those of the site."""
    context = browser.new_context(base_url=site, locale="fr-FR", **options)
    context.set_default_timeout(1000 * PATIENCE_S)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A browser that runs no script."""
    yield from page_with(browser, site, java_script_enabled=False, viewport=DESKTOP)


@pytest.fixture
def screen(browser: Browser, site: str) -> Iterator[Page]:
    """A browser that can be asked how a page is laid out."""
    yield from page_with(browser, site, viewport=DESKTOP)


def shown(plain: Page, n: int) -> list[str]:
    """Return the names in the list of the poles, top to bottom, once there are so many of them."""
    names = plain.locator(".shell tr[data-pole]:visible th")
    expect(names).to_have_count(n)
    return names.all_inner_texts()


def test_without_a_script_the_map_is_a_page_of_links_and_of_a_form(plain: Page) -> None:
    plain.goto("/?secteur=alimentation&nothing=1&region=76")

    expect(plain.locator(".sentence")).to_contain_text("4 pôles en Occitanie")
    expect(plain.get_by_role("alert")).to_contain_text("nothing")
    shown(plain, 4)
    plain.get_by_role("link", name=re.compile("^Haute-Garonne")).first.click()

    ends_at(plain, "/?region=76&secteur=alimentation&departement=31")
    plain.get_by_role("link", name="Retirer le filtre Occitanie").click()
    plain.get_by_role("checkbox", name="Culture et création").check()
    plain.get_by_role("searchbox").fill("cartoucherie")
    plain.get_by_role("button", name="Afficher").click()

    asked = parse_qsl(urlsplit(plain.url).query)
    assert asked == [
        ("q", "cartoucherie"),
        ("departement", "31"),
        ("secteur", "alimentation"),
        ("secteur", "culture"),
    ]
    plain.get_by_role("link", name=shown(plain, 1)[0]).click()

    asks_for(plain, "pole=la-cartoucherie")
    expect(plain.get_by_role("complementary")).to_contain_text("Structure coordinatrice")
    plain.get_by_role("link", name="Fermer").click()
    ends_at(plain, "q=cartoucherie")


def test_without_a_script_level_measure_overlays_and_language_are_links(plain: Page) -> None:
    plain.goto("/?region=76")
    plain.get_by_role("link", name="Régions", exact=True).click()
    plain.locator(".measure summary").click()
    plain.get_by_role("link", name="Pôles par million d’habitants").click()
    plain.get_by_role("link", name="Afficher : Territoires des pôles").click()
    plain.get_by_role("link", name="EN", exact=True).click()

    asked = "region=76&niveau=region&mesure=par-million&lang=en&calques=territoires%2Csieges"
    ends_at(plain, f"/?{asked}")
    expect(plain.locator("#map-svg")).to_have_attribute("data-level", "region")
    expect(plain.locator("#map-svg .territories")).to_be_visible()
    expect(plain.locator(".legend-title")).to_have_text("Hubs per million inhabitants")


def test_without_a_script_a_phone_goes_from_the_filters_to_the_list(
    browser: Browser, site: str
) -> None:
    for phone in page_with(browser, site, java_script_enabled=False, viewport=PHONE):
        phone.goto("/?region=76")
        expect(phone.get_by_role("checkbox", name="Insertion et emploi")).to_be_visible()
        phone.get_by_role("link", name="Liste", exact=True).click()

        expect(phone.get_by_role("row", name=re.compile("^Agir Durable"))).to_be_visible()
        expect(phone.get_by_role("checkbox", name="Insertion et emploi")).to_be_hidden()


def test_without_a_script_the_bars_of_the_statistics_filter(plain: Page) -> None:
    plain.goto("/?region=76")
    plain.get_by_role("link", name="Statistiques", exact=True).click()
    bar = plain.locator(".shell .bar-row", has_text="Alimentation et agriculture")
    expect(bar.locator(".count")).to_have_text("4")
    expect(plain.locator(".shell .list:visible")).to_have_count(0)
    bar.click()

    plain.wait_for_url("**/?region=76&secteur=alimentation&onglet=statistiques")
    expect(plain.locator(".shell .multiple").first).to_be_visible()


def test_without_a_script_an_embedded_map_leads_to_the_page(plain: Page) -> None:
    plain.goto("/?region=76&embed=1")

    expect(plain.locator("#map-svg")).to_be_visible()
    expect(plain.get_by_role("link", name="Voir la carte complète")).to_have_attribute(
        "href", "/?region=76"
    )
    expect(plain.locator(".shell .band")).to_be_hidden()


SHIFTS = """new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.shifted = (window.shifted || 0) + value;
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_nothing_moves_when_the_scripts_take_over(
    browser: Browser, site: str, size: dict[str, int]
) -> None:
    for page in page_with(browser, site, viewport=size):
        page.add_init_script(SHIFTS)
        page.goto("/?region=76")
        page.wait_for_selector(READY)
        page.evaluate("() => window.dash_clientside.map.ready().then(() => true)")
        pass_frames(page, 30)

        expect(page.locator(".shell")).to_have_count(0)
        assert page.evaluate("window.shifted || 0") <= 0.02


def test_the_first_frame_is_painted_before_the_rows_and_the_outlines_are(screen: Page) -> None:
    screen.add_init_script(
        "window.told = []; PerformanceObserver = class {"
        "  static supportedEntryTypes = ['paint'];"
        "  constructor(then) { told.push(() => then([], this)); }"
        "  observe() {} disconnect() {}"
        "};"
    )
    screen.route("**/_dash-component-suites/**", lambda route: route.abort())
    screen.goto("/")
    row = screen.locator(".shell tr[data-pole]").first
    outlines = screen.locator(".territories")
    icon = screen.locator(".shell .icon").first
    expect(screen.locator('.shapes a[data-code="31"]')).to_be_visible()
    for waiting in (row, outlines):
        expect(waiting).to_be_hidden()
    expect(icon).to_have_css("mask-image", "none")

    screen.evaluate("told[0]()")
    for waiting in (row, outlines):
        expect(waiting).to_be_visible()
    expect(icon).to_have_css("mask-image", re.compile("^url"))


def test_the_list_is_filtered_by_its_form_and_by_its_chips(plain: Page) -> None:
    plain.goto("/liste?niveau=region")
    plain.get_by_text("Choisir les pôles").click()
    plain.locator("summary", has_text="Région").click()
    plain.get_by_role("checkbox", name="Occitanie").check()
    plain.get_by_role("searchbox").fill("laine")
    plain.get_by_role("button", name="Afficher").click()

    asks_for(plain, "region=76")
    asks_for(plain, "niveau=region")
    expect(plain.get_by_role("link", name="Retirer le filtre Occitanie")).to_be_visible()
    plain.get_by_role("link", name="Tout effacer").first.click()
    ends_at(plain, "/liste?niveau=region")
    poles = plain.get_by_role("table", name=re.compile("^76 pôles"))
    expect(poles.get_by_role("row")).to_have_count(1 + 76)


def test_the_tables_lead_from_a_unit_to_its_poles_and_to_the_map(plain: Page) -> None:
    plain.goto("/liste")
    units = plain.get_by_role("table", name="Nombre de pôles par département")
    expect(units.get_by_role("row", name="Haute-Garonne (31)")).to_contain_text("5")
    units.get_by_role("link", name="Haute-Garonne (31)").click()

    ends_at(plain, "/liste?departement=31")
    expect(plain.get_by_role("link", name="Voir sur la carte")).to_have_attribute(
        "href", "/?departement=31"
    )


def test_a_pole_leads_to_its_neighbours_and_to_its_sources(plain: Page) -> None:
    plain.goto(POLE)
    expect(plain.get_by_role("heading", level=1)).to_have_text("La Place des Possibles")
    expect(plain.get_by_role("link", name="laplacedespossibles.fr")).to_be_visible()
    plain.get_by_role("link", name="Entrepreneurs Solidaires du Centre Isère").click()

    expect(plain.get_by_role("link", name="La Place des Possibles")).to_be_visible()


def test_a_pole_is_downloaded_without_a_script(plain: Page) -> None:
    plain.goto(POLE)
    with plain.expect_download() as download:
        plain.get_by_role("link", name="CSV").click()

    assert download.value.suggested_filename.endswith(".csv")
    assert "La Place des Possibles" in download.value.path().read_text("utf-8-sig")


def test_an_unknown_address_offers_the_map_and_the_list(plain: Page) -> None:
    plain.goto("/pole/la-place-des-possible?lang=en")

    expect(plain.get_by_role("heading", level=1)).to_have_text("This page does not exist")
    plain.get_by_role("link", name="La Place des Possibles").click()
    ends_at(plain, f"{POLE}?lang=en")


@pytest.mark.parametrize("width", [320, PHONE["width"], DESKTOP["width"]])
def test_a_page_never_scrolls_sideways(screen: Page, width: int) -> None:
    screen.set_viewport_size({"width": width, "height": 800})
    widths = {}
    for path in PATHS:
        screen.goto(path)
        widths[path] = screen.evaluate("() => document.documentElement.scrollWidth")

    assert {path: found for path, found in widths.items() if found > width} == {}


def test_the_first_tab_skips_to_the_content(screen: Page) -> None:
    screen.goto("/methode")
    screen.keyboard.press("Tab")
    expect(screen.get_by_role("link", name="Aller au contenu")).to_be_focused()
    screen.keyboard.press("Enter")

    expect(screen.get_by_role("main")).to_be_focused()


BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(244, 246, 247)", "rgb(14, 23, 28)"


@pytest.mark.parametrize(
    ("preferred", "query", "expected"),
    [
        ("light", "", LIGHT),
        ("dark", "", DARK),
        ("dark", "?theme=clair", LIGHT),
        ("light", "?theme=sombre", DARK),
    ],
)
def test_the_theme_is_that_of_the_address_else_that_of_the_machine(
    screen: Page, preferred: Any, query: str, expected: str
) -> None:
    screen.emulate_media(color_scheme=preferred)
    screen.goto(f"/methode{query}")

    assert screen.evaluate(BACKGROUND) == expected


def test_paper_is_light_and_has_every_commune_and_no_control(screen: Page) -> None:
    screen.goto("/pole/agir-durable?theme=sombre")
    communes = screen.get_by_role("row").filter(has_text="32013")
    expect(communes).to_be_hidden()
    screen.emulate_media(media="print")

    assert screen.evaluate("() => getComputedStyle(document.body).color") == "rgb(20, 35, 43)"
    expect(communes).to_be_visible()
    expect(screen.get_by_role("link", name="Voir sur la carte")).to_be_hidden()
    expect(screen.get_by_role("navigation")).to_have_count(0)


@pytest.mark.parametrize("query", ["?region=76", "?region=76&theme=sombre&onglet=statistiques"])
def test_the_dashboard_prints_its_map_its_legend_and_its_list(visit: Visit, query: str) -> None:
    page = visit.open(query)
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print")

    frame, legend = (
        page.locator(selector).bounding_box() for selector in ("#map-frame", "#legend")
    )
    assert frame
    assert legend
    assert frame["height"] == 480
    assert legend["x"] + legend["width"] <= frame["width"]
    rows = page.locator("tr[data-pole]:visible")
    expect(rows).to_have_count(12)
    for hidden in (".map-tools", ".zoom", ".chip .icon", "[data-clear]", ".map-table"):
        expect(page.locator(hidden).first).to_be_hidden()
    dark = "theme=sombre" in query
    expect(page.locator(".swatch").first).to_have_css(
        "background-color", "rgb(221, 245, 230)" if dark else "rgb(13, 64, 91)"
    )
    expect(page.locator(".band")).to_have_css("color", "rgb(20, 35, 43)")


def test_the_map_leads_to_the_list_and_the_drawer_to_the_page_of_the_pole(visit: Visit) -> None:
    page = visit.read("?region=84&pole=la-place-des-possibles")
    drawer = page.locator("#drawer").get_by_role("link", name="Page du pôle")
    expect(drawer).to_have_attribute("href", POLE)
    link = page.get_by_role("link", name="Les mêmes valeurs en tableau")
    link.focus()

    expect(link).to_have_attribute("href", "/liste?region=84&pole=la-place-des-possibles")
