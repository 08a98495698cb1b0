from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_type_hints

import pandas as pd
import pytest

from ptce_map import catalog as module
from ptce_map.catalog import open_catalog
from ptce_map.errors import RegisterError
from ptce_map.register import opening
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.store import Boundaries
    from ptce_map.catalog import Catalog
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance


def test_poles_keep_the_rows_and_columns_of_register_and_territories(
    catalog: Catalog, register: Register
) -> None:
    assert list(catalog.poles.index) == list(register.poles.index)
    assert set(register.poles.columns) < set(catalog.poles.columns)
    assert catalog.poles.crs.to_epsg() == 4326
    assert catalog.poles.at["la-voisine", "n_communes"] == 3


def test_a_row_of_the_poles_has_what_its_type_says(catalog: Catalog) -> None:
    assert set(get_type_hints(module.Pole)) == {"Index", *catalog.poles.columns}


@pytest.mark.parametrize(
    ("pole", "appels", "statuts", "aide_eur"),
    [
        ("le-phare", ("aap-2013", "ami-2022"), ("attested",), 150000),
        ("la-voisine", ("aap-2013", "ami-2022"), ("attested", "inferred"), pd.NA),
        ("insulaire", (), (), pd.NA),
    ],
)
def test_awards_of_a_pole(
    catalog: Catalog, pole: str, appels: tuple[str, ...], statuts: tuple[str, ...], aide_eur: object
) -> None:
    row = catalog.poles.loc[pole]
    assert (row.appels, row.statuts) == (appels, statuts)
    assert row.aide_eur is pd.NA if aide_eur is pd.NA else row.aide_eur == aide_eur


def test_inferred_awards_and_their_sources_are_told_apart(catalog: Catalog) -> None:
    neighbour = catalog.poles.loc["la-voisine"]
    assert neighbour["appels_deduits"] == ("ami-2022",)
    assert neighbour["sources_prix"] == ("aap-2013:journal", "ami-2022:journal")
    assert catalog.poles.at["insulaire", "sources_prix"] == ()


def test_sources_of_a_pole_are_those_of_all_that_is_said_of_it(catalog: Catalog) -> None:
    assert catalog.poles.at["le-phare", "sources"] == ("journal", "rapport")
    assert catalog.poles.at["insulaire", "sources"] == ("journal",)


def test_sources_of_the_state_are_numbered_after_those_of_the_pole(
    tiny_france: TinyFrance, boundaries: Boundaries
) -> None:
    pole = builders.pole(
        sources_etat="rapport", etat="actif", etat_date="2024", sources_territoire="journal"
    )
    register = builders.register([pole])
    found = module.build_catalog(register, boundaries, tiny_france.cog)
    assert found.poles.at["le-phare", "sources"] == ("journal", "rapport")


def test_poles_are_ranked_in_the_order_of_their_names(catalog: Catalog) -> None:
    assert sorted(catalog.reading_order, key=catalog.reading_order.__getitem__) == [
        "ile-haute",
        "insulaire",
        "la-voisine",
        "le-phare",
        "le-quartier",
    ]


def test_a_pole_covering_a_part_of_a_commune_names_the_part(catalog: Catalog) -> None:
    assert catalog.commune_names("le-quartier") == ["Cité 1er"]
    assert catalog.commune_names("le-phare") == ["Commune 1", "Commune 2"]
    assert catalog.commune_names("insulaire") == []


def test_announced_laureates_may_be_unknown(catalog: Catalog) -> None:
    assert catalog.rounds["aap-2013"].announced is None


def test_open_catalog_reads_a_register_and_the_boundaries(
    tmp_path: Path,
    tiny_france: TinyFrance,
    boundaries: Boundaries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "read_cog", lambda: tiny_france.cog)
    known = replace(boundaries, manifest={"sources": [{"millesime": 2024}]})
    monkeypatch.setattr(module, "open_boundaries", lambda folder: known)
    opened = open_catalog(builders.write_register(tmp_path), tmp_path)
    assert opened.poles["population"].tolist() == [1]
    assert opened.index.ids == ("le-phare",)
    assert opened.contours == " COG 2024"


def test_open_catalog_keeps_the_rows_of_a_register_whose_faults_are_said(
    tmp_path: Path,
    tiny_france: TinyFrance,
    boundaries: Boundaries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = replace(boundaries, manifest={"sources": [{"millesime": 2024}]})
    monkeypatch.setattr(module, "open_boundaries", lambda folder: known)
    monkeypatch.setattr(module, "read_cog", lambda: tiny_france.cog)
    monkeypatch.setattr(opening, "read_cog", lambda: tiny_france.cog)
    poles = [builders.pole(), builders.pole("loin", territoire="canton:1")]
    folder, reports = builders.write_register(tmp_path, builders.tables(poles)), []
    opened = open_catalog(folder, tmp_path, say=reports.append)
    assert opened.index.ids == ("le-phare", "loin")
    assert [fault.value for fault in reports[0].faults] == ["canton:1"]
    with pytest.raises(RegisterError):
        open_catalog(folder, tmp_path)


def test_contours_of_an_unknown_year_say_none(catalog: Catalog) -> None:
    assert catalog.contours == ""


def test_the_territories_are_dissolved_once_at_the_scale_of_the_screen(catalog: Catalog) -> None:
    assert catalog.outlines is catalog.outlines
    assert list(catalog.outlines.index) == list(catalog.poles.index)
    assert catalog.outlines.isna().tolist() == [False, False, False, False, True]


def test_a_pole_that_maps_draw_has_no_undrawn_places_and_asks_for_no_resolver(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(module, "cog_resolver", refuse)

    assert [catalog.undrawn_names(pole) for pole in catalog.poles.index] == 5 * [""]
