from __future__ import annotations

import pytest

from ptce_map.register.rules import RULES
from ptce_map.register.schema import TABLES, described, file_name


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_rule_and_its_keys_lead_to_a_table(name: str) -> None:
    for column in TABLES[name].columns:
        said = described(name, column)
        assert said["rule"] in RULES
        assert said["key"] in {"", *TABLES}


def test_a_list_of_names_and_tokens_is_enough() -> None:
    needed = {
        name: [
            column for column in TABLES[name].columns if described(name, column)["default"] is None
        ]
        for name in TABLES
    }
    assert needed == {
        "sources": ["id", "url"],
        "secteurs": ["id", "libelle_fr"],
        "structures": ["id", "libelle_fr"],
        "appels": ["id", "libelle_fr"],
        "poles": ["nom", "territoire"],
        "laureats": ["pole", "appel"],
    }


def test_tables_come_after_those_they_refer_to() -> None:
    seen = set()
    for name in TABLES:
        seen.add(name)
        keys = {described(name, column)["key"] for column in TABLES[name].columns}
        assert keys - {""} <= seen


def test_described_and_file_name() -> None:
    assert described("poles", "secteurs") == {
        "rule": "slug",
        "many": True,
        "required": True,
        "past": False,
        "key": "secteurs",
        "default": "non-renseigne",
    }
    assert file_name("poles") == "poles.csv"
