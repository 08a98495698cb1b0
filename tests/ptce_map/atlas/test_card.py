"""The card of a view as SVG: its texts fit, its map looks where the view does."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from geodata.cog import Level
from ptce_map.atlas.card import HEIGHT, WIDTH, Card, fitted, px_of, seen_of, style, write_card
from ptce_map.map.svg.look import Look
from ptce_map.map.svg.shapes import Sheet, Unit

SHEET = Sheet(
    Level.DEPARTEMENT,
    (
        Unit("31", "Haute-Garonne", "", "M0 0l9 9z", 1, 1),
        Unit("974", "La Réunion", "974", "M5 5l9 9z", 5, 5),
    ),
    {"/region/93": "M0 0l9 9"},
)
CARD = Card(
    name="Carte des PTCE",
    title="Deux départements sur trois ont <au moins> un pôle",
    said="76 pôles",
    measure="Nombre de pôles par département",
    classes=[("0", 0), ("1", 1)],
    k=5,
    sources="IGN",
)


def look(**asked: object) -> Look:
    """Return a view of both units, one in an inset."""
    known = {"classes": {"31": 2}, "radii": {"31": 12.0}, "insets": ("974",), **asked}
    return Look(name="", k=5, said={}, address="?{}".format, **known)


def test_a_card_is_a_document_with_its_texts_and_one_map_a_place() -> None:
    root = ET.fromstring(write_card(CARD, SHEET, look(), (), ()))
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    maps = root.findall("{http://www.w3.org/2000/svg}svg")

    assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT))
    assert " ".join(texts).count("<au moins>") == 1
    assert "La Réunion" in texts
    assert len(maps) == 2


def test_a_part_of_the_country_has_no_inset_of_its_own() -> None:
    near = look(bounds=(0.0, 42.0, 3.0, 45.0))
    root = ET.fromstring(write_card(CARD, SHEET, near, (), ()))

    assert len(root.findall("{http://www.w3.org/2000/svg}svg")) == 1
    assert px_of(seen_of(near)) < px_of(seen_of(look()))


def test_circles_have_their_radius_in_units_of_the_map() -> None:
    written = write_card(CARD, SHEET, look(), (), ())
    found = re.search(r'<circle[^>]* r="(\d+)"', written)

    assert found
    assert int(found[1]) == round(12 * px_of(seen_of(look())))
    assert "--r" not in written


@pytest.mark.parametrize("words", [4, 12, 40, 90])
def test_a_title_is_as_large_as_few_lines_allow(words: int) -> None:
    size, lines = fitted(" ".join(["département"] * words))

    assert 1 <= len(lines) <= 5
    assert size in {44, 38, 32, 27}
    assert fitted("court")[0] == 44


def test_the_style_has_a_colour_a_class_and_no_custom_property() -> None:
    rules = style(7, 10.0)

    assert all(f".shapes .c{number}{{fill:#" in rules for number in range(8))
    assert "var(" not in rules
