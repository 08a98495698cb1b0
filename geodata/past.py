"""Make the tables of the history anew, from the editions of the npm package of the COG.

A maintainer's command, once a year after ``refresh-cog``: it needs Node.js (``npm pack``). The
edition of 2019 holds INSEE's history of the communes since 1943; a code that an edition holds and
the next does not was given up between them.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.cog import Cog, read_cog
from geodata.history import HISTORY_FOLDER
from geodata.refresh import MANIFEST, encode, pack, replacing
from geodata.sources import DECOUPAGE_ADMINISTRATIF, Source, sha256_of, verify

EDITIONS: Sequence[tuple[int, str, str]] = (
    (2019, "0.7.0", "4643f584e1502d38a9baefe6e5b478aa8d5077bcd7e8972461dbbaceb66559f0"),
    (2020, "0.8.0", "3731209f86aab7c92a7de236caa6c5cc70c2ca0c4e21407e7e132b7483d04fe5"),
    (2021, "1.1.1", "db6e7c433ee675de314aa19bfc4faf796451342960ed2c1b42fda0f458a97e23"),
    (2022, "2.3.1", "d7f2a6915af27a719eeb6eb6581d9a645849b5b23e5c97fa5aa2931eb3552d1f"),
    (2023, "3.1.1", "225079c8cd185379fd494993e99fe712523e2f16e4a1170d8391a76a304e7073"),
    (2024, "4.1.0", "318f0cfc0c1f9d8113b272bf3cefb8f207f23f73026ee5932215f5d80d7a0f2a"),
    (2025, "5.3.0", "149cd9096f70915c02e5d39ef6045f0900d94c782ee9f1c1941703092fe72636"),
)
"""Year, version and sha256 of the editions before the current one, in order.

That of 2020 holds the EPCI of its year, and still the communes of the year before.
"""

TABLES = {
    "communes.csv.gz": ("code", "nom", "annee"),
    "epci.csv": ("code", "nom", "annee", "successeurs"),
    "noms_communes.csv.gz": ("code", "nom", "annee"),
    "noms_epci.csv.gz": ("code", "nom", "annee"),
    "sirens.csv.gz": ("siren", "code_commune"),
}
CURRENT = "commune-actuelle"
Rows = list[tuple[object, ...]]
Content = Mapping[str, list[dict[str, Any]]]


def editions() -> tuple[Source, ...]:
    """Return the pinned sources, the current one last."""
    source = DECOUPAGE_ADMINISTRATIF
    stem = source.file_name.removesuffix(f"{source.version}.tgz")
    past = (
        replace(
            source, version=version, sha256=digest, file_name=f"{stem}{version}.tgz", millesime=year
        )
        for year, version, digest in EDITIONS
    )
    return (*past, source)


def refresh_history(
    packages: Path | None = None, folder: Path = HISTORY_FOLDER, cog: Cog | None = None
) -> dict[str, int]:
    """Write the tables and their manifest; return the number of rows of each table.

    Parameters
    ----------
    packages
        Folder of the ``.tgz`` of every edition; brought by ``npm pack`` when not given.
    folder
        Where the tables go. Files are written aside, then renamed.
    cog
        The COG of the year; the committed one when not given.

    Raises
    ------
    SourceError
        If a package cannot be had or its sha256 is not the pinned one.
    """
    with tempfile.TemporaryDirectory() as scratch:
        contents = {}
        for source in editions():
            archive = packages / source.file_name if packages else pack(Path(scratch), source)
            verify(source, archive)
            contents[source.millesime] = _read(archive)
    tables = _tables(contents, cog or read_cog())
    with replacing(folder) as aside:
        for name, rows in tables.items():
            data = encode(TABLES[name], rows, compressed=name.endswith(".gz"))
            (aside / name).write_bytes(data)
        manifest = json.dumps(_manifest(aside), ensure_ascii=False, indent=2)
        (aside / MANIFEST).write_text(f"{manifest}\n", "utf-8")
    return {name: len(rows) for name, rows in tables.items()}


def _read(archive: Path) -> Content:
    with tarfile.open(archive) as tar:
        there = tar.getnames()
        members = {
            name: tar.extractfile(f"package/data/{name}.json")
            for name in ("communes", "epci", "historique-communes")
            if f"package/data/{name}.json" in there
        }
        return {name: json.load(file) for name, file in members.items() if file is not None}


def _tables(contents: Mapping[int, Content], cog: Cog) -> dict[str, Rows]:
    last = contents[max(contents)]
    first = contents[min(contents)]
    told = first.get("historique-communes", ())
    former = {
        **_of_history(told),
        **{row["code"]: (row["nom"], year) for row, year in _gone(contents, "communes")},
    }
    renamed = {**_named_before(told), **dict(_renamed(contents, "communes"))}
    current = _texts(cog.communes["nom_commune"])
    last_names = {code: name for code, (name, _) in former.items()} | current
    return {
        "communes.csv.gz": sorted(
            (code, *former[code]) for code in cog.anciens_codes if code in former
        ),
        "epci.csv": sorted(
            (row["code"], row["nom"], year, "|".join(_successors(row, cog)))
            for row, year in _gone(contents, "epci")
        ),
        "noms_communes.csv.gz": _names(renamed, last_names, lambda code: bool(cog.successor(code))),
        "noms_epci.csv.gz": _names(
            dict(_renamed(contents, "epci")), _texts(cog.epci["nom_epci"]), lambda _: True
        ),
        "sirens.csv.gz": sorted(
            (row["siren"], row["code"]) for row in last["communes"] if row.get("siren")
        ),
    }


def _of_history(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, int]]:
    """Return the name of each commune that ended, and the year of its last end."""
    ends = sorted(
        (row["dateFin"], row["code"], row["nom"])
        for row in rows
        if row["type"] == "COM" and "dateFin" in row
    )
    return {code: (name, int(day[:4])) for day, code, name in ends}


def _named_before(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], int]:
    """Return (code, name) -> the year until which a commune bore it, whatever became of it."""
    ends = sorted(
        (row["dateFin"], row["code"], row["nom"])
        for row in rows
        if row["type"] == "COM" and "dateFin" in row
    )
    return {(code, name): int(day[:4]) for day, code, name in ends}


def _renamed(contents: Mapping[int, Content], table: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the code and the name that a year has, and the next has under another name."""
    for before, after in pairwise(sorted(contents)):
        names = {row["code"]: row["nom"] for row in _current(contents[after][table])}
        for row in _current(contents[before][table]):
            if names.get(row["code"], row["nom"]) != row["nom"]:
                yield (row["code"], row["nom"]), after


def _texts(column: pd.Series) -> dict[str, str]:
    return {str(code): str(name) for code, name in column.items()}


def _names(
    renamed: Mapping[tuple[str, str], int],
    last_names: Mapping[str, str],
    is_known: Callable[[str], bool],
) -> Rows:
    """Return the names that a code bore before its last one, of codes that are known."""
    return sorted(
        (code, name, year)
        for (code, name), year in renamed.items()
        if last_names.get(code) != name and is_known(code)
    )


def _gone(contents: Mapping[int, Content], table: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield what a year has and the next has not, with the latter."""
    for before, after in pairwise(sorted(contents)):
        kept = {row["code"] for row in _current(contents[after][table])}
        for row in _current(contents[before][table]):
            if row["code"] not in kept:
                yield row, after


def _current(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the parts of communes."""
    return [row for row in rows if row["type"] == CURRENT or "membres" in row]


def _successors(epci: Mapping[str, Any], cog: Cog) -> list[str]:
    """Return the current EPCI of the communes of an EPCI, that of most of them first."""
    communes = (cog.successor(member["code"]) for member in epci["membres"])
    codes = [str(cog.communes.at[code, "code_epci"]) for code in communes if code]
    return [code for code, _ in Counter(code for code in codes if code).most_common()]


def _manifest(folder: Path) -> dict[str, object]:
    source = DECOUPAGE_ADMINISTRATIF
    return {
        "source": source.name,
        "versions": {edition.version: edition.sha256 for edition in editions()},
        "producer": "INSEE (COG, historique des communes), DGCL (EPCI) ; assemblage Etalab",
        "licence": source.licence,
        "url": source.url,
        "files": {name: sha256_of(folder / name) for name in TABLES},
    }
