"""Run docs/examples/library.py and write docs/library.md: comments, code and what it prints."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "docs" / "examples" / "library.py"
DOCUMENT = ROOT / "docs" / "library.md"
CELL = "# %%"


def render(script: str) -> str:
    """Return a script as Markdown: comments outside cells are text, cells are run in order."""
    names: dict[str, Any] = {"__name__": "__example__"}
    return "\n".join(written(kind, body, names) for kind, body in blocks(script))


def blocks(script: str) -> list[tuple[str, str]]:
    """Split a script into ``text`` and ``code``: a cell ends at the next comment of one column."""
    parts: list[tuple[str, list[str]]] = []
    for line in script.splitlines():
        if line == CELL:
            parts.append(("code", []))
        elif line.startswith("#"):
            if not parts or parts[-1][0] == "code":
                parts.append(("text", []))
            parts[-1][1].append(line.removeprefix("#").removeprefix(" "))
        elif parts:
            parts[-1][1].append(line)
    return [(kind, "\n".join(lines).strip()) for kind, lines in parts]


def written(kind: str, body: str, names: dict[str, Any]) -> str:
    """Write a block, with what it prints if it is code."""
    if kind == "text":
        return f"{body}\n"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(body, SCRIPT.name, "exec"), names)  # noqa: S102
    lines = "\n".join(line.rstrip() for line in printed.getvalue().rstrip().splitlines())
    output = f"\n```text\n{lines}\n```\n" if lines else ""
    return f"```python\n{body}\n```\n{output}"


def main() -> None:
    """Write the document."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    DOCUMENT.write_text(render(SCRIPT.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
