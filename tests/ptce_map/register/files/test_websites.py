from __future__ import annotations

import pytest

from ptce_map.register.files.websites import addresses, holds_mail, is_plain, repair, within


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.exemple.fr", "https://www.exemple.fr"),
        ("exemple.fr", "https://exemple.fr"),
        ("HTTPS://Exemple.FR/É", "https://exemple.fr/É"),
        ("http:/exemple.fr", "http://exemple.fr"),
        ("https//exemple.fr", "https://exemple.fr"),
        ("htpps://exemple.fr", "https://exemple.fr"),
        ("https;//exemple.fr", "https://exemple.fr"),
        ("http://https://exemple.fr", "https://exemple.fr"),
        ("http:\\\\exemple.fr", "http://exemple.fr"),
        ("<https://exemple.fr/a>.", "https://exemple.fr/a"),
        ("https://exemple.fr,", "https://exemple.fr"),
        ("https://münchen.example/ä", "https://münchen.example/ä"),
        ("https://exemple.fr/a_(b)", "https://exemple.fr/a_(b)"),
        ("https://exemple.fr/a b", ""),
        ("contact@exemple.fr", ""),
        ("néant", ""),
        ("http://exemple", ""),
        ("ftp://exemple.fr", ""),
    ],
)
def test_an_address_is_repaired_where_it_can_only_mean_one(text: str, address: str) -> None:
    assert repair(text) == address
    assert not address or is_plain(address)


def test_several_addresses_are_told_apart() -> None:
    both = ["https://a.fr", "https://www.b.fr"]
    for sign in (" ; ", ", ", "|", "\n", " et ", " / ", " "):
        assert addresses(f"https://a.fr{sign}www.b.fr") == both
    assert addresses("https://a.fr/b,c") == []
    assert not is_plain("https://a.fr;https://b.fr")


def test_what_is_no_address_alone() -> None:
    assert holds_mail("mailto:contact@exemple.fr")
    assert within("https://exemple.fr/a b") == "https://exemple.fr/a%20b"
    assert within("Voir www.exemple.fr") == "https://www.exemple.fr"
    assert within("en cours") == ""
    assert is_plain("https://exemple.fr/une-page-coup...")
