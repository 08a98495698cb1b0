"""The communes of a part of the country, as SVG draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import brotli
import pytest

from app.http.communes import url_template

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from app.dataset import Dataset


def test_a_part_is_served_for_ever(client: FlaskClient, dataset: Dataset) -> None:
    address = url_template(dataset).format(fineness="close", code="13")
    plain = client.get(address)
    coded = client.get(address, headers={"Accept-Encoding": "br"})

    rows = plain.get_json()
    assert sorted(row[0] for row in rows) == sorted(
        dataset.catalog.cog.communes.query("code_departement == '13'").index
    )
    assert brotli.decompress(coded.data) == plain.data
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(("fineness", "code"), [("close", "93"), ("far", "13"), ("finest", "13")])
def test_a_part_that_is_not_drawn_is_not_found(
    client: FlaskClient, dataset: Dataset, fineness: str, code: str
) -> None:
    address = url_template(dataset).format(fineness=fineness, code=code)

    assert client.get(address).status_code == 404


def test_parts_of_other_boundaries_are_not_found(client: FlaskClient) -> None:
    assert client.get("/geo/communes/0123456789/close/13.json").status_code == 404
