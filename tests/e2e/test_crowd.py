"""A register of hundreds of poles: its seats are gathered, less so the closer one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from geodata.cog import read_cog
from ptce_map.map.gathering import CROWD
from tests.e2e.conftest import DESKTOP, Visit, visit_with
from tests.serving import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

DISCS = "() => window.dash_clientside.map.inspect('31').then(({ discs }) => discs)"
MORE_DISCS = (
    """n => window.dash_clientside.map.inspect('31').then(({ discs }) => discs.length > n)"""
)
PLACES = 436


@pytest.fixture(scope="module")
def crowd_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of a register of a commune in eighty, those of overseas départements among them."""
    communes = read_cog().communes
    codes = communes.index[communes["zone"] != "com"][::80]
    assert len(codes) >= PLACES > CROWD
    folder = tmp_path_factory.mktemp("foule")
    path = folder / "lieux.csv"
    rows = [f"Lieu {code},com:{code},{code}" for code in codes[:PLACES]]
    path.write_text("\n".join(("nom,territoire,siege", *rows)), encoding="utf-8")
    with serve(PTCE_REGISTER=str(path), PTCE_CACHE=str(folder / "cache")) as address:
        yield address


@pytest.fixture
def crowd(browser: Browser, crowd_site: str) -> Iterator[Visit]:
    yield from visit_with(browser, crowd_site, viewport=DESKTOP)


def test_seats_of_a_crowd_are_gathered_and_none_is_lost(crowd: Visit) -> None:
    page = crowd.open()
    discs = page.evaluate(DISCS)
    assert sum(discs) == PLACES
    assert len(discs) < PLACES / 2
    assert max(discs) > 2
    expect(page.locator(".legend-note", has_text="rassemble des sièges")).to_be_visible()


def test_a_closer_look_tells_more_seats_apart(crowd: Visit) -> None:
    page = crowd.open()
    before = len(page.evaluate(DISCS))
    page.locator("#zoom-in").click()
    page.wait_for_function(MORE_DISCS, arg=before)
    assert sum(page.evaluate(DISCS)) == PLACES


def test_few_seats_stand_alone(crowd: Visit) -> None:
    page = crowd.open("?region=76")
    discs = page.evaluate(DISCS)
    assert set(discs) == {1}
    assert len(discs) == len(crowd.poles())
