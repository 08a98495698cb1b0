"""The register: its tables, read from CSV, checked and typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

REGISTER_FOLDER = Path(__file__).parent / "register"

PRECISIONS = ("declared", "approximate", "region-only")
CONFIDENCES = ("high", "medium", "low")
STATUSES = ("attested", "inferred")
SUPPORTS = ("grant", "support", "unknown")


@dataclass(frozen=True, eq=False)
class Register:
    """The tables of the register.

    Attributes
    ----------
    poles, appels, secteurs, structures, sources
        Indexed by ``id``, in the order of the files.
    laureats
        One row a pole and round won.
    version, date, licence
        Version, date of creation (ISO) and licence of the data.
    """

    poles: pd.DataFrame
    laureats: pd.DataFrame
    appels: pd.DataFrame
    secteurs: pd.DataFrame
    structures: pd.DataFrame
    sources: pd.DataFrame
    version: str
    date: str
    licence: str
