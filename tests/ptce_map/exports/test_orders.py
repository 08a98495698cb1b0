from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_map.errors import QueryError
from ptce_map.exports import EXPORTS, WRITTEN, Geometry, Order
from ptce_map.exports.orders import Rings, Separator, offered_keys
from ptce_map.filters.filters import FILTERS, Filters
from ptce_map.filters.vocabulary import Vocabulary

if TYPE_CHECKING:
    from ptce_map.exports import Shelf

POINT, TERRITORY = Geometry.POINT, Geometry.TERRITORY
COMMA = Separator.COMMA
RFC7946 = Rings.RFC7946


def test_an_address_is_an_order(shelf: Shelf) -> None:
    query = "?q=phare&region=94&region=93&geometrie=point&lang=en"
    assert shelf.order("poles", "gpkg", query) == Order(
        "poles", "gpkg", Filters(region=("93", "94"), q="phare"), POINT, "en"
    )


def test_what_the_page_looks_at_changes_nothing(shelf: Shelf) -> None:
    query = "niveau=region&pole=le-phare&theme=sombre&onglet=methode"
    assert shelf.order("poles", "geojson", query) == Order()


@pytest.mark.parametrize(
    ("extension", "geometry"),
    [
        ("geojson", TERRITORY),
        ("csv", POINT),
        ("xlsx", POINT),
        ("csv.datapackage.json", POINT),
        ("gpkg.datapackage.json", TERRITORY),
    ],
)
def test_a_format_has_a_geometry_of_its_own(
    shelf: Shelf, extension: str, geometry: Geometry
) -> None:
    order = shelf.order("poles", extension, "")
    assert order.geometry is geometry
    assert shelf.path(order) == f"/api/poles.{extension}"


@pytest.mark.parametrize(
    ("extension", "query", "key", "value", "allowed"),
    [
        ("geojson", "couleur=bleu", "couleur", "", offered_keys(Vocabulary({}))),
        ("geojson", "geometrie=rond", "geometrie", "rond", tuple(Geometry)),
        ("xlsx", "geometrie=territoire", "geometrie", "territoire", (POINT,)),
        ("csv", "separateur=tab", "separateur", "tab", ("virgule", "point-virgule")),
        ("geojson", "anneaux=droite", "anneaux", "droite", ("rfc7946", "d3")),
        ("jsonl", "anneaux=d3&anneaux=rfc7946", "anneaux", "rfc7946", ("d3", "rfc7946")),
        (
            *("csv", "geometrie=point&geometrie=territoire", "geometrie", "territoire"),
            ("point", "territoire"),
        ),
    ],
)
def test_an_order_not_understood_names_what_is_wrong(
    shelf: Shelf, extension: str, query: str, key: str, value: str, allowed: tuple[str, ...]
) -> None:
    with pytest.raises(QueryError, match=key) as raised:
        shelf.order("poles", extension, query)
    assert (raised.value.key, raised.value.value) == (key, value)
    assert raised.value.allowed == allowed


def test_a_separator_is_of_csv_and_of_no_effect_elsewhere(shelf: Shelf) -> None:
    query = "separateur=point-virgule"
    assert shelf.order("poles", "csv", query).separator == "point-virgule"
    assert shelf.order("poles", "csv.datapackage.json", query).separator == "point-virgule"
    assert shelf.order("poles", "gpkg", query) == shelf.order("poles", "gpkg", "")


@pytest.mark.parametrize(
    ("order", "path", "name"),
    [
        (
            Order("poles", "csv", geometry=POINT, separator="point-virgule"),
            "/api/poles.csv?separateur=point-virgule",
            "ptce_point-virgule_2026-01-15.csv",
        ),
        (Order(), "/api/poles.geojson", "ptce_2026-01-15.geojson"),
        (
            Order(filters=Filters(secteur=("alimentation",), region=("94",)), lang="en"),
            "/api/poles.geojson?region=94&secteur=alimentation&lang=en",
            "ptce_corse_alimentation_2026-01-15.geojson",
        ),
        (
            Order("communes-des-poles", "shp.zip", Filters(departement=("13",)), POINT),
            "/api/communes-des-poles.shp.zip?departement=13&geometrie=point",
            "ptce-communes_bouches-du-rhone_point_2026-01-15.shp.zip",
        ),
        (
            Order(filters=Filters(q="Fil d'été/../")),
            "/api/poles.geojson?q=Fil+d%27%C3%A9t%C3%A9%2F..%2F",
            "ptce_fil-d-ete_2026-01-15.geojson",
        ),
        (
            Order(filters=Filters(q="laine " * 40)),
            f"/api/poles.geojson?q={'+'.join(['laine'] * 40)}",
            "ptce_selection_2026-01-15.geojson",
        ),
    ],
)
def test_an_order_has_one_address_and_one_name(
    shelf: Shelf, order: Order, path: str, name: str
) -> None:
    assert shelf.path(order) == path
    assert shelf.file_name(order) == name


def orders(shelf: Shelf) -> st.SearchStrategy[Order]:
    values = {
        row.key: st.lists(st.sampled_from(shelf.catalog.vocabulary.values(row.key)), unique=True)
        for row in FILTERS
    }
    texts = st.text(max_size=20).map(lambda text: " ".join(text.split()))
    filters = st.fixed_dictionaries(values).flatmap(
        lambda chosen: texts.map(
            lambda q: Filters(**{key: tuple(values) for key, values in chosen.items()}, q=q)
        )
    )
    return st.sampled_from(list(WRITTEN)).flatmap(
        lambda extension: st.builds(
            Order,
            layer=st.sampled_from(["poles", "communes-des-poles"]),
            extension=st.just(extension),
            filters=filters,
            geometry=st.sampled_from(WRITTEN[extension].geometries),
            lang=st.sampled_from(["fr", "en"]),
            separator=st.sampled_from(list(Separator)) if "csv" in extension else st.just(COMMA),
            rings=st.sampled_from(list(Rings)) if "json" in extension[:7] else st.just(RFC7946),
        )
    )


@given(data=st.data())
def test_an_order_survives_its_address_whatever_its_order(
    shelf: Shelf, data: st.DataObject
) -> None:
    order = data.draw(orders(shelf))
    path, _, query = shelf.path(order).partition("?")
    layer, _, extension = path.removeprefix("/api/").partition(".")
    pairs = data.draw(st.permutations(parse_qsl(query)))
    read = shelf.order(layer, extension, urlencode(pairs))
    assert shelf.path(read) == shelf.path(order)
    assert (read.geometry, read.lang, read.separator, read.rings, read.filters.q) == (
        order.geometry,
        order.lang,
        order.separator,
        order.rings,
        order.filters.q,
    )
    assert shelf.catalog.index.select(read.filters).mask.tolist() == (
        shelf.catalog.index.select(order.filters).mask.tolist()
    )


@pytest.mark.parametrize("extension", EXPORTS)
def test_an_order_of_another_format_keeps_the_geometry_if_it_can(extension: str) -> None:
    export = EXPORTS[extension]
    assert export.order_of(Order()).geometry is export.geometries[0]
    simplified = export.order_of(Order(geometry=Geometry.SIMPLIFIED))
    assert simplified.extension == extension
    assert simplified.geometry in export.geometries
