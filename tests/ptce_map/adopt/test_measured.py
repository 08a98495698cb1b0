"""Places are found as surely as docs/adopt.md says, on a part of the measured set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.adoption import WAYS, find, make_cases, measure

if TYPE_CHECKING:
    from ptce_map.adopt.gazetteer import Names

PRECISION, RECALL = 0.995, 0.95


def test_what_is_called_sure_is_right_and_most_names_are(names: Names) -> None:
    cases = list(make_cases(names.cog, per_way=60))
    assert len(cases) == 60 * len(WAYS)
    precision, recall = measure([(case, find(case, names)) for case in cases])
    assert precision >= PRECISION
    assert recall >= RECALL
