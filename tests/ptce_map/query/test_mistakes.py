from __future__ import annotations

import pytest

from ptce_map.errors import QueryError
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import LANGS
from ptce_map.query.grammar import parse_leniently
from ptce_map.query.mistakes import MOST_SAID, nearest_allowed, query_problem
from ptce_map.query.view import TEXTS
from tests.ptce_map.query.test_grammar import VOCABULARY


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("key", "Parameter “x” does not exist. Allowed parameters: a, b."),
        ("value", "Parameter “x” does not take the value “y”. Allowed values: a, b."),
        (
            "repeated",
            "Parameter “x” is given several times and takes one value. Keep one: a, b.",
        ),
    ],
)
def test_query_problem(kind: str, problem: str) -> None:
    error = QueryError(kind, key="x", value="y", allowed=["a", "b"])
    assert query_problem(error, "en") == problem


def problem_of(query_string: str, lang: str = "fr") -> str:
    _, (problem,) = parse_leniently(query_string, MANY)
    return query_problem(problem, lang, MANY)


MANY = Vocabulary(
    VOCABULARY.names
    | {"pole": {f"pole-{at}": {"fr": f"Pôle {at}", "en": f"Hub {at}"} for at in range(75)}}
    | {"region": {"76": {"fr": "Occitanie", "en": "Occitania"}, "93": {"fr": "X", "en": "X"}}}
)


def test_a_problem_names_a_few_values_the_nearest_first() -> None:
    said = problem_of("pole=pole+42", "en")

    assert "Allowed values: pole-42 (Hub 42), " in said
    assert said.count("(Hub") == MOST_SAID
    assert said.endswith(" and 67 others.")
    assert "Valeurs admises\u00a0: 76 Occitanie, 93 X." in problem_of("region=ocitanie")


@pytest.mark.parametrize("key", TEXTS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_problem_tells_the_form_of_a_text(key: str, lang: str) -> None:
    assert TEXTS[key].example in problem_of(f"{key}=zzz", lang)
    assert "zzz" in problem_of(f"{key}=zzz", lang)


@pytest.mark.parametrize(
    ("kind", "value", "nearest"),
    [
        ("value", "7", "76"),
        ("value", "67", "76"),
        ("value", "occitania", "76"),
        ("repeated", "76", None),
    ],
)
def test_the_nearest_value_is_found_by_its_code_or_its_name(
    kind: str, value: str, nearest: str | None
) -> None:
    error = QueryError(kind, key="region", value=value, allowed=["76", "93"])
    assert nearest_allowed(error, MANY.names) == nearest
