from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_map.errors import QueryError
from ptce_map.filters.filters import FILTERS, Filter, Filters, build_vocabulary
from ptce_map.filters.sentence import sentence
from ptce_map.filters.vocabulary import Vocabulary
from ptce_map.labels import LANGS, label
from ptce_map.query.grammar import (
    KEYS,
    VIEW_VALUES,
    Query,
    View,
    canonical,
    parse,
    parse_leniently,
    to_query,
)

if TYPE_CHECKING:
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance

NAMES = {
    "region": ("01", "76", "93"),
    "departement": ("09", "2A", "31"),
    "secteur": ("culture", "alimentation", "non-renseigne"),
    "structure": ("scic", "association"),
    "appel": ("aap-2013", "ami-2022"),
    "precision": ("declared", "approximate", "region-only"),
    "confiance": ("high", "medium", "low"),
    "statut": ("attested", "inferred"),
    "etat": ("actif", "renomme", "termine", "inconnu"),
    "id": ("le-phare", "la-voisine"),
    "pole": ("le-phare", "la-voisine"),
}
VOCABULARY = Vocabulary(
    {
        key: {value: {"fr": value.title(), "en": value} for value in values}
        for key, values in NAMES.items()
    }
)

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])).map(
    lambda text: " ".join(text.split())
)
some_filters = st.builds(
    Filters,
    **{row.key: st.lists(st.sampled_from(NAMES[row.key])).map(tuple) for row in FILTERS},
    q=texts,
)
free_values = {
    "pole": ("", *NAMES["pole"]),
    "bornes": ("", "1,2,5", "0.5"),
    "lieu": ("", "31555", "2A004"),
    "vue": ("", "2.35,46.6,5.2", "-61.5,16,9"),
    "page": ("", "2", "30"),
    "colonnes": ("", "nom,lieu,appel"),
}
some_views = st.builds(
    View,
    **{key: st.sampled_from(values or free_values[key]) for key, values in VIEW_VALUES.items()},
)


@given(some_filters, some_views)
def test_a_query_string_parses_back_to_what_it_says(filters: Filters, view: View) -> None:
    said = to_query(filters, VOCABULARY, view)
    assert parse(said, VOCABULARY) == Query(canonical(filters, VOCABULARY), view)


@given(some_filters)
def test_order_and_repetition_do_not_matter(filters: Filters) -> None:
    pairs = to_query(filters, VOCABULARY).split("&")
    shuffled = "&".join([*reversed(pairs), *pairs])
    assert to_query(parse(f"?{shuffled}", VOCABULARY).filters, VOCABULARY) == to_query(
        filters, VOCABULARY
    )


@pytest.mark.parametrize(
    ("query_string", "filters"),
    [
        ("", Filters()),
        ("?", Filters()),
        ("region=&q=+&secteur=", Filters()),
        ("region=93&region=76", Filters(region=("76", "93"))),
        ("region=76&region=76", Filters(region=("76",))),
        ("secteur=alimentation&secteur=culture", Filters(secteur=("culture", "alimentation"))),
        ("q=%20laine%20%20de+pays&departement=2A", Filters(departement=("2A",), q="laine de pays")),
        ("statut=inferred&confiance=low", Filters(confiance=("low",), statut=("inferred",))),
    ],
)
def test_parse_reads_filters(query_string: str, filters: Filters) -> None:
    assert parse(query_string, VOCABULARY) == Query(filters)


def test_parse_reads_the_view() -> None:
    said = "niveau=commune&pole=le-phare&lang=en&theme=sombre&onglet=methode&mesure=nombre"
    assert parse(said, VOCABULARY).view == View(
        niveau="commune", pole="le-phare", lang="en", theme="sombre", onglet="methode"
    )


@pytest.mark.parametrize(
    ("query_string", "kind", "key", "value", "allowed"),
    [
        ("couleur=bleu", "key", "couleur", "", KEYS),
        ("region=99", "value", "region", "99", NAMES["region"]),
        ("region=76&region=7", "value", "region", "7", NAMES["region"]),
        (
            "niveau=canton",
            "value",
            "niveau",
            "canton",
            ("region", "departement", "epci", "commune"),
        ),
        ("pole=aucun", "value", "pole", "aucun", NAMES["pole"]),
        ("lang=fr&lang=en", "repeated", "lang", "en", ("fr", "en")),
        ("q=laine&q=bois", "repeated", "q", "bois", ("laine", "bois")),
    ],
)
def test_parse_refuses_what_it_does_not_know(
    query_string: str, kind: str, key: str, value: str, allowed: tuple[str, ...]
) -> None:
    with pytest.raises(QueryError, match=f"'{key}'") as caught:
        parse(query_string, VOCABULARY)
    error = caught.value
    assert (error.kind, error.key, error.value, error.allowed) == (kind, key, value, allowed)


def test_what_is_understood_is_kept_and_each_problem_is_told_once() -> None:
    said = "region=76&region=999&foo=bar&theme=dark&niveau=commune&niveau=region&region=999&q=a"
    query, problems = parse_leniently(said, VOCABULARY)

    assert query == Query(Filters(region=("76",), q="a"), View(niveau="commune"))
    assert [(problem.kind, problem.key, problem.value) for problem in problems] == [
        ("value", "region", "999"),
        ("key", "foo", ""),
        ("value", "theme", "dark"),
        ("repeated", "niveau", "region"),
    ]


@pytest.mark.parametrize(
    ("filters", "view", "query_string"),
    [
        (Filters(), None, ""),
        (Filters(), View(), ""),
        (Filters(region=("93", "76")), None, "region=76&region=93"),
        (
            Filters(appel=("aap-2013",), departement=("31",), q="l'été ~ *"),
            View(niveau="region"),
            "departement=31&appel=aap-2013&q=l%27%C3%A9t%C3%A9+%7E+*&niveau=region",
        ),
    ],
)
def test_to_query(filters: Filters, view: View | None, query_string: str) -> None:
    assert to_query(filters, VOCABULARY, view) == query_string


def test_to_query_refuses_unknown_values() -> None:
    with pytest.raises(QueryError, match="'00' of 'region'"):
        to_query(Filters(region=("00",)), VOCABULARY)


def test_active_filters_come_in_canonical_order_and_can_be_left_out() -> None:
    filters = Filters(secteur=("culture", "alimentation"), region=("76",), q="laine")
    assert filters.active() == (
        ("region", "76"),
        ("secteur", "culture"),
        ("secteur", "alimentation"),
        ("q", "laine"),
    )
    assert filters.without("secteur", "culture") == Filters(
        secteur=("alimentation",), region=("76",), q="laine"
    )
    assert filters.without("q", "laine").q == ""


@pytest.mark.parametrize(
    ("filters", "n", "french", "english"),
    [
        (
            Filters(),
            76,
            "76 pôles · France entière · tous secteurs, tous appels",
            "76 hubs · All of France · all sectors, all calls",
        ),
        (
            Filters(region=("76",), secteur=("culture",)),
            1,
            "1 pôle en Occitanie, secteur culture",
            "1 hub in Occitanie, sector culture",
        ),
        (
            Filters(region=("76", "93"), departement=("2A",)),
            0,
            "0 pôle en Occitanie ou en Provence-Alpes-Côte d’Azur, département 2A",
            "0 hubs in Occitanie or in Provence-Alpes-Côte d’Azur, département 2a",
        ),
        (
            Filters(appel=("aap-2013", "ami-2022"), q="laine"),
            2,
            "2 pôles, lauréats de l’appel Aap-2013 ou Ami-2022, où figure «\u00a0laine\u00a0»",
            "2 hubs, winners of the aap-2013 or ami-2022, mentioning “laine”",
        ),
        (
            Filters(structure=("scic",), precision=("declared",)),
            3,
            "3 pôles, structure coordinatrice\u00a0: scic, declared",
            "3 hubs, lead organisation: scic, declared",
        ),
    ],
)
def test_sentence(filters: Filters, n: int, french: str, english: str) -> None:
    names = VOCABULARY.names | {"departement": {"2A": {"fr": "2A", "en": "2a"}}}
    vocabulary = Vocabulary(names)
    assert sentence(filters, n, vocabulary, "fr") == french
    assert sentence(filters, n, vocabulary, "en") == english


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("?nothing=1&region=93&region=00", "region=93"),
        ("bornes=2,1&lieu=x&tri=lieu&q=laine", "q=laine&tri=lieu"),
        ("lang=de&lang=en&lang=fr&q=a&q=b", "q=a&lang=en"),
    ],
)
def test_what_is_understood_is_kept(text: str, kept: str) -> None:
    query, _ = parse_leniently(text, VOCABULARY)
    assert to_query(query.filters, VOCABULARY, query.view) == kept


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("row", FILTERS, ids=lambda row: row.key)
def test_every_filter_has_a_title_and_a_field(row: Filter, lang: str) -> None:
    assert label(f"filters.{row.key}", lang)
    assert row.key in {field.name for field in fields(Filters)}


def test_the_default_view_is_allowed() -> None:
    defaults = {field.name: field.default for field in fields(View)}
    assert list(defaults) == list(VIEW_VALUES)
    assert all(defaults[key] in ("", *values) for key, values in VIEW_VALUES.items() if values)


def test_limits_of_classes_are_checked() -> None:
    assert parse("methode=manuelle&bornes=1,2.5", VOCABULARY).view.bornes == "1,2.5"
    with pytest.raises(QueryError, match="'bornes'") as caught:
        parse("bornes=2,1", VOCABULARY)
    assert (caught.value.value, caught.value.allowed) == ("2,1", ("1,2,5",))


def test_build_vocabulary_gathers_register_and_cog(
    register: Register, tiny_france: TinyFrance
) -> None:
    vocabulary = build_vocabulary(register, tiny_france.cog)
    assert {key: vocabulary.values(key) for key in vocabulary.names} == {
        "region": ("01", "93", "94"),
        "departement": ("13", "2A", "971"),
        "secteur": ("alimentation", "culture", "non-renseigne"),
        "structure": ("association", "scic"),
        "appel": ("aap-2013", "ami-2022"),
        "precision": ("declared", "approximate", "region-only"),
        "confiance": ("high", "medium", "low"),
        "statut": ("attested", "inferred"),
        "etat": ("actif", "renomme", "termine", "inconnu"),
        "id": ("le-phare", "la-voisine", "le-quartier", "ile-haute", "insulaire"),
        "pole": ("le-phare", "la-voisine", "le-quartier", "ile-haute", "insulaire"),
    }
    assert vocabulary.name("secteur", "culture", "en") == "Culture (en)"
    assert vocabulary.name("confiance", "low", "fr") == "Confiance faible"
    assert vocabulary.name("departement", "2A", "en") == "Corse-du-Sud"
