"""The header: the title of the register, and the years that it covers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.dashboard.layout.header import create_subtitle

if TYPE_CHECKING:
    from app.dataset import Dataset


@pytest.mark.parametrize(
    ("name", "n_rounds", "said"),
    [
        ("registre-ptce", 2, "Pôles territoriaux de coopération économique, 2013–2013"),
        ("autre", 2, "2013–2013"),
        ("autre", 0, ""),
    ],
)
def test_create_subtitle(dataset: Dataset, name: str, n_rounds: int, said: str) -> None:
    register = replace(dataset.register, name=name, appels=dataset.register.appels[:n_rounds])
    other = replace(dataset, catalog=replace(dataset.catalog, register=register))
    assert create_subtitle(other, "fr") == said
