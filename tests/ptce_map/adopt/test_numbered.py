"""A number among names of communes is a postcode, or the code of a commune."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.matching import Certainty
from ptce_map.adopt.numbered import match_number

if TYPE_CHECKING:
    from ptce_map.adopt.gazetteer import Names


@pytest.mark.parametrize(
    ("text", "certainty", "token", "others"),
    [
        ("75011", Certainty.SURE, "arm:75111", ()),
        ("35238", Certainty.SURE, "com:35238", ()),
        ("01550", Certainty.DOUBT, "com:01109", None),
        ("99999", Certainty.NONE, "", ()),
    ],
)
def test_five_digits_say_a_commune(
    names: Names, text: str, certainty: Certainty, token: str, others: tuple[str, ...] | None
) -> None:
    found = match_number(text, names)
    assert found is not None
    assert (found.certainty, found.token) == (certainty, token)
    assert others is None or found.others == others


@pytest.mark.parametrize("text", ["Rennes", "35", "35000 Rennes", ""])
def test_anything_else_is_no_number(names: Names, text: str) -> None:
    assert match_number(text, names) is None


def test_the_code_of_another_commune_of_this_year_is_a_doubt(names: Names) -> None:
    both = next(
        code
        for code in names.cog.communes.index
        if code in names.cog.postcodes and code not in names.cog.postcodes[code]
    )
    found = match_number(both, names)
    assert found is not None
    assert found.certainty is Certainty.DOUBT
    assert f"com:{both}" in found.others
