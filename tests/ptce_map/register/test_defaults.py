from __future__ import annotations

import pandas as pd
import pytest

from ptce_map.register.defaults import filled, slug, with_ids, with_vocabularies
from ptce_map.register.schema import TABLES


def table(**columns: list[str]) -> pd.DataFrame:
    """Return a table of text whose lines begin after the header."""
    n = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=range(2, n + 2), dtype="str")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pays d'Œuvre", "pays-d-oeuvre"),
        ("3.EVA", "3-eva"),
        ("déjà-vu", "deja-vu"),
        ("Łódź 中", "odz"),
        ("!", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_poles_without_id_are_named_by_their_names() -> None:
    tables = {
        "poles": table(nom=["Le Phare", "le phare", "中", "Autre"]),
        "laureats": table(pole=["Le Phare", "Autre", "le-phare-2"]),
    }
    found = with_ids(tables)
    assert found["poles"]["id"].tolist() == ["le-phare", "le-phare-2", "pole", "autre"]
    assert found["laureats"]["pole"].tolist() == ["le-phare", "autre", "le-phare-2"]
    assert "id" not in tables["poles"]


@pytest.mark.parametrize("poles", [table(id=["x"], nom=["Le Phare"]), table(lieu=["Digne"])])
def test_ids_are_made_only_if_they_are_missing_and_can_be(poles: pd.DataFrame) -> None:
    assert with_ids({"poles": poles})["poles"] is poles


def test_poles_without_awards_get_ids() -> None:
    assert with_ids({"poles": table(nom=["A"])})["poles"]["id"].tolist() == ["a"]


def test_vocabularies_come_from_the_words_of_the_file() -> None:
    tables = {
        "poles": table(secteurs=["Santé|Culture", "", "santé|sante", "!"]),
        "laureats": table(appel=["Appel 2013", "Appel 2013", "Suite"]),
    }
    found = with_vocabularies(tables)
    assert found["poles"]["secteurs"].tolist() == ["sante|culture", "non-renseigne", "sante", "!"]
    assert found["secteurs"]["libelle_fr"].tolist() == ["Santé", "Culture", "Non renseigné"]
    assert found["secteurs"]["libelle_en"].tolist() == ["Santé", "Culture", "Not stated"]
    assert found["secteurs"]["id"].tolist() == ["sante", "culture", "non-renseigne"]
    assert found["structures"]["id"].tolist() == ["non-renseigne"]
    assert found["laureats"]["appel"].tolist() == ["appel-2013", "appel-2013", "suite"]
    assert found["appels"]["annee"].tolist() == ["2013", ""]


def test_a_vocabulary_that_is_there_is_kept() -> None:
    tables = {
        "poles": table(secteurs=["Santé"]),
        "secteurs": table(id=["sante"], libelle_fr=["Santé"]),
    }
    found = with_vocabularies(tables)
    assert found["poles"]["secteurs"].tolist() == ["Santé"]
    assert found["secteurs"] is tables["secteurs"]


def test_filled_gives_every_table_every_column() -> None:
    found = filled({"poles": table(nom=["A"], territoire=["com:13001"])})
    assert {name: list(found[name].columns) for name in found} == {
        name: list(TABLES[name].columns) for name in TABLES
    }
    assert found["poles"].loc[2, ["nom", "precision", "confiance", "siege"]].tolist() == [
        "A",
        "declared",
        "unknown",
        "",
    ]
    assert len(found["laureats"]) == 0


def test_a_missing_english_label_is_the_french() -> None:
    found = filled({"secteurs": table(id=["sante"], libelle_fr=["Santé"])})
    assert found["secteurs"]["libelle_en"].tolist() == ["Santé"]
