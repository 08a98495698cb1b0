"""The menu of downloads: what people open comes first, and every address answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.dashboard.layout.downloads import ADDRESSES, DETAILS, FOR_PEOPLE, FOR_PROGRAMS
from ptce_map.exports import EXPORTS
from ptce_map.labels import LANGS, label

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_images_and_workbook_come_before_data() -> None:
    assert list(ADDRESSES)[:4] == ["png", "pdf", "xlsx", "csv-excel"]
    assert set(EXPORTS) <= {*FOR_PEOPLE, *FOR_PROGRAMS}
    assert not set(FOR_PEOPLE) & set(FOR_PROGRAMS)
    assert list(ADDRESSES)[-1] == DETAILS


@pytest.mark.parametrize("item", [*FOR_PEOPLE, *FOR_PROGRAMS])
def test_every_item_is_named_and_described(item: str) -> None:
    for lang in LANGS:
        name, _, description = label(f"download.{item}", lang).partition(":")
        assert name.strip()
        assert description.strip()


@pytest.mark.parametrize("item", ["xlsx", "csv-excel", "qlr"])
def test_an_address_takes_the_filters(client: FlaskClient, item: str) -> None:
    address = ADDRESSES[item]
    joined = f"{address}{'&' if '?' in address else '?'}q=phare"
    assert client.get(joined).status_code == 200
