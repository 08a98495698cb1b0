from __future__ import annotations

import pytest

from ptce_map.dates import written_date


@pytest.mark.parametrize(
    ("iso", "french", "english"),
    [
        ("2026-11-23", "23 novembre 2026", "November 23, 2026"),
        ("2013-07", "juillet 2013", "July 2013"),
        ("2013", "2013", "2013"),
        ("", "", ""),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(iso: str, french: str, english: str) -> None:
    assert written_date(iso, "fr") == french
    assert written_date(iso, "en") == english
