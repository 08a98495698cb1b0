from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from ptce_map.__main__ import main
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments])


def test_a_sound_register_ends_with_0(tmp_path: Path) -> None:
    tables = builders.tables([builders.pole(territoire="com:31555")])
    result = run(str(builders.write_register(tmp_path, tables)), "--lang", "en")
    assert (result.exit_code, result.output) == (0, "1 hub, 1 award: no fault.\n")


def test_the_shipped_register_is_checked_unless_another_is_named() -> None:
    assert run().output == "76 pôles, 92 lauréats\u00a0: aucune erreur.\n"


def test_faults_end_with_1_and_are_all_printed(tmp_path: Path) -> None:
    poles = [builders.pole(territoire="com:31555", confiance="sure", siege="1")]
    result = run(str(builders.write_register(tmp_path, builders.tables(poles))), "--lang", "en")
    assert result.exit_code == 1
    assert [line.partition(" is ")[0] for line in result.output.splitlines()] == [
        "poles.csv, line 2: siege “1”",
        "poles.csv, line 2: confiance “sure”",
        "1 hub, 1 award: 2 faults.",
    ]


def test_what_cannot_be_used_ends_with_2(tmp_path: Path) -> None:
    result = run(str(tmp_path / "absent"), "--json")
    assert result.exit_code == 2
    assert [fault["code"] for fault in json.loads(result.output)["faults"]] == ["path"]


def test_a_register_is_compared_with_another_edition(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("before", "after")]
    for folder, place in zip(folders, ("Arles", "Toulouse")):
        folder.mkdir()
        pole = builders.pole(territoire="com:31555", lieu=place)
        builders.write_register(folder, builders.tables([pole]))
    before, after = map(str, folders)
    result = run(after, "--against", before, "--lang", "en")
    assert result.exit_code == 0
    assert result.output.splitlines()[-2:] == [
        "- Le Phare (le-phare)",
        "  - lieu: “Toulouse” instead of “Arles”",
    ]
    written = json.loads(run(after, "--against", before, "--json").output)
    assert written["valid"]
    assert written["changes"][0]["columns"] == {"lieu": {"before": "Arles", "after": "Toulouse"}}
    missing = run(after, "--against", str(tmp_path / "absent"), "--lang", "en")
    assert (missing.exit_code, missing.output.count("\n")) == (2, 1)


def test_a_language_is_french_or_english() -> None:
    result = run("--lang", "de")
    assert result.exit_code == 2
    assert "'de' is not one of 'fr', 'en'" in result.output


def test_each_register_of_a_folder_is_checked(tmp_path: Path) -> None:
    for name, cells in (("lieux", {}), ("villes", {"confiance": "sure"})):
        (tmp_path / name).mkdir()
        poles = [builders.pole(territoire="com:31555", **cells)]
        builders.write_register(tmp_path / name, builders.tables(poles))
    result = run(str(tmp_path), "--lang", "en")
    assert result.exit_code == 1
    assert result.output.startswith(
        "lieux\n1 hub, 1 award: no fault.\n\nvilles\npoles.csv, line 2: "
    )
    (tmp_path / "vide").mkdir()
    told = run(str(tmp_path), "--json")
    assert told.exit_code == 2
    reports = json.loads(told.output)
    assert list(reports) == ["lieux", "vide", "villes"]
    assert [fault["code"] for fault in reports["vide"]["faults"]] == ["missing"]


def test_a_folder_of_registers_is_not_compared(tmp_path: Path) -> None:
    (tmp_path / "lieux").mkdir()
    builders.write_register(tmp_path / "lieux")
    result = run(str(tmp_path), "--against", str(tmp_path / "lieux"), "--lang", "en")
    assert result.exit_code == 2
    assert "Give one of its folders." in result.output
