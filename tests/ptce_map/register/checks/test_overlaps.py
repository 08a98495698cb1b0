from __future__ import annotations

import pandas as pd
import pytest

from geodata.cog import read_cog
from ptce_map.labels import LANGS
from ptce_map.notices import Level, Notice
from ptce_map.register.checks.overlaps import find_overlaps


def told(*cells: str) -> list[Notice]:
    lines = range(2, len(cells) + 2)
    return find_overlaps(pd.DataFrame({"territoire": cells}, index=lines), read_cog())


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("com:31555|epci:243100518", [("com:31555", "within", "epci:243100518")]),
        (
            "dep:31|com:31555|reg:76",
            [("dep:31", "within", "reg:76"), ("com:31555", "within", "dep:31")],
        ),
        ("arm:75118|com:75056", [("arm:75118", "within", "com:75056")]),
        ("com:93066|com:93059", [("com:93059", "same_place", "com:93066")]),
        ("dep:75|com:75056", [("com:75056", "same_place", "dep:75")]),
        ("reg:04|dep:974", [("dep:974", "same_place", "reg:04")]),
        ("com:31555|com:31149", []),
        ("arm:75118|arm:75119", []),
        ("com:31555|com:99999|zone", []),
        ("com:31555", []),
        ("", []),
    ],
)
def test_a_place_that_another_covers_is_told(cell: str, said: list[tuple[str, str, str]]) -> None:
    found = told(cell)
    others = [str(notice.details["other"]).split(" (")[0] for notice in found]
    assert [(n.value, n.code, other) for n, other in zip(found, others)] == said
    assert {(notice.line, notice.level) for notice in found} <= {(2, Level.NOTE)}


def test_each_row_is_told_with_its_line() -> None:
    found = told("com:31555|dep:31", "com:31555", "dep:31|com:31555")
    assert [notice.line for notice in found] == [2, 4]
    assert found[0].sentence("en") == (
        "poles.csv, line 2: territoire “com:31555” (Toulouse) is in dep:31 (Haute-Garonne), which "
        "the row gives too: it counts once."
    )
    assert all("{" not in notice.sentence(lang) for notice in found for lang in LANGS)
