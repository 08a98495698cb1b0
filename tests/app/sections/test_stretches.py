from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app import create_app
from app.sections import stretches
from app.sections.door import Door
from app.sections.fields import FIELDS, rank_poles
from app.sections.fragment import to_html
from app.sections.sheet import Sheet
from app.sections.stretches import create_pager, find_stretch, order_poles
from ptce_map.filters.filters import Filters

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset

ROW = re.compile(r'<tr [^>]*data-pole="([^"]+)"')
LINK = re.compile(r'<a data-page="(\d*)" href="([^"]+)"')


@pytest.fixture
def long(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The site of a register of five poles, of which a page of the list holds two."""
    monkeypatch.setattr(stretches, "ROWS", 2)
    return create_app(dataset=replace(dataset)).server.test_client()


def names(dataset: Dataset, *order: str) -> list[str]:
    """Return the ids of all poles in an order of the list."""
    places = order_poles(dataset, dataset.index.select(Filters()), *order, lang="fr")
    return [dataset.index.ids[place] for place in places]


@pytest.mark.parametrize(
    ("n", "asked", "rows"),
    [(0, "", (0, 0)), (100, "", (0, 100)), (101, "2", (100, 101)), (450, "9", (400, 450))],
)
def test_a_stretch_is_within_the_list(n: int, asked: str, rows: tuple[int, int]) -> None:
    stretch = find_stretch(n, asked)

    assert (stretch.start, stretch.stop) == rows


def test_a_column_has_the_ranks_that_the_rows_of_the_table_have(dataset: Dataset) -> None:
    sheets = [Sheet(dataset, pole, Door("fr")) for pole in dataset.poles.itertuples()]
    for field in FIELDS:
        ranks = stretches.ranks_of(dataset, field.key, "fr")
        assert ranks.tolist() == rank_poles(sheets, field), field.key


def test_what_is_unknown_comes_last_and_equals_follow_their_names(dataset: Dataset) -> None:
    by_name = names(dataset, "")
    inhabitants = dataset.poles["population"]
    known = [pole for pole in by_name if inhabitants.notna()[pole]]

    upwards, downwards = names(dataset, "habitants"), names(dataset, "-habitants")

    assert upwards == [*sorted(known, key=inhabitants.get), "insulaire"]
    assert downwards == [*sorted(known, key=(-inhabitants).get), "insulaire"]
    assert names(dataset, "-secteur")[-1] != names(dataset, "secteur")[-1]


def test_the_first_page_holds_one_stretch_and_leads_to_the_others(
    long: FlaskClient, dataset: Dataset
) -> None:
    order = names(dataset, "")
    first = long.get("/?niveau=region").get_data(as_text=True)
    second = long.get("/?page=2").get_data(as_text=True)

    assert ROW.findall(first) == order[:2]
    assert ROW.findall(second) == order[2:4]
    assert "Lignes 3 à 4 sur 5" in second
    links = [("2", "/?niveau=region&amp;page=2"), ("3", "/?niveau=region&amp;page=3")]
    assert LINK.findall(first) == links
    assert f'href="/?pole={order[2]}&amp;page=2"' in second
    assert 'data-rows-of="page=2"' in second
    assert "region=93&amp;page" not in second


def test_the_scripts_are_given_the_rows_of_an_address(long: FlaskClient, dataset: Dataset) -> None:
    answer = long.get("/liste/lignes?tri=-habitants&page=3&niveau=epci")
    given = json.loads(answer.data)

    assert answer.mimetype == "application/json"
    assert ROW.findall(given["rows"]) == names(dataset, "-habitants")[4:]
    assert [page for page, _ in LINK.findall(given["pager"])] == ["", "2"]
    assert json.loads(long.get("/liste/lignes?q=nothing").data) == {"rows": "", "pager": ""}


def test_the_page_without_scripts_has_pages_too(long: FlaskClient, dataset: Dataset) -> None:
    page = long.get("/liste?page=2&tri=communes").get_data(as_text=True)
    body = page[page.index('id="poles"') : page.index('id="unites"')]

    assert body.count('<th class="col-nom" role="rowheader"') == 2
    assert "/liste?tri=communes&amp;page=3#poles" in body
    assert '<link rel="canonical" href="http://localhost/liste">' in page
    assert '/liste?page=2">' in long.get("/liste?page=2").get_data(as_text=True)


def test_a_page_beyond_the_last_is_the_last(long: FlaskClient, dataset: Dataset) -> None:
    assert ROW.findall(long.get("/?page=40").get_data(as_text=True)) == names(dataset, "")[4:]


def test_filters_begin_again_by_the_first_page(long: FlaskClient) -> None:
    page = long.get("/?page=2&tri=habitants").get_data(as_text=True)
    shell = page[page.index('class="page shell"') : page.index("<template")]

    assert 'name="page"' not in shell
    assert "tri=habitants" in shell


def test_a_list_that_is_short_has_no_pager(dataset: Dataset) -> None:
    assert create_pager(find_stretch(5, ""), Door("fr"), str) is None


def test_a_pager_is_told_to_screen_readers() -> None:
    pager = str(to_html(create_pager(find_stretch(450, "2"), Door("en"), "/?page={}".format)))

    assert '<nav aria-label="Pages of the list"' in pager
    assert "Rows 101 to 200 of 450" in pager
    assert re.findall(r">(\w+)</a>", pager) == ["First", "Previous", "Next", "Last"]
    assert 'rel="prev"' in pager
    assert 'rel="next"' in pager
