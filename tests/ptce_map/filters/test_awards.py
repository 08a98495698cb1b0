from __future__ import annotations

import numpy as np
import pytest

from ptce_map.filters.awards import AwardIndex

# Pole 0 won the first round (attested) and the second (inferred), pole 1 the second (attested),
# pole 2 nothing.
AWARDS = AwardIndex(
    n_poles=3,
    pole=np.array([0, 0, 1]),
    matrices={
        "appel": np.array([[1, 0], [0, 1], [0, 1]]),
        "statut": np.array([[1, 0], [0, 1], [1, 0]]),
    },
)


@pytest.mark.parametrize(
    ("asked", "poles"),
    [
        ({}, [True, True, False]),
        ({"appel": [0]}, [True, False, False]),
        ({"appel": [1], "statut": [0]}, [False, True, False]),
        ({"appel": [0], "statut": [1]}, [False, False, False]),
        ({"appel": [0, 1], "statut": [1]}, [True, False, False]),
    ],
)
def test_one_award_must_answer_all(asked: dict[str, list[int]], poles: list[bool]) -> None:
    assert AWARDS.mask(asked).tolist() == poles


def test_a_matrix_holds_the_awards_that_answer_the_others() -> None:
    assert AWARDS.matrix("appel", {}).tolist() == [[1, 1], [0, 1], [0, 0]]
    assert AWARDS.matrix("appel", {"statut": [0]}).tolist() == [[1, 0], [0, 1], [0, 0]]
