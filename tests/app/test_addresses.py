"""Addresses that keep what the reader chose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.addresses import map_with
from app.layout import create_templates

if TYPE_CHECKING:
    from app.dataset import Dataset


def test_an_address_of_the_map_keeps_the_language() -> None:
    assert map_with("pole", "le-phare", "fr") == "/?pole=le-phare"
    assert map_with("region", "93", "en") == "/?region=93&lang=en"


def test_the_rows_of_the_lists_keep_the_language(dataset: Dataset) -> None:
    hrefs = re.findall(r'href="(/\?[^"]*)"', create_templates(dataset, "en"))

    assert "/?pole=le-phare&amp;lang=en" in hrefs
    assert "/?departement=13&amp;lang=en" in hrefs
    assert [href for href in hrefs if "lang=en" not in href] == []
