"""The dataset: loaded once, read by every request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.dataset import load_dataset
from app.settings import Settings
from geodata.errors import DerivedError
from ptce_map.errors import RegisterError

if TYPE_CHECKING:
    from pathlib import Path

    from app.dataset import Dataset


def test_poles_are_ranked_in_the_order_of_their_names(dataset: Dataset) -> None:
    assert sorted(dataset.reading_order, key=dataset.reading_order.__getitem__) == [
        "ile-haute",
        "insulaire",
        "la-voisine",
        "le-phare",
        "le-quartier",
    ]


def test_a_pole_covering_a_part_of_a_commune_names_the_part(dataset: Dataset) -> None:
    assert dataset.commune_names("le-quartier") == ["Cité 1er"]
    assert dataset.commune_names("le-phare") == ["Commune 1", "Commune 2"]
    assert dataset.commune_names("insulaire") == []


def test_announced_laureates_may_be_unknown(dataset: Dataset) -> None:
    assert dataset.announced("aap-2013") is None


def test_the_page_bears_the_title_of_another_register(dataset: Dataset) -> None:
    assert dataset.title("en") == "Map of PTCEs"
    other = replace(dataset.register, name="", titles={"fr": "Nos lieux", "en": "Our places"})
    assert (
        replace(dataset, catalog=replace(dataset.catalog, register=other)).title("en")
        == "Our places"
    )


def test_a_departement_knows_its_region(dataset: Dataset) -> None:
    assert dataset.region_of("2A") == "94"


def test_missing_boundaries_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(DerivedError, match="make build-geodata"):
        load_dataset(Settings(derived=tmp_path))


def test_a_missing_register_says_what_is_missing(tmp_path: Path, derived: Path) -> None:
    settings = Settings(PTCE_REGISTER=tmp_path, derived=derived)  # type: ignore[call-arg]

    with pytest.raises(RegisterError, match=r"poles\.csv"):
        load_dataset(settings)
