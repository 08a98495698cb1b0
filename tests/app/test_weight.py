"""What a first visit weighs: the first HTML, and all that it asks for before a reader acts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import brotli
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from app.dataset import Dataset

pytestmark = pytest.mark.data

LARGEST_PAGE = 122_000
"""Bytes of the first HTML and of its styles, which are in it, compressed."""
LARGEST_BEFORE_MAP = 60_000
"""Bytes of it before a browser paints the map, compressed."""
LARGEST_LOAD = 390_000
"""Bytes of the first HTML and of all that it asks for, compressed."""
LOGO = "/assets/logo.svg"
MOST_REQUESTS = 20
ASKED = re.compile(r'<(?:script|link|img)\b[^>]*\b(?:src|href)="(/[^"]+)"')
READ = ("labels-fr", "poles-fr", "units")
"""Files that the scripts read at once."""
HEAVY = re.compile(r"plotly|maplibre|\.mvt|geojson|style-|communes|members")


def weigh(visitor: FlaskClient, address: str) -> tuple[int, str]:
    """Return the bytes of an answer as it is sent, and its text."""
    with visitor.get(address, headers={"Accept-Encoding": "br"}) as coded:
        size = len(coded.data)
        assert coded.status_code == 200, address
    with visitor.get(address) as plain:
        return size, plain.get_data(as_text=True)


def asked_at_first(dataset: Dataset, page: str) -> Iterator[str]:
    """Yield the addresses that a browser asks for with the page, each once."""
    yield from (found for found in dict.fromkeys(ASKED.findall(page)) if found != LOGO)
    yield from ("/_dash-layout", "/_dash-dependencies")
    yield from (dataset.payload_url(name) for name in READ)


def test_the_first_page_weighs_little(visitor: FlaskClient) -> None:
    size, page = weigh(visitor, "/")
    (awaited,) = re.findall(r'<link rel="expect" href="#([^"]+)" blocking="render">', page)
    before, _, after = page.partition(f' id="{awaited}">')
    units = after[: after.index("</g>")]

    assert size < LARGEST_PAGE
    assert units.count("<a data-code=") >= 101
    assert len(brotli.compress((before + units).encode(), quality=5)) < LARGEST_BEFORE_MAP
    assert '<link rel="stylesheet"' not in page


def test_a_first_visit_weighs_little_and_asks_for_few_files(
    visitor: FlaskClient, shipped: Dataset
) -> None:
    size, page = weigh(visitor, "/")
    addresses = list(asked_at_first(shipped, page))

    assert len(addresses) <= MOST_REQUESTS
    assert sum(address.startswith("/geo/") for address in addresses) == 4
    assert size + sum(weigh(visitor, address)[0] for address in addresses) < LARGEST_LOAD


@pytest.mark.parametrize("query", ["", "?niveau=region", "?niveau=epci", "?niveau=commune"])
def test_the_first_page_asks_for_nothing_that_only_communes_need(
    visitor: FlaskClient, query: str
) -> None:
    page = visitor.get(f"/{query}").get_data(as_text=True)

    assert [address for address in ASKED.findall(page) if HEAVY.search(address)] == []


def test_nothing_is_drawn_twice(visitor: FlaskClient) -> None:
    page = visitor.get("/").get_data(as_text=True)
    drawn = page[page.index('<svg id="map-svg"') :].partition("</svg>")[0]
    units = re.findall(r'<a data-code="([^"]+)"(?: data-inset="([^"]+)")?', drawn)
    seats = re.findall(r'data-seat="([^"]+)"[^>]* data-at="([^"]+)"', drawn)
    ids = re.findall(r'\bid="([^"]+)"', page)

    for found in (units, seats, ids):
        assert len(found) > 80
        assert len(set(found)) == len(found)
