from __future__ import annotations

import gc
import shutil
import weakref

import pytest

from geodata import store
from geodata.cog import Level
from geodata.errors import DerivedError
from geodata.store import Scale

READERS = {
    "communes": store.read_communes,
    "arrondissements": store.read_arrondissements,
    "deleguees": store.read_deleguees,
    "region": lambda folder: store.read_level(Level.REGION, folder),
    "seats": store.read_seats,
    "manifest": store.read_manifest,
    "web_files": store.web_files,
    "web_folder": store.web_folder,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_reader_says_how_to_build_what_is_missing(reader, tmp_path):
    with pytest.raises(DerivedError, match=r"missing from '.*'\. Run `make build-geodata`, or"):
        reader(tmp_path)


def test_a_build_that_was_deleted_is_missing_too(derived, tmp_path):
    folder = shutil.copytree(derived, tmp_path / "derived")
    shutil.rmtree(store.current_build(folder))
    with pytest.raises(DerivedError, match="Boundaries are missing"):
        store.read_manifest(folder)


def test_current_build_is_the_one_that_the_pointer_names(derived):
    name = (derived / "current").read_text().strip()
    assert store.current_build(derived) == derived / name
    assert store.web_folder(derived) == derived / name / "web"


@pytest.mark.parametrize(
    ("scale", "name"), [(Scale.FULL, "epci.parquet"), (Scale.DISPLAY, "epci.display.parquet")]
)
def test_file_name_tells_the_scale(scale, name):
    assert store.file_name("epci", scale) == name


@pytest.mark.parametrize("scale", Scale)
def test_read_communes(derived, layers, scale):
    expected = {Scale.FULL: layers.full, Scale.DISPLAY: layers.display}[scale][Level.COMMUNE]
    communes = store.read_communes(derived, scale=scale)
    assert communes.index.name == "code_commune"
    assert communes.crs == 4326
    assert communes.drop(columns="geometry").equals(expected.drop(columns="geometry"))
    assert communes.geometry.geom_equals(expected.geometry).all()


@pytest.mark.parametrize("scale", Scale)
def test_read_arrondissements(derived, scale):
    arrondissements = store.read_arrondissements(derived, scale=scale)
    assert arrondissements.index.name == "code_arrondissement"
    assert arrondissements["population"].to_dict() == {"69381": 6000, "69382": 4000}


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("level", [Level.EPCI, Level.DEPARTEMENT, Level.REGION])
def test_read_level(derived, layers, level, scale):
    table = store.read_level(level, derived, scale=scale)
    columns = [level.name_column, "population", "area_km2", "n_communes", "geometry"]
    assert table.columns.tolist() == columns
    assert table.index.equals(layers.full[level].index)


def test_read_deleguees(derived):
    rows = store.read_deleguees(derived)
    assert rows.columns.tolist() == ["code", "kind", "nom", "geometry"]
    assert rows["code"].tolist() == ["15004", "15005", "15006"]


def test_read_seats(derived):
    seats = store.read_seats(derived)
    assert seats.index.name == "code"
    assert set(seats.geom_type) == {"Point"}
    assert seats["origin"].value_counts().to_dict() == {"mairie": 4, "representative": 5}


def test_read_manifest(derived):
    manifest = store.read_manifest(derived)
    assert manifest["counts"]["commune"] == 7
    assert manifest["fingerprint"] == (derived / "current").read_text().strip()


def test_web_files_are_in_the_web_folder(derived):
    files = store.web_files(derived)
    assert files["departements"].startswith("departements.")
    assert files["communes"].endswith(".pmtiles")
    assert all((store.web_folder(derived) / name).is_file() for name in files.values())


def test_a_table_is_read_once_for_all_who_hold_it_and_given_up_after_them(derived, monkeypatch):
    read, read_parquet = [], store.gpd.read_parquet

    def told(path):
        read.append(path.name)
        return read_parquet(path)

    monkeypatch.setattr(store.gpd, "read_parquet", told)
    boundaries = store.open_boundaries(derived)
    assert read == []
    held = [boundaries.units(Level.COMMUNE) for _ in range(2)]
    assert held[0] is held[1]
    assert read == ["commune.parquet"]

    gone = weakref.ref(held[0])
    held.clear()
    gc.collect()
    assert gone() is None
    assert len(boundaries.units(Level.COMMUNE)) == 7
    assert read == 2 * ["commune.parquet"]


def test_what_is_opened_stays_of_one_build(derived, tmp_path):
    folder = shutil.copytree(derived, tmp_path / "derived")
    boundaries = store.open_boundaries(folder)
    (folder / store.CURRENT).write_text("another\n")
    assert len(boundaries.units(Level.REGION, Scale.DISPLAY)) > 0
    with pytest.raises(DerivedError):
        store.open_boundaries(folder)


@pytest.fixture
def copied(derived, tmp_path):
    """A copy of the folder that holds one build."""
    return shutil.copytree(derived, tmp_path / "derived")


def lose(path):
    path.unlink()


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def alter(path):
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


@pytest.mark.parametrize("harm", [lose, cut, alter])
def test_what_is_not_as_it_was_built_is_named_with_the_command_that_mends_it(copied, harm):
    assert store.altered_files(copied) == []
    names = ["commune.parquet", "seat.parquet"]
    for name in names:
        harm(store.current_build(copied) / name)

    assert store.altered_files(copied) == names
    told = r"not as they were built: commune.parquet, seat.parquet\. Run `make build-geodata`"
    with pytest.raises(DerivedError, match=told):
        store.open_boundaries(copied)
