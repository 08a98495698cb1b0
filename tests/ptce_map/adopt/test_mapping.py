"""A mapping is written, corrected by hand and given back; it serves for the next edition."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ptce_map.adopt.mapping import read_mapping, to_toml
from ptce_map.errors import RegisterError
from tests.ptce_map.adopt.builders import adopted, written

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'Nom;Commune;"Budget ""prévu"" (€)"\nA;Toulouse;10\nB;Rennes;20\n'


def test_a_mapping_reads_as_it_was_written(tmp_path: Path) -> None:
    first = adopted(tmp_path, TEXT).planned
    path = written(tmp_path, to_toml(first, "fr"), "correspondance.toml")
    content, faults = read_mapping(path)
    assert faults == []
    assert content["colonnes"]["Commune"] == {"role": "commune"}
    again = adopted(tmp_path, TEXT, mapping=path).planned
    assert [(plan.name, plan.role, plan.field, plan.kind) for plan in again.columns] == [
        (plan.name, plan.role, plan.field, plan.kind) for plan in first.columns
    ]
    assert tomllib.loads(to_toml(again, "en")) == tomllib.loads(to_toml(first, "fr"))


def test_a_corrected_mapping_adopts_the_next_edition(tmp_path: Path) -> None:
    mapping = written(
        tmp_path,
        '[programme]\ntitre = "Relais"\n[colonnes.Nom]\nrole = "complement"\nnom = "enseigne"\n'
        'libelle_en = "Sign"\n[colonnes.Ancienne]\nrole = "ignorer"\n',
        "m.toml",
    )
    text = "Ouverture;Commune;Nom\n2024-01-02;Toulouse;A\n2025-01-02;Rennes;B\n"
    found = adopted(tmp_path, text, mapping=mapping)
    assert [(pole["nom"], pole["enseigne"]) for pole in found.made.poles] == [
        ("Toulouse", "A"),
        ("Rennes", "B"),
    ]
    assert found.planned.title == "Relais"
    assert found.planned.columns[2].titles == {"fr": "Nom", "en": "Sign"}
    assert (list(found.absent), list(found.new)) == (["Ancienne"], ["Ouverture", "Commune"])


def test_filters_and_measures_are_written_and_read_back(tmp_path: Path) -> None:
    mapping = written(
        tmp_path,
        '[programme]\ntitre = "Relais"\nsingulier_fr = "maison"\npluriel_fr = "maisons"\n'
        'mots_cles = ["a", "b"]\nversion = "2"\n'
        '[colonnes.Nom]\nrole = "complement"\nfiltre = true\n'
        '[colonnes."Budget ""prévu"" (€)"]\n'.replace('""', '\\"')
        + 'mesure = "somme"\nnom = "budget"\ntype = "montant"\n'
        '[mesures.par_hab]\ntype = "ratio"\ncolonne = "budget"\ndenominateur = "habitants"\n',
        "m.toml",
    )
    planned = adopted(tmp_path, TEXT, mapping=mapping).planned
    assert [(plan.is_filter, plan.measure) for plan in planned.columns] == [
        (True, ""),
        (False, ""),
        (False, "somme"),
    ]
    again = written(tmp_path, to_toml(planned, "fr"), "n.toml")
    assert adopted(tmp_path, TEXT, mapping=again).planned == replace(
        planned, columns=tuple(replace(plan, why="mapping") for plan in planned.columns)
    )
    assert planned.stated["mots_cles"] == ["a", "b"]
    assert planned.measures["par_hab"]["denominateur"] == "habitants"


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ("[colonnes.Nom]\nfiltre = 1\n", [("Nom.filtre", "toml_flag")]),
        ('[colonnes.Nom]\ntype = "lien"\nfiltre = true\n', [("Nom.type", "filter_kind")]),
        ('[colonnes.Nom]\nmesure = "ratio"\n', [("Nom.mesure", "choice")]),
        ('[colonnes.Nom]\nmesure = "somme"\n', [("Nom.mesure", "measure_column")]),
        ('[programme]\ncouleur = "bleu"\n', [("programme.couleur", "toml_colour")]),
        ('[mesures.a]\ncolone = "b"\n', [("mesures.a.colone", "toml_key")]),
    ],
)
def test_a_filter_or_a_measure_that_is_none_is_told(
    tmp_path: Path, said: str, faults: list[tuple[str, str]]
) -> None:
    found = read_mapping(written(tmp_path, said, "m.toml"))[1]
    assert [(fault.column, fault.code) for fault in found] == faults
    assert {fault.file for fault in found} == {"m.toml"}


def test_a_column_that_is_left_out_is_in_no_pole(tmp_path: Path) -> None:
    mapping = written(tmp_path, '[colonnes.Note]\nrole = "ignorer"\n', "m.toml")
    found = adopted(tmp_path, "Commune;Note\nToulouse;x\nRennes;y\n", mapping=mapping)
    assert "note" not in found.made.poles[0]


def test_every_fault_of_a_mapping_is_told_at_once(tmp_path: Path) -> None:
    mapping = written(
        tmp_path,
        '[table]\nforme = "x"\n[colonnes.Nom]\nrole = "zz"\n[colonnes.A]\ntype = "z"\n'
        'nom = "population"\n[colonnes.B]\nnom = "É"\n[colonnes.C]\nnom = "c"\n'
        '[colonnes.D]\nnom = "c"\n',
        "m.toml",
    )
    with pytest.raises(RegisterError) as error:
        adopted(tmp_path, TEXT, mapping=mapping)
    assert [(fault.column, fault.code) for fault in error.value.faults] == [
        ("table.forme", "choice"),
        ("Nom.role", "choice"),
        ("A.type", "choice"),
        ("A.nom", "extra_reserved"),
        ("B.nom", "extra_name"),
        ("D", "adopt_field_twice"),
    ]


@pytest.mark.parametrize(("name", "code"), [("absent.toml", "adopt_path"), ("m.toml", "toml")])
def test_a_mapping_that_cannot_be_read_is_told(tmp_path: Path, name: str, code: str) -> None:
    written(tmp_path, "[colonnes", "m.toml")
    with pytest.raises(RegisterError) as error:
        adopted(tmp_path, TEXT, mapping=tmp_path / name)
    assert [fault.code for fault in error.value.faults] == [code]
