"""A pole is told the same facts at both doors."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from app.sections import neighbours, place, pole, sources
from app.sections.door import Door
from app.sections.fragment import to_html
from app.sections.sheet import Sheet

if TYPE_CHECKING:
    from app.dataset import Dataset


def words(sheet: Sheet, part: pole.Part) -> set[str]:
    """Return the words of a part, as a reader sees them."""
    return set(re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", to_html(part(sheet))))))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_says_all_that_the_drawer_says(dataset: Dataset, lang: str) -> None:
    parts = {
        "state": pole.create_state,
        "seat": pole.create_seat,
        "sectors": pole.create_sectors,
        "awards": pole.create_awards,
        "figures": pole.create_figures,
        "precision": pole.create_precision,
        "site": pole.create_website,
        "neighbours": neighbours.create_neighbours,
        "others": neighbours.create_others,
        "sources": sources.create_sources,
    }
    lost = {}
    for row in dataset.poles.itertuples():
        drawer = Sheet(dataset, row, Door(lang))
        page = Sheet(dataset, row, Door(lang, is_page=True))
        for name, part in parts.items():
            if missing := words(drawer, part) - words(page, part):
                lost[row.Index, name] = missing

    assert lost == {}


def test_a_long_table_of_neighbours_leads_to_the_list(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = next(
        row
        for row in dataset.poles.itertuples()
        if sum(near.is_neighbour for near in dataset.nearby[row.Index]) >= 1
    )
    sheet = Sheet(dataset, many, Door("fr", is_page=True))
    assert "/liste" not in str(to_html(neighbours.create_neighbours(sheet)))

    monkeypatch.setattr(neighbours, "MOST_ROWS", 0)
    told = str(to_html(neighbours.create_neighbours(sheet)))

    assert "autre" in told
    query = "&amp;".join(f"departement={code}" for code in many.departements)
    assert f'href="/liste?{query}"' in told


@pytest.mark.parametrize("is_page", [True, False])
def test_a_place_of_many_poles_leads_to_the_list(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, *, is_page: bool
) -> None:
    code = next(iter(dataset.catalog.territories.memberships["code_commune"]))
    monkeypatch.setattr(place, "MOST_COVERING", 0)
    told = str(to_html(place.create_place(dataset, code, Door("en", is_page=is_page))))

    home = dataset.catalog.cog.communes.at[code, "code_departement"]
    assert f'href="/liste?lang=en&amp;departement={home}"' in told
    assert re.search(r"And \d+ other hubs?\.", told)
