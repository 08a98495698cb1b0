"""What a server takes of the machine: memory and processor of all of its processes, by Linux."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Taken:
    """What a process and all that it started take.

    Attributes
    ----------
    pss_mb
        Memory, in megabytes: pages that several processes share are counted once (PSS).
    peak_mb
        The most that one of the processes had at a time (resident, shared pages included).
    cpu_s
        Seconds of processor since each began.
    """

    pss_mb: float
    peak_mb: float
    cpu_s: float


def take(pid: int) -> Taken:
    """Measure a process and all that it started; those that end meanwhile take nothing."""
    found = [taken for process in tree(pid) for taken in take_one(process)]
    return Taken(
        sum(taken.pss_mb for taken in found),
        max((taken.peak_mb for taken in found), default=0),
        sum(taken.cpu_s for taken in found),
    )


def take_one(pid: int) -> list[Taken]:
    """Measure a process alone; nothing if it has ended."""
    try:
        pss, peak = in_kb(pid, "smaps_rollup", "Pss:"), in_kb(pid, "status", "VmHWM:")
        return [Taken(pss / 1000, peak / 1000, seconds(pid))]
    except (FileNotFoundError, ProcessLookupError):
        return []


def tree(pid: int) -> list[int]:
    """Return a process and all that it started."""
    found = [pid]
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                found += tree(int(child))
    return found


def in_kb(pid: int, file: str, name: str) -> int:
    """Return a figure of a process, as the kernel says it; zero of one that has just ended."""
    lines = (PROC / str(pid) / file).read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def seconds(pid: int) -> float:
    """Return the seconds of processor of a process, its ended children included."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS
