"""The poles of a register are made of rows, and nothing of a row is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ptce_map.adopt.builders import adopted

if TYPE_CHECKING:
    from pathlib import Path


def poles(folder: Path, text: str) -> list[dict[str, str]]:
    return adopted(folder, text).made.poles


def test_a_row_that_is_placed_for_sure_has_no_doubt(tmp_path: Path) -> None:
    text = "Code INSEE;Commune;Date\n31555;TOULOUSE;17/05/2024\n35238;Rennes;\n"
    made = poles(tmp_path, text)
    assert made[0] == {
        "id": "toulouse",
        "nom": "Toulouse",
        "lieu": "Toulouse",
        "territoire": "com:31555",
        "precision": "declared",
        "note_territoire": "",
        "siege": "",
        "coordinateur": "",
        "secteurs": "",
        "structures": "",
        "activites": "",
        "site_web": "",
        "confiance": "",
        "date": "2024-05-17",
        "doutes": "",
    }


def test_a_doubt_names_the_other_places_and_lowers_the_confidence(tmp_path: Path) -> None:
    made = poles(tmp_path, "Commune\nRomain\nToulouse\nRennes\n")[0]
    assert (made["territoire"], made["confiance"]) == ("com:51464", "low")
    assert made["doutes"] == (
        "« Romain » est lu com:51464 (Romain) avec un doute, plusieurs lieux portent ce "
        "nom ; peut-être com:39464 (Romain), com:25499 (Romain), com:54461 (Romain)."
    )


def test_what_is_not_found_is_kept_with_its_region_or_without_place(tmp_path: Path) -> None:
    made = poles(tmp_path, "Commune;Département\nXyzzy;31\nZyxxy;\nToulouse;31\n")
    assert [(pole["nom"], pole["territoire"], pole["precision"]) for pole in made] == [
        ("Xyzzy", "reg:76", "region-only"),
        ("Zyxxy", "", "unplaced"),
        ("Toulouse", "com:31555", "declared"),
    ]
    assert made[1]["doutes"] == "« Zyxxy » n’est pas trouvé, aucun lieu de ce nom n’est connu."


def test_a_larger_place_that_stands_for_one_is_approximate(tmp_path: Path) -> None:
    text = "Nom;Commune;EPCI\nA;Xyzzy;Rennes Métropole\nB;Rennes;x\nC;Arles;x\n"
    made = poles(tmp_path, text)[0]
    assert (made["territoire"], made["precision"]) == ("epci:243500139", "approximate")
    assert made["note_territoire"] == "Commune non trouvée, rendue par son intercommunalité."


def test_rows_of_one_name_are_one_pole_of_several_places(tmp_path: Path) -> None:
    text = (
        "Projet;Commune;Budget\nAlpha;Toulouse;10 €\nAlpha;Blagnac;10 €\n"
        "Bêta;Rennes;20 €\nBêta;Vannes;20 €\n"
    )
    made = poles(tmp_path, text)
    assert [(pole["nom"], pole["territoire"], pole["budget"]) for pole in made] == [
        ("Alpha", "com:31555|com:31069", "10"),
        ("Bêta", "com:35238|com:56260", "20"),
    ]


def test_a_cell_that_its_column_cannot_hold_is_kept_in_the_doubts(tmp_path: Path) -> None:
    rows = "".join(f"Toulouse;{n} €\n" for n in range(9))
    found = adopted(tmp_path, f"Commune;Montant\n{rows}Rennes;à définir\n")
    assert [(lost.line, lost.column, lost.text) for lost in found.made.lost] == [
        (11, "Montant", "à définir")
    ]
    last = found.made.poles[-1]
    assert (last["montant"], last["doutes"]) == ("", "Montant : « à définir ».")


def test_a_text_that_is_too_long_is_cut_and_where_is_told(tmp_path: Path) -> None:
    text = "a" * 9_999 + "fin du texte"
    found = adopted(tmp_path, f"Nom;Commune;Remarque\nAlpha;Toulouse;{text}\nBêta;Rennes;court\n")

    assert [(lost.line, lost.column, lost.text) for lost in found.made.lost] == [
        (2, "remarque", "…fin du texte")
    ]
    first = found.made.poles[0]
    assert first["remarque"] == "a" * 9_999 + "…"
    assert first["doutes"] == "remarque : « …fin du texte »."


def test_words_of_sectors_are_parted_and_spelt_alike(tmp_path: Path) -> None:
    text = (
        "Nom;Commune;Secteurs\nA;Toulouse;Culture, Santé\nB;Rennes;culture\n"
        "C;Arles;Santé, Bois\nD;Vannes;Culture, bois\nE;Brest;Bois\n"
    )
    made = poles(tmp_path, text)
    assert [pole["secteurs"] for pole in made] == [
        "Culture|Santé",
        "Culture",
        "Santé|Bois",
        "Culture|Bois",
        "Bois",
    ]


def test_ids_are_those_of_the_file_or_of_the_names_each_once(tmp_path: Path) -> None:
    text = "N°;Nom;Commune\n7;Relais;Toulouse\n8;Relais;Rennes\n"
    assert [pole["id"] for pole in poles(tmp_path, text)] == ["n-7", "n-8"]
    text = "Nom;Commune\nRelais;Toulouse\nRelais;Rennes\nRelais 2;Arles\n"
    assert [pole["id"] for pole in poles(tmp_path, text)] == ["relais", "relais-2", "relais-2-2"]


def test_choices_that_vary_by_their_letters_are_one(tmp_path: Path) -> None:
    text = "Commune;Chef recruté\nToulouse;Oui\nRennes;OUI\nArles;Oui\nVannes;Non\n"
    found = adopted(tmp_path, text)
    assert [pole["chef_recrute"] for pole in found.made.poles] == ["Oui", "Oui", "Oui", "Non"]
    assert found.made.united == {"Chef recruté": 1}
