from __future__ import annotations

import pytest

from ptce_map.adopt.values import (
    find_separator,
    kind_of,
    plain,
    split,
    write,
)


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["bio;local", "bio", "local;laine", "laine"], ";"),
        (["bio\nlocal", "bio", "local\nlaine", "laine"], "\n"),
        (["Alimentation, Culture", "Culture, Santé", "Alimentation, Santé", "Santé"], ","),
        (["bio / local", "bio", "local / laine", "laine"], "/"),
        (["Insertion, emploi", "Insertion, emploi", "Culture"], ""),
        (["Convention signée\nle 12/03/2021", "avec Brax", "Convention signée\nle 12/03/2021"], ""),
        (["Une phrase, longue.", "Une autre, encore."], ""),
        (["a", "b"], ""),
    ],
)
def test_a_sign_parts_values_where_they_stand_in_several_wordings(
    cells: list[str], sign: str
) -> None:
    assert find_separator(cells) == sign


def test_values_of_a_cell_have_no_bullets_and_stand_once() -> None:
    assert split("- Toulouse\n• Rennes\nToulouse\n", "\n") == ["Toulouse", "Rennes"]
    assert split("Saint-Denis", "") == ["Saint-Denis"]


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("Date d’adhésion", ["2020-10-07", "17/05/2024", "mai 2023"], "date"),
        ("Année", ["2020", "2021"], "date"),
        ("Montant", ["1 234,50 €", "12"], "montant"),
        ("Coût total", ["12", "13"], "montant"),
        ("Taux de réalisation", ["12", "50"], "pourcentage"),
        ("Avancement", ["12 %", "50 %"], "pourcentage"),
        ("Emplois", ["12", "3"], "entier"),
        ("Surface", ["12,5", "3"], "nombre"),
        ("Téléphone", ["0561000000", "0299000000"], "texte"),
        ("Code", ["12", "13"], "texte"),
        ("Page", ["https://example.org/a", "www.example.org"], "lien"),
        ("Labels", ["bio;local", "bio", "local;laine", "laine"], "liste"),
        ("Observations", ["rien à dire", "à revoir"], "texte"),
        ("Vide", ["", "-"], "texte"),
    ],
)
def test_the_kind_of_a_column(name: str, cells: list[str], kind: str) -> None:
    assert kind_of(name, cells) == kind


@pytest.mark.parametrize(
    ("kind", "cell", "text", "is_lost"),
    [
        ("montant", "1 234,50 €", "1234.5", False),
        ("montant", "12 k€", "12000", False),
        ("montant", "1,2 M€", "1200000", False),
        ("montant", "1.234.567,89", "1234567.89", False),
        ("montant", "-5", "-5", False),
        ("montant", "beaucoup", "", True),
        ("montant", "-", "", False),
        ("pourcentage", "12,5 %", "12.5", False),
        ("entier", "12", "12", False),
        ("entier", "12,5", "", True),
        ("date", "17/05/2024", "2024-05-17", False),
        ("date", "2024", "2024", False),
        ("date", "bientôt", "", True),
        ("lien", "www.example.org", "https://www.example.org", False),
        ("lien", "voir plus tard", "", True),
        ("lien", "a.example.org ; b.example.org", "https://a.example.org", True),
        ("texte", "=1+1", "’=1+1", False),
        ("texte", "#N/A", "", True),
        ("texte", "en cours", "en cours", False),
    ],
)
def test_a_cell_as_its_kind_writes_it(kind: str, cell: str, text: str, is_lost: bool) -> None:
    value = write(kind, cell)
    assert (value.text, value.is_lost) == (text, is_lost)


def test_a_list_is_written_with_bars() -> None:
    assert write("liste", "bio ; local;bio", ";").text == "bio|local"


def test_a_text_is_never_a_formula() -> None:
    assert [plain(text) for text in ("=A1", "+5", "-x", "@a", "a")] == [
        "’=A1",
        "+ 5",
        "- x",
        "’@a",
        "a",
    ]


def test_days_that_a_spreadsheet_counts_are_dates_in_a_column_of_dates() -> None:
    assert kind_of("Date de fin", ["45000", "45365"]) == "date"
    assert kind_of("Effectif", ["45000", "45365"]) == "entier"
