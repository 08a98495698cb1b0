"""Make the committed COG tables anew from the npm package ``@etalab/decoupage-administratif``.

A maintainer's command, once a year: it needs Node.js (``npm pack``). Users never run it.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geodata.cog import COG_FOLDER
from geodata.errors import SourceError
from geodata.sources import (
    DECOUPAGE_ADMINISTRATIF,
    POPULATION_YEAR,
    POPULATION_YEARS,
    Source,
    sha256_of,
    verify,
)

Rows = Iterable[Sequence[object]]

MANIFEST = "manifest.json"
ASIDE = ".new"
"""Folder, beside the tables, where they are written anew."""

TABLES = {
    "communes.csv.gz": (
        "code_commune",
        "nom_commune",
        "zone",
        "code_departement",
        "code_region",
        "code_epci",
        "population",
        "annee_population",
        "codes_postaux",
    ),
    "parts.csv.gz": (
        "code",
        "kind",
        "nom",
        "code_parent",
        "population",
        "annee_population",
        "codes_postaux",
    ),
    "anciens_codes.csv.gz": ("ancien_code", "code_commune"),
    "departements.csv": ("code_departement", "nom_departement", "code_region", "chef_lieu", "zone"),
    "regions.csv": ("code_region", "nom_region", "chef_lieu", "zone"),
    "epci.csv": ("code_epci", "nom_epci", "nature"),
}


def pack(folder: Path, edition: Source | None = None) -> Path:
    """Bring a pinned edition of the npm package into a folder with ``npm pack``; return its path.

    The edition is that of the year when none is given.

    Raises
    ------
    SourceError
        If npm is missing or could not bring the package.
    """
    if shutil.which("npm") is None:
        raise SourceError(
            "npm was not found on PATH. Install Node.js, or name a downloaded package with "
            "--package FILE.tgz."
        )
    source = edition or DECOUPAGE_ADMINISTRATIF
    spec = f"{source.name}@{source.version}"
    command = ["npm", "pack", "--silent", spec]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    archive = folder / source.file_name
    if done.returncode or not archive.exists():
        raise SourceError(
            f"Source {spec} could not be downloaded: {done.stderr.strip() or 'no file came'}. "
            "Check the network, or name a downloaded package with --package FILE.tgz."
        )
    return archive


def refresh_cog(package: Path | None = None, folder: Path = COG_FOLDER) -> dict[str, int]:
    """Write the COG tables and their manifest; return the number of rows of each table.

    Parameters
    ----------
    package
        The ``.tgz`` of the npm package; brought by ``npm pack`` when not given.
    folder
        Where the tables go. Files are written aside, then renamed.

    Raises
    ------
    SourceError
        If the package cannot be had or its sha256 is not the pinned one.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archive = package or pack(Path(scratch))
        verify(DECOUPAGE_ADMINISTRATIF, archive)
        raw = _read_archive(archive)
    tables = _tables(raw)
    counts = {name: len(rows) for name, rows in tables.items()}
    with replacing(folder) as aside:
        for name, rows in tables.items():
            data = encode(TABLES[name], rows, compressed=name.endswith(".gz"))
            (aside / name).write_bytes(data)
        manifest = json.dumps(_manifest(aside, counts), ensure_ascii=False, indent=2)
        (aside / MANIFEST).write_text(f"{manifest}\n", "utf-8")
    return counts


def _read_archive(archive: Path) -> dict[str, list[dict[str, Any]]]:
    names = ("communes", "departements", "regions", "epci")
    with tarfile.open(archive) as tar:
        members = {name: tar.extractfile(f"package/data/{name}.json") for name in names}
        return {name: json.load(file) for name, file in members.items() if file is not None}


def _tables(raw: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[tuple[object, ...]]]:
    communes = raw["communes"]
    current = [row for row in communes if row["type"] == "commune-actuelle"]
    parts = [row for row in communes if row["type"] != "commune-actuelle"]
    epci_of = {m["code"]: epci["code"] for epci in raw["epci"] for m in epci["membres"]}
    return {
        "communes.csv.gz": sorted(
            (
                row["code"],
                row["nom"],
                row["zone"],
                row["departement"],
                row["region"],
                epci_of.get(row["code"], ""),
                row.get("population", 0),
                _population_year(row),
                _postcodes(row),
            )
            for row in current
        ),
        "parts.csv.gz": sorted(
            (
                row["code"],
                row["type"],
                row["nom"],
                row.get("chefLieu") or row["commune"],
                row.get("population", ""),
                _population_year(row) if "population" in row else "",
                _postcodes(row),
            )
            for row in parts
        ),
        "anciens_codes.csv.gz": sorted(
            (former, row["code"]) for row in current for former in row.get("anciensCodes", ())
        ),
        "departements.csv": sorted(
            (row["code"], row["nom"], row["region"], row["chefLieu"], row["zone"])
            for row in raw["departements"]
        ),
        "regions.csv": sorted(
            (row["code"], row["nom"], row["chefLieu"], row["zone"]) for row in raw["regions"]
        ),
        "epci.csv": sorted((row["code"], row["nom"], row["type"]) for row in raw["epci"]),
    }


def _population_year(row: Mapping[str, Any]) -> int:
    return POPULATION_YEARS.get(row["departement"], POPULATION_YEAR)


def _postcodes(row: Mapping[str, Any]) -> str:
    return "|".join(sorted(row.get("codesPostaux") or ()))


def encode(columns: Sequence[str], rows: Rows, *, compressed: bool) -> bytes:
    """Return a table as CSV, compressed or not; the same rows give the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    data = text.getvalue().encode()
    return gzip.compress(data, compresslevel=9, mtime=0) if compressed else data


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write in: once all is written, its files take the place of others.

    Interrupted before, nothing has changed; what is left is taken away by the next call. The
    manifest, which has the hashes of the tables, comes last.
    """
    aside = folder / ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
        for path in sorted(aside.iterdir(), key=lambda path: path.name == MANIFEST):
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _manifest(folder: Path, counts: Mapping[str, int]) -> dict[str, object]:
    source = DECOUPAGE_ADMINISTRATIF
    return {
        "source": source.name,
        "version": source.version,
        "sha256": source.sha256,
        "millesime": source.millesime,
        "population_year": POPULATION_YEAR,
        "population_years": dict(POPULATION_YEARS),
        "population": "Populations municipales (INSEE), en vigueur au 1er janvier 2026",
        "producer": source.producer,
        "licence": source.licence,
        "url": source.url,
        "date": source.date,
        "rows": dict(counts),
        "files": {name: sha256_of(folder / name) for name in TABLES},
    }
