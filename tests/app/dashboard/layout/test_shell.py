"""The first HTML: the map of the address, before any script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import brotli
import pytest

from app.dashboard.drawn import draw_page_map
from app.dashboard.queries import read_understood
from app.dashboard.view import draw_map
from geodata.cog import Level
from ptce_map.filters.filters import Filters

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset

MOST_BYTES = 60_000
"""Of the map of the whole country by département, compressed."""


def first(client: FlaskClient, query: str = "") -> str:
    """Return the part of the page up to the end of its map."""
    page = client.get(f"/{query}").get_data(as_text=True)
    return page[: page.index("</svg>", page.index('id="map-svg"'))]


def unit(page: str, code: str) -> str:
    found = re.search(rf'<a data-code="{code}"[^>]*>', page)
    assert found
    return found.group(0)


def test_the_map_of_the_address_is_in_the_page(client: FlaskClient, dataset: Dataset) -> None:
    page = first(client)
    units = dataset.index.levels[Level.DEPARTEMENT]
    counts = units.counts(dataset.index.select(Filters()).mask)
    code, n = units.codes[0], int(counts[0])

    assert 'data-level="departement"' in page
    assert f'class="c{min(n, 5)}"' in unit(page, code)
    assert f'href="?departement={code}"' in unit(page, code)


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.COMMUNE])
def test_every_level_but_the_communes_is_drawn(client: FlaskClient, level: Level) -> None:
    assert f'data-level="{level}"' in first(client, f"?niveau={level}")


def test_communes_begin_as_departements_without_classes(client: FlaskClient) -> None:
    page = first(client, "?niveau=commune")
    assert 'data-level="departement"' in page
    assert set(re.findall(r'<a data-code[^>]*class="(c-?\d)', page)) == {"c0"}


def test_filters_stay_in_the_links_of_the_units(client: FlaskClient) -> None:
    page = first(client, "?q=laine&mesure=par-million")
    assert 'href="?q=laine&amp;mesure=par-million&amp;departement=13"' in page


def test_what_the_address_asks_in_vain_is_said_and_left_out(client: FlaskClient) -> None:
    page = first(client, "?niveau=canton&q=%3Cscript%3E")
    assert 'data-level="departement"' in page
    assert "<script>" not in page[page.index('class="page shell"') :]


@pytest.mark.data
@pytest.mark.parametrize("query", ["", "niveau=region", "region=76&forme=cercles", "lang=en"])
def test_the_map_comes_with_few_bytes(shipped: Dataset, query: str) -> None:
    asked = read_understood(shipped, query)
    selection = shipped.index.select(asked.filters)
    drawn = draw_page_map(shipped, asked, draw_map(shipped, asked, selection), selection)
    assert 10_000 < len(brotli.compress(drawn.encode(), quality=5)) < MOST_BYTES
