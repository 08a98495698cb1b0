from __future__ import annotations

import pytest
from click.testing import CliRunner

from ptce_map.__main__ import main


@pytest.mark.parametrize(
    ("code", "exit_code", "lines"),
    [
        (
            "93059",
            0,
            [
                "com:93059 Pierrefitte-sur-Seine (delegated commune) is part of com:93066 "
                "Saint-Denis in the COG of 2026"
            ],
        ),
        ("Ain", 0, ["dep:01 Ain (département)"]),
        ("99999", 1, ["“99999” is neither a code nor a name of the COG of 2026."]),
        (
            "dep:20",
            1,
            [
                "“dep:20” is neither a code nor a name of the COG of 2026. The nearest:",
                "  dep:2A Corse-du-Sud (département)",
                "  dep:2B Haute-Corse (département)",
            ],
        ),
        ("01", 0, ["dep:01 Ain (département)", "reg:01 Guadeloupe (région)"]),
        (
            "reg:001",
            1,
            [
                "“reg:001” is neither a code nor a name of the COG of 2026. The nearest:",
                "  dep:01 Ain (département)",
                "  reg:01 Guadeloupe (région)",
            ],
        ),
    ],
)
def test_cog(code: str, exit_code: int, lines: list[str]) -> None:
    result = CliRunner().invoke(main, ["cog", code, "--lang", "en"])
    assert (result.exit_code, result.output.splitlines()) == (exit_code, lines)
