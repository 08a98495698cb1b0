"""A register that is kept elsewhere: asked at the start and while the site answers, and told of."""

from __future__ import annotations

import logging
from typing import Any

from app.settings import Settings
from ptce_map.labels import LANGS, label
from ptce_map.origins.access import store_folder
from ptce_map.origins.copies import read_state, refresh, say_kept

logger = logging.getLogger(__name__)
LANG = LANGS[0]


def brought(settings: Settings, *, is_start: bool = False) -> Settings:
    """Return the settings with the last good copy of the register, if that is kept elsewhere.

    What keeps it from being taken anew is logged when it begins, and at each start; so is its end.

    Raises
    ------
    ptce_map.errors.UnusableRegisterError
        If it gives nothing, and no copy was ever taken.
    """
    origin = settings.origin
    if origin is None:
        return settings
    copy = refresh(origin, store_folder(settings.cache))
    if copy.error is not None and (is_start or copy.is_news):
        for line in say_kept(copy, LANG):
            logger.warning("%s", line)
    elif copy.is_news:
        logger.warning("%s", label("origin.again", LANG, address=str(origin)))
    return settings.model_copy(update={"register_folder": copy.path})


def describe(settings: Settings) -> dict[str, Any] | None:
    """Describe how the origin of the register stands; nothing if that is a file read as it is.

    Neither its address nor what it said is told: whoever may ask for ``/healthz`` need not know.
    """
    origin = settings.origin
    if origin is None:
        return None
    state = read_state(origin, store_folder(settings.cache))
    away = {"reason": state.away, "since": state.since} if state.away else None
    return {"kind": origin.kind, "taken": state.taken, "asked": state.looked, "away": away}
