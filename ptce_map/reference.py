"""How the register is named wherever its data go: title, version, date."""

from __future__ import annotations

from ptce_map.dates import written_date
from ptce_map.labels import label
from ptce_map.register import Register


def cite(register: Register, lang: str) -> str:
    """Name a register, its version and its date, each if it is stated."""
    version = label("data.version", lang, version=register.version) if register.version else ""
    parts = (register.titles[lang], version, written_date(register.date, lang))
    return ", ".join(part for part in parts if part)
