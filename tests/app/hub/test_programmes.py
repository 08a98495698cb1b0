from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_the_page_tells_each_programme(visitor: FlaskClient) -> None:
    page = visitor.get("/programmes").text
    assert "2 programmes, sur les mêmes communes, celles du COG 2026." in page
    assert page.index("Carte des PTCE") < page.index("Lieux &lt;du Sud&gt;")
    for said in ("5 pôles", "2 pôles", "etalab-2.0", 'href="/p/lieux/methode"'):
        assert said in page
    assert "<script" not in page


def test_it_is_in_english_too_and_keeps_the_theme(visitor: FlaskClient) -> None:
    page = visitor.get("/programmes?lang=en&theme=sombre").text
    assert "Places &lt;of the South&gt;" in page
    assert 'href="/p/lieux/liste?lang=en&amp;theme=sombre"' in page


def test_a_thumbnail_colours_the_departements_of_a_programme(visitor: FlaskClient) -> None:
    page = visitor.get("/programmes").text
    assert "--d-13:var(--bar);--d-2A:var(--bar)" in page
    assert page.count("<symbol") == 1


def test_a_refused_programme_is_said(visitor: FlaskClient) -> None:
    page = visitor.get("/programmes").text
    assert "Dossier casse" in page
    assert "Le registre de ce programme est refusé (erreurs\u00a0: 3)." in page


@pytest.mark.parametrize("query", ["lang=de", "theme=noir"])
def test_what_is_not_understood_is_said(visitor: FlaskClient, query: str) -> None:
    answer = visitor.get(f"/programmes?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert query.partition("=")[2] in answer.text
