"""The example of a programme is sound, and is what the page about it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geodata.cog import read_cog
from ptce_map.filters.filters import build_vocabulary
from ptce_map.register.checks.report import inspect
from ptce_map.register.own_filters import MOST_VALUES
from ptce_map.register.register import Register, read_register
from ptce_map.register.statement import PARTS, SETTINGS
from ptce_map.register.wording import LIMITS, TEXTS

DOCUMENT = (Path(__file__).parent.parent / "docs/programme.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relais")
    (folder / "poles.csv").write_text(block("csv"), "utf-8")
    (folder / "programme.toml").write_text(block("toml"), "utf-8")
    (folder / "relais.svg").write_text(block("xml"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def documented(folder: Path) -> Register:
    return read_register(folder)


def test_the_example_has_no_fault_and_no_doubt(folder: Path) -> None:
    found = inspect(folder, read_cog(), "2026-11-28")
    assert (found.faults, found.notices) == ((), ())


def test_the_example_is_called_and_filtered_as_it_says(documented: Register) -> None:
    assert documented.logo is not None
    assert (documented.accent, documented.logo.suffix) == ("#6A1B9A", "svg")
    assert documented.nouns.en.plural == "relays"
    assert documented.titles == {"fr": "Relais", "en": "Relays"}
    vocabulary = build_vocabulary(documented, read_cog())
    assert {key: vocabulary.values(key) for key in vocabulary.own} == {
        "avancement": ("prévu", "en cours", "achevé"),
        "labels": ("bio", "local", "non-renseigne"),
        "ouverture": ("2022", "2024", "non-renseigne"),
    }


def test_the_example_measures_what_it_says(documented: Register) -> None:
    titles = {measure.key: measure.titles["en"] for measure in documented.measures}
    units = {measure.key: measure.units["en"] for measure in documented.measures}
    assert titles == {
        "budget": "Budget",
        "execution": "Share of the budget spent",
        "agents_hab": "Staff per inhabitant",
    }
    assert units == {
        "budget": "€",
        "execution": "%",
        "agents_hab": "people per 100,000 inhabitants",
    }


@pytest.mark.parametrize(
    "setting", sorted({*SETTINGS, *PARTS["colonnes"], *PARTS["mesures"], *TEXTS, LIMITS})
)
def test_every_setting_is_documented_and_shown(setting: str) -> None:
    assert f"`{setting}`" in DOCUMENT


def test_the_bound_of_a_filter_is_the_one_documented() -> None:
    assert f"{MOST_VALUES} values at most" in DOCUMENT
