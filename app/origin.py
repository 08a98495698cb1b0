"""A register that is kept elsewhere: asked at the start and while the site answers, and told of."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from app.settings import Settings
from ptce_map.errors import UnusableRegisterError
from ptce_map.labels import LANGS, label
from ptce_map.origins.address import Origin
from ptce_map.origins.copies import path_of, read_state, refresh, say_kept

logger = logging.getLogger(__name__)
LANG = LANGS[0]


def brought(settings: Settings, *, is_start: bool = False) -> Settings:
    """Return the settings with the last good copy of the register, if that is kept elsewhere.

    Raises
    ------
    ptce_map.errors.UnusableRegisterError
        If it gives nothing, and no copy was ever taken.
    """
    origin = settings.origin
    if origin is None:
        return settings
    copy = ask(origin, settings.copies_folder, is_start=is_start)
    return settings.model_copy(update={"register_folder": copy})


def ask(origin: Origin, folder: Path, *, is_start: bool = False) -> Path:
    """Ask an origin, and return its last good copy in a folder of copies.

    What keeps it from being taken anew is logged when it begins, and at a start; so is its end.

    Raises
    ------
    ptce_map.errors.UnusableRegisterError
        If it gives nothing, and no copy was ever taken.
    """
    copy = refresh(origin, folder)
    if copy.error is not None and (is_start or copy.is_news):
        for line in say_kept(copy, LANG):
            logger.warning("%s", line)
    elif copy.is_news:
        logger.warning("%s", label("origin.again", LANG, address=str(origin)))
    return copy.path


def brought_if_possible(settings: Settings) -> Settings:
    """Return the settings with the last good copy of the register; what goes wrong is logged."""
    try:
        return brought(settings)
    except UnusableRegisterError as error:
        logger.error("%s", error.text(LANG))
    return settings


def is_near(settings: Settings) -> bool:
    """Tell whether the register is kept in a file of tables of this machine."""
    origin = _named(settings)
    return origin is not None and origin.is_near


def _named(settings: Settings) -> Origin | None:
    """Return the origin of the register; nothing where what names it is at fault."""
    try:
        return settings.origin
    except UnusableRegisterError:
        return None


def last_copy(settings: Settings) -> Path | None:
    """Return the last good copy of the register without asking; nothing of a file read as it is."""
    origin = _named(settings)
    if origin is None:
        return None
    return path_of(origin, settings.copies_folder, read_state(origin, settings.copies_folder))


def describe(settings: Settings) -> dict[str, Any] | None:
    """Describe how the origin of the register stands; nothing if that is a file read as it is.

    Neither its address nor what it said is told: whoever may ask for ``/healthz`` need not know.
    """
    origin = _named(settings)
    if origin is None:
        return None
    state = read_state(origin, settings.copies_folder)
    away = {"reason": state.away, "since": state.since} if state.away else None
    return {"kind": origin.kind, "taken": state.taken, "asked": state.looked, "away": away}
