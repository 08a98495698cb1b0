"""How the register is named wherever its data go: title, version, date, description, creator.

The register of the PTCEs is told in the words of the site, any other in its own.
"""

from __future__ import annotations

from ptce_map.dates import written_date
from ptce_map.labels import label
from ptce_map.register import Register


def cite(register: Register, lang: str) -> str:
    """Name a register, its version and its date, each if it is stated."""
    version = label("data.version", lang, version=register.version) if register.version else ""
    parts = (register.titles[lang], version, written_date(register.date, lang))
    return ", ".join(part for part in parts if part)


def describe_register(register: Register, lang: str) -> str:
    """Say what a register is about: its description, else its title."""
    if register.is_ptce:
        return label("header.description", lang)
    return register.descriptions.get(lang) or register.titles[lang]


def creator(register: Register, lang: str) -> str:
    """Name who makes a register; nothing if it does not say."""
    return label("header.title", lang) if register.is_ptce else register.creator
