from __future__ import annotations

import pytest

from ptce_map.register.files.decoding import decode

TEXT = "nom\nPôle « Création » à l’Œuvre\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_a_text_is_decoded_by_its_mark_or_by_its_french(encoding: str, found: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, found)


def test_a_letter_that_is_not_french_does_not_hide_windows() -> None:
    assert decode("Peña Ítaca\n".encode("cp1252")) == ("Peña Ítaca\n", "cp1252")
    assert decode("cœur à 5 €\n".encode("iso8859_15")) == ("cœur à 5 €\n", "iso8859_15")


def test_what_no_encoding_makes_french_is_not_decoded() -> None:
    assert decode(b"\x81\x8d\x8f\x90\x9d\xde\xfe")[0] is None
    assert decode(b"a\0\0\0b") == (None, "")
