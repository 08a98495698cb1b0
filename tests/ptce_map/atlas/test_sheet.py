from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from ptce_map.atlas import side
from ptce_map.atlas.naming import Naming
from ptce_map.atlas.paper.canvas import Canvas
from ptce_map.atlas.paper.column import Columns
from ptce_map.atlas.paper.leaf import Box, Leaf, Orientation, Paper
from ptce_map.atlas.render import describe_subject, metadata_of, render_sheet
from ptce_map.atlas.sheet import draw_sheet
from ptce_map.atlas.subject import make_subject
from ptce_map.atlas.texts import book_name, overline, scale_text, sources, subtitle, title
from ptce_map.query.grammar import Query, parse
from tests.builders import UNSAID
from tests.pdfs import read_pdf

if TYPE_CHECKING:
    from ptce_map.atlas.subject import Subject
    from ptce_map.catalog import Catalog

SVG = "{http://www.w3.org/2000/svg}"


def asked(catalog: Catalog, query: str) -> Query:
    return parse(query, catalog.vocabulary)


def subject(catalog: Catalog, query: str, lang: str = "fr") -> Subject:
    return make_subject(catalog, asked(catalog, query), lang, is_sheet=True)


def texts(catalog: Catalog, query: str, leaf: Leaf | None = None, lang: str = "fr") -> list[str]:
    """Return the texts of a sheet, in the order in which they are drawn."""
    known = {"extension": "svg", "leaf": leaf or Leaf(), "lang": lang}
    root = ElementTree.fromstring(render_sheet(catalog, asked(catalog, query), **known))
    return [str(text.text) for text in root.iter(f"{SVG}text")]


def test_a_national_sheet_says_everything(catalog: Catalog) -> None:
    said = texts(catalog, "")
    assert "5 pôles · France entière · tous secteurs, tous appels" in said
    assert "Nombre de pôles par département" in said
    assert "Guadeloupe" in said
    assert said[said.index("3 pôles") :][:10] == [
        *("3 pôles", "1", "2 pôles", "0", "1 pôle", "2"),
        *("Aucun pôle recensé", "0"),
        "1 pôle connu par sa seule région n’y compte pas.",
        "Territoires des pôles",
    ]
    assert said[said.index("Pôles sans repère sur la carte") :][1:3] == ["–", "Insulaire"]
    named = {"La Voisine", "Le Phare", "Le Quartier", "Ile Haute"}
    assert named <= set(said)
    footer = " ".join(said)
    for part in ("version 2026.1.0, 15 janvier 2026", "COG 2026", "Licence Ouverte", "1:"):
        assert part in footer
    assert sum(text.endswith(" km") for text in said) == 2


def test_a_list_too_long_says_how_many_are_left_out() -> None:
    poles = {"a": "Phare " * 40, "b": "Quartier " * 400, "c": "Voisine " * 400}
    country = SimpleNamespace(is_country=True)
    subject = SimpleNamespace(poles=pd.DataFrame({"nom": poles}), lang="fr", focus=country)
    canvas = Canvas(Leaf())
    columns = Columns(canvas, [Box(10, 10, 60, 100)])
    naming = Naming((), {"a": 1, "b": 2, "c": 3}, ())
    side._draw_lists(columns, subject, naming, 1.0)
    assert canvas.axes.texts[-1].get_text() == "et 3 autres"


def test_a_sheet_speaks_english(catalog: Catalog) -> None:
    said = texts(catalog, "", lang="en")
    assert "5 hubs · All of France · all sectors, all calls" in said
    assert "Number of hubs by département" in said
    assert "Documented area" in said


def test_a_regional_sheet_shows_its_units_alone(catalog: Catalog) -> None:
    said = texts(catalog, "region=94&niveau=commune")
    assert said[said.index("1 pôle") + 1] == "1"
    assert said[said.index("Aucun pôle recensé") + 1] == "3"
    assert "Guadeloupe" not in said


def test_a_regional_sheet_lists_the_poles_it_names_with_their_seats(catalog: Catalog) -> None:
    said = texts(catalog, "region=93")
    listed = said[said.index("Pôles nommés sur la carte, et leur siège") + 1 :]
    assert listed[:6] == ["•", "La Voisine", "•", "Le Phare", "•", "Le Quartier"]
    assert "Pôles nommés sur la carte, et leur siège" not in texts(catalog, "")


def test_the_legend_says_what_a_ratio_is_divided_by_and_where_units_are_counted(
    catalog: Catalog,
) -> None:
    shares = texts(catalog, "mesure=part-population")
    assert shares[
        shares.index("par département ; effectif à droite".replace(" ;", "\u202f;")) + 1
    ] == ("population municipale 2023 (Guadeloupe\u00a0: 2017)")
    assert "Effectifs\xa0: Provence" in texts(catalog, "pole=le-quartier")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("departement=13", "3 pôles · Bouches-du-Rhône"),
        ("departement=13&departement=2A", "3 pôles · Bouches-du-Rhône ou Corse-du-Sud"),
        ("departement=13&q=phare", "1 pôle · Bouches-du-Rhône, où figure «\xa0phare\xa0»"),
        (
            "region=93&departement=13",
            "3 pôles en Provence-Alpes-Côte d’Azur, département Bouches-du-Rhône",
        ),
    ],
)
def test_departements_are_named_without_the_word(catalog: Catalog, query: str, said: str) -> None:
    assert title(subject(catalog, query)) == said


def test_circles_have_their_legend(catalog: Catalog) -> None:
    said = texts(catalog, "forme=cercles")
    assert "L’aire des cercles est proportionnelle à la valeur." in said
    assert "2 pôles" in said
    assert "3 pôles" not in said


@pytest.mark.parametrize("measure", ["nombre", "aides"])
def test_circles_of_nothing_are_no_circles(catalog: Catalog, measure: str) -> None:
    query = f"forme=cercles&echelle=recalculee&q=zzzzqq&mesure={measure}"
    said = texts(catalog, query)
    assert any(text.startswith("0 pôle") for text in said)
    assert "L’aire des cercles est proportionnelle à la valeur." not in said
    radii = subject(catalog, query).thematic.radii(np.array([0.0, 0.0]), 1.0)
    assert radii.tolist() == [0.0, 0.0]


def test_no_outline_at_the_level_of_regions(catalog: Catalog) -> None:
    said = texts(catalog, "niveau=region")
    assert "Territoires des pôles" not in said
    assert "Commune du siège" in said


@pytest.mark.parametrize(
    ("extension", "leaf"),
    [
        ("svg", Leaf()),
        ("pdf", Leaf(Paper.A3, Orientation.PORTRAIT)),
        ("png", Leaf(Paper.A4, Orientation.PORTRAIT)),
    ],
)
def test_a_sheet_is_always_the_same_bytes(catalog: Catalog, extension: str, leaf: Leaf) -> None:
    known = {"extension": extension, "leaf": leaf, "dpi": 72}
    first = render_sheet(catalog, asked(catalog, "q=pole"), **known)
    assert render_sheet(catalog, asked(catalog, "q=pole"), **known) == first


def test_a_measure_that_the_level_does_not_bear_gives_way(catalog: Catalog) -> None:
    assert (
        subtitle(subject(catalog, "niveau=commune&mesure=aides")) == "Nombre de pôles par commune"
    )


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", "Nombre de pôles par département"),
        (
            "mesure=part-population&niveau=epci",
            "Part de la population couverte par intercommunalité · population municipale 2023 "
            "(Guadeloupe\u00a0: 2017)",
        ),
        (
            "mesure=part-communes",
            "Part des communes couvertes par département · communes du COG 2026",
        ),
    ],
)
def test_the_subtitle_names_the_measure_and_what_it_is_divided_by(
    catalog: Catalog, query: str, text: str
) -> None:
    assert subtitle(subject(catalog, query)) == text


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("", "outre-mer, projection légale de chaque département"),
        ("region=93", "Projection Lambert-93."),
        ("region=01", "Projection légale du département (EPSG:5490)."),
    ],
)
def test_the_sources_name_the_projection(catalog: Catalog, query: str, part: str) -> None:
    assert part in sources(subject(catalog, query))


def test_the_scale_has_two_digits() -> None:
    assert scale_text(6_734_567, "a4", "en") == "Map\u00a0at\u00a01:6,700,000 on A4 paper"


def test_the_description_is_that_of_the_units_shown(catalog: Catalog) -> None:
    said = describe_subject(subject(catalog, "region=93"))
    assert title(subject(catalog, "region=93")) in said.what
    # Of one département alone, the sheet shows the communes.
    assert "4 communes" in said.how
    assert "Provence (3)" in said.where


@pytest.mark.parametrize(
    ("query", "level"),
    [
        ("region=93", "commune"),
        ("departement=13&mesure=part-population", "departement"),
        ("region=93&mesure=par-million", "departement"),
        ("region=93&forme=cercles", "departement"),
        ("region=93&region=94", "departement"),
        ("region=93&niveau=epci", "epci"),
    ],
)
def test_one_departement_alone_is_drawn_by_commune(
    catalog: Catalog, query: str, level: str
) -> None:
    assert subject(catalog, query).thematic.level == level


def test_a_sheet_of_a_pole_is_about_it(catalog: Catalog) -> None:
    shown = subject(catalog, "pole=le-quartier&q=zzzzqq")
    assert (title(shown), shown.focus.codes) == ("Le Quartier", ("93",))
    assert shown.focus.extent.equals(catalog.poles.loc["le-quartier"].geometry)
    said = "Nombre de pôles par département · 0 pôle, où figure « zzzzqq »"
    assert (
        subtitle(subject(catalog, "pole=la-voisine&q=zzzzqq"))
        .replace("\xa0", " ")
        .replace("\u202f", " ")
        == said
    )
    assert (shown.figures.poles, shown.figures.communes) == (1, 1)
    assert next(iter(shown.poles.index)) == "le-quartier"
    assert list(shown.own.index) == ["le-quartier"]
    assert "le-quartier" not in shown.outlined.index
    assert list(subject(catalog, "pole=le-quartier&niveau=region").outlined.index) == []


def test_a_sheet_of_a_pole_marks_its_territory_and_lists_no_other(catalog: Catalog) -> None:
    sheet = draw_sheet(subject(catalog, "pole=le-phare"), Leaf())
    names = [str(artist.get_gid()) for artist in sheet.figure.axes[0].collections]
    order = ["territories-declared", "selected-hatch", "selected-casing", "selected"]
    assert [name for name in names if name in order][:4] == order
    assert sheet.naming.absent == ()
    assert "Pôle sélectionné" in texts(catalog, "pole=le-phare")
    assert "Pôle sélectionné" not in texts(catalog, "region=93")
    alone = draw_sheet(subject(catalog, "pole=insulaire"), Leaf())
    assert alone.naming.absent == ("insulaire",)


def test_the_file_carries_the_description(catalog: Catalog) -> None:
    query = asked(catalog, "")
    content = render_sheet(catalog, query, extension="pdf", leaf=Leaf())
    known = read_pdf(content).info
    assert known["Subject"] == describe_subject(subject(catalog, "")).text
    assert known["Author"] == "Carte des PTCE"


@pytest.mark.parametrize(
    ("licence", "source", "right"),
    [
        ("etalab-2.0", "Données sous Licence Ouverte 2.0", "Licence Ouverte 2.0 (etalab-2.0)"),
        ("ODbL-1.0", "registre sous licence ODbL-1.0", "Licence du registre\xa0: ODbL-1.0"),
        ("", "licence du registre non précisée", "Licence du registre non précisée"),
    ],
)
def test_the_register_of_another_programme_has_its_own_name_and_licence(
    catalog: Catalog, licence: str, source: str, right: str
) -> None:
    register = replace(catalog.register, name="autre", **UNSAID, licence=licence)
    other = replace(catalog, register=register)
    shown = subject(other, "")
    assert source in sources(shown)
    assert metadata_of(shown).rights.startswith(right)
    assert metadata_of(shown).creator == "Le registre"
    assert (overline(shown), book_name(shown)) == ("Le registre", "Atlas · Le registre")
    assert "Pôles territoriaux de coopération économique (PTCE)" not in texts(other, "")
