"""Builders with keyword defaults, so that a test states only what matters to it."""

from __future__ import annotations

import csv
import json
import tomllib
from typing import TYPE_CHECKING, Any

import pandas as pd

from ptce_map.register.register import REGISTER_FOLDER, Register, typed
from ptce_map.register.schema import PROGRAMME, TABLES
from ptce_map.register.statement import SECTION
from ptce_map.register.wording import Wording, read_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SHIPPED = tomllib.loads((REGISTER_FOLDER / PROGRAMME).read_text("utf-8"))
"""What the shipped programme says of itself, which the made-up register says too."""
UNSAID: Any = {"wording": Wording(), "prefix": "", "law": ""}
"""What a register says that says nothing in words of its own."""
Row = dict[str, str]
Rows = dict[str, list[Row]]

PACKAGE = {
    "title": "Le registre",
    "title_en": "The register",
    "version": "2026.1.0",
    "created": "2026-01-15",
    "licenses": [{"name": "etalab-2.0"}],
}


def row(table: str, **cells: object) -> Row:
    """Return a row of a table of the register as text, empty but for the cells given."""
    unknown = set(cells) - set(TABLES[table].columns)
    if unknown:
        raise TypeError(f"{table} has no column {sorted(unknown)}")
    return {column: str(cells.get(column, "")) for column in TABLES[table].columns}


def pole(pole_id: str = "le-phare", **cells: object) -> Row:
    """Return a pole of one commune, sound in every respect."""
    sound = {
        "nom": pole_id.replace("-", " ").title(),
        "territoire": "com:13001",
        "precision": "declared",
        "structures": "association",
        "secteurs": "alimentation",
        "confiance": "high",
        "etat": "inconnu",
        "sources_pole": "journal",
        "sources_territoire": "journal",
    }
    return row("poles", id=pole_id, **(sound | cells))


def award(pole_id: str = "le-phare", appel: str = "aap-2013", **cells: object) -> Row:
    """Return an attested award whose amount is not known."""
    sound = {"statut": "attested", "soutien": "grant", "sources": "journal"}
    return row("laureats", pole=pole_id, appel=appel, **(sound | cells))


def named(table: str, **labels: str) -> list[Row]:
    """Return rows of a vocabulary or of the rounds, by id, from their French label."""
    year = {"annee": "2013"} if table == "appels" else {}
    return [
        row(table, id=key.replace("_", "-"), libelle_fr=fr, libelle_en=f"{fr} (en)", **year)
        for key, fr in labels.items()
    ]


def source(source_id: str = "journal", **cells: object) -> Row:
    """Return a source."""
    return row("sources", id=source_id, url=f"https://example.org/{source_id}", **cells)


def tables(poles: Iterable[Row] = (), laureats: Iterable[Row] = (), **others: list[Row]) -> Rows:
    """Return every table of a register: one pole and its award unless said otherwise."""
    return {
        "poles": list(poles) or [pole()],
        "laureats": list(laureats) or [award()],
        "appels": named("appels", aap_2013="AAP 2013", ami_2022="AMI 2022"),
        "secteurs": named(
            "secteurs",
            alimentation="Alimentation",
            culture="Culture",
            non_renseigne="Secteur non renseigné",
        ),
        "structures": named("structures", association="Association", scic="SCIC"),
        "sources": [source(), source("rapport", editeur="Le Rapport")],
        **others,
    }


def frames(texts: Rows) -> dict[str, pd.DataFrame]:
    """Return tables of text whose lines begin after the header."""
    return {
        name: pd.DataFrame(rows, index=range(2, len(rows) + 2), dtype="str")
        for name, rows in texts.items()
    }


def register(poles: Iterable[Row] = (), laureats: Iterable[Row] = (), **others: Any) -> Register:
    """Return a register, typed without being checked."""
    texts = tables(poles, laureats, **others)
    frames = {name: typed(name, pd.DataFrame(texts[name], dtype="str")) for name in texts}
    return Register(
        **frames,
        version="2026.1.0",
        date="2026-01-15",
        licence="etalab-2.0",
        name="registre-ptce",
        titles={"fr": "Le registre", "en": "The register"},
        wording=read_wording(SHIPPED)[0],
        prefix=SHIPPED[SECTION]["prefixe"],
        law=SHIPPED[SECTION]["adresse_loi"],
    )


def write_register(
    folder: Path, texts: Rows | None = None, package: Mapping[str, object] = PACKAGE
) -> Path:
    """Write a register in a folder as people write it, and return the folder."""
    for name, rows in (texts or tables()).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder
