from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import shapely

from ptce_map.labels import LANGS, label
from ptce_map.layers.cql import FUNCTIONS, LONGEST, PREDICATES, parse, select, territories
from ptce_map.layers.cql_values import FilterError

if TYPE_CHECKING:
    from geodata.packed import Geometries
    from ptce_map.exports import Shelf


def chosen(shelf: Shelf, text: str, layer: str = "poles") -> list[str]:
    table = shelf.layers[layer]
    return [key for key, holds in zip(table.ids, select(text, table)) if holds]


ALL = ["le-phare", "la-voisine", "le-quartier", "ile-haute", "insulaire"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("nom = 'Le Phare'", ["le-phare"]),
        ("nom <> 'Le Phare'", ALL[1:]),
        ("n_communes > 2", ["la-voisine"]),
        ("n_communes >= 2", ["le-phare", "la-voisine"]),
        ("2 > n_communes", ["le-quartier", "ile-haute"]),
        ("n_communes < 2.5 AND population <= 3", ["le-phare", "le-quartier"]),
        ("n_communes BETWEEN 1 AND 2", ["le-phare", "le-quartier", "ile-haute"]),
        ("n_communes NOT BETWEEN 1 AND 2", ["la-voisine"]),
        ("n_communes IN (1, 3)", ["la-voisine", "le-quartier", "ile-haute"]),
        ("nom IN ('Le Phare', 'Insulaire')", ["le-phare", "insulaire"]),
        ("n_communes IS NULL", ["insulaire"]),
        ("NOT n_communes IS NULL", ALL[:4]),
        ("NOT n_communes > 2", ["le-phare", "le-quartier", "ile-haute"]),
        ("n_communes > 2 OR id = 'insulaire'", ["la-voisine", "insulaire"]),
        ("n_communes IN (9)", []),
        ("nom LIKE 'L%'", ["le-phare", "la-voisine", "le-quartier"]),
        ("nom LIKE 'L_ %a%'", ["le-phare", "le-quartier"]),
        ("nom LIKE '%e'", ["le-phare", "la-voisine", "ile-haute", "insulaire"]),
        ("nom LIKE '%a%a%'", []),
        ("nom LIKE 'le phare'", []),
        (r"nom LIKE 'Le\%'", []),
        (r"nom LIKE 'Le\_Phare'", []),
        ("coordinateur LIKE '%'", ["le-phare"]),
        ("CASEI(nom) = CASEI('LE PHARE')", ["le-phare"]),
        ("ACCENTI(lieu) = ACCENTI('Saint-Etienne')", ["le-phare"]),
        ("CASEI(ACCENTI(lieu)) LIKE 'saint-e%'", ["le-phare"]),
        ("A_CONTAINS(secteurs, ('alimentation', 'culture'))", ["le-phare"]),
        ("A_CONTAINS(ACCENTI(activites), ('laine', 'maraichage'))", ["le-phare"]),
        ("A_OVERLAPS(appels, ('ami-2022', 'x'))", ALL[:4]),
        ("A_CONTAINEDBY(appels, ('ami-2022'))", ["le-quartier", "ile-haute", "insulaire"]),
        ("A_EQUALS(regions, ('93', '94'))", ["la-voisine"]),
        ("S_INTERSECTS(geometry, BBOX(2.5, 0.5, 3, 1))", ["la-voisine"]),
        ("NOT S_INTERSECTS(geometry, POINT(0.5 0.5))", ["le-quartier", "ile-haute"]),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 0 1, 1 0, 0 0)))", ["le-phare", "la-voisine"]),
        ("S_INTERSECTS(BBOX(2.5, 0.5, 3, 1), geometry)", ["la-voisine"]),
        ("S_INTERSECTS(geometry, geometry)", ALL[:4]),
        ("S_INTERSECTS(POINT(1 1), BBOX(0, 0, 2, 2))", ALL),
        (
            "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(2.5 0.5), POINT(9 9)))",
            ["la-voisine"],
        ),
        ("geometry IS NULL", ["insulaire"]),
        ("geometry IS NOT NULL", ALL[:4]),
        ("DATE('2022-01-01') > DATE('2021-01-01')", ALL),
        ("TIMESTAMP('2021-01-01T00:00:00Z') = TIMESTAMP('2021-01-01T01:00:00Z')", []),
        ("DATE('2021-01-01') IN (DATE('2021-01-01'), DATE('2022-01-01'))", ALL),
        ("1 < 2", ALL),
        ("'a' = 'b'", []),
        ("TRUE = TRUE", ALL),
        ("TRUE", ALL),
        ("FALSE OR precision = confiance", []),
    ],
)
def test_a_filter_selects(shelf: Shelf, text: str, ids: list[str]) -> None:
    assert chosen(shelf, text) == ids


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("nom =", "syntax"),
        ("n_communes = --1", "syntax"),
        ("couleur = 'bleu'", "property"),
        ("population = 'a'", "type"),
        ("population > 'a'", "type"),
        ("nom > 3", "type"),
        ("secteurs = 'culture'", "type"),
        ("secteurs IN ('culture')", "type"),
        ("population LIKE 'a%'", "type"),
        ("CASEI(population) = 'a'", "type"),
        ("A_CONTAINS(nom, ('a'))", "array"),
        ("A_CONTAINS(secteurs, (CASEI('culture')))", "array"),
        ("A_CONTAINS(secteurs, ('a', CASEI('culture')))", "operator"),
        ("S_INTERSECTS(nom, POINT(1 2))", "geometry"),
        ("S_INTERSECTS(geometry, nom)", "geometry"),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1)))", "operator"),
        ("S_INTERSECTS(geometry, BBOX(1e300, 1e300, 1e301, 1e301))", "far"),
        (f"S_INTERSECTS(POINT(1{'0' * 300} 0), geometry)", "far"),
        ("n_communes = TRUE", "type"),
        ("n_communes IN ('a')", "type"),
        ("nom > DATE('2021-01-01')", "type"),
        ("DATE('2021-01-01') < TIMESTAMP('2021-01-01T00:00:00Z')", "type"),
        ("DATE('2021-13-01') < DATE('2021-01-01')", "syntax"),
        ("S_WITHIN(geometry, POINT(1 2))", "operator"),
        ("nom = AVG(population)", "operator"),
        ("nom", "operator"),
        ("nom IN (lieu)", "operator"),
        ("(" * 60 + "nom = 'a'" + ")" * 60, "long"),
        ("NOT " * 60 + "nom = 'a'", "long"),
        (f"nom = '{'a' * LONGEST}'", "long"),
    ],
)
def test_what_is_not_understood_is_refused(shelf: Shelf, text: str, kind: str) -> None:
    with pytest.raises(FilterError, match=kind) as raised:
        chosen(shelf, text)
    error = raised.value
    assert error.kind == kind
    assert all(label(f"filter.{kind}", lang, **error.values) for lang in LANGS)


def test_geometries_can_be_those_of_another_system(shelf: Shelf) -> None:
    layer = shelf.layers["departements"]

    def moved() -> Geometries:
        return np.array(shapely.transform(territories(layer), lambda xy: xy + 100))

    found = select("S_INTERSECTS(geometry, POINT(100.5 100.5))", layer, moved)
    assert [key for key, holds in zip(layer.ids, found) if holds] == ["13"]


def test_no_pattern_is_slow(shelf: Shelf) -> None:
    layer = shelf.layers["poles"]
    begun = time.process_time()
    select(f"nom LIKE '{'%a' * 400}b' OR nom LIKE '{'%_' * 40}'", layer)
    assert time.process_time() - begun < 1


def test_every_operator_is_tried() -> None:
    tried = {"and", "or", "not", "isNull", "like", "between", "in", "s_intersects"}
    tried |= {"=", "<>", "<", ">", "<=", ">="}
    tried |= {"a_equals", "a_contains", "a_containedBy", "a_overlaps"}
    assert set(PREDICATES) == tried
    assert set(FUNCTIONS) == {"casei", "accenti"}


@given(text=st.text(alphabet="nom='aAND()OR<>%_,. -123NOTINLIKEBETWEEN", max_size=60))
def test_any_text_is_answered_or_refused(shelf: Shelf, text: str) -> None:
    try:
        parse(text)
        selected = select(text, shelf.layers["poles"])
    except FilterError:
        return
    assert len(selected) == 5
