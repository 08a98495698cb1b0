from __future__ import annotations

import pandas as pd
import pytest

from ptce_map.filters.vocabulary import (
    Vocabulary,
    label_names,
    place_names,
    register_names,
    same_names,
)
from ptce_map.register.register import typed
from tests import builders


def test_place_names_follow_codes_and_leave_collectivites_out() -> None:
    table = pd.DataFrame(
        {"nom": ["Corse", "Ain", "Îlots"], "zone": ["metro", "metro", "com"]},
        index=["2A", "01", "975"],
    )
    assert place_names(table, "nom") == {
        "01": {"fr": "Ain", "en": "Ain"},
        "2A": {"fr": "Corse", "en": "Corse"},
    }
    assert list(place_names(table, "nom")) == ["01", "2A"]


def test_register_names_take_both_languages_in_the_order_of_the_file() -> None:
    rows = pd.DataFrame(builders.named("secteurs", sante="Santé", culture="Culture"))
    assert list(register_names(typed("secteurs", rows)).items()) == [
        ("sante", {"fr": "Santé", "en": "Santé (en)"}),
        ("culture", {"fr": "Culture", "en": "Culture (en)"}),
    ]


def test_label_names_are_texts_of_the_locales() -> None:
    assert label_names("statut", ["inferred"]) == {
        "inferred": {"fr": "Sélection déduite", "en": "Inferred award"}
    }


def test_vocabulary_gives_values_in_order_and_quotes_a_text() -> None:
    vocabulary = Vocabulary({"pole": same_names(pd.Series({"b": "Le B", "a": "Le A"}))})
    assert vocabulary.values("pole") == ("b", "a")
    assert vocabulary.name("pole", "a", "en") == "Le A"
    assert vocabulary.join("pole", ["a", "b"], "en") == "Le A, Le B"
    assert vocabulary.name("q", "laine", "en") == "“laine”"
    with pytest.raises(KeyError, match="c"):
        vocabulary.name("pole", "c", "fr")
