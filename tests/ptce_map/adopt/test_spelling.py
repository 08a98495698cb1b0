from __future__ import annotations

import pytest

from ptce_map.adopt.spelling import commune_form, epci_form, initials


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Saint-Étienne", "ST ETIENNE"),
        ("Sainte-Anne", "Ste. Anne"),
        ("Le Havre", "Havre (Le)"),
        ("L'Isle-Adam", "Isle-Adam (L')"),
        ("La Rochelle", "Rochelle, La"),
        ("Villeneuve-lès-Avignon", "Villeneuve lez Avignon"),
        ("Châlons-sur-Marne", "Châlons s/ Marne"),
        ("Notre-Dame-de-Monts", "N.D. de Monts".replace("N.D.", "ND")),
    ],
)
def test_two_spellings_of_a_commune_have_one_form(text: str, other: str) -> None:
    assert commune_form(text).full == commune_form(other).full


def test_small_words_are_no_part_of_the_bare_form() -> None:
    assert commune_form("Saint-Martin-de-Ré").bare == commune_form("St Martin Ré").bare
    assert commune_form("Les Angles").bare == commune_form("Angles").bare
    assert commune_form("Les Angles").full != commune_form("Angles").full


@pytest.mark.parametrize(
    ("name", "full", "nature"),
    [
        ("CC du Pays Mornantais (COPAMO)", "pays mornantais", "CC"),
        ("Communauté de communes du Pays Mornantais", "pays mornantais", "CC"),
        ("CA Dinan Agglomération", "dinan", "CA"),
        ("Toulouse Métropole", "toulouse", "METRO"),
        ("Communauté d’agglomération de La Rochelle", "rochelle", "CA"),
        ("Pays Mornantais", "pays mornantais", ""),
    ],
)
def test_the_nature_of_an_epci_stands_apart(name: str, full: str, nature: str) -> None:
    form = epci_form(name)
    assert (form.full, form.nature) == (full, nature)


def test_initials_stand_in_brackets() -> None:
    assert (initials("CC du Pays Mornantais (COPAMO)"), initials("CC du Sud")) == ("copamo", "")
