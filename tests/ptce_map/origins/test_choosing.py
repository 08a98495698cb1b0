"""Which tables are those of a register."""

from __future__ import annotations

import pytest

from ptce_map.errors import UnusableRegisterError
from ptce_map.origins.address import parse
from ptce_map.origins.choosing import choose


@pytest.mark.parametrize(
    ("address", "names", "chosen"),
    [
        ("a.gpkg", ["sites"], {"poles": "sites"}),
        ("a.gpkg", ["notes", "Poles", "laureats"], {"poles": "Poles", "laureats": "laureats"}),
        ("a.gpkg#Sites", ["poles", "sites"], {"poles": "sites"}),
        ("postgres:///b?table=s.v", ["v", "s.v"], {"poles": "s.v"}),
        ("postgres:///b?table=v", ["other", "s.v"], {"poles": "s.v"}),
        ("postgres:///b?schema=s", ["poles", "sources"], {"poles": "poles", "sources": "sources"}),
    ],
)
def test_tables_are_chosen_by_the_address_by_name_or_because_they_are_alone(
    address: str, names: list[str], chosen: dict[str, str]
) -> None:
    assert choose(parse(address), names) == chosen


@pytest.mark.parametrize(
    ("address", "names", "said"),
    [
        (
            "a.gpkg",
            ["sites", "notes"],
            "a.gpkg holds several tables, none of which is called poles: sites, notes. "
            "Name that of the poles after the address: #sites.",
        ),
        (
            "postgres:///b",
            ["a", "b"],
            "postgres:///b holds several tables, none of which is called poles: a, b. "
            "Name that of the poles after the address: ?table=a.",
        ),
        (
            "a.gpkg#site",
            ["notes", "sites"],
            "a.gpkg has no table site, or several. Ask for one of these: sites, notes.",
        ),
        (
            "postgres:///b?table=v",
            ["r.v", "s.v"],
            "postgres:///b has no table v, or several. Ask for one of these: r.v, s.v.",
        ),
    ],
)
def test_a_choice_that_cannot_be_made_names_what_is_there(
    address: str, names: list[str], said: str
) -> None:
    with pytest.raises(UnusableRegisterError) as error:
        choose(parse(address), names)
    assert str(error.value) == said


def test_where_nothing_is_there_that_is_told() -> None:
    with pytest.raises(UnusableRegisterError, match="holds no table"):
        choose(parse("a.gpkg"), [])
