"""A register of faulty rows is opened: each row is kept, and what it lost is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.cog import read_cog
from ptce_map.errors import RegisterError
from ptce_map.labels import read_locale
from ptce_map.register.opening import open_register, say_shortly
from ptce_map.register.register import REGISTER_FOLDER, read_register
from ptce_map.register.tolerance import REMEDIES, Remedy
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_map.register.opening import Opened

TODAY = "2026-11-28"


def opened(folder: Path, content: str) -> Opened:
    path = folder / "lieux.csv"
    path.write_text(content, "utf-8")
    return open_register(path, read_cog(), TODAY)


def test_the_shipped_register_opens_as_it_is() -> None:
    found = open_register(REGISTER_FOLDER, read_cog(), TODAY)
    assert found.register.poles.equals(read_register().poles)
    assert list(say_shortly(found.report, REGISTER_FOLDER, "fr")) == []


@pytest.mark.parametrize(
    ("row", "column", "kept", "said"),
    [
        ("A,com:31999,,,", "territoire", (), "n’est pas dans le COG de 2026."),
        ("A,com:31555|31000,,,", "territoire", ("com:31555",), "est un code postal."),
        ("A,,,,", "territoire", (), "Manque\u00a0: territoire."),
        ("A,com:31555,99999,,", "siege", "", "siege «\u00a099999\u00a0» n’est pas dans le COG"),
        ("A,com:31555,,sûr,", "precision", "approximate", "precision «\u00a0sûr\u00a0»"),
        ("A,com:31555,,,exemple", "site_web", "", "site_web «\u00a0exemple\u00a0»"),
        (",com:31555,,,", "nom", "Sans nom (ligne 3)", "Manque\u00a0: nom."),
    ],
)
def test_a_bad_row_is_kept_less_what_cannot_be_read(
    tmp_path: Path, row: str, column: str, kept: object, said: str
) -> None:
    header = "nom,territoire,siege,precision,site_web\nSûr,com:01001,01001,declared,\n"
    poles = opened(tmp_path, f"{header}{row}\n").register.poles
    assert len(poles) == 2
    sound, bad = poles.iloc[0], poles.iloc[1]
    assert (sound["territoire"], sound["doutes"]) == (("com:01001",), "")
    assert bad[column] == kept
    assert said in bad["doutes"]


def test_ids_told_twice_are_told_apart(tmp_path: Path) -> None:
    found = opened(tmp_path, "id,nom,territoire\na,A,com:31555\na,B,com:01001\n,C,com:01002\n")
    assert found.register.poles["nom"].tolist() == ["A", "B", "C"]
    assert found.register.poles.index.is_unique
    assert all(found.register.poles.index)


def test_an_award_of_no_pole_is_left_out_and_reported(tmp_path: Path) -> None:
    awards = [builders.award(), builders.award("l-absent"), builders.award(aide_eur="beaucoup")]
    tables = builders.tables(laureats=awards)
    found = open_register(builders.write_register(tmp_path, tables), read_cog(), TODAY)
    assert found.register.laureats["pole"].tolist() == ["le-phare"]
    assert "l-absent" in "".join(map(str, found.report.faults))


def test_sources_that_are_not_there_are_none(tmp_path: Path) -> None:
    found = opened(tmp_path, "nom,territoire,sources_pole\nA,com:31555,journal\n")
    assert found.register.poles["sources_pole"].tolist() == [()]
    assert found.register.sources.empty


@pytest.mark.parametrize("content", ["", "nom,territoire\n", "quoi;x\nA;B\n"])
def test_where_nothing_can_be_read_nothing_is_opened(tmp_path: Path, content: str) -> None:
    with pytest.raises(RegisterError):
        opened(tmp_path, content)


def test_what_was_found_is_said_shortly(tmp_path: Path) -> None:
    rows = "".join(f"P{n},com:31999\n" for n in range(8))
    found = opened(tmp_path, f"nom,territoire\n{rows}Q,com:1004\n")
    lines = list(say_shortly(found.report, tmp_path / "lieux.csv", "en"))
    assert len(lines) == 6
    assert lines[0].startswith("lieux.csv, line 2: territoire “com:31999” is not in the COG")
    assert lines[-1] == (
        "8 faults, 1 doubt: the rows are kept, what cannot be read is empty, and said. "
        f"Read it all: python -m ptce_map validate {tmp_path / 'lieux.csv'}"
    )


def test_every_fault_has_a_remedy() -> None:
    texts = read_locale("fr")
    codes = {
        key.removeprefix("fault.").removesuffix(".next")
        for key in texts
        if key.startswith("fault.") and key.endswith(".next")
    }
    codes |= {"meant_many"}
    # A file that is not adopted is no register, which the site might keep.
    codes = {code for code in codes if not code.startswith("adopt_")}
    assert codes - REMEDIES.keys() == set()
    assert set(REMEDIES.values()) == set(Remedy)
