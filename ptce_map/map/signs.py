"""How a pole is drawn on every map: by the precision of its territory, and by what became of it."""

from __future__ import annotations

import pandas as pd

from ptce_map.register.rules import ENDED

GONE = "ended"
"""Sign of the territory and of the seat of a pole that ended: none that lives is drawn so."""

KNOWN = "known"
UNKNOWN = "unknown"
SEAT_SIGNS = (GONE, UNKNOWN, KNOWN)
"""Signs of a seat, bottom to top."""


def territory_signs(poles: pd.DataFrame) -> pd.Series:
    """Return the sign of each territory: its ``precision``, or :data:`GONE`; reads ``etat``."""
    return poles["precision"].mask(poles["etat"] == ENDED, GONE)


def seat_signs(poles: pd.DataFrame) -> pd.Series:
    """Return the sign of each seat, whether its commune is known; reads ``siege`` and ``etat``."""
    signs = (poles["siege"] != "").map({True: KNOWN, False: UNKNOWN})
    return signs.mask(poles["etat"] == ENDED, GONE)
