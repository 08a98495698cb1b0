from __future__ import annotations

import pytest

from ptce_map.labels import LANGS, label
from ptce_map.register.rules import RULES


@pytest.mark.parametrize(
    ("rule", "sound", "broken"),
    [
        ("text", ["Le Phare"], ["", "  "]),
        ("slug", ["le-phare", "aap-2013", "a"], ["Le-Phare", "é", "a--b", "-a", "a_b", ""]),
        ("integer", ["0", "0120"], ["-1", "1.5", "1 000", "=1+1", "", "٣", "1" * 16]),
        ("year", ["2013"], ["13", "02013", ""]),
        (
            "formula",
            ["Le Phare", "+ de vie", "- note", "-", "a=b"],
            ["=1+1", "@x", "+1", "-2+3", "\t=1"],
        ),
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
        ("length", ["", "a" * 10_000], ["a" * 10_001]),
    ],
)
def test_rules(rule: str, sound: list[str], broken: list[str]) -> None:
    assert [value for value in sound if not RULES[rule].holds(value)] == []
    assert [value for value in broken if RULES[rule].holds(value)] == []


def test_every_rule_is_said_in_every_language() -> None:
    details = dict.fromkeys(("choices", "latest"), "x")
    said = {
        label(f"fault.{rule.code}{part}", lang, **details)
        for rule in RULES.values()
        for lang in LANGS
        for part in ("", ".next")
    }
    assert "is not one of x" in said
    assert "Write four digits" in said


def test_a_rule_repairs_what_it_can() -> None:
    assert RULES["slug"].repair("Le Phare") == "le-phare"
