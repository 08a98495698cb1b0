from __future__ import annotations

from dataclasses import replace

import pytest

from ptce_map.reference import cite
from tests import builders


@pytest.mark.parametrize(
    ("version", "day", "lang", "said"),
    [
        ("2026.1.0", "2026-01-15", "fr", "Le registre, version 2026.1.0, 15 janvier 2026"),
        ("2026.1.0", "2026-01-15", "en", "The register, version 2026.1.0, January 15, 2026"),
        ("2026.1.0", "", "fr", "Le registre, version 2026.1.0"),
        ("", "2026-01-01", "fr", "Le registre, 1 janvier 2026"),
        ("", "", "fr", "Le registre"),
    ],
)
def test_cite(version: str, day: str, lang: str, said: str) -> None:
    assert cite(replace(builders.register(), version=version, date=day), lang) == said
