"""The drawer: what is said of a pole, by whom, and where to correct it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import plotly

from app.dashboard.layout.drawer import create_pole
from app.sections.door import Door
from app.sections.pole import create_award, create_state, prose_of
from app.sections.sheet import Sheet
from ptce_map.labels import label
from ptce_map.lookup.nearby import Nearby

if TYPE_CHECKING:
    from app.dataset import Dataset


def found(component: Any, kind: str) -> list[dict[str, Any]]:
    """Return the properties of the components of a kind, in reading order."""
    tree = json.loads(json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder))
    return list(walk(tree, kind))


def walk(node: Any, kind: str) -> Any:
    if isinstance(node, list):
        for child in node:
            yield from walk(child, kind)
    elif isinstance(node, dict):
        if node.get("type") == kind:
            yield node["props"]
        yield from walk(node.get("props", {}).get("children"), kind)


def links(component: Any) -> list[tuple[str, str]]:
    return [(link["children"], link["href"]) for link in found(component, "A")]


def test_awards_and_territory_refer_to_their_sources_by_number(dataset: Dataset) -> None:
    references = found(create_pole(dataset, "le-phare", "fr"), "Sup")
    assert [links(reference["children"]) for reference in references] == [
        [("1", "https://example.org/journal")],
        [("2", "https://example.org/rapport")],
        [("1", "https://example.org/journal"), ("2", "https://example.org/rapport")],
    ]


def test_sources_are_numbered_and_named(dataset: Dataset) -> None:
    (sources,) = found(create_pole(dataset, "le-phare", "fr"), "Ol")
    assert links(sources["children"]) == [
        ("https://example.org/journal", "https://example.org/journal"),
        ("Le Rapport", "https://example.org/rapport"),
    ]


def test_an_award_says_what_is_noted_and_that_it_is_inferred(dataset: Dataset) -> None:
    sheet = Sheet(dataset, dataset.catalog.pole("la-voisine"), Door("fr"))
    award = next(
        award
        for award in dataset.register.laureats.itertuples()
        if (award.pole, award.statut) == ("la-voisine", "inferred")
    )
    item = create_award(sheet, award._replace(note="Une seule source."))
    assert found(item, "Span")[0]["children"][0] == "AMI 2022 (Sélection déduite)"
    (note,) = found(item, "Small")
    assert note["children"]["props"] == {"children": "Une seule source.", "lang": "fr"}


def test_a_reference_is_named_by_its_source(dataset: Dataset) -> None:
    references = found(create_pole(dataset, "le-phare", "en"), "Sup")
    (link,) = found(references[1]["children"], "A")
    assert (link["children"], link["aria-label"]) == ("2", "Source 2: Le Rapport")


def test_what_the_register_says_in_words_is_french(dataset: Dataset) -> None:
    pole = create_pole(dataset, "le-phare", "en")
    said = [*found(pole, "P"), *found(pole, "Span")]
    french = {str(element["children"]) for element in said if element.get("lang") == "fr"}
    assert {"Saint-Étienne", "laine, maraîchage"} <= french
    sources = found(found(pole, "Ol")[0]["children"], "A")
    assert [source["lang"] for source in sources] == ["fr", "fr"]


def sections(dataset: Dataset, pole: str, lang: str = "fr") -> dict[str, Any]:
    """Return the content of each section of the drawer, by its title."""
    all_of_them = found(create_pole(dataset, pole, lang), "Section")
    titled = [drawer["children"] for drawer in all_of_them if found(drawer["children"], "H3")]
    return {found(pole, "H3")[0]["children"]: pole[1:] for pole in titled}


def test_neighbours_open_in_the_drawer(dataset: Dataset) -> None:
    neighbours = sections(dataset, "le-phare", "en")["Neighbouring hubs"]
    assert links(neighbours) == [
        ("La Voisine", "/?pole=la-voisine&lang=en"),
        ("Le Quartier", "/?pole=le-quartier&lang=en"),
    ]
    assert [item["data-pole"] for item in found(neighbours, "Li")] == ["la-voisine", "le-quartier"]
    assert "2 municipalities in common" in [span["children"] for span in found(neighbours, "Span")]


def test_poles_of_the_same_sector_come_with_their_distance(dataset: Dataset) -> None:
    near = Nearby("le-quartier", 12.3, 0, ("culture",))
    asked = replace(dataset)
    asked.__dict__["nearby"] = {"le-phare": [near] * 6}
    others = sections(asked, "le-phare")[label("page.pole.others", "fr")]
    assert len(found(others, "Li")) == 5
    assert "12 km" in [
        span["children"].replace("\u202f", " ").replace("\u00a0", " ")
        for span in found(others, "Span")
    ]
    assert links(others)[-1][1] == "/pole/le-phare"


def test_the_seat_the_region_and_the_epci_are_named(dataset: Dataset) -> None:
    facts = sections(dataset, "la-voisine")
    assert found(facts["Commune du siège"], "Span")
    texts = [paragraph["children"] for paragraph in found(facts["Territoire"], "P")]
    assert "Provence, Corse" in texts
    assert "CC des Deux Rives" in texts


def test_a_correction_is_offered(dataset: Dataset) -> None:
    assert links(create_pole(dataset, "le-phare", "en"))[-1] == (
        "Report an error",
        "/corriger?lang=en&pole=le-phare",
    )


def test_what_became_of_a_pole_is_said_with_its_date_and_sources(dataset: Dataset) -> None:
    titles = [
        heading["children"] for heading in found(create_pole(dataset, "ile-haute", "en"), "H3")
    ]
    assert titles[0] == "State of the hub"
    ended = Sheet(dataset, dataset.catalog.pole("ile-haute"), Door("en"))
    said, note = *create_state(ended), *prose_of("note_etat")(ended)
    assert found(said, "Span")[0]["children"] == "Ended hub (2019)"
    assert [link for _, link in links(said)] == ["https://example.org/journal"]
    assert found(note, "P")[0]["children"] == "L'association est dissoute."
    (unknown,) = create_state(Sheet(dataset, dataset.catalog.pole("le-phare"), Door("fr")))
    assert found(unknown, "Span")[0]["children"] == "État non connu"
