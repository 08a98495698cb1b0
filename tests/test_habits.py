"""The habits: what is checked before a commit is what `make check` checks, with locked programs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.conftest import SLOW

ROOT = Path(__file__).parent.parent
HOOKS = {
    hook["id"]: hook
    for repo in YAML(typ="safe").load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))[
        "repos"
    ]
    for hook in repo["hooks"]
}
PACKAGES = {
    "check-added-large-files": "pre-commit-hooks",
    "detect-private-key": "pre-commit-hooks",
    "detect-secrets-hook": "detect-secrets",
    "lint-imports": "import-linter",
}
"""The package that a program comes with, where it is not of the same name."""


def test_every_hook_runs_a_program_that_is_locked() -> None:
    locked = (ROOT / "requirements-dev.txt").read_text("utf-8")
    programs = re.findall(
        r"\.venv/bin/([a-z-]+)", " ".join(hook["entry"] for hook in HOOKS.values())
    )
    named = [PACKAGES.get(program, program) for program in programs]

    assert len(named) >= 6
    assert [name for name in named if not re.search(rf"^{name}==", locked, re.MULTILINE)] == []


@pytest.mark.parametrize("hook", ["ruff", "ruff-format", "mypy", "import-linter", "spelling"])
def test_what_a_hook_checks_is_checked_by_make(hook: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(BIN)", ".venv/bin")
    recipe = makefile.partition("\ncheck:")[2].partition("\n\n")[0]

    assert f"@{HOOKS[hook]['entry']}" in recipe


def test_the_spelling_is_right() -> None:
    whole = subprocess.run([ROOT / "tools/spelling.sh"], capture_output=True, text=True)
    assert (whole.returncode, whole.stdout) == (0, "")


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ([], ("occu", "rence")),
        ([], ("sepe", "rate")),
        (["--dictionary", "tools/spelling/french.txt"], ("dévelop", "ement")),
        (["--dictionary", "tools/spelling/french.txt"], ("cooper", "ation")),
    ],
)
def test_a_slip_is_found(language: list[str], parts: tuple[str, str], tmp_path: Path) -> None:
    slip = "".join(parts)
    text = tmp_path / "text.md"
    text.write_text(f"An {slip}, un {slip}.\n", "utf-8")
    codespell = Path(sys.executable).with_name("codespell")
    told = subprocess.run([codespell, *language, text], cwd=ROOT, capture_output=True, text=True)

    assert told.returncode > 0
    assert told.stdout.count(f"{slip} ==>") == 2


def test_what_is_slow_is_there() -> None:
    assert [name for name in SLOW if not (ROOT / "tests" / name).exists()] == []


def test_what_a_stranger_reads_is_in_both_languages() -> None:
    forms = {
        lang: YAML(typ="safe").load(
            (ROOT / f".github/ISSUE_TEMPLATE/correction-{lang}.yml").read_text("utf-8")
        )
        for lang in ("fr", "en")
    }
    french, english = (
        [(part["type"], part.get("validations")) for part in form["body"]]
        for form in forms.values()
    )

    assert french == english
    assert (ROOT / "README.fr.md").exists()


def test_the_workflow_runs_commands_that_exist() -> None:
    workflow = YAML(typ="safe").load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    steps = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    asked = {
        target
        for step in steps
        for line in re.findall(r"^make (.+)$", step, re.MULTILINE)
        for target in line.split()
        if "=" not in target
    }

    assert {"check", "test", "test-minimal", "site"} <= asked
    assert [target for target in asked if f"\n{target}:" not in makefile] == []
