"""The list and the pole it opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.conftest import asks_for, becomes, ends_at, held

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from tests.e2e.conftest import Visit

POLE = "la-place-des-possibles"


def populations(page: Page) -> list[int]:
    """Return the inhabitants of the poles in the order of the list, -1 where they are unknown.

    A cell may tell the year of its census after the number, in parentheses.
    """
    texts = page.locator("tr[data-pole]:not([hidden]) td.col-habitants").all_inner_texts()
    numbers = [text.partition("(")[0] for text in texts]
    return [int("".join(filter(str.isdigit, number)) or -1) for number in numbers]


def test_the_list_is_a_table_sorted_by_any_column(visit: Visit) -> None:
    page = visit.read()
    table = page.get_by_role("table", name="Les pôles affichés")
    head = table.get_by_role("columnheader", name="Habitants")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    up = sorted(populations(page)[:-3])
    becomes(page, lambda: populations(page), [*up, -1, -1, -1])
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    becomes(page, lambda: populations(page), [*up[::-1], -1, -1, -1])
    assert len(up) == 73


def test_a_row_opens_its_pole_and_escape_closes_it(visit: Visit) -> None:
    page = visit.read("?region=84&secteur=economie-circulaire")
    page.get_by_role("link", name="La Place des Possibles").press("Enter")
    title = page.get_by_role("heading", name="La Place des Possibles")
    expect(title).to_be_focused()
    expect(page.locator("#drawer")).to_contain_text("Les Tracols")
    expect(page.locator("#drawer-position")).to_have_text("2 sur 4")
    asks_for(page, f"pole={POLE}")

    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.get_by_role("link", name="La Place des Possibles")).to_be_focused()
    expect(page).not_to_have_url(re.compile("pole="))


def asks_for_a_view(request: Request) -> bool:
    return "view.data" in (request.post_data or "")


def test_a_pole_told_before_its_drawer_opens_is_read_all_the_same(visit: Visit) -> None:
    page = visit.read("?region=84")
    title = page.locator("#drawer h2", has_text="La Place des Possibles")
    with held(page, "**/_dash-update-component*", asks_for_a_view) as waiting:
        page.get_by_role("link", name="La Place des Possibles").press("Enter")
        expect(title).to_be_attached()
        becomes(page, lambda: bool(waiting), True)
        expect(page.locator("#drawer")).to_be_hidden()

    expect(title).to_be_focused()


def test_the_drawer_walks_the_poles_shown(visit: Visit) -> None:
    page = visit.read(f"?region=84&secteur=economie-circulaire&pole={POLE}")
    poles = visit.poles()
    page.get_by_role("button", name="Pôle suivant").click()
    expect(page.locator("#drawer-position")).to_have_text("3 sur 4")

    asks_for(page, f"pole={poles[2]}")
    expect(page.locator(f'tr[data-pole="{poles[2]}"]')).to_have_attribute("aria-selected", "true")


def test_the_values_of_the_map_are_in_a_table(visit: Visit) -> None:
    page = visit.open("?appel=aap-2013")
    page.locator("#list-rows").get_by_role("button", name="Départements").click()
    row = page.locator('tr[data-unit="31"]')
    expect(row).to_be_visible()
    count = int(row.locator(".count").inner_text())

    visit.map_class("31", count)


def test_poles_without_a_territory_are_listed(visit: Visit) -> None:
    page = visit.read("?region=52&region=75")
    expect(page.locator("#legend-without")).to_contain_text("2 pôles sans territoire connu")
    page.get_by_role("link", name="les voir dans la liste").click()

    visit.shows(2)
    ends_at(page, "?region=52&region=75&precision=region-only")


def test_without_such_poles_the_legend_does_not_speak_of_them(visit: Visit) -> None:
    page = visit.read("?region=76")
    visit.shows(12)

    expect(page.locator("#legend-without")).to_be_hidden()


def test_the_slash_key_goes_to_the_search(visit: Visit) -> None:
    page = visit.read()
    page.keyboard.press("/")

    expect(page.locator("#filter-q")).to_be_focused()
