"""What Lighthouse says of the page, beside a plain Dash page: part of ``make bench``.

Lighthouse reads each page as its presets say: a desk, and a phone four times slower on a slow
network, both simulated from what Chromium did here.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.rows import Row
from tests.benchmarks.subjects import OWN, PLAIN
from tests.e2e.conftest import CHROMIUM_OPTIONS, chromium_path
from tests.serving import ROOT, serve

TIMES = 3
"""Reports of the page; the plain one, which is slow to read, has one."""
PRESETS = {"desktop": ("--preset=desktop", ">= 0.98"), "mobile": ("", ">= 0.85")}
"""Preset -> how it is asked for, and the least score of the page."""
WHOLE = ("accessibility", "best-practices", "seo")
"""Categories that have to be perfect."""
BLOCKING = "total-blocking-time"


def measure() -> Iterator[Row]:
    """Yield the scores of the page, and its blocking time beside that of the plain page."""
    with serve(OWN.application) as own, serve(PLAIN.application) as plain:
        for preset, (_, least) in PRESETS.items():
            mine = [read(own, preset) for _ in range(TIMES)]
            theirs = [read(plain, preset)]
            yield Row(f"Lighthouse, performance, {preset}", score(mine, "performance"), "", least)
            plain_score = score(theirs, "performance")
            yield Row(f"Lighthouse, performance, {preset}, plain page", plain_score, "", "")
            for category in WHOLE:
                yield Row(f"Lighthouse, {category}, {preset}", score(mine, category), "", ">= 1")
            blocked, plainly = blocking(mine), blocking(theirs)
            yield Row(f"Lighthouse, blocking time, {preset}", blocked, "ms", "")
            beside = f"Lighthouse, blocking time, {preset}, beside the plain page"
            yield Row(beside, blocked / plainly, "", "<= 0.25")


def read(address: str, preset: str) -> dict[str, Any]:
    """Return the report of Lighthouse on a page."""
    program = ROOT / "tests" / "benchmarks" / "node_modules" / ".bin" / "lighthouse"
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        asked = PRESETS[preset][0]
        ended = subprocess.run(
            [
                *(str(program), f"{address}/", "--quiet", "--output=json"),
                f"--output-path={report}",
                f"--chrome-flags={' '.join(('--headless=new', *CHROMIUM_OPTIONS))}",
                *([asked] if asked else []),
            ],
            env={**os.environ, "CHROME_PATH": chromium_path()},
            check=False,
            capture_output=True,
            text=True,
        )
        if ended.returncode:
            raise RuntimeError(ended.stderr)
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return found


def score(reports: list[dict[str, Any]], category: str) -> float:
    """Return the score of a category, from 0 to 1."""
    return statistics.median(report["categories"][category]["score"] for report in reports)


def blocking(reports: list[dict[str, Any]]) -> float:
    """Return the blocking time, in milliseconds."""
    return statistics.median(report["audits"][BLOCKING]["numericValue"] for report in reports)


if __name__ == "__main__":
    for row in measure():
        row.say()
