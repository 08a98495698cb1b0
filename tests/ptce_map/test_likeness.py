from __future__ import annotations

import pytest

from ptce_map.likeness import nearest_codes, nearest_texts


@pytest.mark.parametrize(
    ("code", "known", "nearest"),
    [
        ("1001", ["01001", "21001", "11001", "51001"], ("01001", "11001", "21001")),
        ("2a004", ["2A004", "2B004"], ("2A004", "2B004")),
        ("31556", ["31555", "31565", "13556"], ("13556", "31565", "31555")),
        ("310555", ["31055", "31555"], ("31555", "31055")),
        ("31555", ["31555"], ()),
        ("", ["0"], ("0",)),
        ("canton", ["31555"], ()),
        ("1" * 8_000, ["1" * 7_999], ()),
    ],
)
def test_nearest_codes(code: str, known: list[str], nearest: tuple[str, ...]) -> None:
    assert nearest_codes(code, set(known)) == nearest


def test_nearest_texts() -> None:
    names = ["Évry-Courcouronnes", "Ivry-sur-Seine", "Ivry-sur-Seine", "Toul"]
    assert nearest_texts("evry courcouronne", names) == ("Évry-Courcouronnes",)
    assert nearest_texts("ivry", names, n=2) == ()
    assert nearest_texts("ivri sur seine", names, n=2) == ("Ivry-sur-Seine",)
