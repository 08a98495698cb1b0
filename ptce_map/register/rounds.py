"""How complete the register is, round by round: laureates found, out of those announced."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ptce_map.labels import label
from ptce_map.register.register import Register
from ptce_map.register.rules import INFERRED


@dataclass(frozen=True)
class Round:
    """What the register holds of a round.

    Of a pole whose awards are all inferred, the first counts: its support by the State is known and
    its round alone is inferred. Any other inferred award stands apart, for a pole that is a
    laureate already.

    Attributes
    ----------
    appel
        Id of the round.
    found
        Laureates in the register.
    inferred
        Those of them whose round is inferred.
    apart
        Inferred awards that are not counted.
    announced
        Laureates announced, ``None`` if it is not known.
    """

    appel: str
    found: int
    inferred: int
    apart: int
    announced: int | None

    @property
    def missing(self) -> int | None:
        """Number of laureates announced that were not found, ``None`` if it is not known."""
        return None if self.announced is None else max(self.announced - self.found, 0)


def completeness(register: Register) -> tuple[Round, ...]:
    """Return every round, in the order of the register."""
    awards = _in_order(register)
    is_inferred = awards["statut"] == INFERRED
    is_attested_elsewhere = awards["pole"].isin(awards.loc[~is_inferred, "pole"])
    is_apart = is_inferred & (is_attested_elsewhere | awards["pole"].duplicated())
    counts = {
        "found": awards.loc[~is_apart, "appel"].value_counts(),
        "inferred": awards.loc[is_inferred & ~is_apart, "appel"].value_counts(),
        "apart": awards.loc[is_apart, "appel"].value_counts(),
    }
    return tuple(
        Round(
            appel=str(appel),
            announced=None if pd.isna(announced) else int(announced),
            **{name: int(count.get(appel, 0)) for name, count in counts.items()},
        )
        for appel, announced in register.appels["laureats_annonces"].items()
    )


def _in_order(register: Register) -> pd.DataFrame:
    """Return the awards in the order of the rounds, those of a pole the first one first."""
    rank = register.laureats["appel"].map(register.appels.index.get_loc)
    return register.laureats.loc[rank.sort_values(kind="stable").index]


def say(round_: Round, lang: str) -> str:
    """Say a round in few words: "11/14, of which 1 inferred", "2/16, and 1 inferred"."""
    fraction = (
        str(round_.found) if round_.announced is None else f"{round_.found}/{round_.announced}"
    )
    within = label("completeness.inferred", lang, n=round_.inferred) if round_.inferred else ""
    apart = label("completeness.apart", lang, n=round_.apart) if round_.apart else ""
    return ", ".join(part for part in (fraction, within, apart) if part)
