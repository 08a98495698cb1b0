from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from geodata.cog import Level
from ptce_map.filters.selection import KeyFigures
from ptce_map.labels import LANGS
from ptce_map.map.words import Description, MapFacts, describe, written_value
from ptce_map.measures.table import MEASURES, Form

FACTS = MapFacts(
    measure=MEASURES["nombre"],
    level=Level.DEPARTEMENT,
    form=Form.CHOROPLETH,
    values=np.array([5.0, 5.0, 1.0, 0.0, 2.0]),
    names=["La Réunion", "Haute-Garonne", "Ain", "Cher", "Élan"],
    legend=[("5 et plus", 2), ("1 pôle", 1), ("Aucun pôle recensé", 1), ("Donnée absente", 0)],
    selection="12 pôles · France entière",
    figures=KeyFigures(
        poles=12, communes=1, population=28_000_000, departements=4, without_territory=2
    ),
    by_region={"Occitanie": 7, "Corse": 0, "Bretagne": 0, "Normandie": 2, "Grand Est": 1},
    by_departement={"Haute-Garonne": 5, "La Réunion": 5, "Ain": 1, "Cher": 0},
    denominator="",
    sources="Sources : le registre.",
)


def test_the_four_levels_in_french() -> None:
    assert describe(FACTS, "fr") == Description(
        what="Carte en aplats de couleur\u00a0: Nombre de pôles par département. "
        "Sélection\u00a0: 12 pôles · France entière.",
        how="5 départements, d’autant plus marqués que la valeur est grande\u202f; "
        "effectif de chaque classe\u00a0: 5 et plus, 2\u202f; 1 pôle, 1\u202f; "
        "Aucun pôle recensé, 1\u202f; Donnée absente, 0. "
        "Un trait cerne le territoire de chaque pôle, tireté s’il est approché\u202f; "
        "un point marque son siège, un cercle vide un siège inconnu. Sources : le registre.",
        figures="Valeur la plus forte\u00a0: 5 pôles (Haute-Garonne et La Réunion). "
        "Valeur la plus faible au-dessus de zéro\u00a0: 1 pôle (Ain). Médiane\u00a0: 2 pôles. "
        "En tout\u00a0: 12 pôles, 1 commune couverte, 28\u202f000\u202f000 habitants couverts et "
        "4 départements concernés. 2 pôles connus par leur seule région ne comptent pas dans les "
        "communes, les habitants et les départements.",
        where="Régions qui comptent le plus de pôles\u00a0: Occitanie (7), Normandie (2) et "
        "Grand Est (1). Départements qui en comptent le plus\u00a0: Haute-Garonne (5), "
        "La Réunion (5) et Ain (1). Régions sans pôle\u00a0: Bretagne et Corse.",
    )


def test_the_four_levels_in_english() -> None:
    said = describe(FACTS, "en")
    assert said.what.startswith("Choropleth map: Number of hubs by département.")
    assert said.figures.startswith("Greatest value: 5 hubs (Haute-Garonne and La Réunion).")
    assert "28,000,000 inhabitants covered" in said.figures
    assert said.where.startswith("Regions with most hubs: Occitanie (7), Normandie (2) and")
    assert said.text == " ".join(said.levels)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.key)
def test_every_map_has_words(lang: str, form: Form, level: Level, measure: object) -> None:
    facts = replace(FACTS, form=form, level=level, measure=measure)
    for text in describe(facts, lang).levels:
        assert text.endswith((".", ")"))
        assert not re.search(r"[{}]|  |nan|None", text)


def test_circles_and_their_denominator() -> None:
    facts = replace(FACTS, form=Form.CIRCLES, denominator="population municipale 2023")
    said = describe(facts, "fr")
    assert said.what.startswith("Carte en cercles proportionnels")
    assert "l’aire de chaque cercle est proportionnelle à la valeur" in said.how
    assert "Population municipale 2023." in said.how


def test_one_value_everywhere_is_said_once() -> None:
    facts = replace(FACTS, values=np.array([2.0, 2.0, np.nan]), names=["A", "B", "C"])
    said = describe(facts, "fr").figures
    assert "Valeur la plus forte\u00a0: 2 pôles (A et B). Médiane" in said
    assert "plus faible" not in said


def test_unknown_values_have_no_part_in_the_extremes() -> None:
    facts = replace(FACTS, values=np.array([np.nan, 3.0, np.nan]), names=["A", "B", "C"])
    assert "3 pôles (B)" in describe(facts, "fr").figures


def test_many_places_are_counted_not_listed() -> None:
    names = [f"Ville {n}" for n in range(9)]
    facts = replace(FACTS, values=np.ones(9), names=names)
    assert "(Ville 0, Ville 1, Ville 2 et 6 autres)" in describe(facts, "fr").figures


def test_ties_that_are_many_are_left_out() -> None:
    counts = {"Première": 9} | {f"Région {n}": 1 for n in range(8)}
    where = describe(replace(FACTS, by_region=counts, by_departement={}), "fr").where
    assert where == "Régions qui comptent le plus de pôles\u00a0: Première (9)."


def test_a_map_without_pole() -> None:
    facts = replace(FACTS, values=np.zeros(5), by_region={"Corse": 0}, by_departement={})
    said = describe(facts, "fr")
    assert said.figures.startswith("Aucune unité n’a de valeur supérieure à zéro.")
    assert said.where == "Aucun pôle dans la partie du pays montrée."


@pytest.mark.parametrize(
    ("key", "value", "french", "english"),
    [
        ("nombre", 1, "1 pôle", "1 hub"),
        ("nombre", 3, "3 pôles", "3 hubs"),
        ("aides", 200_000, "200\u202f000\u00a0€", "€200,000"),
        (
            "par-million",
            1.234,
            "1,2 pôle par million d’habitants",
            "1.2 hubs per million inhabitants",
        ),
        ("part-population", 99.95, "100,0\u202f%", "100.0%"),
        ("part-communes", 12, "12\u202f%", "12%"),
    ],
)
def test_values_are_written_with_their_unit(
    key: str, value: float, french: str, english: str
) -> None:
    assert written_value(MEASURES[key], value, "fr") == french
    assert written_value(MEASURES[key], value, "en") == english


def test_poles_without_contour_are_said_apart() -> None:
    figures = replace(FACTS.figures, without_territory=0, without_contour=1)
    said = describe(replace(FACTS, figures=figures), "en").figures
    assert said.endswith(
        "4 départements involved. 1 hub without contour on the map does not count in "
        "municipalities, inhabitants and départements."
    )
