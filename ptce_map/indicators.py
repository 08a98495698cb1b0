"""What the map measures: values by unit of a level, for a selection of poles."""

from __future__ import annotations

from geodata.cog import Level
from ptce_map.selection import Integers, Mask, PoleIndex


def count_poles(index: PoleIndex, mask: Mask, level: Level) -> Integers:
    """Return the number of selected poles in each unit of a level.

    In the order of ``index.levels[level].codes``. A pole is in every commune of its territory and
    in the EPCI, départements and régions of these; a pole known by its région alone is in its
    régions only.
    """
    return index.levels[level].counts(mask)
