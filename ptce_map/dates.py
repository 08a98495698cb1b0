"""Dates as a reader's language writes them; a register may know only a month or a year."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton

MONTH = len("2026-11")


def written_date(iso: str, lang: str) -> str:
    """Write a date, a month or a year: "23 novembre 2026", "novembre 2026", "2026".

    What is empty stays empty.
    """
    if len(iso) < MONTH:
        return iso
    if len(iso) == MONTH:
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{iso}-01"), locale=lang))
    return str(format_date(date.fromisoformat(iso), format="long", locale=lang))
