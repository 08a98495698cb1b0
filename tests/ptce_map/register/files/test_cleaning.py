from __future__ import annotations

import pytest

from ptce_map.register.files.cleaning import clean


@pytest.mark.parametrize(
    ("cell", "text", "codes"),
    [
        ("com:31555", "com:31555", ()),
        (" A ", "A", ("edges",)),
        ("a\u00a0b\u202fc\u2007d\te", "a b c d e", ("space",)),
        ("a\u200bb\u00adc\ufeffd\u200ee\x07f\u2060", "abcdef", ("invisible",)),
        ("e\u0301te\u0301", "été", ("accents",)),
        ("\ufeffA\u00a0", "A", ("invisible", "space", "edges")),
        ("a\r\nb", "a\nb", ("invisible",)),
        ("15\u00a0€ – l’été", "15 € – l’été", ("space",)),
        ("\u200b\u00a0", "", ("invisible", "space", "edges")),
    ],
)
def test_what_is_not_seen_is_taken_away_and_said(
    cell: str, text: str, codes: tuple[str, ...]
) -> None:
    assert clean(cell) == (text, codes)
