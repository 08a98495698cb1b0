"""The dataset: loaded once, read by every request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.dataset import load_dataset
from app.settings import Settings
from geodata.errors import DerivedError
from ptce_map.errors import RegisterError
from tests.builders import UNSAID

if TYPE_CHECKING:
    from pathlib import Path

    from app.dataset import Dataset


def test_the_page_bears_the_title_of_another_register(dataset: Dataset) -> None:
    assert dataset.title("en") == "Map of PTCEs"
    other = replace(
        dataset.register, name="", **UNSAID, titles={"fr": "Nos lieux", "en": "Our places"}
    )
    assert (
        replace(dataset, catalog=replace(dataset.catalog, register=other)).title("en")
        == "Our places"
    )


def test_missing_boundaries_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(DerivedError, match="make build-geodata"):
        load_dataset(Settings(derived=tmp_path))


def test_a_missing_register_says_what_is_missing(tmp_path: Path, derived: Path) -> None:
    settings = Settings(PTCE_REGISTER=tmp_path, derived=derived)  # type: ignore[call-arg]

    with pytest.raises(RegisterError, match=r"poles\.csv"):
        load_dataset(settings)
