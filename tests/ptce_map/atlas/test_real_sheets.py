"""Sheets of the shipped register on the built boundaries."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest

import shapely

from ptce_map.atlas.naming import Label
from ptce_map.atlas.paper.leaf import Leaf, Orientation, Paper
from ptce_map.atlas.render import render_sheet
from ptce_map.atlas.sheet import Sheet, draw_sheet
from ptce_map.atlas.subject import make_subject
from ptce_map.catalog import Catalog
from ptce_map.query.grammar import parse

pytestmark = pytest.mark.data

LEAVES = [Leaf(), Leaf(Paper.A4, Orientation.PORTRAIT), Leaf(Paper.A3, Orientation.PORTRAIT)]
LARGEST_SVG = 3_000_000


@pytest.fixture(scope="module")
def catalog(shipped_catalog: Catalog) -> Catalog:
    return shipped_catalog


def sheet_of(catalog: Catalog, query: str, leaf: Leaf) -> Sheet:
    asked = parse(query, catalog.vocabulary)
    subject = make_subject(catalog, asked, "fr", is_sheet=True)
    return draw_sheet(subject, leaf)


def box_of(label: Label) -> shapely.Geometry:
    box = label.place.box
    return shapely.box(box.left, box.bottom, box.right, box.top)


@pytest.mark.parametrize("leaf", LEAVES)
@pytest.mark.parametrize("query", ["", "region=76", "region=11&niveau=commune", "forme=cercles"])
def test_labels_do_not_overlap_and_no_pole_is_lost(
    catalog: Catalog, query: str, leaf: Leaf
) -> None:
    naming = sheet_of(catalog, query, leaf).naming
    boxes = [box_of(label) for label in naming.labels]
    assert not any(box.intersects(other) for box, other in combinations(boxes, 2))
    on_map = [pole for label in naming.labels for pole in label.poles]
    asked = parse(query, catalog.vocabulary).filters
    selected = catalog.index.select(asked).ids
    assert sorted([*on_map, *naming.absent]) == sorted(selected)
    numbered = [pole for label in naming.labels if label.is_number for pole in label.poles]
    assert sorted(numbered) == sorted(naming.numbers)


def test_most_poles_of_the_country_are_named_on_a_sheet(catalog: Catalog) -> None:
    naming = sheet_of(catalog, "", Leaf()).naming
    # How many names find room depends a little on the typeface that the machine has.
    assert len(naming.numbers) <= 18
    assert set(naming.absent) == {
        *("ateliers-du-rond-point", "projet-phare", "les-grandlieu-zarts")
    }


@pytest.mark.parametrize(
    ("query", "units"),
    [("", 101), ("niveau=region", 18), ("niveau=epci&mesure=part-population", 1255)],
)
def test_every_unit_is_drawn_in_one_panel(catalog: Catalog, query: str, units: int) -> None:
    figure = sheet_of(catalog, query, Leaf()).figure
    panels = [artist for artist in figure.axes[0].collections if artist.get_gid() == "units"]
    # The main map, five overseas départements, and the zoom on Paris, which repeats the main map.
    assert len(panels) == 7
    zoom = panels.pop()
    assert sum(len(panel.get_paths()) for panel in panels) == units
    assert len(zoom.get_paths()) >= 1


def test_ile_de_france_keeps_the_enlargement_of_paris(catalog: Catalog) -> None:
    sheet = sheet_of(catalog, "region=11&niveau=commune", Leaf())
    units = [artist for artist in sheet.figure.axes[0].collections if artist.get_gid() == "units"]
    assert len(units) == 2
    assert sheet.naming.numbers == {}
    said = [text.get_text() for text in sheet.figure.axes[0].texts]
    assert "Paris et petite couronne" in said


def test_towns_are_named_where_one_departement_is_drawn_by_commune(catalog: Catalog) -> None:
    sheet = sheet_of(catalog, "departement=26&niveau=commune", Leaf())
    said = [text.get_text() for text in sheet.figure.axes[0].texts]
    assert {"Valence", "Montélimar", "2 pôles · Drôme"} <= set(said)


def test_a_territory_whose_seat_is_elsewhere_is_named(catalog: Catalog) -> None:
    naming = sheet_of(catalog, "region=28", Leaf()).naming
    assert naming.absent == ()
    named = [" ".join(label.lines) for label in naming.labels]
    assert "PTCE Pays de Bray - Maison de l'économie solidaire" in named


def test_a_national_svg_is_not_heavy_and_its_texts_are_texts(catalog: Catalog) -> None:
    query = parse("", catalog.vocabulary)
    svg = render_sheet(catalog, query, extension="svg", leaf=Leaf())
    assert len(svg) < LARGEST_SVG
    texts = {
        text.text for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    }
    assert {"76 pôles · France entière · tous secteurs, tous appels", "La Réunion"} <= texts
