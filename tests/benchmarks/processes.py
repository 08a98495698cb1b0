"""What a server takes of the machine: memory and processor of all of its processes, by Linux."""

from __future__ import annotations

import os
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
    """Measure a process and all that it started."""
    processes = tree(pid)
    return Taken(
        sum(in_kb(process, "smaps_rollup", "Pss:") for process in processes) / 1000,
        max(in_kb(process, "status", "VmHWM:") for process in processes) / 1000,
        sum(seconds(process) for process in processes),
    )


def tree(pid: int) -> list[int]:
    """Return a process and all that it started."""
    found = [pid]
    for task in (PROC / str(pid) / "task").iterdir():
        for child in (task / "children").read_text().split():
            found += tree(int(child))
    return found


def in_kb(pid: int, file: str, name: str) -> int:
    """Return a figure of a process, as the kernel says it."""
    lines = (PROC / str(pid) / file).read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def seconds(pid: int) -> float:
    """Return the seconds of processor of a process, its ended children included."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS
