"""What decides the bytes of answers, as digests: register, boundaries, COG, code and packages."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path

import pandas as pd

import geodata
import ptce_map
from app.files.payloads import ASSETS
from app.settings import Settings
from geodata import store
from geodata.cog import COG_FOLDER
from ptce_map.catalog import Catalog

FOLDER = "prepared"
MADE_WITH = (*("dash", "geopandas", "numpy", "pandas", "pyarrow", "pyproj", "shapely"),)
"""Packages whose objects or scripts are kept: those of another version are made again."""


def stamp(catalog: Catalog) -> str:
    """Return a digest of all that decides the bytes of answers: register, boundaries, code."""
    digest = hashlib.sha256()
    register = catalog.register
    tables = (register.poles, register.laureats, register.appels, register.sources)
    for table in (*tables, register.secteurs, register.structures):
        digest.update(table.to_csv().encode())
    told = {field.name: getattr(register, field.name) for field in fields(register)}
    said = {name: value for name, value in told.items() if not isinstance(value, pd.DataFrame)}
    digest.update(repr(sorted(said.items())).encode())
    digest.update(json.dumps(dict(catalog.boundaries.manifest), sort_keys=True).encode())
    for path in code_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def folder_of(settings: Settings) -> Path:
    """Return the folder of an edition, named by the hash of all that decides it.

    That is the register, the boundaries, the COG, the code, the packages and the background.
    """
    build, path = store.current_build(settings.derived), settings.register_folder
    tables = sorted(path.iterdir()) if path.is_dir() else [path]
    cog = sorted(COG_FOLDER.iterdir())
    digest = hashlib.sha256()
    for file in (*tables, build / store.MANIFEST, *cog, *code_files()):
        if file.is_file():
            data = file.read_bytes()
            digest.update(f"{file.name} {len(data)}\n".encode())
            digest.update(data)
    versions = {name: version(name) for name in MADE_WITH}
    named = [path.resolve().name, settings.basemap, sys.version, versions]
    digest.update(json.dumps(named).encode())
    return (settings.cache or build / FOLDER) / digest.hexdigest()[:20]


def code_files() -> list[Path]:
    """Return the files of code, texts, templates, scripts and styles."""
    packages = (geodata, ptce_map)
    folders = [ASSETS, Path(__file__).parent]
    folders += [Path(str(package.__file__)).parent for package in packages]
    suffixes = {".py", ".json", ".html", ".css", ".js", ".svg", ".toml"}
    found = (path for folder in folders for path in folder.rglob("*"))
    return sorted(path for path in found if path.suffix in suffixes and "derived" not in path.parts)
