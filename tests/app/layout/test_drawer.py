"""The drawer: what is said of a pole, by whom, and where to correct it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import plotly
import pytest

from app.layout.drawer import create_award, create_pole, within_sentence

if TYPE_CHECKING:
    from app.dataset import Dataset


def found(component: Any, kind: str) -> list[dict[str, Any]]:
    """Return the properties of the components of a kind, in reading order."""
    tree = json.loads(json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder))
    return list(walk(tree, kind))


def walk(node: Any, kind: str) -> Any:
    if isinstance(node, list):
        for one in node:
            yield from walk(one, kind)
    elif isinstance(node, dict):
        if node.get("type") == kind:
            yield node["props"]
        yield from walk(node.get("props", {}).get("children"), kind)


def links(component: Any) -> list[tuple[str, str]]:
    return [(one["children"], one["href"]) for one in found(component, "A")]


def test_awards_and_territory_refer_to_their_sources_by_number(dataset: Dataset) -> None:
    references = found(create_pole(dataset, "le-phare", "fr"), "Sup")
    assert [links(one["children"]) for one in references] == [
        [],
        [("2", "https://example.org/rapport")],
        [("1", "https://example.org/journal")],
        [("1", "https://example.org/journal"), ("2", "https://example.org/rapport")],
    ]


def test_sources_are_numbered_and_named(dataset: Dataset) -> None:
    (sources,) = found(create_pole(dataset, "le-phare", "fr"), "Ol")
    assert links(sources["children"]) == [
        ("https://example.org/journal", "https://example.org/journal"),
        ("Le Rapport", "https://example.org/rapport"),
    ]


def test_an_award_says_what_is_noted_and_that_it_is_inferred(dataset: Dataset) -> None:
    pole = dataset.pole("la-voisine")
    award = next(
        one
        for one in dataset.register.laureats.itertuples()
        if (one.pole, one.statut) == ("la-voisine", "inferred")
    )
    item = create_award(dataset, pole, award._replace(note="Une seule source."), "fr")
    assert found(item, "Span")[0]["children"][0] == "AMI 2022 (Sélection déduite)"
    assert found(item, "Small") == [{"children": "Une seule source."}]


def test_a_correction_is_offered_where_there_is_an_address(dataset: Dataset) -> None:
    said = "Signaler une erreur"
    assert said not in dict(links(create_pole(dataset, "le-phare", "fr")))
    asked = replace(dataset, correction_url="https://example.org/{pole}")
    assert links(create_pole(asked, "le-phare", "fr"))[-1] == (
        said,
        "https://example.org/le-phare",
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [("Association", "association"), ("SCIC (en)", "SCIC (en)"), ("", ""), ("Élan", "élan")],
)
def test_within_sentence(name: str, said: str) -> None:
    assert within_sentence(name) == said
