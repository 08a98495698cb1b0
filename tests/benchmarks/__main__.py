"""``make bench``: what the page and the server cost, printed and written to the documentation."""

from __future__ import annotations

import os

from tests.benchmarks import lighthouse, page, server, soak
from tests.benchmarks.rows import write
from tests.serving import ROOT

MINUTES = 2
RATE = 5.0


def main() -> None:
    """Measure, print and write."""
    os.environ.setdefault("PTCE_LOG_LEVEL", "ERROR")
    parts = (
        ("The server", server.measure()),
        ("The page, WebGL drawn in software", page.run()),
        ("The page, as Lighthouse judges it", lighthouse.measure()),
        ("The page, without WebGL", page.run(page.NO_GPU, has_gl=False)),
        (f"Memory in use, {RATE:g} requests a second", soak.measure(MINUTES, RATE)),
    )
    found = []
    for title, rows in parts:
        kept = []
        for row in rows:
            row.say()
            kept.append(row)
        found.append((title, kept))
    write(ROOT / "docs" / "performance.md", found)


if __name__ == "__main__":
    main()
