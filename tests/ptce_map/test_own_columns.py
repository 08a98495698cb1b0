"""Columns of a register's own are in its layer, in its workbook and in the sheet of a pole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from app.sections.door import Door
from app.sections.fragment import to_html
from app.sections.pole import create_extras
from app.sections.sheet import Sheet
from ptce_map.catalog import build_catalog
from ptce_map.exports.columns import lay_out
from ptce_map.layers.published import build_layers
from ptce_map.register.extras import declared, typed_extras

if TYPE_CHECKING:
    from geodata.store import Boundaries
    from ptce_map.catalog import Catalog
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance

CONTENT = {
    "colonnes": {
        "date_adhesion": {"libelle_fr": "Adhésion", "libelle_en": "Joined", "type": "date"},
        "date_adhesion_2": {"type": "date"},
        "budget": {"libelle_fr": "Budget", "type": "montant"},
        "part": {"libelle_fr": "Part", "type": "pourcentage"},
        "labels": {"libelle_fr": "Labels", "type": "liste"},
        "fiche": {"libelle_fr": "Fiche", "type": "lien"},
    }
}
CELLS = {
    "date_adhesion": "2024-05-17",
    "date_adhesion_2": "2025",
    "budget": "1234.5",
    "part": "12",
    "labels": "bio|local",
    "fiche": "https://example.org/a",
}


@pytest.fixture(scope="module")
def own(register: Register, boundaries: Boundaries, tiny_france: TinyFrance) -> Catalog:
    extras = declared(CONTENT)[0]
    rows = register.poles[[]].assign(**dict.fromkeys(CELLS, ""))
    for column, cell in CELLS.items():
        rows.loc["le-phare", column] = cell
    poles = register.poles.join(typed_extras(extras, rows))
    return build_catalog(replace(register, poles=poles, extras=extras), boundaries, tiny_france.cog)


def test_they_are_fields_of_the_layer_under_short_names_of_their_own(own: Catalog) -> None:
    layer = build_layers(own)["poles"]
    fields = [field for field in layer.fields if field.titles]
    assert [(field.name, field.kind, field.many, field.short_name) for field in fields] == [
        ("date_adhesion", "string", False, "date_adhes"),
        ("date_adhesion_2", "string", False, "date_ad_01"),
        ("budget", "number", False, "budget"),
        ("part", "number", False, "part"),
        ("labels", "string", True, "labels"),
        ("fiche", "string", False, "fiche"),
    ]
    assert fields[0].said("en") == "Joined"
    assert layer.columns["budget"][0] == 1234.5
    assert list(layer.columns["labels"][0]) == ["bio", "local"]


def test_a_workbook_has_them_in_words(own: Catalog) -> None:
    fields = build_layers(own)["poles"].fields
    laid = {column.header: column.look for column in lay_out("poles", fields, own, "fr")}
    assert [laid[title] for title in ("Adhésion", "Budget", "Labels", "Fiche")] == [
        "date",
        "decimal",
        "text",
        "address",
    ]
    assert "budget" not in laid
    assert "labels" in laid


class Known:
    """What the sheet of a pole asks of the data."""

    def __init__(self, catalog: Catalog) -> None:
        self.register = catalog.register


def told(own: Catalog, pole_id: str, lang: str) -> str:
    row: Any = next(own.poles.loc[[pole_id]].itertuples())
    return to_html(create_extras(Sheet(cast(Any, Known(own)), row, Door(lang))))


def test_the_sheet_of_a_pole_tells_those_that_say_something(own: Catalog) -> None:
    html = told(own, "le-phare", "fr")
    said = (
        "17 mai 2024",
        "1\u202f234,50\u00a0€",
        "12\u00a0%",
        "bio, local",
        'href="https://example.org/a"',
    )
    assert [text for text in said if text not in html] == []
    assert "€1,234.50" in told(own, "le-phare", "en")
    assert told(own, "insulaire", "fr") == ""


def test_values_that_are_declared_read_in_each_language(
    register: Register, boundaries: Boundaries, tiny_france: TinyFrance
) -> None:
    said = {"filtre": True, "valeurs": ["1", "2"], "valeurs_en": ["One", "Two"]}
    step = {**said, "type": "entier", "libelle_fr": "Étape", "libelle_en": "Step"}
    content = {
        "colonnes": {"etape": step, "suite": {**step, "type": "liste", "libelle_en": "Next"}}
    }
    extras = declared(content)[0]
    rows = register.poles[[]].assign(etape="", suite="")
    rows.loc["le-phare"] = ["1", "2|3"]
    poles = register.poles.join(typed_extras(extras, rows))
    own = build_catalog(replace(register, poles=poles, extras=extras), boundaries, tiny_france.cog)
    layer = build_layers(own)["poles"]
    laid = {column.header: column for column in lay_out("poles", layer.fields, own, "en")}
    heads = {"Step": "etape", "Next": "suite", "etape": "etape", "suite": "suite"}
    cells = {head: laid[head].cells(layer.columns[name])[0] for head, name in heads.items()}
    assert cells == {"Step": "One", "Next": "Two; 3", "etape": 1, "suite": ["2", "3"]}
    assert "One" in told(own, "le-phare", "en")
    assert "Two, 3" in told(own, "le-phare", "en")
