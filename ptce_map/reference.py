"""How the register is named wherever its data go: title, version, date."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from ptce_map.labels import label
from ptce_map.register import Register


def cite(register: Register, lang: str) -> str:
    """Name a register, its version and its date, each if it is stated."""
    version = label("data.version", lang, version=register.version) if register.version else ""
    day = format_date(date.fromisoformat(register.date), "long", lang) if register.date else ""
    return ", ".join(part for part in (register.titles[lang], version, str(day)) if part)
