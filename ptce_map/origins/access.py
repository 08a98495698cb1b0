"""What an origin is asked with, and within which bounds: secrets come by the environment alone."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

AUTHORIZATION = "PTCE_REGISTER_AUTHORIZATION"
"""Variable of the header ``Authorization`` that is sent to the host of an address."""
QUERY = "PTCE_REGISTER_QUERY"
"""Variable of what is added to the query of an address: ``key=value``."""
PASSWORD = "PGPASSWORD"  # noqa: S105 - the name of libpq's own variable
CACHE, COPIES = "PTCE_CACHE", "PTCE_ORIGINS"
SECRETS = (AUTHORIZATION, QUERY, PASSWORD)
FOLDER = "origins"

SILENCE_S = 10
"""Seconds that an origin may say nothing."""
WHOLE_S = 60
"""Seconds that the whole of it may take."""


def secret(name: str) -> str:
    """Return a secret of the environment; empty if there is none."""
    return os.environ.get(name, "").strip()


def without_secrets(text: str) -> str:
    """Return what a program says on one line, short, no secret in it."""
    line = " ".join(text.split())
    values = [secret(name) for name in SECRETS]
    parts = [part for value in values for part in (value, *value.split(), value.partition("=")[2])]
    for part in sorted(filter(None, parts), key=len, reverse=True):
        if len(part) > 3:
            line = line.replace(part, "…")
    return line if len(line) <= 160 else f"{line[:159]}…"


def store_folder(cache: Path | None = None) -> Path:
    """Return the folder of the copies: the one named, else in the cache named or of the user."""
    if os.environ.get(COPIES):
        return Path(os.environ[COPIES])
    named = cache or (Path(os.environ[CACHE]) if os.environ.get(CACHE) else None)
    return (named or user_cache_path("ptce-map")) / FOLDER
