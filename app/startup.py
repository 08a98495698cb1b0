"""The start of a server: what keeps it from starting is told in sentences, not in a traceback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from app import PtceDash, create_app
from app.edition import is_kept, open_edition
from app.identity import folder_of
from app.origin import brought
from app.settings import Settings
from geodata.cog import read_cog
from geodata.errors import GeodataError
from ptce_map.errors import ClusterError, PtceMapError, UnusableRegisterError
from ptce_map.labels import LANGS, label
from ptce_map.register.checks.report import inspect

T = TypeVar("T")
LANG = LANGS[0]
"""Language of a server, which knows no reader yet."""


def read_settings() -> Settings:
    """Read the settings of the environment, or end the process with what is wrong.

    A register that is kept elsewhere is taken: the settings name its last good copy.
    """
    try:
        return brought(Settings(), is_start=True)
    except ValidationError as error:
        raise SystemExit(say_settings(error)) from None
    except UnusableRegisterError as error:
        raise SystemExit(error.text(LANG)) from None


def prepare(most_faults: int | None = None) -> str:
    """Prepare the next start as the environment says, or end the process with what is wrong.

    A register of more than ``most_faults`` is wrong.

    Returns
    -------
    str
        What keeps it from being prepared; empty if nothing does.
    """
    settings = read_settings()
    told(settings, lambda: open_edition(settings, most_faults))
    folder = folder_of(settings)
    return "" if is_kept(folder) else label("start.unkept", LANG, path=str(folder.parent))


def start(settings: Settings | None = None) -> PtceDash:
    """Make the application as the environment says, or end the process with what is wrong."""
    settings = settings or read_settings()
    return told(settings, lambda: create_app(settings))


def told(settings: Settings, act: Callable[[], T]) -> T:
    """Do something with a register, or end the process with what is wrong with it."""
    try:
        return act()
    except PtceMapError as error:
        raise SystemExit(say_register(settings.register_folder, error)) from None
    except GeodataError as error:
        raise SystemExit(str(error)) from None


def say_settings(error: ValidationError) -> str:
    """Say each setting that is refused, and what it admits."""
    return "\n".join(_say_setting(str(fault["loc"][0]), fault["input"]) for fault in error.errors())


def _say_setting(name: str, value: object) -> str:
    variable = name if name.isupper() else f"PTCE_{name.upper()}"
    refused = label("setting.refused", LANG, name=variable, value=str(value))
    return f"{refused} {label(f'setting.{name}', LANG)}"


def say_register(path: Path, error: PtceMapError) -> str:
    """Say every fault of a register that was refused, places included, and how to read them again.

    The error itself stops at the first kind of fault: places are looked up in a sound register. Of
    a cluster that cannot be used, nothing is said of the register.
    """
    if isinstance(error, ClusterError):
        return error.text(LANG)
    report = inspect(path, read_cog(), datetime.now(UTC).date().isoformat())
    said = [fault.sentence(LANG) for fault in report.faults] or [error.text(LANG)]
    return "\n".join((*said, label("start.again", LANG, path=str(path))))
