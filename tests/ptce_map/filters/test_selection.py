from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.cog import Level
from ptce_map.filters.filters import FILTERS, Filters
from ptce_map.filters.filters import POLES as POLES_KEY
from ptce_map.filters.selection import KeyFigures, Mask
from ptce_map.filters.vocabulary import values_of

if TYPE_CHECKING:
    from ptce_map.catalog import Catalog

POLES = ("le-phare", "la-voisine", "le-quartier", "ile-haute", "insulaire")


def chosen(*poles: str) -> Mask:
    return np.array([pole in poles for pole in POLES], dtype=bool)


@pytest.mark.parametrize(
    ("filters", "poles"),
    [
        (Filters(), POLES),
        (Filters(region=("93",)), ("le-phare", "la-voisine", "le-quartier")),
        (Filters(region=("94",)), ("la-voisine", "insulaire")),
        (Filters(region=("01", "94")), ("la-voisine", "ile-haute", "insulaire")),
        (Filters(departement=("2A",)), ("la-voisine",)),
        (Filters(secteur=("culture",)), ("le-phare",)),
        (Filters(secteur=("culture", "non-renseigne")), ("le-phare", "le-quartier")),
        (Filters(structure=("scic",)), ("la-voisine",)),
        (Filters(appel=("aap-2013",)), ("le-phare", "la-voisine")),
        (Filters(appel=("aap-2013",), structure=("scic",)), ("la-voisine",)),
        (Filters(precision=("region-only",)), ("insulaire",)),
        (Filters(confiance=("low",)), ("ile-haute",)),
        (Filters(statut=("inferred",)), ("la-voisine",)),
        (Filters(etat=("termine",)), ("ile-haute",)),
        (Filters(etat=("actif", "renomme")), ("la-voisine",)),
        (Filters(statut=("attested",)), ("le-phare", "la-voisine", "le-quartier", "ile-haute")),
        (Filters(appel=("aap-2013",), statut=("inferred",)), ()),
        (Filters(appel=("ami-2022",), statut=("inferred",)), ("la-voisine",)),
        (
            Filters(appel=("ami-2022",), statut=("attested",)),
            ("le-phare", "le-quartier", "ile-haute"),
        ),
        (
            Filters(appel=("aap-2013", "ami-2022"), statut=("attested",)),
            ("le-phare", "la-voisine", "le-quartier", "ile-haute"),
        ),
        (Filters(q="FANAL"), ("le-phare",)),
        (Filters(q="saint etienne"), ("le-phare",)),
        (Filters(q="oeuvre laine"), ("le-phare",)),
        (Filters(q="laine voisine"), ()),
        (Filters(q="la"), ("le-phare", "la-voisine", "insulaire")),
        (Filters(q="laine", region=("94",)), ()),
    ],
)
def test_mask_selects(catalog: Catalog, filters: Filters, poles: tuple[str, ...]) -> None:
    mask = catalog.index.select(filters).mask
    assert mask.tolist() == chosen(*poles).tolist()
    assert catalog.index.select(filters).ids == poles


def test_facet_counts_of_no_filter(catalog: Catalog) -> None:
    assert catalog.index.select(Filters()).facets == {
        "region": {"01": 1, "93": 3, "94": 2},
        "departement": {"13": 3, "2A": 1, "971": 1},
        "secteur": {"alimentation": 4, "culture": 1, "non-renseigne": 1},
        "structure": {"association": 4, "scic": 1},
        "appel": {"aap-2013": 2, "ami-2022": 4},
        "precision": {"declared": 3, "approximate": 1, "region-only": 1},
        "confiance": {"high": 4, "medium": 0, "low": 1},
        "statut": {"attested": 4, "inferred": 1},
        "etat": {"actif": 1, "renomme": 0, "termine": 1, "inconnu": 3},
    }


def test_the_costliest_filter_is_the_one_without_which_most_poles_answer(
    catalog: Catalog,
) -> None:
    asked = Filters(region=("01",), secteur=("culture",), appel=("aap-2013",))

    assert catalog.index.select(asked).costliest == ("region", 1)
    assert catalog.index.select(Filters(q="introuvable", region=("93",))).costliest == ("q", 3)


def test_of_filters_that_cost_as_many_the_last_one_is_named(catalog: Catalog) -> None:
    assert catalog.index.select(Filters(region=("01",), id=("le-phare",))).costliest == ("id", 1)


def test_no_filter_is_named_if_none_alone_gives_a_pole_back(catalog: Catalog) -> None:
    asked = Filters(region=("01",), secteur=("culture",), structure=("scic",))

    assert catalog.index.select(asked).costliest is None
    assert catalog.index.select(Filters()).costliest is None


def test_pairs_of_values_are_counted_under_the_other_filters(catalog: Catalog) -> None:
    counts = catalog.index.select(Filters(secteur=("culture",))).crossed("secteur", "appel")

    assert counts.tolist() == [[2, 3], [1, 1], [0, 1]]
    assert catalog.index.select(Filters(region=("01",))).crossed("secteur", "appel").sum() == 1


def test_facet_counts_ignore_their_own_filter(catalog: Catalog) -> None:
    counts = catalog.index.select(Filters(region=("94",), secteur=("alimentation",))).facets
    assert counts["region"] == {"01": 1, "93": 2, "94": 2}
    assert counts["secteur"] == {"alimentation": 2, "culture": 0, "non-renseigne": 0}
    assert counts["structure"] == {"association": 1, "scic": 1}


def test_the_round_and_the_proof_are_counted_on_one_award(catalog: Catalog) -> None:
    asked = Filters(appel=("ami-2022",), statut=("attested",))
    counts = catalog.index.select(asked).facets
    assert counts["statut"] == {"attested": 3, "inferred": 1}
    assert counts["appel"] == {"aap-2013": 2, "ami-2022": 3}
    assert counts["structure"] == {"association": 3, "scic": 0}
    assert catalog.index.select(Filters(statut=("inferred",))).facets["appel"] == {
        "aap-2013": 0,
        "ami-2022": 1,
    }


def test_pairs_of_values_keep_to_the_awards_asked_for(catalog: Catalog) -> None:
    counts = catalog.index.select(Filters(statut=("inferred",))).crossed("secteur", "appel")
    assert counts.tolist() == [[0, 1], [0, 0], [0, 0]]


def test_the_costliest_filter_of_an_award_is_found(catalog: Catalog) -> None:
    asked = Filters(appel=("aap-2013",), statut=("inferred",))
    assert catalog.index.select(asked).mask.sum() == 0
    assert catalog.index.select(asked).costliest == ("statut", 2)


some_filters = st.fixed_dictionaries(
    {
        "region": st.lists(st.sampled_from(["01", "93", "94"]), max_size=2).map(tuple),
        "secteur": st.lists(st.sampled_from(["alimentation", "culture"]), max_size=2).map(tuple),
        "appel": st.lists(st.sampled_from(["aap-2013", "ami-2022"]), max_size=1).map(tuple),
        "statut": st.lists(st.sampled_from(["attested", "inferred"]), max_size=1).map(tuple),
        "q": st.sampled_from(["", "la", "phare"]),
    }
).map(lambda asked: Filters(**asked))


@given(filters=some_filters)
def test_a_facet_count_is_the_size_of_the_selection_if_it_alone_were_asked(
    catalog: Catalog, filters: Filters
) -> None:
    counts = catalog.index.select(filters).facets
    for row in (row for row in FILTERS if row.key != POLES_KEY):
        for value, count in counts[row.key].items():
            asked = {criterion.key: filters.values(criterion.key) for criterion in FILTERS} | {
                row.key: (value,)
            }
            assert catalog.index.select(Filters(**asked, q=filters.q)).mask.sum() == count


@pytest.mark.parametrize(
    ("poles", "figures"),
    [
        (POLES, KeyFigures(5, 5, 1 + 2 + 16 + 3 + 256, 3, 1, 1, ("2017", "2023"))),
        (("le-phare", "la-voisine"), KeyFigures(2, 3, 1 + 2 + 16, 2, 0, 1, ("2023",))),
        (("le-quartier",), KeyFigures(1, 1, 3, 1, 0, 0, ("2023",))),
        (("insulaire",), KeyFigures(1, 0, 0, 0, 1, 0)),
        ((), KeyFigures(0, 0, 0, 0, 0, 0)),
    ],
)
def test_key_figures(catalog: Catalog, poles: tuple[str, ...], figures: KeyFigures) -> None:
    assert catalog.index.key_figures(chosen(*poles)) == figures


def test_levels_hold_every_unit_of_the_map(catalog: Catalog) -> None:
    levels = catalog.index.levels
    assert levels[Level.REGION].codes == ("01", "93", "94")
    assert levels[Level.DEPARTEMENT].codes == ("13", "2A", "971")
    assert levels[Level.EPCI].codes == ("200000013", "200000021")
    assert len(levels[Level.COMMUNE].codes) == 9


def test_values_of_a_cell() -> None:
    assert values_of(("a", "b")) == ("a", "b")
    assert values_of("a") == ("a",)
    assert values_of(()) == ()


def test_a_selection_works_each_thing_out_once_and_lends_it_unchanged(catalog: Catalog) -> None:
    selection = catalog.index.select(Filters(region=("93",)))
    assert selection.n == len(selection.ids) == 3
    assert selection.figures == catalog.index.key_figures(selection.mask)
    for name in ("mask", "ids", "figures", "facets", "costliest"):
        assert getattr(selection, name) is getattr(selection, name)
    with pytest.raises(ValueError, match="read-only"):
        selection.mask[0] = False


def test_no_array_grows_with_the_square_of_the_poles(catalog: Catalog) -> None:
    assert "id" not in catalog.index.values
    assert {index.shape[0] for index in catalog.index.values.values()} == {len(POLES)}


def test_poles_are_selected_by_id(catalog: Catalog) -> None:
    asked = catalog.index.select(Filters(id=("ile-haute", "le-phare")))

    assert asked.ids == ("le-phare", "ile-haute")
    assert asked.facets["region"] == {"01": 1, "93": 1, "94": 0}
