from __future__ import annotations

import pytest

from ptce_map.register.files import typed_values


@pytest.mark.parametrize(
    ("text", "day", "is_doubtful"),
    [
        ("13/03/2024", "2024-03-13", False),
        ("12/03/2024", "2024-03-12", True),
        ("03/13/2024", "2024-03-13", False),
        ("2024-3-5", "2024-03-05", False),
        ("2024-03-12 00:00:00", "2024-03-12", False),
        ("mars 2024", "2024-03", False),
        ("1er août 2024", "2024-08-01", False),
        ("March 12, 2024", "2024-03-12", False),
        ("03/2024", "2024-03", False),
        ("31/02/2024", "", False),
        ("12/03/24", "", False),
        ("bientôt", "", False),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, day: str, is_doubtful: bool) -> None:
    assert typed_values.day(text) == (day, is_doubtful)


def test_a_spreadsheet_counts_days() -> None:
    assert typed_values.serial_day("45363") == "2024-03-12"
    assert typed_values.serial_day("2024") == ""


@pytest.mark.parametrize(
    ("text", "digits", "rounded"),
    [
        ("1 234 €", ("1234", False), ""),
        ("50000,00 euros", ("50000", False), "50000"),
        ("1.234", ("1234", True), "1"),
        ("1 234,50 €", ("", False), "1234"),
        ("-5", ("", False), ""),
        ("12 34", ("", False), ""),
    ],
)
def test_a_number_is_read_with_its_spaces_and_unit(
    text: str, digits: tuple[str, bool], rounded: str
) -> None:
    assert typed_values.whole_number(text) == digits
    assert typed_values.rounded(text) == rounded


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#VALEUR!", "#NOM?", "#DIV/0!", "#NOMBRE!", "Err:502", "####"]
)
def test_the_errors_of_spreadsheets_are_known(error: str) -> None:
    assert typed_values.is_error(error)
    assert not typed_values.is_error("#1 de la filière")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
@pytest.mark.parametrize("text", ["Création", "Été à Nîmes", "Pôle naïf"])
def test_lost_accents_are_found_again(text: str, encoding: str) -> None:
    assert typed_values.unspoiled(text.encode().decode(encoding)) == text
    assert typed_values.unspoiled(text) == ""


def test_a_text_may_be_spoiled_in_part() -> None:
    assert typed_values.unspoiled("PÃ´le naïf") == "Pôle naïf"
    assert typed_values.plain_entities("L&#39;&eacute;t&eacute; & l’or") == "L'été & l’or"
    assert typed_values.plain_entities("Pain & vin") == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1004.0", "1004"),
        ("2a004", "2A004"),
        ("56 - Morbihan", "56"),
        ("Guadeloupe (971)", "971"),
        ("200 035 087", "200035087"),
        ("Rennes", ""),
    ],
)
def test_a_code_stands_alone_or_beside_a_name(text: str, code: str) -> None:
    assert typed_values.code_of(text) == code


def test_a_dash_says_nothing() -> None:
    assert typed_values.is_nothing("-")
    assert typed_values.is_nothing("Néant")
    assert not typed_values.is_nothing("Nant")
