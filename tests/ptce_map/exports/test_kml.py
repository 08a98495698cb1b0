"""KML held to its schema, and to what its readers stumble on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import fastkml
import pytest
from lxml import etree

from ptce_map.exports import SUFFIXES, Geometry, Order
from ptce_map.exports.kml import xml_names
from ptce_map.filters.filters import Filters
from tests.rereading import selections

if TYPE_CHECKING:
    from ptce_map.exports import Shelf


@pytest.mark.parametrize("layer", SUFFIXES)
@pytest.mark.parametrize("geometry", Geometry)
def test_kml_is_valid_by_its_schema_ids_included(
    shelf: Shelf, layer: str, geometry: Geometry
) -> None:
    schema = Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"
    validator = etree.XMLSchema(etree.parse(schema))
    for filters in (*selections(shelf), Filters(q="nulle part")):
        document = etree.fromstring(shelf.write(Order(layer, "kml", filters, geometry)))
        assert validator.validate(document), validator.error_log
        ids = document.xpath("//@id")
        assert len(ids) == len(set(ids))
        places = document.iterfind(".//{*}coordinates")
        assert all(text.count(",") == 1 for place in places for text in place.text.split())


def test_ids_that_are_no_xml_names_are_made_such(shelf: Shelf) -> None:
    layer = shelf.layers["poles"]
    ids = ("le-phare", "3-vallees", "poles", "a:b", "ile haute")
    renamed = replace(layer, columns={**layer.columns, "id": ids})
    assert xml_names(renamed) == ["le-phare", "_3-vallees", "_poles", "a.b", "ile.haute"]


def test_whole_numbers_of_a_kml_are_numbers_whatever_is_asked_for(shelf: Shelf) -> None:
    layer = shelf.layers["poles"]
    greater = replace(layer, columns={**layer.columns, "aide_eur": (2**31, None, 1, 2, None)})
    rich = replace(shelf, layers={**shelf.layers, "poles": greater})
    for written, kind in ((shelf, "int"), (rich, "double")):
        for filters in (Filters(), Filters(id=("la-voisine",))):
            text = written.write(Order(extension="kml", filters=filters)).decode()
            assert f'<SimpleField name="aide_eur" type="{kind}"/>' in text
            assert '<SimpleField name="population" type="int"/>' in text
