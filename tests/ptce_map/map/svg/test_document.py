"""The map of a view as one SVG element."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from geodata.cog import Level
from ptce_map.map.gathering import CROWD
from ptce_map.map.svg.document import (
    write_limits,
    write_map,
    write_parts,
    write_seats,
    write_territories,
    write_units,
)
from ptce_map.map.svg.look import Look
from ptce_map.map.svg.shapes import Outline, Seat, Sheet, Unit

SQUARE = "M0 0l9 0 0 9z"
SHEET = Sheet(
    Level.DEPARTEMENT,
    (
        Unit("13", "Bouches-du-Rhône", "", SQUARE, 5, 5),
        Unit("29", "Côtes <d'Armor>", "", SQUARE, 7, 7),
        Unit("974", "La Réunion", "974", SQUARE, 8, 8),
    ),
    {"/region/93": SQUARE},
)
OUTLINES = (
    Outline("laine", "declared", "", "", 3.0, SQUARE),
    Outline("bois", "approximate", "", "", 3.0, SQUARE),
    Outline("petit", "declared", "", "", 9.0, SQUARE),
    Outline("coupe", "declared", "petite-couronne", "area", 3.0, SQUARE),
    Outline("coupe", "declared", "petite-couronne", "outline", 3.0, SQUARE),
)
SEATS = (
    Seat("13055", "Cité", "known", "", ("laine", "bois"), 3, 4),
    Seat("pole:petit", "", "unknown", "", ("petit",), 5, 6),
)
LOOK = Look(
    name="Nombre de pôles",
    k=5,
    classes={"13": 3, "974": -1},
    said={"13": "3 pôles"},
    address=lambda code: f"?departement={code}",
    poles=("laine", "petit", "coupe"),
    insets=("974", "petite-couronne"),
)


def parse(look: Look = LOOK) -> ET.Element:
    return ET.fromstring(write_map(SHEET, look, OUTLINES, SEATS))


def layer(root: ET.Element, name: str) -> ET.Element:
    found = root.find(f".//g[@class='{name}']")
    assert found is not None
    return found


def test_units_are_links_with_their_class_and_a_name() -> None:
    links = list(layer(parse(), "shapes"))
    assert [link.get("href") for link in links] == [
        "?departement=13",
        "?departement=29",
        "?departement=974",
    ]
    assert [link.get("class") for link in links] == ["c3", "c0", "c-1"]
    assert links[0].get("aria-label") == "Bouches-du-Rhône, 3 pôles"
    assert links[1].get("aria-label") == "Côtes <d'Armor>"


def test_copies_are_hidden_where_their_inset_is() -> None:
    hidden = write_units(SHEET, replace(LOOK, insets=()))
    assert 'data-inset="974" hidden=""' in hidden
    assert "hidden" not in write_units(SHEET, LOOK)


def test_only_the_poles_shown_are_outlined_and_small_ones_are_left_to_their_seat() -> None:
    lines = layer(layer(parse(), "territories"), "line")
    assert [(use.get("data-pole"), use.get("hidden")) for use in lines] == [
        ("laine", None),
        ("petit", ""),
        ("coupe", None),
    ]
    assert {path.get("data-part") for path in parse().iter("path") if path.get("id")} == {
        "",
        "area",
        "outline",
    }


def test_the_open_pole_is_hatched_cased_and_lined() -> None:
    chosen = layer(parse(replace(LOOK, selected="coupe")), "chosen")
    assert [path.get("class") for path in chosen] == ["area", "casing", "line declared"]


def test_a_disc_grows_with_the_poles_shown_of_its_seat() -> None:
    both = layer(parse(replace(LOOK, poles=("laine", "bois"))), "seats")
    assert [seat.get("style") for seat in both] == ["--s:1.41"]
    alone = layer(parse(), "seats")
    assert [(seat.get("data-seat"), seat.get("style"), len(seat)) for seat in alone] == [
        ("13055", None, 2),
        ("pole:petit", None, 3),
    ]


def test_a_page_that_gathers_the_seats_of_a_crowd_says_so() -> None:
    crowd = replace(LOOK, poles=[f"pole-{at}" for at in range(CROWD + 1)])
    assert '<g class="seats" data-gathered="">' in write_seats(SEATS, crowd, 5)
    assert "data-gathered" not in write_seats(SEATS, crowd)
    assert "data-gathered" not in write_seats(SEATS, LOOK, 5)


def test_of_a_crowd_the_territories_too_small_for_the_zoom_are_left_to_the_scripts() -> None:
    crowd = replace(LOOK, poles=[*LOOK.poles, *map(str, range(CROWD))])

    assert 'data-pole="petit"' in write_territories(OUTLINES, LOOK, 5.0)
    assert 'data-pole="laine"' in write_territories(OUTLINES, crowd, 5.0)
    assert 'data-pole="petit"' not in write_territories(OUTLINES, crowd, 5.0)
    assert 'data-pole="petit"' in write_territories(OUTLINES, crowd, 9.0)


def test_of_a_crowd_a_territory_waits_for_larger_ones() -> None:
    crowd = replace(LOOK, poles=[*LOOK.poles, *map(str, range(CROWD))])
    waiting = [replace(OUTLINES[0], thinned=7.0)]

    assert 'data-zoom="3.0" data-thinned="7.0"' in write_territories(waiting, LOOK, 5.0)
    assert "data-thinned" not in write_territories(OUTLINES, LOOK, 5.0)
    assert "<use" not in write_territories(waiting, crowd, 5.0)
    assert "<use" in write_territories(waiting, crowd, 7.0)


def test_circles_are_drawn_from_the_largest() -> None:
    circles = layer(parse(replace(LOOK, radii={"13": 4.0, "29": 9.5})), "circles")
    assert [(circle.get("data-code"), circle.get("style")) for circle in circles] == [
        ("29", "--r:9.5"),
        ("13", "--r:4.0"),
    ]


def test_overlays_that_are_off_are_hidden() -> None:
    look = replace(LOOK, overlays=("sieges",))
    assert '<g class="territories" hidden="">' in write_territories(OUTLINES, look, 5)
    assert '<g class="seats">' in write_seats(SEATS, look)


def test_layers_make_a_document_of_their_own() -> None:
    root = ET.fromstring(write_parts([write_limits(SHEET, ())]))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_the_limits_of_an_inset_that_is_not_shown_are_hidden() -> None:
    sheet = replace(SHEET, limits={"/region/93": "M0 0l1 1", "974/region/04": "M2 2l1 1"})
    root = ET.fromstring(f"<svg>{write_limits(sheet, ())}</svg>")
    mainland, inset = root.iter("path")

    assert (mainland.get("class"), mainland.get("data-limit")) == ("region", "/region/93")
    assert mainland.get("hidden") is None
    assert (inset.get("data-inset"), inset.get("hidden")) == ("974", "")
