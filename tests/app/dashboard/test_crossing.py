"""The statistics beyond the bars."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import brotli
import pytest

from app.dashboard.crossing import create_crossing
from ptce_map.query.grammar import parse

if TYPE_CHECKING:
    from app.dataset import Dataset


def crossing(dataset: Dataset, query: str) -> dict[str, object]:
    return create_crossing(dataset, parse(query, dataset.vocabulary))


def test_pairs_are_counted_under_the_other_filters(dataset: Dataset) -> None:
    pairs = crossing(dataset, "")["pairs"]

    assert pairs["secteur=culture&appel=aap-2013"] == 1
    assert pairs["secteur=non-renseigne&appel=ami-2022"] == 1
    assert "secteur=non-renseigne&appel=aap-2013" not in pairs
    assert crossing(dataset, "secteur=culture&appel=ami-2022")["pairs"] == pairs
    assert set(crossing(dataset, "region=01")["pairs"]) == {"secteur=alimentation&appel=ami-2022"}


def test_rounds_are_mapped_alone_and_with_those_before(dataset: Dataset) -> None:
    answer = crossing(dataset, "")

    assert answer["rounds"]["aap-2013"]["n"] == 2
    assert answer["rounds"]["ami-2022"]["counts"] == {"13": 3, "2A": 1, "971": 1}
    assert answer["cumulated"]["ami-2022"]["n"] == 4
    assert answer["rounds"]["aap-2013"]["text"] == (
        "2 pôles dans 2 départements, surtout\u00a0: Bouches-du-Rhône (2), Corse-du-Sud (1)"
    )


def test_a_round_without_a_pole_says_so(dataset: Dataset) -> None:
    answer = crossing(dataset, "region=01&lang=en")

    assert answer["rounds"]["aap-2013"] == {"n": 0, "counts": {}, "text": "0 hubs"}


def test_rounds_keep_to_the_awards_of_the_proof_asked_for(dataset: Dataset) -> None:
    answer = crossing(dataset, "statut=inferred")

    assert {appel: counts["n"] for appel, counts in answer["rounds"].items()} == {
        "aap-2013": 0,
        "ami-2022": 1,
    }


@pytest.mark.data
def test_the_answer_is_small(shipped: Dataset) -> None:
    answer = json.dumps(crossing(shipped, ""), ensure_ascii=False)

    assert len(brotli.compress(answer.encode(), quality=5)) < 4_000
