from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from ptce_map.__main__ import main
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["where", *arguments, "--lang", "en"])


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (
            "26281",
            ["Pôle Sud Archer (pole-sud-archer) covers it by com:26281 · Approximate area"],
        ),
        (
            "dep:34",
            [
                "Cluster des acteurs de l'économie textile circulaire en Occitanie "
                "(recycl-occ-textile) covers it by reg:76 · Documented area"
            ],
        ),
        ("97502", ["No hub of the register covers this place."]),
        (
            "33063",
            [
                "Les Ateliers du Rond-Point (ateliers-du-rond-point) is known by its région "
                "alone, reg:75: it may cover it"
            ],
        ),
    ],
)
def test_where(code: str, lines: list[str]) -> None:
    result = run(code)
    assert result.exit_code == 0
    assert [line.strip() for line in result.output.splitlines()[1:]] == lines


def test_a_postal_code_of_one_commune_stands_for_it() -> None:
    result = run("33000")
    assert result.exit_code == 0
    assert "postal code 33000: com:33063 Bordeaux" in result.output.splitlines()[0]


def test_a_code_that_is_also_a_postal_code_lists_both_and_each_may_be_given() -> None:
    result = run("26100")
    first, second = (line.strip() for line in result.output.splitlines()[1:])
    assert result.exit_code == 1
    assert first.startswith("postal code 26100: com:26281 Romans-sur-Isère")
    assert second.startswith("com:26100 Combovin")
    assert run(first.split()[3]).exit_code == 0


def test_a_part_of_a_place_is_counted(tmp_path: Path) -> None:
    poles = [builders.pole(territoire="com:31555|com:31044")]
    folder = builders.write_register(tmp_path, builders.tables(poles))
    result = run("dep:31", "--register", str(folder))
    assert result.output.splitlines()[1:] == [
        "  Le Phare (le-phare) covers part of it by com:31555: 1 commune · Documented area",
        "  Le Phare (le-phare) covers part of it by com:31044: 1 commune · Documented area",
    ]


def test_an_ambiguous_code_lists_what_it_may_mean() -> None:
    result = run("01")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "“01” stands for several places. Give one of these tokens:",
        "  dep:01 Ain (département)",
        "  reg:01 Guadeloupe (région)",
    ]


def test_a_register_with_faults_is_kept_and_its_faults_are_told(tmp_path: Path) -> None:
    poles = [builders.pole(confiance="sure"), builders.pole("loin", territoire="com:99999")]
    folder = builders.write_register(tmp_path, builders.tables(poles))
    result = run("com:13001", "--register", str(folder))
    assert result.exit_code == 0
    assert "Le Phare (le-phare) covers it by com:13001" in result.stdout
    told = result.stderr.splitlines()
    assert told[0].startswith("poles.csv, line 2: confiance “sure” is not one of")
    assert told[1].startswith("poles.csv, line 3: territoire “com:99999” is not in the COG")
    assert told[2].startswith("2 faults: the rows are kept")


def test_a_register_of_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "poles.csv").write_text("Quoi;x\nA;B\n", "utf-8")
    result = run("31555", "--register", str(tmp_path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("poles.csv, line 1: no known column in the header.")
