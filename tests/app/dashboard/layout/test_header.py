"""The header: the title of the register, and the years that it covers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.dashboard.layout.header import create_subtitle
from tests.builders import UNSAID

if TYPE_CHECKING:
    from app.dataset import Dataset


@pytest.mark.parametrize(
    ("words", "n_rounds", "said"),
    [
        ({}, 2, "Pôles territoriaux de coopération économique, 2013–2013"),
        (UNSAID, 2, "2013–2013"),
        (UNSAID, 0, ""),
    ],
)
def test_create_subtitle(dataset: Dataset, words: dict[str, Any], n_rounds: int, said: str) -> None:
    appels = dataset.register.appels[:n_rounds]
    register = replace(dataset.register, appels=appels, **words)
    other = replace(dataset, catalog=replace(dataset.catalog, register=register))
    assert create_subtitle(other, "fr") == said
