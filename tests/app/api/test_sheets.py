"""The printed map over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

pytestmark = pytest.mark.data


def test_the_map_of_a_query_is_a_sheet(visitor: FlaskClient) -> None:
    answer = visitor.get("/api/carte.svg?region=76&mesure=part-population")

    assert answer.status_code == 200
    assert answer.content_type.startswith("image/svg+xml")
    assert "Occitanie" in answer.text
    assert "Part de la population couverte" in answer.text
    assert "Les Ateliers · Castres" in answer.text
    known = visitor.get(
        "/api/carte.svg?mesure=part-population&region=76",
        headers={"If-None-Match": answer.headers["ETag"]},
    )
    assert known.status_code == 304

    pole = visitor.get("/api/carte.svg?pole=la-place-des-possibles&niveau=commune").text
    for said in ("La Place des Possibles", "Saint-Laurent-en-Royans", "1:250"):
        assert said in pole
    nothing = visitor.get("/api/carte.svg?forme=cercles&echelle=recalculee&q=zzzzqq")
    assert nothing.status_code == 200

    refused = visitor.get("/api/carte.docx")
    assert refused.status_code == 404
    assert refused.json["allowed"] == ["svg", "pdf", "png"]
    unknown = visitor.get("/api/carte.pdf?region=99")
    assert (unknown.status_code, unknown.json["key"]) == (400, "region")
