from __future__ import annotations

import pytest

from ptce_map.schema import RULES, TABLES, described, file_name


@pytest.mark.parametrize(
    ("rule", "sound", "broken"),
    [
        ("text", ["Le Phare"], ["", "  "]),
        ("slug", ["le-phare", "aap-2013", "a"], ["Le-Phare", "é", "a--b", "-a", "a_b", ""]),
        ("integer", ["0", "0120"], ["-1", "1.5", "1 000", "=1+1", ""]),
        ("date", ["2013", "2013-07", "2016-02-29"], ["2013-13", "2015-02-29", "7/2013", "13"]),
        (
            "url",
            ["https://a.fr/x?y=1", "http://a"],
            ["www.a.fr", "https://", "ftp://a", "https://a b"],
        ),
        ("commune", ["01001", "2A004", "97411"], ["1001", "2C004", "010011"]),
        ("token", ["com:01001", "reg:76"], ["01001", "com:1001"]),
        ("precision", ["declared", "region-only"], ["Declared", ""]),
        ("confiance", ["high", "medium", "low"], ["haute"]),
        ("statut", ["attested", "inferred"], ["unknown"]),
        ("soutien", ["grant", "support", "unknown"], ["yes"]),
        ("required", ["x"], [""]),
    ],
)
def test_rules(rule: str, sound: list[str], broken: list[str]) -> None:
    assert [value for value in sound if not RULES[rule].holds(value)] == []
    assert [value for value in broken if RULES[rule].holds(value)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_rule_and_its_keys_lead_to_a_table(name: str) -> None:
    for column in TABLES[name].columns:
        said = described(name, column)
        assert said["rule"] in RULES
        assert said["key"] in {"", *TABLES}


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
        "key": "secteurs",
    }
    assert file_name("poles") == "poles.csv"
