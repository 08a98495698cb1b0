"""Made-up registers of any number of poles: the same seed makes the same bytes.

Most territories are one commune, as places are in most programmes; then a few communes side by
side, an EPCI, several of them, and in a thousand poles one département.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from geodata.cog import Cog, read_cog

SEED = 1
SECTORS = tuple(f"Secteur {rank}" for rank in range(1, 10))
COLUMNS = ("nom", "territoire", "siege", "secteurs", "coordinateur", "structures")
PATTERN = ("epci", *["few"] * 2, *["commune"] * 7)
"""What ten poles in a row have for a territory."""
SEVERAL_EPCI, WHOLE_DEPARTEMENT = 100, 1_000
"""One pole in so many has several EPCI; one in so many, the first one included, a département."""


def write_register(folder: Path, n: int, seed: int = SEED) -> Path:
    """Write a register of ``n`` poles, and return its file."""
    path = folder / f"poles-{n}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows(read_cog(), n, seed))
    return path


def rows(cog: Cog, n: int, seed: int) -> Iterator[tuple[str, ...]]:
    """Yield the cells of ``n`` poles, in the order of :data:`COLUMNS`."""
    chance = random.Random(seed)
    drawn = cog.communes[cog.communes["zone"] != "com"].sort_index()
    communes = drawn.index.tolist()
    names, homes = drawn["nom_commune"].to_dict(), drawn["code_epci"].to_dict()
    areas = drawn["code_departement"].to_dict()
    for rank in range(n):
        at = chance.randrange(len(communes))
        seat = communes[at]
        around = communes[at : at + chance.randint(2, 8)]
        tokens = territory(rank, around, homes, areas)
        sectors = "|".join(sorted(chance.sample(SECTORS, chance.choice((1, 1, 2)))))
        name = f"Pôle {rank + 1} de {names[seat]}"
        yield (name, "|".join(tokens), seat, sectors, f"Structure {rank % (n // 2 + 1)}", "")


def territory(
    rank: int, around: Sequence[str], homes: dict[str, str], areas: dict[str, str]
) -> list[str]:
    """Return the tokens of the pole of a rank, which lies about some communes."""
    if rank % WHOLE_DEPARTEMENT == 0:
        return [f"dep:{areas[around[0]]}"]
    kind = PATTERN[rank % len(PATTERN)]
    near = dict.fromkeys(homes[code] for code in around if homes[code])
    if kind == "epci" and near:
        wanted = len(near) if rank % SEVERAL_EPCI == 0 else 1
        return [f"epci:{code}" for code in list(near)[:wanted]]
    return [f"com:{code}" for code in (around if kind == "few" else around[:1])]
