from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.adopt.gazetteer import Names, read_names

if TYPE_CHECKING:
    from geodata.cog import Cog


@pytest.fixture(scope="session")
def cog() -> Cog:
    return read_cog()


@pytest.fixture(scope="session")
def names(cog: Cog) -> Names:
    return read_names(cog)
