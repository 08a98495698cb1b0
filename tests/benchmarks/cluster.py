"""The join here and on a cluster of this machine, side by side: seconds and memory, by size.

What the workers take is theirs: on other machines it would be beside what this one takes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from distributed import Client, LocalCluster

from geodata.cog import Level, read_cog
from geodata.store import open_boundaries
from ptce_map.register.register import read_register
from ptce_map.territory.territories import build_territories
from tests.benchmarks.processes import take
from tests.benchmarks.registers import write_register

SIZES = (1_000, 10_000, 100_000)
WORKERS = 2


def join(path: str, scheduler: str) -> tuple[float, float, float, float]:
    """Join a register; return seconds, seconds of processor, megabytes before and at most."""
    register, boundaries = read_register(Path(path)), open_boundaries()
    communes, parts, cog = boundaries.units(Level.COMMUNE), boundaries.arrondissements(), read_cog()
    before = take(os.getpid()).peak_mb
    clock, used = time.perf_counter(), time.process_time()
    build_territories(register, communes, parts, cog, scheduler=scheduler)
    seconds, processor = time.perf_counter() - clock, time.process_time() - used
    return seconds, processor, before, take(os.getpid()).peak_mb


def joined(path: Path, scheduler: str = "") -> list[float]:
    """Join a register in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.cluster", "--register", str(path)]
    done = subprocess.run(
        [*command, "--scheduler", scheduler], check=True, capture_output=True, text=True
    )
    return [float(figure) for figure in done.stdout.split()]


def peaks(client: Client) -> Mapping[str, tuple[float, float]]:
    """Return the most megabytes that each worker had, and its seconds of processor."""
    return client.run(lambda: (take(os.getpid()).peak_mb, time.process_time()))


@click.command()
@click.option("--sizes", default=",".join(map(str, SIZES)), help="Numbers of poles.")
@click.option("--register", help="Join this register here, and print what it took.")
@click.option("--scheduler", default="", help="Scheduler to join it on.")
def main(sizes: str, register: str | None, scheduler: str) -> None:
    """Print a table in Markdown, a row a size."""
    if register:
        click.echo(" ".join(f"{figure:.2f}" for figure in join(register, scheduler)))
        return
    click.echo(
        "| poles | here (s, MB) | cluster (s, MB here, MB a worker) | CPU here, client, workers |"
    )
    click.echo("| --- | --- | --- | --- |")
    for n in map(int, sizes.split(",")):
        with TemporaryDirectory() as folder:
            path = write_register(Path(folder), n)
            seconds, cpu, _, peak = joined(path)
            with (
                LocalCluster(
                    n_workers=WORKERS,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    memory_limit=0,
                ) as cluster,
                Client(cluster) as client,
            ):
                far, client_cpu, _, client_peak = joined(path, cluster.scheduler_address)
                workers = peaks(client).values()
        most, worker_cpu = max(peak for peak, _ in workers), sum(cpu for _, cpu in workers)
        click.echo(
            f"| {n:,} | {seconds:.1f}, {peak:.0f} | {far:.1f}, {client_peak:.0f}, {most:.0f} |"
            f" {cpu:.1f}, {client_cpu:.1f}, {worker_cpu:.1f} |"
        )


if __name__ == "__main__":
    main()
