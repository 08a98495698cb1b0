"""The application on the made-up France, with boundaries and tiles as a build leaves them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app import create_app
from app.dataset import Dataset, create_dataset, load_dataset
from app.settings import Settings
from geodata import store
from geodata.boundaries import level_table
from geodata.cog import Level
from geodata.store import Scale
from geodata.web import TileLayer, write_hashed, write_tiles

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from app import PtceDash
    from ptce_map.register.register import Register
    from tests.conftest import TinyFrance

GEOJSON = b'{"type":"FeatureCollection","features":[]}' + 500 * b" "
LAYERS = (
    "regions",
    "departements",
    "coast",
    "prefectures",
    "insets-frames",
    "insets-commune",
    "insets-epci",
    "insets-departement",
    "insets-region",
    "points-epci",
    "points-departement",
    "points-region",
)


def write_boundaries(folder: Path, france: TinyFrance) -> Path:
    """Write the made-up France as the build does, in the folder ``build`` of ``folder``."""
    build = folder / "build"
    web = build / store.WEB
    web.mkdir(parents=True)
    (folder / store.CURRENT).write_text("build")
    for level in (Level.REGION, Level.DEPARTEMENT, Level.EPCI):
        table = level_table(france.communes, france.cog, level)
        for scale in Scale:
            table.to_parquet(build / store.file_name(level, scale))
    for scale in Scale:
        france.communes.to_parquet(build / store.file_name("commune", scale))
        france.arrondissements.to_parquet(build / store.file_name("arrondissement", scale))
    seats = france.communes.set_geometry(france.communes.representative_point())
    seats[["geometry"]].to_parquet(build / store.file_name("seat"))
    files = {name: write_hashed(web, name, "geojson", GEOJSON) for name in LAYERS}
    files |= {name: write_archive(web, name, france) for name in ("communes", "limits")}
    manifest = {"millesime": 2026, "population_year": 2023, "web": files}
    (build / store.MANIFEST).write_text(json.dumps(manifest))
    return folder


def write_archive(web: Path, name: str, france: TinyFrance) -> str:
    """Write the communes as tiles of zoom 4 and 5; return the name of the archive."""
    frame = france.communes.rename_axis("code").reset_index()
    file_name = f"{name}.0123456789.pmtiles"
    write_tiles(web / file_name, [TileLayer("commune", frame, ("code",), 4, 5)])
    return file_name


@pytest.fixture(scope="session")
def shipped() -> Dataset:
    """The shipped register on the built boundaries, as the site serves it."""
    return load_dataset(Settings())


@pytest.fixture(scope="session")
def visitor(shipped: Dataset) -> FlaskClient:
    """A browser without a screen, on the site as it is served."""
    return create_app(dataset=shipped).server.test_client()


@pytest.fixture(scope="session")
def derived(tmp_path_factory: pytest.TempPathFactory, tiny_france: TinyFrance) -> Path:
    """A folder of built boundaries."""
    return write_boundaries(tmp_path_factory.mktemp("derived"), tiny_france)


@pytest.fixture(scope="session")
def dataset(register: Register, tiny_france: TinyFrance, derived: Path) -> Dataset:
    """The five poles of the made-up register on its boundaries."""
    return create_dataset(register, tiny_france.cog, derived)


@pytest.fixture(scope="session")
def app(dataset: Dataset) -> PtceDash:
    """The application."""
    return create_app(dataset=dataset)


@pytest.fixture(scope="session")
def server(app: PtceDash) -> Flask:
    """The web server of the application."""
    flask: Flask = app.server
    return flask


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    """A browser without a screen."""
    return server.test_client()
