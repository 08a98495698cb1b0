"""The first page: for any address, what the server writes of it before any script."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from app.dashboard.first.panel import RANKS
from app.sections.fields import FIELDS
from ptce_map.filters.filters import Filters

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset


def read(client: FlaskClient, query: str = "") -> str:
    page = client.get(f"/{query}").get_data(as_text=True)
    return page[page.index('class="page shell"') : page.index("<template")]


def shown(page: str) -> list[str]:
    """Return the ids of the poles whose rows are not hidden, top to bottom."""
    rows = re.findall(r"<tr ([^>]*)data-pole=\"([^\"]+)\"", page)
    return [pole for marks, pole in rows if "hidden" not in marks]


def test_the_list_shows_the_poles_that_answer_and_their_links_keep_the_query(
    client: FlaskClient, dataset: Dataset
) -> None:
    page = read(client, "?region=93&theme=sombre")
    answering = {pole for pole in dataset.poles.index if "93" in dataset.catalog.pole(pole).regions}

    assert set(shown(page)) == answering
    assert len(answering) < len(dataset.poles)
    pole = shown(page)[0]
    assert f'href="/?region=93&amp;pole={pole}&amp;theme=sombre"' in page


@pytest.mark.parametrize("order", ["habitants", "-habitants"])
def test_the_list_is_in_the_order_asked_for(client: FlaskClient, order: str) -> None:
    page = read(client, f"?tri={order}")
    ranks = [int(found.split()[-1]) for found in RANKS.findall(page)]
    known = [rank for rank in ranks if rank >= 0]

    assert known == sorted(known, reverse=order.startswith("-"))
    assert ranks[: len(known)] == known


def test_rows_far_below_wait_for_those_in_sight_but_beside_an_open_pole(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.dashboard.first.panel.NEAR", 2)
    queries = ("?tri=-lieu", "?tri=-lieu&region=93", "?tri=-lieu&pole=le-phare")
    counts = [
        (len(shown(page)), page.count('<tr class="far" '))
        for page in (read(client, query) for query in queries)
    ]

    assert counts == [(5, 3), (3, 1), (5, 0)]


def test_the_columns_are_those_asked_for_else_those_of_every_day(client: FlaskClient) -> None:
    usual, chosen = read(client), read(client, "?colonnes=nom,secteur")

    extra = {field.key for field in FIELDS if field.is_extra}
    assert set(re.findall(r' data-without-(\w+)=""', usual)) == extra
    assert 'data-chosen="" data-without-lieu=""' in chosen
    assert "data-without-secteur" not in chosen


def test_the_form_ticks_what_is_asked_and_keeps_the_rest(client: FlaskClient) -> None:
    page = read(client, "?region=93&secteur=culture&niveau=region&lang=en")
    form = page[page.index("<form") : page.index("</form>")]

    assert '<input checked name="secteur" type="checkbox" value="culture">' in form
    assert '<input checked name="region" type="checkbox" value="93">' in form
    assert form.count("<input checked") == 2
    assert '<input name="niveau" type="hidden" value="region">' in form
    assert '<input name="lang" type="hidden" value="en">' in form
    assert 'method="get"' in form


def test_counts_and_bars_of_the_facets_are_those_of_the_query(
    client: FlaskClient, dataset: Dataset
) -> None:
    page = read(client, "?region=93")
    row = re.search(r'<div[^>]*data-value="culture"[^>]*>.*?</div>', page)
    counts = dataset.index.select(Filters(region=("93",))).facets["secteur"]

    assert row
    assert f"--n:{counts['culture']};--max:{max(counts.values())}" in row.group()
    assert f'data-n="true">{counts["culture"]}<' in row.group()


def test_chips_lead_to_the_page_without_them(client: FlaskClient) -> None:
    page = read(client, "?region=93&region=94&secteur=culture")

    found = re.findall(r'<a [^>]*class="chip"[^>]*href="([^"]*)"', page)
    assert [unescape(href) for href in found] == [
        "/?region=94&secteur=culture",
        "/?region=93&secteur=culture",
        "/?region=93&region=94",
    ]


def test_the_open_pole_is_told_and_its_row_is_marked(client: FlaskClient) -> None:
    page = read(client, "?pole=le-phare&region=93")

    assert 'data-drawer="open"' in page
    assert "<h2 tabindex" in page
    assert re.search(r'<tr aria-selected="true"[^>]*data-pole="le-phare"', page)
    assert 'class="drawer-close" href="/?region=93"' in page


def test_the_method_stands_in_place_of_the_list_when_it_is_asked_for(client: FlaskClient) -> None:
    page = client.get("/?onglet=methode").get_data(as_text=True)

    assert '<div id="template-methode">' in page
    assert '<template id="template-liste">' in page
    assert page.count('id="poles-table"') == 1


@pytest.mark.parametrize(("theme", "scheme"), [("sombre", "dark"), ("clair", "light")])
def test_the_page_opens_in_the_theme_asked_for(
    client: FlaskClient, theme: str, scheme: str
) -> None:
    page = client.get(f"/?theme={theme}").get_data(as_text=True)
    assert f'<html lang="fr" data-theme="{scheme}">' in page
    assert "data-theme" not in client.get("/").get_data(as_text=True)[:200]


def test_the_place_looked_up_is_on_the_map(client: FlaskClient) -> None:
    assert re.search(
        r'<g class="place">(<path d="M[-\d.]+ [-\d.]+h\.01"/>){2}</g>', read(client, "?lieu=13010")
    )
    assert '<g class="place"></g>' in read(client)


def test_phones_know_a_map_of_the_whole_country(client: FlaskClient) -> None:
    assert "data-whole" in read(client)
    assert "data-whole" not in read(client, "?region=93")


def test_the_finding_stands_above_the_sentence(client: FlaskClient) -> None:
    page = read(client, "?lang=en")
    assert page.index('<p class="finding">All 3 départements') < page.index("<strong>5 hubs")


def test_the_statistics_are_links_where_no_script_runs(client: FlaskClient) -> None:
    page = read(client, "?secteur=culture&onglet=statistiques")
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    bars = [link for link in re.findall(r"<a [^>]*>", plain) if 'class="bar-row"' in link]

    assert '<a href="/?secteur=culture&amp;onglet=statistiques"' in page
    assert "/?secteur=culture&amp;appel=aap-2013&amp;onglet=statistiques" in plain
    (asked,) = (link for link in bars if "aria-current" in link)
    assert 'href="/?onglet=statistiques"' in asked
    assert plain.count('class="multiple"') > 0
    assert "<noscript>" not in read(client, "?secteur=culture")
